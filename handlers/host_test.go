package handlers_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// FAULTS A06: no link may be made of a Host that somebody invented.
func TestHost_othersThanTheConfiguredOneAreMisdirected(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	b := testsite.Serve(w, publicAt(t, "https://forum.example.test")).Browser()
	ask := func(method, path, host string) testsite.Response {
		req := b.NewRequest(method, path, nil)
		req.Host = host
		return b.Do(req)
	}
	for _, host := range []string{"", "evil.test", "forum.example.test.evil.test", "evil.test:443", "forum.example.test:8080", "forum.example.test@evil.test", "127.0.0.1"} {
		for _, path := range []string{"/", "/t/" + itoa(th.ID), "/api/v1/topics", "/static/x", "/feed.atom", "/robots.txt", "/reset/guessed"} {
			res := ask(http.MethodGet, path, host)
			if res.Status != http.StatusMisdirectedRequest && res.Status != http.StatusBadRequest {
				t.Errorf("%s for %q: status %d", path, host, res.Status)
			}
			if host != "" && host != "127.0.0.1" && strings.Contains(res.Body, host) {
				t.Errorf("%s for %q says the host back", path, host)
			}
		}
		for _, path := range []string{"/healthz", "/readyz"} {
			if res := ask(http.MethodGet, path, host); host != "forum.example.test@evil.test" && res.Status != http.StatusOK {
				t.Errorf("%s for %q: status %d; health is asked by address", path, host, res.Status)
			}
		}
		if res := ask(http.MethodPost, "/login", host); res.Status != http.StatusMisdirectedRequest && res.Status != http.StatusBadRequest {
			t.Errorf("a form for %q: status %d", host, res.Status)
		}
	}
	for _, host := range []string{"forum.example.test", "FORUM.example.TEST"} {
		page := ask(http.MethodGet, links.Thread(th.ID, th.Slug), host).Want(http.StatusOK)
		if got := page.Find("link[rel=canonical]").AttrOr("href", ""); got != "https://forum.example.test"+links.Thread(th.ID, th.Slug) {
			t.Errorf("canonical %q", got)
		}
	}
}

func TestHost_twoOfThemAreNoRequest(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	address := strings.TrimPrefix(site.URL, "http://")
	for what, head := range map[string]string{
		"two hosts":         "Host: " + address + "\r\nHost: evil.test\r\n",
		"the same twice":    "Host: " + address + "\r\nHost: " + address + "\r\n",
		"none":              "",
		"a host with space": "Host: evil test\r\n",
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_, err = fmt.Fprintf(conn, "GET / HTTP/1.1\r\n%sConnection: close\r\n\r\n", head)
		w.Must(err)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		w.Must(err)
		if res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: status %d", what, res.StatusCode)
		}
		w.Must(res.Body.Close())
		_ = conn.Close()
	}
}
