package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// program is the real one, serving a fresh community from an embedded database.
type program struct {
	cmd    *exec.Cmd
	dir    string
	url    string
	token  string
	thread int64
}

const password = "correct horse battery"

func startProgram(ctx context.Context, binary string) (_ *program, err error) {
	p := &program{}
	if p.dir, err = os.MkdirTemp("", "commonthread-bench-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.stop()
		}
	}()
	env := append(os.Environ(), "COMMONTHREAD_DATA_DIR="+p.dir, "COMMONTHREAD_RATE_LIMITS=off", "COMMONTHREAD_ADDR=127.0.0.1:0", "COMMONTHREAD_LOG=error")
	make := exec.CommandContext(ctx, binary, "admin", "create", "--email", "ada@example.test", "--handle", "ada", "--role", "administrator")
	make.Env, make.Stdin = env, strings.NewReader(password+"\n")
	if out, err := make.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("make an administrator: %w: %s", err, out)
	}
	p.cmd = exec.Command(binary, "serve")
	p.cmd.Env, p.cmd.Stderr = env, os.Stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("start the program: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // ends with the program
	p.url = strings.TrimSpace(line[strings.LastIndex(line, " ")+1:])
	return p, p.fill(ctx)
}

// fill makes a topic and the thread that everybody watches.
func (p *program) fill(ctx context.Context) error {
	var made struct {
		Token string `json:"token"`
		ID    int64  `json:"id"`
	}
	err := p.call(ctx, "tokens", map[string]any{"email": "ada@example.test", "password": password, "name": "bench", "scopes": []string{"read", "write", "staff"}}, &made)
	if err != nil {
		return err
	}
	p.token = made.Token
	if err := p.call(ctx, "topics", map[string]any{"name": "Bench", "slug": "bench"}, nil); err != nil {
		return err
	}
	err = p.call(ctx, "threads", map[string]any{"topic": "bench", "kind": "discussion", "title": "Everybody watches", "body": "Ready?"}, &made)
	p.thread = made.ID
	return err
}

func (p *program) call(ctx context.Context, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/api/v1/"+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("POST %s: %s: %s", path, res.Status, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}

func (p *program) address() string { return p.url }
func (p *program) pid() int        { return p.cmd.Process.Pid }

func (p *program) join() string {
	return fmt.Sprintf(`{"type":"subscribe","channel":"thread:%d"}`, p.thread)
}

// post is a reply of an ordinary length.
func (p *program) post(ctx context.Context, marker string) error {
	return p.call(ctx, fmt.Sprintf("threads/%d/posts", p.thread), map[string]any{"body": marker + strings.Repeat(" and so it goes on", 15)}, nil)
}

// memory is heap and stacks in use, as the program tells, at the least of several runs of its collector: what
// handshakes left behind is gone then, and what requests made since the last run is not counted. Searches make the
// garbage that brings the runs about.
func (p *program) memory(ctx context.Context) (float64, error) {
	first, _, err := p.heap(ctx)
	if err != nil {
		return 0, err
	}
	const collections = 6
	least := math.Inf(1)
	for range 60_000 {
		if _, err := get(ctx, p.url+"/search?q=everybody"); err != nil {
			return 0, err
		}
		runs, used, err := p.heap(ctx)
		if err != nil {
			return 0, err
		}
		if runs >= first+2 {
			least = min(least, used)
		}
		if runs >= first+collections {
			return least, nil
		}
	}
	return 0, errors.New("the collector hardly ever ran")
}

// heap is how often the collector ran, and the bytes of heap and stacks in use.
func (p *program) heap(ctx context.Context) (runs, used float64, err error) {
	text, err := get(ctx, p.url+"/metrics")
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "go_gc_duration_seconds_count":
			runs = n
		case "go_memstats_heap_inuse_bytes", "go_memstats_stack_inuse_bytes":
			used += n
		}
	}
	return runs, used, nil
}

func (p *program) stop() {
	if p.cmd != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		_ = p.cmd.Wait()
	}
	_ = os.RemoveAll(p.dir)
}
