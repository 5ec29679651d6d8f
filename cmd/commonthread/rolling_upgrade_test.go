package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

// olderProgram names a program of an older version that is to be replaced; without it, this one is replaced by itself.
const olderProgram = "COMMONTHREAD_TEST_OLDER_PROGRAM"

// FAULTS K06: three nodes are replaced one by one while people write to all of them and listen at all of them: by those
// of a newer version, which migrates when its first node starts, where olderProgram names an older one to begin with.
func TestProgram_threeNodesAreReplacedByANewerVersion(t *testing.T) {
	const writers, each, followers = 3, 40, 12
	older := os.Getenv(olderProgram)
	if older == "" {
		older = os.Args[0]
	}
	source := testkit.EmptySource(t, database.Postgres)
	t.Setenv("COMMONTHREAD_SECRET", "the same for each of the three nodes")
	t.Setenv("COMMONTHREAD_RATE_LIMITS", "off")
	site := func(program string) *process {
		return launchOf(t, program, serveArgs(t.TempDir(), "--database-url", source.Source)...)
	}
	const password = "a long passphrase"
	admin := exec.Command(older, "admin", "create", "--email", "ada@example.test", "--handle", "ada", "--database-url", source.Source, "--data-dir", t.TempDir())
	admin.Env, admin.Stdin = append(os.Environ(), asProgram+"=1"), strings.NewReader(password+"\n")
	if out, err := admin.CombinedOutput(); err != nil {
		t.Fatalf("make an administrator: %v: %s", err, out)
	}
	all := &nodes{}
	var running []*process
	for range 3 {
		p := site(older)
		running = append(running, p)
		all.add(p.address(t))
	}
	thread := threadOf(t, all.any(), password)

	const replies = writers * each
	var following, writing sync.WaitGroup
	heard := make([][]int64, followers)
	for i := range heard {
		following.Go(func() {
			var err error
			if heard[i], err = all.follow(fmt.Sprint("thread:", thread), replies); err != nil {
				t.Errorf("follower %d heard of %d: %v", i, len(heard[i]), err)
			}
		})
	}
	var acknowledged atomic.Int64
	next := make(chan struct{}, 3) // a quarter of the replies is there
	waited := make([]time.Duration, writers)
	for n := range writers {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Jar: jar, Timeout: everybodyWaits, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		if _, err := all.send(client, "/login", url.Values{"email": {"ada@example.test"}, "password": {password}}); err != nil {
			t.Fatal(err)
		}
		writing.Go(func() {
			defer client.CloseIdleConnections()
			pause := time.NewTicker(30 * time.Millisecond) // the nodes are to be replaced among the replies
			defer pause.Stop()
			for i := range each {
				key := fmt.Sprintf("rolling-%d-%d", n, i)
				took, err := all.send(client, fmt.Sprint("/t/", thread, "/posts"), url.Values{"body": {"Reply " + key}, "draft_key": {key}})
				if err != nil {
					t.Errorf("%s: %v", key, err)
					return
				}
				waited[n] = max(waited[n], took)
				if n := acknowledged.Add(1); n%(replies/4) == 0 && n < replies {
					next <- struct{}{}
				}
				<-pause.C
			}
		})
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		writing.Wait()
	}()
	for i := range running {
		select {
		case <-next:
		case <-written: // too early: somebody gave up
		}
		newer := site(os.Args[0])
		all.replace(i, newer.address(t))
		if err := running[i].Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if code := running[i].finish(t); code != exitDone {
			t.Errorf("node %d ends with %d: %s", i, code, &running[i].errors)
		}
	}
	<-written
	following.Wait()
	db, err := database.Open(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var stored []int64
	if err := db.Read.Raw(`SELECT number FROM posts WHERE thread_id = ? AND number > 1 ORDER BY number`, thread).Scan(&stored).Error; err != nil {
		t.Fatal(err)
	}
	if len(stored) != replies || acknowledged.Load() != replies {
		t.Errorf("%d replies are stored, %d were acknowledged of %d", len(stored), acknowledged.Load(), replies)
	}
	for i, numbers := range heard {
		if !slices.Equal(numbers, stored) {
			t.Errorf("follower %d heard of %v", i, numbers)
		}
	}
	for i, node := range running {
		for line := range strings.Lines(node.errors.String()) {
			if strings.Contains(line, `"level":"ERROR"`) {
				t.Errorf("the older node %d says %s", i, line)
			}
		}
	}
	t.Logf("three nodes replaced: %d replies, %d followers complete, longest wait for an acknowledgement %s", len(stored), followers, slices.Max(waited))
}

// threadOf makes a topic and a thread in an empty community, by the API, and returns the thread's number.
func threadOf(t *testing.T, site, password string) int64 {
	t.Helper()
	var made struct {
		Token string `json:"token"`
		ID    int64  `json:"id"`
	}
	for _, call := range []struct {
		path string
		body map[string]any
	}{
		{"tokens", map[string]any{"email": "ada@example.test", "password": password, "name": "upgrade", "scopes": []string{"read", "write", "staff"}}},
		{"topics", map[string]any{"name": "Upgrades", "slug": "upgrades"}},
		{"threads", map[string]any{"topic": "upgrades", "kind": "discussion", "title": "Another version", "body": "Node by node."}},
	} {
		text, err := json.Marshal(call.body)
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/api/v1/"+call.path, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if made.Token != "" {
			req.Header.Set("Authorization", "Bearer "+made.Token)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode >= 300 {
			t.Fatalf("POST %s: %s: %s %v", call.path, res.Status, answer, err)
		}
		if err := json.Unmarshal(answer, &made); err != nil {
			t.Fatal(err)
		}
	}
	return made.ID
}
