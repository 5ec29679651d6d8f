package handlers_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// This file replays the policy's table with what is somebody else's, beyond who may ask: nothing changes, nothing is told.

// written are the tables that a request which is refused leaves as they are. The others say that somebody was here.
func written(w *testkit.World) (tables []string) {
	w.T.Helper()
	var all []string
	w.Must(w.DB.Read.Raw(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).Scan(&all).Error)
	for _, table := range all {
		if !slices.Contains([]string{"sessions", "tokens", "attempts", "requests", "goose_db_version"}, table) && !strings.Contains(table, "_fts") {
			tables = append(tables, table)
		}
	}
	return tables
}

// rows is what stands in each table, as a sum.
func rows(w *testkit.World, tables []string) map[string]string {
	w.T.Helper()
	sums := make(map[string]string, len(tables))
	for _, table := range tables {
		found, err := w.DB.Read.Raw(`SELECT * FROM ` + table).Rows()
		w.Must(err)
		columns, err := found.Columns()
		w.Must(err)
		sum := sha256.New()
		for found.Next() {
			values := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			w.Must(found.Scan(into...))
			for i, column := range columns {
				if column != "last_seen_at" {
					fmt.Fprintf(sum, "%v|", values[i])
				}
			}
		}
		w.Must(found.Close())
		sums[table] = fmt.Sprintf("%x", sum.Sum(nil))
	}
	return sums
}

func changed(before, after map[string]string) (tables []string) {
	for table, sum := range after {
		if before[table] != sum {
			tables = append(tables, table)
		}
	}
	slices.Sort(tables)
	return tables
}

func allRules() (rules []rule) {
	for _, part := range policyTable {
		rules = append(rules, part.rules...)
	}
	return rules
}

func (r rule) changes() bool {
	return r.method != get && !slices.Contains(readsByPost, r.method+" "+r.route)
}

func carrying(r rule) carries {
	if strings.HasPrefix(r.route, root) {
		return carries{scopes: []string{"read", "write", "staff"}}
	}
	return carries{cookie: true}
}

// everybodys are the routes that a member changes something by and that name nothing of somebody else's, by the end of the
// route: what is changed is a mark of whoever asks, about what they may see.
var everybodys = map[string]string{
	"/reactions": "one's own mark", "/reactions/:emoji": "one's own mark", "/bookmark": "one's own mark", "/mute": "one's own mark",
	"/block": "one's own mark", "/read": "where one has read to oneself", "/support": "one's own support", "/support/withdraw": "one's own support",
	"/votes": "one's own vote", "/votes/withdraw": "one's own vote", "/reports": "a report of one's own",
	"/drafts/:key":  "a key names a draft of whoever asks, whoever else has one of the name",
	"/reset/:token": "whoever has the link is its owner", "/invitations/:token": "whoever has the link is invited",
}

func everybodysRoute(path string) bool {
	for end := range everybodys {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// C02: each request that changes something and names it by an id, found in the router, is sent by a member about what is
// another's: it is refused, and no row of the database changes.
func TestPolicy_whatIsAnothersStaysAsItIs(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
	site, tables := testsite.Serve(w), written(w)
	tried := map[string]bool{}
	for _, r := range allRules() {
		if !r.changes() || !strings.Contains(r.route, ":") || r.allows("member") {
			continue
		}
		f := &fixture{World: w, who: w.Max, name: "member", kept: map[string]any{}}
		token := f.signIn()
		q := r.ask(f)
		before := rows(w, tables)
		res := f.send(site, r, q, carrying(r), token)
		f.judge(t, r, res, false, "another member")
		if now := changed(before, rows(w, tables)); len(now) != 0 {
			t.Errorf("%s %s of somebody else's was answered with %d and changed %v", r.method, r.route, res.Status, now)
		}
		tried[r.method+" "+r.route] = true
	}
	open := 0
	for _, r := range site.Server.Routes() {
		what := r.Method + " " + r.Path
		if r.Method == get || r.Method == http.MethodHead || !strings.Contains(r.Path, ":") || tried[what] {
			continue
		}
		if r.Method == "echo_route_not_found" || slices.Contains(readsByPost, what) {
			continue
		}
		if !everybodysRoute(r.Path) {
			t.Errorf("%s was tried with nothing of somebody else's: add a rule that refuses a member, or say in everybodys why there is none", what)
		}
		open++
	}
	t.Logf("%d routes tried, %d about what is everybody's", len(tried), open)
}

// C05: whoever hosts one topic is nobody in another: refused where they read it, and not found where they do not.
func TestPolicy_aHostIsNobodyElsewhere(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site, tables := testsite.Serve(w), written(w)
	tried := 0
	for _, topic := range []string{testkit.RemoteWork, testkit.StaffTable} {
		for _, r := range allRules() {
			if !r.changes() || !r.allows("host") || r.allows("member") {
				continue
			}
			f := &fixture{World: w, who: w.Hana, name: "host", kept: map[string]any{}, topic: topic}
			token := f.signIn()
			q := r.ask(f)
			if len(f.kept) == 0 {
				continue // it is about no thread
			}
			before := rows(w, tables)
			res := f.send(site, r, q, carrying(r), token)
			want := http.StatusForbidden
			if topic == testkit.StaffTable {
				want = http.StatusNotFound
			}
			if res.Status != want {
				t.Errorf("%s %s by a host of another topic, in %s: status %d, want %d", r.method, r.route, topic, res.Status, want)
			}
			if now := changed(before, rows(w, tables)); len(now) != 0 {
				t.Errorf("%s %s in %s changed %v", r.method, r.route, topic, now)
			}
			tried++
		}
	}
	if t.Logf("%d tried", tried); tried < 10 {
		t.Error("hardly anything was tried: this proves nothing")
	}
}

// ownOrConsole are routes about what is the viewer's own, or the console's, which is found by nobody but staff.
var ownOrConsole = regexp.MustCompile(`^(/held/|/console/|/actions/|/api/v1/(cases|actions)/)`)

var ids = regexp.MustCompile(`/[0-9]+`)

// D14: about what one may not see, each request that changes something is answered as about what never was, whatever is
// sent with it.
func TestPolicy_whatIsHiddenIsNotFoundBeforeAnythingElse(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	tried := 0
	for _, r := range allRules() {
		f := &fixture{World: w, who: w.Max, name: "member", kept: map[string]any{}, topic: testkit.StaffTable}
		if !r.changes() || !strings.Contains(r.route, ":id") || ownOrConsole.MatchString(r.route) {
			continue
		}
		token := f.signIn()
		q := r.ask(f)
		if len(f.kept) == 0 || !r.allows("administrator") {
			continue // it is about nothing that is hidden
		}
		empty, garbled := q, q
		empty.form, empty.json = form(), "{}"
		garbled.form, garbled.json = form("on", "maybe", "body", "", "version", "x", "to", "nowhere"), `{"nonsense": 1}`
		for what, sent := range map[string]request{"as it should be": q, "empty": empty, "garbled": garbled} {
			never := sent
			never.path = ids.ReplaceAllString(sent.path, "/9999999")
			res, want := f.send(site, r, sent, carrying(r), token), f.send(site, r, never, carrying(r), token)
			unread := what == "garbled" && strings.HasPrefix(r.route, root) // refused before it is known what it is about
			if !unread && res.Status != http.StatusNotFound || res.Status != want.Status || plain(res.Body) != plain(want.Body) {
				t.Errorf("%s %s sent %s about what is hidden: status %d, and %d about what never was", r.method, r.route, what, res.Status, want.Status)
			}
		}
		tried++
	}
	if t.Logf("%d tried", tried); tried < 30 {
		t.Error("hardly anything was tried: this proves nothing")
	}
}

// plain is an answer without the number that was asked for.
func plain(body string) string { return ids.ReplaceAllString(body, "/N") }

// C03: a name that an operation of the API does not know is refused, or it changes nothing: no row differs for it.
func TestPolicy_extraFieldsChangeNothing(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
	site, tables := testsite.Serve(w), written(w)
	const extra = `"id": 1, "author_id": 1, "member_id": 1, "role": "administrator", "status": "removed", "created_at": "2020-01-01T00:00:00Z", "post_count": 99`
	refused, ignored := 0, 0
	for _, r := range apiRules {
		name := r.somebody()
		if !r.changes() || name == "" {
			continue
		}
		f := &fixture{World: w, who: actors[name](w), name: name, kept: map[string]any{}}
		token := f.signIn()
		q := r.ask(f)
		fields := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(q.json), "{"), "}"))
		sent := []string{fields}
		for one := range strings.SplitSeq(extra, ", ") {
			if key, _, _ := strings.Cut(one, ":"); !strings.Contains(fields, key) {
				sent = append(sent, one)
			}
		}
		with := carrying(r)
		extended := q
		extended.json = "{" + strings.Join(slices.DeleteFunc(sent, func(s string) bool { return s == "" }), ", ") + "}"
		before := rows(w, tables)
		res := f.send(site, r, extended, with, token)
		now := changed(before, rows(w, tables))
		switch {
		case res.Status == http.StatusUnprocessableEntity || res.Status == http.StatusBadRequest:
			if refused++; len(now) != 0 {
				t.Errorf("%s %s was refused, and changed %v", r.method, r.route, now)
			}
		case q.json == "": // it takes nothing, and reads nothing
			ignored++
			if n := w.Count(`SELECT COUNT(*) FROM members WHERE role = 'administrator'`); n != 1 {
				t.Errorf("%s %s made an administrator", r.method, r.route)
			}
		default:
			t.Errorf("%s %s took names that it does not know: status %d, changed %v", r.method, r.route, res.Status, now)
		}
	}
	if t.Logf("%d refused, %d take nothing", refused, ignored); refused < 20 {
		t.Error("hardly anything was refused: this proves nothing")
	}
}

// orphaned are ways in which what a post or a thread hangs on goes away, and whether members may do then what they could.
var orphaned = map[string]struct {
	spoil func(f *fixture, threadID int64)
	as    bool // before
}{
	"the thread removed": {func(f *fixture, id int64) {
		f.Must(f.Store.RemoveThread(f.Ctx, f.Mo, id, "other", "An advertisement."))
	}, false},
	"the topic closed to members": {func(f *fixture, _ int64) {
		f.show(models.VisibleStaff)
	}, false},
	"the author gone": {func(f *fixture, id int64) {
		f.Exec(`UPDATE threads SET author_id = ? WHERE id = ?`, f.Sue.ID, id)
		f.Exec(`UPDATE posts SET author_id = ? WHERE thread_id = ? AND author_id = ?`, f.Sue.ID, id, f.Mia.ID)
		f.Exec(`UPDATE members SET status = 'erased' WHERE id = ?`, f.Sue.ID)
	}, true},
}

// show has a topic seen by others than before.
func (f *fixture) show(to models.Visibility) {
	f.T.Helper()
	seen := string(to)
	_, err := f.Store.ChangeTopic(f.Ctx, f.Ada, f.home(), models.TopicChange{Visibility: &seen})
	f.Must(err)
}

// C07: where the thread, the topic or the author is gone, what hangs on it is as shut as before, or more.
func TestPolicy_whatLostItsParentNeverOpens(t *testing.T) {
	for state, o := range orphaned {
		t.Run(state, func(t *testing.T) {
			w := testkit.NewWorld(t, database.SQLite)
			w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
			site, tables, tried := testsite.Serve(w), written(w), 0
			for _, r := range allRules() {
				if !r.changes() || !strings.Contains(r.route, ":id") || ownOrConsole.MatchString(r.route) {
					continue
				}
				if r.method == remove && strings.HasSuffix(r.route, "/mute") {
					continue // one's own mark is taken back wherever it stands
				}
				f := &fixture{World: w, who: w.Max, name: "member", kept: map[string]any{}}
				token := f.signIn()
				q := r.ask(f)
				for _, made := range f.kept {
					if th, is := made.(models.Thread); is && th.Published() {
						o.spoil(f, th.ID)
						tried++
					}
				}
				if len(f.kept) > 0 {
					may := o.as && r.allows("member")
					before := rows(w, tables)
					res := f.send(site, r, q, carrying(r), token)
					f.judge(t, r, res, may, "a member, "+state)
					if now := changed(before, rows(w, tables)); !may && len(now) != 0 {
						t.Errorf("%s %s with %s changed %v", r.method, r.route, state, now)
					}
				}
				f.show(models.VisiblePublic)
			}
			if t.Logf("%d tried", tried); tried < 30 {
				t.Error("hardly anything was tried: this proves nothing")
			}
		})
	}
}
