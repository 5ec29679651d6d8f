package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	password  = "a-long-enough-one"
	patience  = 30 * time.Second
	lookEvery = 20 * time.Millisecond
	tries     = 40 // of one photograph that is asked to come again
)

// server is the program, serving a folder of its own, with the members who send.
type server struct {
	command *exec.Cmd
	data    string
	base    string
	members []*http.Client
}

func start(program string, members int) (*server, error) {
	data, err := os.MkdirTemp("", "bench-pictures-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("find a port: %w", err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	s := &server{data: data, base: "http://" + address}
	env := append(os.Environ(), "COMMONTHREAD_DATA_DIR="+data, "COMMONTHREAD_LOG=error")
	for i := range members + 1 {
		role := "member"
		if i == 0 {
			role = "administrator"
		}
		make := exec.Command(program, "admin", "create", "--email", handle(i)+"@example.test", "--handle", handle(i), "--role", role)
		make.Env, make.Stdin = env, strings.NewReader(password+"\n")
		if out, err := make.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("make account %d: %w: %s", i, err, out)
		}
	}
	s.command = exec.Command(program, "serve", "--addr", address)
	s.command.Env, s.command.Stderr = env, os.Stderr
	if err := s.command.Start(); err != nil {
		return nil, fmt.Errorf("start the program: %w", err)
	}
	return s, errors.Join(s.await(), s.signIn(members))
}

func handle(i int) string { return "member" + strconv.Itoa(i) }

func (s *server) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	_ = s.command.Wait()
	_ = os.RemoveAll(s.data)
}

func (s *server) await() error {
	for until := time.Now().Add(patience); time.Now().Before(until); {
		res, err := http.Get(s.base + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		<-time.After(lookEvery)
	}
	return errors.New("the program does not answer")
}

func (s *server) signIn(members int) error {
	for i := range members {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return err
		}
		client := &http.Client{Jar: jar}
		form := url.Values{"email": {handle(i + 1)}, "password": {password}}
		res, err := client.PostForm(s.base+"/login", form)
		if err != nil {
			return fmt.Errorf("sign in: %w", err)
		}
		_ = res.Body.Close()
		if home, _ := url.Parse(s.base); len(jar.Cookies(home)) == 0 {
			return fmt.Errorf("sign in %s: %s", handle(i+1), res.Status)
		}
		s.members = append(s.members, client)
	}
	return nil
}

// sendAll has all members send at once, each one photograph after the other, as the composer does.
func (s *server) sendAll(files [][]byte, photographs, members int) (keys, refusals []string) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	next := 0
	for m := range members {
		wait.Go(func() {
			for {
				mu.Lock()
				n := next
				next++
				mu.Unlock()
				if n >= photographs {
					return
				}
				key, err := s.send(s.members[m], numbered(files[n%len(files)], n), n)
				mu.Lock()
				if err != nil {
					refusals = append(refusals, err.Error())
				} else {
					keys = append(keys, key)
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return keys, refusals
}

func (s *server) send(client *http.Client, file []byte, n int) (string, error) {
	for range tries {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", fmt.Sprintf("photograph-%d.jpg", n))
		if err != nil {
			return "", err
		}
		_, _ = part.Write(file)
		_ = form.Close()
		req, err := http.NewRequest(http.MethodPost, s.base+"/uploads", &body)
		if err != nil {
			return "", err
		}
		req.Header.Set("Content-Type", form.FormDataContentType())
		req.Header.Set("X-Requested-With", "fetch")
		req.Header.Set("Accept", "application/json")
		res, err := client.Do(req)
		if err != nil {
			return "", fmt.Errorf("send photograph %d: %w", n, err)
		}
		answer, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			return "", fmt.Errorf("read the answer: %w", err)
		}
		if res.StatusCode == http.StatusServiceUnavailable { // many are under way: the answer says when to come again
			<-time.After(time.Second)
			continue
		}
		var kept struct{ Key string }
		if res.StatusCode != http.StatusCreated || json.Unmarshal(answer, &kept) != nil {
			return "", fmt.Errorf("photograph %d: %s %s", n, res.Status, answer)
		}
		return kept.Key, nil
	}
	return "", fmt.Errorf("photograph %d: asked to come again %d times", n, tries)
}

// lost counts the photographs that cannot be had back in their smallest size and in their largest.
func (s *server) lost(keys []string) (lost int) {
	for _, key := range keys {
		for _, size := range []string{"480.webp", "2400.webp"} {
			found := false
			for _, client := range s.members {
				if res, err := client.Get(s.base + "/uploads/" + key + "/" + size); err == nil {
					_, _ = io.Copy(io.Discard, res.Body)
					_ = res.Body.Close()
					found = found || res.StatusCode == http.StatusOK
				}
			}
			if !found {
				lost++
				break
			}
		}
	}
	return lost
}

// looked is how long other pages took, and how many were refused.
type looked struct {
	took    []time.Duration
	refused int
}

// readersAtOnce look from addresses of their own: one alone may not ask for so many pages (FAULTS H01). No multiple of
// the pages, so that each of them sees all.
const readersAtOnce = 65

// readerAt is a reader whose connections come from an address of this machine.
func readerAt(from net.IP) *http.Client {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: from}}
	return &http.Client{Timeout: patience, Transport: &http.Transport{DialContext: dialer.DialContext}}
}

func (s *server) look(done <-chan struct{}) (l looked) {
	pages := []string{"/", "/topics", "/stories", "/search?q=fog", "/login", "/members/" + handle(1)}
	readers := make([]*http.Client, readersAtOnce)
	for i := range readers {
		readers[i] = readerAt(net.IPv4(127, 0, 1, byte(i+1)))
	}
	for i := 0; ; i++ {
		select {
		case <-done:
			return l
		case <-time.After(lookEvery):
		}
		begun := time.Now()
		res, err := readers[i%len(readers)].Get(s.base + pages[i%len(pages)])
		if err == nil {
			_, err = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
		l.took = append(l.took, time.Since(begun))
		if err != nil || res.StatusCode != http.StatusOK {
			l.refused++
		}
	}
}

// watchMemory is the most that the program and its children held at once, in bytes.
func (s *server) watchMemory(done <-chan struct{}) (most int64) {
	for {
		select {
		case <-done:
			return most
		case <-time.After(lookEvery):
			most = max(most, resident(s.command.Process.Pid))
		}
	}
}

// resident reads what a process and its children hold in memory, as Linux counts it.
func resident(pid int) (sum int64) {
	folder := filepath.Join("/proc", strconv.Itoa(pid))
	text, err := os.ReadFile(filepath.Join(folder, "status"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			sum += kb << 10
		}
	}
	children, _ := filepath.Glob(filepath.Join(folder, "task", "*", "children"))
	for _, file := range children {
		list, _ := os.ReadFile(file)
		for child := range strings.FieldsSeq(string(list)) {
			if id, err := strconv.Atoi(child); err == nil {
				sum += resident(id)
			}
		}
	}
	return sum
}
