package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/commonthread/commonthread/internal/config"
)

func TestHealthcheck_failsWhereTheAnswerIsNotOK(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL)
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer server.Close()
	commonthread(t, "", "healthcheck", "--addr", server.Listener.Addr().String()).demand(t, exitFailed, "answers 503")
}

func TestReachable_asksThisMachineWhereEverybodyIsListenedTo(t *testing.T) {
	for addr, want := range map[string]string{
		":8080": "127.0.0.1:8080", "0.0.0.0:8080": "127.0.0.1:8080", "[::]:8080": "[::1]:8080",
		"10.0.0.7:80": "10.0.0.7:80", "localhost:80": "localhost:80", "[::1]:80": "[::1]:80",
	} {
		if got := reachable(addr); got != want {
			t.Errorf("%s: %s, want %s", addr, got, want)
		}
	}
}

func TestAddress_isWhatPeopleCanOpen(t *testing.T) {
	for at, want := range map[string]string{
		"0.0.0.0:80": "http://localhost:80", "[::]:8080": "http://localhost:8080", "127.0.0.1:9": "http://localhost:9", "10.0.0.7:80": "http://10.0.0.7:80",
	} {
		tcp, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if got := address(config.Config{}, tcp); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
}
