package browsertest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// signedIn opens a page of the site as the member.
func signedIn(t *testing.T, site *testsite.Site, handle string, options ...Option) *Page {
	t.Helper()
	p := Open(t, site.URL+"/login", options...)
	p.Fill(`[name="email"]`, handle)
	p.Fill(`[name="password"]`, testkit.Password)
	p.Follow(`form[action="/login"] .button--primary`)
	p.Settle()
	return p
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

func TestWriting_fromComposerToDeletion(t *testing.T) {
	for name, options := range both() {
		t.Run(name, func(t *testing.T) {
			w := testkit.NewWorld(t, database.SQLite)
			p := signedIn(t, testsite.Serve(w), "mia", options...)
			p.GoTo("/new")
			glance(p, name+"-start")
			p.Follow(`a[href="/new?kind=question&topic=remote-work"]`)
			p.Fill(`[name="title"]`, "Which lamp for a dark desk?")
			p.Fill(`[name="body"]`, "I work in a **cellar**, near @max.")
			glance(p, name+"-compose")
			p.Follow(`form[action="/threads"] .button--primary`)
			p.Settle()
			look(p, name+"-thread")
			if p.Text("h1") != "Which lamp for a dark desk?" || p.Text(".prose strong") != "cellar" {
				t.Error("the thread does not say what was written")
			}

			p.Fill(`#reply [name="body"]`, "I found one myself.")
			if name == "no-scripts" {
				p.Follow(`#reply .button--primary`)
			} else { // it stands in the thread without another page
				p.Click(`#reply .button--primary`)
			}
			p.WaitText("#post-2 .prose", "I found one myself.")
			p.Settle()
			id := w.Count(`SELECT id FROM posts WHERE number = 2`)
			p.GoTo("/posts/" + number(id) + "/edit")
			p.Fill(`[name="body"]`, "I found one myself, at the market.")
			p.Fill(`[name="reason"]`, "Where")
			glance(p, name+"-edit")
			p.Follow(`form[action="/posts/` + number(id) + `/edit"] .button--primary`)
			p.Settle()
			p.GoTo("/posts/" + number(id) + "/history")
			glance(p, name+"-history")
			if p.Text(".diff ins") == "" {
				t.Error("the history shows no change")
			}
			p.GoTo("/posts/" + number(id) + "/delete")
			glance(p, name+"-delete")
			p.Follow(`form[action="/posts/` + number(id) + `/delete"] .button--danger`)
			p.Settle()
			look(p, name+"-deleted")
			if p.Count("#post-2.post--gone") != 1 {
				t.Error("no stub is left")
			}
			p.GoTo("/drafts")
			glance(p, name+"-drafts-empty")
			p.GoTo("/bookmarks")
			glance(p, name+"-bookmarks-empty")
		})
	}
}

func TestWriting_storyAndConflictAreLaidOutEverywhere(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A winter at home", "It snowed.")
	id := w.Count(`SELECT id FROM posts WHERE thread_id = ?`, th.ID)
	for name, options := range map[string][]Option{"wide": nil, "narrow": {On(Narrow), FaultsAllowed()}} {
		p := signedIn(t, site, "sam", append(options, FaultsAllowed())...)
		p.GoTo("/new?kind=story&topic=remote-work")
		glance(p, name+"-story")
		p.GoTo("/posts/" + number(id) + "/edit")
		p.Fill(`[name="body"]`, "It snowed "+name+", longer than anybody remembered.")
		w.Exec(`UPDATE posts SET version = version + 1 WHERE id = ?`, id)
		p.Follow(`form[action="/posts/` + number(id) + `/edit"] .button--primary`)
		look(p, name+"-conflict")
		if p.Text("#their-text") == "" && p.Value("#their-text") == "" {
			t.Error("the conflict does not show the other text")
		}
	}
}

func TestWriting_previewDraftAndReadPositionByScript(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
	w.Reply(w.Hana, th.ID, "They do.")
	p := signedIn(t, site, "max")
	p.GoTo("/t/" + number(th.ID))
	p.Fill(`#reply [name="body"]`, "Mine is **high**.")
	p.Click(`[data-view="preview"]`)
	p.WaitText("[data-result]", "Mine is high.")
	p.Click(`[data-view="write"]`)
	p.WaitText("[data-status]", "Draft kept")
	if v := p.Value(`#reply [name="draft_version"]`); v != "1" {
		t.Errorf("the form's draft is at version %q, want 1", v)
	}
	p.Until("the read position is stored", `performance.getEntriesByType("resource").some(e => e.name.endsWith("/read"))`)
	p.Settle()
	if n := w.Count(`SELECT last_number FROM read_positions WHERE member_id = ?`, w.Max.ID); n != 2 {
		t.Errorf("read up to %d, want 2", n)
	}
	// another device goes on with it, then this one meets its text
	phone := signedIn(t, site, "max", On(Phone), FaultsAllowed())
	phone.GoTo("/t/" + number(th.ID))
	if got := phone.Value(`#reply [name="body"]`); got != "Mine is **high**." {
		t.Errorf("the other device holds %q", got)
	}
	phone.Fill(`#reply [name="body"]`, "Mine is low.")
	phone.WaitText("[data-status]", "Draft kept")
	w.Exec(`UPDATE drafts SET version = version + 1, body = 'From elsewhere'`)
	phone.Fill(`#reply [name="body"]`, "Mine is lower.")
	phone.WaitText("[data-status]", "Another device changed this draft")
	if !strings.Contains(phone.Attribute("[data-status] a", "href"), "draft=") {
		t.Error("no way to the other text")
	}
}
