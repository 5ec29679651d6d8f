package handlers_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// refusal is a form that breaks a rule: every word of it must come back.
type refusal struct {
	what  string
	who   models.Viewer
	path  string
	sent  url.Values
	wrong []string // fields with a message beside them
}

func formRefusals(w *testkit.World) []refusal {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
	reply := w.Reply(w.Max, th.ID, "They do.")
	unpublished := draft(w, w.Sam, "A winter at home")
	story := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A summer away", "It was warm.")
	long := func(n int) string { return strings.Repeat("ä", n) }
	onThread := func(tool string) string { return "/t/" + itoa(th.ID) + tool }
	onStory := func(s models.Thread, tool string) string { return "/stories/" + itoa(s.ID) + tool }
	return []refusal{
		{"a lock without a reason", w.Mo, onThread("/lock"), form("on", "1", "rule", "abuse", "reason", " "), []string{"reason"}},
		{"a lock without a rule", w.Mo, onThread("/lock"), form("on", "1", "reason", "It got heated."), []string{"rule"}},
		{"a lock with a long one", w.Mo, onThread("/lock"), form("on", "1", "rule", "abuse", "reason", long(1_001)), []string{"reason"}},
		{"a title too short", w.Mia, onThread("/title"), form("title", "ab", "tags", "desk", "version", "1"), []string{"title"}},
		{"too many tags", w.Mia, onThread("/title"), form("title", "Standing", "tags", "a,b,c,d,e,f", "version", "1"), []string{"tags"}},
		{"a long outcome", w.Sam, onThread("/outcome"), form("outcome", long(5_000)), []string{"outcome"}},
		{"a move to nowhere", w.Mo, onThread("/move"), form("topic", "nowhere", "reason", "Fits there"), []string{"topic"}},
		{"a split without a title", w.Mo, onThread("/split"), form("numbers", "2", "title", "x"), []string{"title"}},
		{"a split of nothing", w.Mo, onThread("/split"), form("title", "Two replies"), []string{"numbers"}},
		{"a removal without a reason", w.Mo, onThread("/remove"), form("rule", "spam", "reason", ""), []string{"reason"}},
		{"a moment that passed", w.Sam, onStory(unpublished, "/schedule"), form("publish_at", "2020-01-01T09:00"), []string{"publish_at"}},
		{"a moment that is none", w.Sam, onStory(unpublished, "/schedule"), form("publish_at", "tomorrow"), []string{"publish_at"}},
		{"an empty correction", w.Sam, onStory(story, "/corrections"), form("words", " "), []string{"words"}},
		{"a long correction", w.Sam, onStory(story, "/corrections"), form("words", long(5_000)), []string{"words"}},
		{"a withdrawal without a reason", w.Sam, onStory(story, "/withdraw"), form("reason", ""), []string{"reason"}},
		{"an empty edit", w.Max, links.PostEdit(reply.ID), form("body", " ", "reason", "Because", "version", "1"), []string{"body"}},
		{"a removal by a moderator without a reason", w.Mo, "/posts/" + itoa(reply.ID) + "/delete", form("rule", "spam", "reason", "", "version", "1"), []string{"reason"}},
		{"a suspension without a reason", w.Mo, "/console/members/mia/suspension", form("reason", "", "until", "2026-04-01T09:00"), []string{"reason"}},
		{"a suspension that is over", w.Mo, "/console/members/mia/suspension", form("reason", "Spam", "until", "2020-01-01T09:00"), []string{"until"}},
		{"a role that is none", w.Ada, "/console/members/mia/role", form("role", "king", "reason", "Because"), []string{"role"}},
		{"a long label", w.Ada, "/console/members/sam/employer", form("employer", long(61)), []string{"employer"}},
		{"a site in no time zone", w.Ada, "/console/site", form("brand", "Larkmoor", "time_zone", "Middle/Earth", "joining", "closed"), []string{"time_zone"}},
		{"a look without a name", w.Ada, "/console/brand", form("name", "", "tagline", "Said so", "host_line", "Hosted", "accent", "#1c5a46", "typeface", "book", "corners", "round", "link1_label", "Shop", "link1_href", "https://shop.example"), []string{"name"}},
		{"a look in no colour", w.Ada, "/console/brand", form("name", "Waymark", "accent", "spruce", "typeface", "book", "corners", "round", "link2_label", "Shop", "link2_href", "/shop"), []string{"accent"}},
		{"a link to nowhere", w.Ada, "/console/brand", form("name", "Waymark", "typeface", "book", "corners", "round", "link3_label", "Shop", "link3_href", "javascript:x"), []string{"link3_href"}},
		{"a topic with all wrong", w.Ada, "/console/topics", form("name", "x", "slug", "A B", "description", "Words", "posting_rules", "Rules", "kinds", "story", "visibility", "staff",
			"colour", "rust", "hosts", "nobody-here", "position", "x"), []string{"position"}},
		{"a profile with a long name", w.Mia, "/settings/profile", form("name", long(61), "bio", "I cycle.", "bio_visible", "members", "location", "Sea", "location_visible", "everyone"), []string{"name"}},
		{"a website that is none", w.Mia, "/settings/profile", form("name", "Mia", "website", "javascript:alert(1)", "website_visible", "everyone"), []string{"website"}},
		{"an address that is none", w.Mia, "/settings/account", form("email", "no address", "current", testkit.Password), []string{"email"}},
		{"a wrong current password", w.Mia, "/settings/account", form("email", "mia@other.test", "current", "not it"), []string{"current"}},
		{"a short new password", w.Mia, "/settings/password", form("current", testkit.Password, "password", "short"), []string{"password"}},
		{"a token without a name", w.Mia, "/settings/tokens", form("name", "", "scopes", "write", "days", "30"), []string{"name"}},
		{"leaving with a wrong password", w.Mia, "/settings/delete", form("current", "not it", "posts", "remove"), []string{"current"}},
		{"joining with all wrong", models.Viewer{}, "/join", form("handle", "a b", "name", "", "email", "none", "password", "short", "next", "/topics"), []string{"handle", "name", "email", "password"}},
		{"joining under a taken handle", models.Viewer{}, "/join", form("handle", "mia", "name", "Another Mia", "email", "new@example.test", "password", "a long passphrase"), []string{"handle"}},
		{"signing in with a wrong password", models.Viewer{}, "/login", form("email", "mia", "password", "not it", "next", "/topics"), nil},
	}
}

// secrets are fields whose words must not come back.
var secrets = []string{"password", "current"}

// held is what the controls of a name hold in a form, as a browser would send it.
func held(form *goquery.Selection, name string) []string {
	var values []string
	for _, e := range form.Find(`[name="` + name + `"]`).EachIter() {
		switch kind := e.AttrOr("type", ""); {
		case goquery.NodeName(e) == "textarea":
			values = append(values, e.Text())
		case goquery.NodeName(e) == "select":
			values = append(values, e.Find("option[selected]").AttrOr("value", ""))
		case kind == "radio" || kind == "checkbox":
			if _, checked := e.Attr("checked"); checked {
				values = append(values, e.AttrOr("value", "on"))
			}
		default:
			values = append(values, e.AttrOr("value", ""))
		}
	}
	return values
}

func TestForms_thatAreRefusedComeBackAsTheyWereTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		all := formRefusals(w)
		site := testsite.Serve(w)
		signedIn := map[string]*testsite.Browser{"": site.Browser()}
		for _, v := range []models.Viewer{w.Ada, w.Mo, w.Sam, w.Mia, w.Max} {
			signedIn[v.Handle] = site.As(v)
		}
		before := state(w)
		for _, r := range all {
			page := signedIn[r.who.Handle].Post(r.path, r.sent)
			if page.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d", r.what, page.Status)
				continue
			}
			if got := page.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("%s: the page may be kept: %q", r.what, got)
			}
			wantFormBack(t, r, page)
		}
		if after := state(w); after != before {
			t.Errorf("something changed: %d, was %d", after, before)
		}
	})
}

func wantFormBack(t *testing.T, r refusal, page testsite.Response) {
	t.Helper()
	back := page.Find(`main form[action="` + r.path + `"]`)
	if back.Length() == 0 {
		back = page.Find("main form[method=post]")
	}
	if back.Length() == 0 {
		t.Errorf("%s: no form came back", r.what)
		return
	}
	for name, sent := range r.sent {
		got := held(back, name)
		switch {
		case slices.Contains(secrets, name):
			if strings.Join(got, "") != "" {
				t.Errorf("%s: the secret %s came back", r.what, name)
			}
		case name == "version" || name == "on":
		case name == "role" || (name == "topic" && sent[0] == "nowhere"): // no such choice
		case strings.TrimSpace(sent[0]) == "" && strings.TrimSpace(strings.Join(got, "")) == "":
		default:
			for _, one := range sent {
				if !slices.Contains(got, one) {
					t.Errorf("%s: %s holds %.60q, typed was %.60q", r.what, name, got, one)
				}
			}
		}
	}
	for _, name := range r.wrong {
		told := false
		for _, e := range back.Find(`[name="` + name + `"]`).EachIter() {
			for id := range strings.FieldsSeq(e.AttrOr("aria-describedby", "")) {
				told = told || strings.HasSuffix(id, "-error") && strings.TrimSpace(page.Find("#"+id).Text()) != ""
			}
		}
		if !told && strings.TrimSpace(back.Find("[id$='"+name+"-error']").Text()) == "" {
			t.Errorf("%s: nothing beside %s says what is wrong", r.what, name)
		}
	}
	if !page.Has("[role=alert]") && len(r.wrong) > 0 {
		t.Errorf("%s: nothing announces that it was refused", r.what)
	}
}
