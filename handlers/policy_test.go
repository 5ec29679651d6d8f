package handlers_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

type request struct {
	path string
	form url.Values
	json string
}

func at(path string, pairs ...string) func(*fixture) request {
	return func(*fixture) request { return request{path: path, form: form(pairs...)} }
}

// C01: each route is replayed as everybody. A route that no rule names fails, so a new one cannot be forgotten. Who may
// what is decided above the database: on PostgreSQL it is enough that each is refused to a reader and done for somebody.
func TestPolicy_everyRouteForEveryRole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
		site := testsite.Serve(w)
		named := map[string]bool{}
		for _, table := range policyTable {
			for _, r := range table.rules {
				named[r.method+" "+r.route] = true
				kept := map[string]any{}
				for name := range actors {
					if w.DB.Kind == database.SQLite || name == "reader" || name == r.somebody() {
						tryRule(t, site, r, name, kept)
					}
				}
			}
		}
		for _, r := range site.Server.Routes() {
			if r.Method != "echo_route_not_found" && !named[r.Method+" "+r.Path] {
				t.Errorf("no rule says who may use %s %s", r.Method, r.Path)
			}
		}
	})
}

func tryRule(t *testing.T, site *testsite.Site, r rule, name string, kept map[string]any) {
	t.Helper()
	f := &fixture{World: site.World, who: actors[name](site.World), name: name, kept: kept}
	allowed := r.allows(name)
	if allowed {
		f.kept = map[string]any{}
	}
	carried := carries{cookie: true}
	if strings.HasPrefix(r.route, root) {
		carried = carries{scopes: []string{"read", "write", "staff"}}
	}
	f.judge(t, r, f.sendAs(site, r, carried), allowed, name)
}

// judge compares an answer with what the table says.
func (f *fixture) judge(t *testing.T, r rule, res testsite.Response, may bool, who string) {
	t.Helper()
	switch {
	case res.Status >= 500 || res.Status == http.StatusTooManyRequests || res.Status == http.StatusBadRequest:
		t.Errorf("%s %s as %s: status %d proves nothing: %.200s", r.method, r.route, who, res.Status, res.Body)
	case may != permitted(res.Status, res.Location):
		t.Errorf("%s %s as %s: status %d %s, allowed: %v", r.method, r.route, who, res.Status, res.Location, may)
	}
}

// permitted sorts answers: what was done, shown, or refused for its content alone, against what was refused for
// who asked.
func permitted(status int, location string) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone:
		return false
	}
	return !strings.HasPrefix(location, "/login")
}

// fixture makes what a request is about.
type fixture struct {
	*testkit.World
	who     models.Viewer
	name    string
	session int64
	kept    map[string]any // made before, for who is refused: it is as it was. Who is allowed has their own.
	topic   string         // where things are made that are not to be in Photography; empty: they are
}

// home is the topic that things are made in.
func (f *fixture) home() string { return cmp.Or(f.topic, testkit.Photography) }

// keep makes an object once for all who are refused.
func keep[T any](f *fixture, what string, make func() T) T {
	if have, ok := f.kept[what].(T); ok {
		return have
	}
	made := make()
	f.kept[what] = made
	return made
}

// carries is what a request proves who asks with.
type carries struct {
	cookie bool
	scopes []string // of a token; none: there is no token
}

func (f *fixture) sendAs(site *testsite.Site, r rule, with carries) testsite.Response {
	f.T.Helper()
	token := f.signIn()
	return f.send(site, r, r.ask(f), with, token)
}

// send sends a request for somebody who is signed in, or not.
func (f *fixture) send(site *testsite.Site, r rule, q request, with carries, token string) testsite.Response {
	f.T.Helper()
	b := site.Browser()
	req := b.NewRequest(r.method, q.path, nil)
	switch {
	case strings.HasPrefix(r.route, root):
		req = b.NewRequest(r.method, q.path, strings.NewReader(q.json))
		req.Header.Set("Content-Type", "application/json")
	case r.method == http.MethodPost:
		req = b.NewRequest(r.method, q.path, strings.NewReader(q.form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if len(with.scopes) > 0 {
		if bearer := f.bearer(with.scopes...); bearer != "" {
			req.Header.Set("Authorization", "Bearer "+bearer)
		}
	}
	if with.cookie && token != "" {
		req.AddCookie(&http.Cookie{Name: "ct_session", Value: token})
	}
	return b.Do(req)
}

// signIn stores a session as signing in does; a suspended member has one from before.
func (f *fixture) signIn() string {
	f.T.Helper()
	if !f.who.SignedIn() {
		return ""
	}
	token, now := auth.NewToken(), f.Clock.Now()
	f.Exec(`INSERT INTO sessions (member_id, token_hash, created_at, last_seen_at) VALUES (?, ?, ?, ?)`, f.who.ID, auth.HashToken(token), now, now)
	f.session = f.Count(`SELECT id FROM sessions WHERE token_hash = ?`, auth.HashToken(token))
	return token
}

// foreignSession is a live session of somebody other than whoever asks.
func (f *fixture) foreignSession() int64 {
	f.T.Helper()
	other := *f
	if other.who = f.Hana; f.name == "host" {
		other.who = f.Max
	}
	other.signIn()
	return other.session
}

// bearer is a token of the scopes, as far as its owner is entitled to them; that of the suspended was made before.
func (f *fixture) bearer(scopes ...string) string {
	f.T.Helper()
	if !f.who.SignedIn() {
		return ""
	}
	f.Exec(`DELETE FROM tokens WHERE member_id = ?`, f.who.ID)
	f.Exec(`UPDATE members SET status = 'active' WHERE id = ?`, f.who.ID)
	f.who.SessionID = f.session
	made, err := f.Store.CreateToken(f.Ctx, f.who, models.TokenInput{Name: "policy", Scopes: scopes})
	f.Must(err)
	if f.name == "suspended" {
		f.Exec(`UPDATE members SET status = 'suspended' WHERE id = ?`, f.who.ID)
	}
	return made.Text
}

func (f *fixture) mia() models.Viewer { return f.Viewer("mia") }

// writer is the author, or staff where the author sees nothing.
func (f *fixture) writer() models.Viewer {
	if f.home() == testkit.StaffTable {
		return f.Ada
	}
	return f.mia()
}

// threadIn is the author's discussion in a topic; whoever writes for a topic that the author cannot see is staff.
func (f *fixture) threadIn(topic string) models.Thread {
	by := f.mia()
	if topic == testkit.StaffTable {
		by = f.Ada
	}
	return keep(f, "thread in "+topic, func() models.Thread {
		return f.Start(by, topic, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
	})
}

func (f *fixture) thread() models.Thread { return f.threadIn(f.home()) }

// suggestion is the author's.
func (f *fixture) suggestion() models.Thread {
	return keep(f, "suggestion", func() models.Thread {
		return f.Start(f.writer(), f.home(), models.KindSuggestion, "A bench at the lake", "To wait on, for all of us.")
	})
}

func (f *fixture) reply() models.Post {
	return keep(f, "reply", func() models.Post { return f.Reply(f.writer(), f.thread().ID, "Three, in the end.") })
}

// answer is a contributor's answer to the author's question.
func (f *fixture) answer() models.Post {
	return keep(f, "answer", func() models.Post {
		q := f.Start(f.writer(), f.home(), models.KindQuestion, "Which lamp?", "A warm one?")
		return f.Reply(f.Sam, q.ID, "Any.")
	})
}

// story is the author's, in a state.
func (f *fixture) story(status models.ThreadStatus) models.Thread {
	f.T.Helper()
	return keep(f, "story "+string(status), func() models.Thread {
		th, err := f.Store.CreateThread(f.Ctx, f.writer(), models.ThreadInput{
			Topic: f.home(), Kind: "story", Title: "A year of mornings", Body: "It began.", Later: status == models.ThreadDraft,
		})
		f.Must(err)
		return th
	})
}

// to asks for an address made of the parts.
func to(q func(f *fixture) string, pairs ...string) func(*fixture) request {
	return func(f *fixture) request { return request{path: q(f), form: form(pairs...)} }
}

func onThread(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/t/", f.thread().ID, rest) }, pairs...)
}

func onPost(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/posts/", f.reply().ID, rest) }, pairs...)
}

func onAnswer(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/posts/", f.answer().ID, rest) }, pairs...)
}

func onStory(status models.ThreadStatus, rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/stories/", f.story(status).ID, rest) }, pairs...)
}
