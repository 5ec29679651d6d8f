package live_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// I01: a foreign origin is refused, and so is http where the site is https.
func TestHandshake_isForTheSitesOwnPages(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	for _, base := range []string{"", "https://forum.test", "http://forum.test:8080"} {
		site := testsite.Serve(w, func(o *handlers.Options) {
			if base != "" {
				o.BaseURL, _ = url.Parse(base)
			}
		})
		own := base
		host := strings.TrimPrefix(strings.TrimPrefix(base, "https://"), "http://")
		if base == "" {
			own, host = site.URL, strings.TrimPrefix(site.URL, "http://")
		}
		for origin, want := range map[string]int{
			own: 101, strings.ToUpper(own): 101, "": 101, "null": 403, "https://evil.test": 403, own + ".evil.test": 403,
			own + "/": 403, "file://": 403, "not an origin": 403, "http://" + host + ":1": 403, "//" + host: 403,
		} {
			h := http.Header{"Host": {host}}
			if origin != "" {
				h.Set("Origin", origin)
			}
			c, status, err := livetest.Dial(site.URL, livetest.Options{Header: h})
			if err == nil {
				c.Cut()
			}
			if status != want {
				t.Errorf("base %q, origin %q: %d, want %d", base, origin, status, want)
			}
		}
		if strings.HasPrefix(base, "https") {
			if _, status, _ := livetest.Dial(site.URL, livetest.Options{Header: http.Header{"Host": {host}, "Origin": {"http://" + host}}}); status != 403 {
				t.Errorf("http on an https site: %d", status)
			}
		}
	}
}

// I01: whoever comes from no page is a reader.
func TestHandshake_withoutAnOriginIgnoresTheCookie(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	token := session(w, w.Mia)
	h := headers(site, token)
	h.Del("Origin")
	c, _, err := livetest.Dial(site.URL, livetest.Options{Header: h})
	w.Must(err)
	defer c.Cut()
	l := &listener{c, t}
	if code := l.refused("me"); code != "unauthenticated" {
		t.Errorf("me: %s", code)
	}
	with := listenWith(site, token)
	with.subscribe("me", -1)
	for _, dead := range []string{"made-up", session(w, w.Sue)} {
		l := listenWith(site, dead)
		if code := l.refused("me"); code != "unauthenticated" {
			t.Errorf("a dead session's me: %s", code)
		}
		l.subscribe("front", -1)
	}
}

func TestHandshake_speaksOneProtocol(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	if _, status, _ := livetest.Dial(site.URL, livetest.Options{Protocols: []string{"chat"}}); status != http.StatusUpgradeRequired {
		t.Errorf("another protocol: %d", status)
	}
	c, status, err := livetest.Dial(site.URL, livetest.Options{Protocols: []string{"chat", "commonthread.v1"}})
	if err != nil || c.Protocol() != "commonthread.v1" {
		t.Fatalf("one of several: %d %v", status, err)
	}
	c.Cut()
	if res := site.Browser().Get("/live"); res.Status != http.StatusUpgradeRequired || res.Header.Get("Upgrade") != "websocket" {
		t.Errorf("no handshake: %d %v", res.Status, res.Header)
	}
}

func TestSubscribe_findsOnlyWhatTheViewerMaySee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		open := thread(w)
		back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		staff := w.Start(w.Ada, testkit.StaffTable, models.KindDiscussion, "Among staff", "Words.")
		draft, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.Photography, Kind: "story", Title: "Soon", Body: "Words.", Later: true})
		w.Must(err)
		gone := thread(w)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "Not here."))

		channels := []string{
			channelOf(open), "front", "topic:photography", channelOf(back), "topic:back-room", channelOf(staff), "topic:staff-table", "console",
			channelOf(draft), channelOf(gone), "me",
		}
		for _, c := range []struct {
			who  models.Viewer
			want string // a letter a channel: y subscribed, n not found, g gone, u unauthenticated
		}{
			{w.Reader, "yyynnnnnngu"}, {w.Max, "yyyyynnnngy"}, {w.Sam, "yyyyyyyyygy"}, {w.Mo, "yyyyyyyyyyy"},
		} {
			l := listen(site, c.who)
			for i, channel := range channels {
				want := map[byte]string{'y': "subscribed", 'n': "not_found", 'g': "gone", 'u': "unauthenticated"}[c.want[i]]
				w.Must(l.Subscribe(channel, -1))
				f := l.next()
				if got := f.Type + f.Code; got != want && got != "error"+want {
					t.Errorf("%s, %s: %+v, want %s", c.who.Handle, channel, f, want)
				}
			}
		}
		for _, who := range []models.Viewer{w.Reader, w.Ada} {
			l := listen(site, who)
			for _, invented := range []string{"thread:999999", "thread:01", "thread:+1", "thread:-1", "thread:", "thread:9223372036854775808", "topic:", "topic:nowhere", "site", "member:1", "x"} {
				if code := l.refused(invented); code != "not_found" {
					t.Errorf("%s, %s: %s", who.Handle, invented, code)
				}
			}
		}
	})
}

func TestPoll_givesTheSameEventsToTheSamePeople(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		w.Reply(w.Max, th.ID, "Reply")
		before, _ := listen(site, w.Reader).subscribe(channelOf(th), 0)
		reader := site.Browser()
		body := reader.Get(fmt.Sprintf("/live/events?channel=%s&since=0", channelOf(th))).Want(200).Body
		for _, f := range before {
			if !strings.Contains(body, fmt.Sprintf(`"seq":%d,"event":"post.created","id":%d,"number":%d`, *f.Seq, f.ID, f.Number)) {
				t.Errorf("%s lacks %+v", body, f)
			}
		}
		for query, want := range map[string]string{
			"&since=2": "[]", "&since=7": `[{"type":"resync","channel":"` + channelOf(th) + `"}]`, "": "[]",
		} {
			if got := reader.Get("/live/events?channel=" + channelOf(th) + query).Want(200).Body; got != want {
				t.Errorf("%q: %s, want %s", query, got, want)
			}
		}
		w.Exec(`DELETE FROM events WHERE channel = ? AND seq = 1`, channelOf(th))
		if got := reader.Get("/live/events?channel=" + channelOf(th) + "&since=0").Body; !strings.Contains(got, "resync") {
			t.Errorf("too old: %s", got)
		}
		hidden := reader.Get("/live/events?channel=" + channelOf(back)).Want(404)
		if never := reader.Get("/live/events?channel=thread:999999").Want(404); never.Body != hidden.Body {
			t.Errorf("%s tells apart from %s", hidden.Body, never.Body)
		}
		reader.Get("/live/events?channel=me").Want(401)
		reader.Get("/live/events?channel=" + channelOf(th) + "&since=x").Want(400)
		max := site.As(w.Max)
		if got := max.Get("/live/events?since=0&channel=" + channelOf(back)).Want(200); got.Header.Get("Cache-Control") != "no-store" || !strings.Contains(got.Body, "Words.") {
			t.Errorf("a member's: %v %s", got.Header, got.Body)
		}
		max.Get("/live/events?channel=me").Want(200)
		max.Get("/live/events?channel=console").Want(404)
	})
}
