package live_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// insist sends a reply under its key until somebody says that it is there, and returns how often that took.
func insist(client *http.Client, site, token string, threadID int64, key string) (tries int, err error) {
	form := url.Values{"body": {"Reply " + key}, "draft_key": {key}}.Encode()
	for tries = 1; tries <= 100; tries++ {
		req, err := http.NewRequest(http.MethodPost, fmt.Sprint(site, "/t/", threadID, "/posts"), strings.NewReader(form))
		if err != nil {
			return tries, err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Cookie", "ct_session="+token)
		res, err := client.Do(req)
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		switch res.StatusCode {
		case http.StatusSeeOther:
			return tries, nil
		case http.StatusServiceUnavailable:
		default:
			return tries, fmt.Errorf("reply %s: %s", key, res.Status)
		}
	}
	return tries, fmt.Errorf("reply %s: nobody took it", key)
}

// J03: of all that goes between visitors, node and database one packet in a hundred ends its connection instead, which is
// every fourth reply. Whoever
// posts again under the same key, and comes back with the last number, loses nothing and gets nothing twice; no answer
// is an error but "not now".
func TestLive_resetsLoseNothingAndDoubleNothing(t *testing.T) {
	t.Parallel()
	const part, writers, replies, followers = 0.01, 3, 15, 5
	w := testkit.NewWorld(t, database.Postgres)
	th := thread(w)
	far, site := startBehind(t, w)
	near := wireTo(t, "tcp", strings.TrimPrefix(site.URL, "http://"))
	address := "http://" + near.listener.Addr().String()
	tokens := make([]string, writers)
	for i, v := range []models.Viewer{w.Mia, w.Max, w.Hana} {
		tokens[i] = session(w, v)
	}
	far.lossy(part)
	near.lossy(part)

	var end, tries atomic.Int64
	var writing, following sync.WaitGroup
	crowd := make([]follower, followers)
	for i := range crowd {
		following.Go(func() {
			f := &crowd[i]
			for end.Load() == 0 || f.seq < end.Load() {
				_ = f.listen(address, channelOf(th), &end, 0) // what is wrong is noted; a handshake may be reset too
				if f.wrong != "" {
					return
				}
			}
		})
	}
	for i, token := range tokens {
		writing.Go(func() {
			client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			for j := range replies {
				n, err := insist(client, address, token, th.ID, fmt.Sprintf("%d-of-writer-%d", j, i))
				if tries.Add(int64(n)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writing.Wait()
	far.heal()
	near.heal()
	end.Store(w.Count(`SELECT event_seq FROM threads WHERE id = ?`, th.ID) + 1)
	_, err := site.store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "That was all."})
	w.Must(err)
	following.Wait()

	if n := w.Count(`SELECT COUNT(DISTINCT body) FROM posts WHERE thread_id = ? AND body LIKE 'Reply %'`, th.ID); n != writers*replies {
		t.Errorf("%d of %d replies are there", n, writers*replies)
	}
	posts := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID)
	if posts != writers*replies+2 || posts != w.Count(`SELECT post_count FROM threads WHERE id = ?`, th.ID) {
		t.Errorf("%d posts of %d replies, the opening and the last", posts, writers*replies)
	}
	for i, f := range crowd {
		if f.wrong != "" || int64(len(f.numbers)) != posts || f.resyncs > 0 {
			t.Errorf("follower %d: %d of %d posts, %d resyncs, %s", i, len(f.numbers), posts, f.resyncs, f.wrong)
		}
	}
	if tries.Load() == writers*replies {
		t.Error("nothing was reset, so this proves nothing")
	}
	t.Logf("%d replies took %d tries; %d followers have each of them once, in order", writers*replies, tries.Load(), followers)
}
