package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS K05: a node that is told to stop while people write answers every request that it took, takes no more, sends its
// sockets elsewhere with a hint, and ends with 0.
func TestProgram_aSignalUnderLoadFinishesWhatIsUnderWayAndRefusesTheRest(t *testing.T) {
	const endsWithin = 30 * time.Second
	w := testkit.NewWorld(t, database.Postgres)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "The last words", "Say them.")
	t.Setenv("COMMONTHREAD_RATE_LIMITS", "off")
	server := launch(t, serveArgs(t.TempDir(), "--database-url", w.Source.Source)...)
	site := server.address(t)
	listener, _, err := livetest.Dial(site, livetest.Options{})
	w.Must(err)
	w.Must(listener.Subscribe(fmt.Sprint("thread:", th.ID), -1))

	var acknowledged, refused atomic.Int64
	var writing sync.WaitGroup
	signalled := make(chan struct{})
	signal := sync.OnceFunc(func() {
		w.Must(server.Process.Signal(syscall.SIGTERM))
		close(signalled)
	})
	for n, handle := range []string{"mia", "max", "hana", "sam"} {
		jar, err := cookiejar.New(nil)
		w.Must(err)
		client := &http.Client{Jar: jar, Timeout: endsWithin, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{DisableKeepAlives: true}} // a connection a request, as a proxy that finds the node anew
		res, err := client.PostForm(site+"/login", url.Values{"email": {handle}, "password": {testkit.Password}})
		w.Must(err)
		w.Must(res.Body.Close())
		writing.Go(func() {
			for i := range 5_000 {
				res, err := client.PostForm(fmt.Sprint(site, "/t/", th.ID, "/posts"), url.Values{"body": {fmt.Sprint("Word ", n, " ", i)}, "draft_key": {fmt.Sprint("last-", n, "-", i)}})
				if err != nil {
					refused.Add(1)
					select {
					case <-signalled:
					default:
						t.Errorf("refused before the signal: %v", err)
					}
					return
				}
				_, err = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				if err != nil || res.StatusCode != http.StatusSeeOther {
					t.Errorf("a request that was taken is answered by %d, %v", res.StatusCode, err)
					return
				}
				if acknowledged.Add(1) == 40 {
					signal()
				}
			}
		})
	}
	<-signalled
	begun := time.Now()
	for said := false; !said; {
		f, err := listener.Next(endsWithin)
		if err != nil {
			t.Fatalf("the socket ended without a word: %v", err)
		}
		if said = f.Type == "bye"; said && f.RetryMS <= 0 {
			t.Errorf("its hint is %+v", f)
		}
	}
	for err = nil; err == nil; {
		_, err = listener.Next(endsWithin)
	}
	if code := livetest.CloseCode(err); code != 1012 {
		t.Errorf("the socket closed with %d", code)
	}
	if code := server.finish(t); code != exitDone {
		t.Errorf("exit code %d: %s", code, &server.errors)
	}
	took := time.Since(begun)
	writing.Wait()
	stored := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ? AND number > 1`, th.ID)
	if stored != acknowledged.Load() {
		t.Errorf("%d posts are stored and %d acknowledged: a request under way was cut off", stored, acknowledged.Load())
	}
	if refused.Load() != 4 || took > endsWithin {
		t.Errorf("%d of four writers were refused at last, after %s", refused.Load(), took)
	}
	t.Logf("%d posts acknowledged, %d after the signal at least; ended after %s", stored, stored-40, took.Round(time.Millisecond))
}
