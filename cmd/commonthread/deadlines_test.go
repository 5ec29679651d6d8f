package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// slowClients are as many of each kind at once.
const slowClients = 100

// dripping answers, reads what it is sent, or writes more than anybody takes, by the path. Of the last it says when it was
// stopped.
type dripping struct{ stopped chan struct{} }

func (d dripping) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/body":
		_, _ = io.Copy(io.Discard, r.Body)
	case "/large":
		block := []byte(strings.Repeat("x", 1<<16))
		for {
			if _, err := w.Write(block); err != nil {
				d.stopped <- struct{}{}
				return
			}
		}
	}
	_, _ = io.WriteString(w, "done")
}

// FAULTS H06: whoever sends headers or a body slowly, or never reads the answer, is dropped at a deadline; others are
// answered meanwhile.
func TestServer_dropsSlowClientsAndAnswersOthers(t *testing.T) {
	t.Parallel()
	p := usualDeadlines
	if p.header <= 0 || p.read <= 0 || p.write <= 0 || p.idle <= 0 || p.header > 10*time.Second || p.read > time.Minute || p.write > 2*time.Minute {
		t.Errorf("the program waits %+v", p)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	handler := dripping{make(chan struct{}, slowClients)}
	server := newServer(quiet(), handler, deadlines{header: time.Second, read: 2 * time.Second, write: 2 * time.Second, idle: time.Second})
	go func() { _ = server.Serve(strictListener{listener}) }()
	t.Cleanup(func() { _ = server.Close() })

	const host = "Host: a.test\r\n"
	for name, c := range map[string]struct {
		begins string
		reads  bool
	}{
		"slow headers":    {"GET / HTTP/1.1\r\n" + host + "X-Slow: a", true},
		"no byte at all":  {"", true},
		"slow bodies":     {"POST /body HTTP/1.1\r\n" + host + "Content-Length: 1000\r\n\r\nx", true},
		"slow chunks":     {"POST /body HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n5\r\nab", true},
		"readers of none": {"GET /large HTTP/1.1\r\n" + host + "\r\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var slow sync.WaitGroup
			for range slowClients {
				conn, err := net.Dial("tcp", listener.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				if _, err := io.WriteString(conn, c.begins); err != nil {
					t.Fatal(err)
				}
				if c.reads {
					slow.Go(func() { dropped(t, conn) })
				}
			}
			for range 20 {
				res, err := (&http.Client{Timeout: 10 * time.Second}).Get("http://" + listener.Addr().String() + "/")
				if err != nil {
					t.Fatal(err)
				}
				if body, _ := io.ReadAll(res.Body); string(body) != "done" {
					t.Errorf("somebody else got %q", body)
				}
				res.Body.Close()
			}
			slow.Wait()
			late := time.After(20 * time.Second)
			for range slowClients {
				if c.reads {
					break
				}
				select {
				case <-handler.stopped:
				case <-late:
					t.Fatal("the server writes still to whoever never reads")
				}
			}
		})
	}
}

// dropped waits until the server ends a connection.
func dropped(t *testing.T, conn net.Conn) {
	deadline := time.Now().Add(20 * time.Second)
	_ = conn.SetDeadline(deadline)
	if _, err := io.Copy(io.Discard, conn); err != nil && time.Now().After(deadline) {
		t.Error("the server waits for it still")
	}
}
