package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// echoing answers with what it was sent.
type echoing struct{}

func (echoing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, r.Method+" "+r.URL.Path+" "+string(body))
}

// rawly sends the pieces one after the other and returns the answers' statuses and bodies, until the other side closes.
func rawly(t *testing.T, address string, pieces ...string) (got []string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	in := bufio.NewReader(conn)
	for _, piece := range pieces {
		for part := range strings.SplitSeq(piece, "|") { // what stands on both sides comes in two segments
			if _, err := io.WriteString(conn, part); err != nil {
				t.Fatal(err)
			}
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			return append(got, err.Error())
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if got = append(got, res.Status+" "+string(body)); res.Close {
			break
		}
	}
	return got
}

// FAULTS E12: what a proxy in front may read differently is refused, and its connection with it.
func TestServeHTTP_refusesWhatTwoServersWouldReadDifferently(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- serveHTTP(ctx, quiet(), listener, echoing{}, func() {}, func() {}) }()
	const host, good = "Host: a.test\r\n", "POST /good HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\na\nb\r\n"
	for name, bad := range map[string]string{
		"a length and chunks":            "POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"chunks and a length":            "POST / HTTP/1.1\r\n" + host + "TRANSFER-ENCODING:chunked\r\ncontent-length:5\r\n\r\n0\r\n\r\n",
		"a folded line":                  "GET / HTTP/1.1\r\n" + host + "X-Long: a\r\n b\r\n\r\n",
		"a line folded by a tab":         "GET / HTTP/1.1\r\n" + host + "X-Long: a\r\n\tb\r\n\r\n",
		"a line that ends with LF":       "GET / HTTP/1.1\r\nHost: a.test\nX: b\r\n\r\n",
		"a request line that ends so":    "GET / HTTP/1.1\nHost: a.test\r\n\r\n",
		"a header that ends so":          "GET / HTTP/1.1\r\n" + host + "\n",
		"CR alone":                       "GET / HTTP/1.1\r\n" + host + "X: a\rb\r\n\r\n",
		"two hosts":                      "GET / HTTP/1.1\r\n" + host + host + "\r\n",
		"a length and chunks, in pieces": "POST / HTTP/1.1\r\n" + host + "Content-Le|ngth: 5\r|\nTransfer-Encoding: chunked\r\n|\r\n0\r\n\r\n",
	} {
		for _, before := range []int{0, 2} { // as the first request of a connection, and as a later one
			pieces := []string{good, good, bad, good}[2-before:]
			got := rawly(t, listener.Addr().String(), pieces...)
			if len(got) != before+1 || !strings.HasPrefix(got[before], "400 Bad Request") {
				t.Errorf("%s, after %d good ones: %q", name, before, got)
			}
			for _, answer := range got[:min(before, len(got))] {
				if answer != "200 OK POST /good a\nb\r\n" {
					t.Errorf("a good one is answered with %q", answer)
				}
			}
		}
	}
	chunked := "POST /chunks HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n0\r\n\r\n"
	if got := rawly(t, listener.Addr().String(), chunked, good); len(got) != 2 || got[0] != "200 OK POST /chunks a\n" || got[1] != "200 OK POST /good a\nb\r\n" {
		t.Errorf("chunks alone: %q", got)
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
