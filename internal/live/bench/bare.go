package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
)

// bareHub writes what it is posted to every socket and does nothing else: no channels, no rights, no database.
// One goroutine a socket, 256 bytes to read into, pooled buffers to write from, and a writer a core.
type bareHub struct {
	upgrader websocket.Upgrader
	mu       sync.Mutex
	conns    []*websocket.Conn
}

func serveBare() {
	h := &bareHub{upgrader: websocket.Upgrader{
		ReadBufferSize: 256, WriteBufferPool: &sync.Pool{}, Subprotocols: []string{"commonthread.v1"},
		CheckOrigin: func(*http.Request) bool { return true },
	}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /live", h.join)
	mux.HandleFunc("POST /post", h.post)
	mux.HandleFunc("GET /memory", func(w http.ResponseWriter, _ *http.Request) {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		_, _ = fmt.Fprint(w, m.HeapInuse+m.StackInuse)
	})
	fmt.Println("http://" + listener.Addr().String())
	go func() { // ends with whoever started it
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	_ = http.Serve(listener, mux)
}

func (h *bareHub) join(w http.ResponseWriter, r *http.Request) {
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	h.mu.Lock()
	h.conns = append(h.conns, conn)
	h.mu.Unlock()
	_ = conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"subscribed"}`)) // from now on it is told
	go func() {
		for {
			if _, _, err := conn.NextReader(); err != nil {
				return
			}
		}
	}()
}

func (h *bareHub) post(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	m, err := websocket.NewPreparedMessage(websocket.TextMessage, body)
	if err != nil {
		return
	}
	h.mu.Lock()
	conns := h.conns
	h.mu.Unlock()
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		go func() {
			for i := core; i < len(conns); i += cores {
				_ = conns[i].WritePreparedMessage(m)
			}
		}()
	}
}

// bare is a bareHub in a process of its own.
type bare struct {
	cmd   *exec.Cmd
	stdin io.Closer
	url   string
	bytes int
}

func startBare(ctx context.Context, bytes int) (*bare, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := &bare{cmd: exec.CommandContext(ctx, self, "bare"), bytes: bytes}
	if b.stdin, err = b.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	b.cmd.Stderr = os.Stderr
	if err := b.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	b.url = strings.TrimSpace(line)
	return b, err
}

func (b *bare) address() string { return b.url }
func (b *bare) pid() int        { return b.cmd.Process.Pid }
func (b *bare) join() string    { return "" }

// post sends a message as large as ours.
func (b *bare) post(ctx context.Context, marker string) error {
	text, err := json.Marshal(map[string]string{"type": "event", "html": marker + strings.Repeat("x", max(0, b.bytes-len(marker)-30))})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.url+"/post", strings.NewReader(string(text)))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

func (b *bare) memory(ctx context.Context) (float64, error) {
	text, err := get(ctx, b.url+"/memory")
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(text, 64)
}

func (b *bare) stop() {
	_ = b.stdin.Close()
	_ = b.cmd.Wait()
}

func get(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return string(text), err
}
