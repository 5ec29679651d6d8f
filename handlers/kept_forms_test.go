package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// keepingForms makes something to decide, to say or to write for each form that keeps its words, and leads to its page. The
// second name is the field that holds them.
var keepingForms = []struct {
	name, form, field string
	page              func(w *testkit.World) string
}{
	{"a decision on a report", "decide", "words", func(w *testkit.World) string {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Desks", "Which one?")
		_, err := w.Store.CreateReport(w.Ctx, w.Hana, w.Reply(w.Max, th.ID, "Fools, all of you.").ID, models.ReportInput{Reason: "abuse"})
		w.Must(err)
		return lastCase(w)
	}},
	{"a decision on what is held", "decide", "words", func(w *testkit.World) string {
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lamps", "Which one?")
		_, _ = w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Come to my casino."}) // held, which is told as an error
		return lastCase(w)
	}},
	{"an answer to an appeal", "decide", "words", func(w *testkit.World) string {
		w.Must(w.Store.Warn(w.Ctx, w.Ada, "max", "abuse", "Be kind."))
		_, err := w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions`), "It was a joke.")
		w.Must(err)
		return lastCase(w)
	}},
	{"a warning", "warn", "reason", onMax}, {"a suspension", "suspend", "reason", onMax}, {"a ban", "ban", "reason", onMax}, {"a limit", "restrict", "reason", onMax},
	{"a contact", "contact", "words", func(w *testkit.World) string {
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Max, "mail", "", true))
		return onMax(w)
	}},
	{"taking words away", "removal", "reason", func(w *testkit.World) string {
		w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, 'bio', 'Fools, all of you.', 'everyone')
			ON CONFLICT (member_id, field) DO UPDATE SET value = excluded.value`, w.Max.ID)
		return "/console/removals?place=bio&handle=max"
	}},
	{"removing a post", "remove", "reason", func(w *testkit.World) string {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which one?")
		return fmt.Sprint("/posts/", w.Reply(w.Max, th.ID, "Fools, all of you.").ID, "/delete")
	}},
	{"undoing a merge", "unmerge", "words", func(w *testkit.World) string {
		one, other := suggest(w, "Quiet rooms"), suggest(w, "Silent rooms")
		decide(w, other.ID, models.DecisionInput{To: "merged", MergeInto: one.ID})
		return itemPath(other.ID, "")
	}},
	{"merging several", "merges", "words", at0("/console/merges")},
	{"a new consultation", "consultation", "body", at0("/console/consultations/new")},
	{"the decision of a consultation", "decision", "changed", func(w *testkit.World) string {
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
			Topic: testkit.RemoteWork, Title: "Which bench?", Body: "One fits.", Options: "Oak\nSteel", ClosesOn: "2026-03-20",
		})
		w.Must(err)
		return fmt.Sprint("/console/consultations/", th.ID)
	}},
	{"a page of the house", "house", "body", at0("/console/house/rules")},
	{"a saved reply", "reply", "body", at0("/console/replies")},
	{"a template", "template", "body", at0("/console/templates")},
	{"thanks", "thanks-hana-", "words", func(w *testkit.World) string {
		th := suggest(w, "Bicycle sheds")
		decide(w, th.ID, models.DecisionInput{To: "done", Evidence: "By the gate", Since: "2026-03-01", Helped: "hana"})
		return "/console/thanks"
	}},
}

func at0(path string) func(*testkit.World) string { return func(*testkit.World) string { return path } }

func onMax(*testkit.World) string { return "/console/members/max" }

func lastCase(w *testkit.World) string {
	return fmt.Sprint("/console/cases/", w.Count(`SELECT MAX(id) FROM cases`))
}

// keepingForm finds a form by where it says that its words are kept.
func keepingForm(page testsite.Response, name string) *goquery.Selection {
	return page.Find("form").FilterFunction(func(_ int, f *goquery.Selection) bool {
		place := f.Find("input[name=draft_at]").AttrOr("value", "")
		_, form, _ := strings.Cut(place, "#")
		return strings.HasPrefix(form, name) && f.Find(`post-composer[data-drafts="/drafts/forms"]`).Length() == 1
	}).First()
}

// What is typed into any form of the console is there again after a refresh, after signing in anew and on another device, for
// whoever typed it alone, and the list of drafts leads back to it.
func TestConsoleForms_loseNothingTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada, other, mo := site.As(w.Ada), site.As(w.Ada), site.As(w.Mo)
		for _, c := range keepingForms {
			path, words := c.page(w), "Half of what is said about "+c.name+"."
			f := keepingForm(ada.Get(path).Want(http.StatusOK), c.form)
			if f.Length() == 0 || f.Find(fmt.Sprintf("textarea[name=%[1]s], input[name=%[1]s]", c.field)).Length() != 1 {
				t.Errorf("%s: %s has no form that keeps %s", c.name, path, c.field)
				continue
			}
			in := url.Values{}
			for _, input := range f.Find("input[type=hidden]").EachIter() {
				in.Set(input.AttrOr("name", ""), input.AttrOr("value", ""))
			}
			in.Set(c.field, words)
			ada.Post("/drafts/forms", in).Want(http.StatusSeeOther)
			for whose, b := range map[string]*testsite.Browser{"after a refresh": ada, "on another device": other} {
				again := keepingForm(b.Get(path).Want(http.StatusOK), c.form)
				field := again.Find(fmt.Sprintf("textarea[name=%[1]s], input[name=%[1]s]", c.field))
				if got := field.AttrOr("value", field.Text()); got != words {
					t.Errorf("%s %s: it holds %q", c.name, whose, got)
				}
				if again.Find("[aria-invalid]").Length() > 0 {
					t.Errorf("%s %s: it comes back with a reproach", c.name, whose)
				}
				if fold := again.Closest("details"); fold.Length() > 0 && fold.Is(":not([open])") {
					t.Errorf("%s %s: it is folded away", c.name, whose)
				}
			}
			if strings.Contains(mo.Get(path).Body, words) {
				t.Errorf("%s: a colleague reads it", c.name)
			}
			page, _, _ := strings.Cut(in.Get("draft_at"), "#")
			list := ada.Get("/drafts").Want(http.StatusOK).Find(`a[href^="` + page + `#"]`)
			if list.Length() != 1 {
				t.Errorf("%s: the list of drafts leads to it by %d links", c.name, list.Length())
			}
			in.Set(c.field, "")
			in.Set("draft_version", "1")
			ada.Post("/drafts/forms", in)
			w.Exec(`DELETE FROM drafts`)
		}
	})
}

// The verb that stores the words drops the draft; one that refuses keeps it, with the words in the form.
func TestConsoleForms_forgetWhatWasSent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ada := testsite.Serve(w).As(w.Ada)
		in := form("draft_at", "/console/members/max#warn", "draft_version", "0", "reason", "Be kind to each other.", "rule", "abuse")
		ada.Post("/drafts/forms", in).Want(http.StatusSeeOther)
		kept := func() int64 { return w.Count(`SELECT COUNT(*) FROM drafts WHERE kind = 'form'`) }
		in.Set("rule", "")
		page := ada.Post("/console/members/max/warnings", in).Want(http.StatusUnprocessableEntity)
		if page.Find("#warn-reason").AttrOr("value", "") != "Be kind to each other." || kept() != 1 {
			t.Errorf("refused: %d drafts are kept", kept())
		}
		if got := page.Find(`input[name=draft_at][value$="#warn"] ~ input[name=draft_version]`).AttrOr("value", ""); got != "1" {
			t.Errorf("refused: the form goes on with version %q of its draft", got)
		}
		in.Set("rule", "abuse")
		ada.Post("/console/members/max/warnings", in).Want(http.StatusSeeOther)
		if kept() != 0 {
			t.Error("sent: its draft is still kept")
		}
		for _, at := range []string{"https://evil.example/#warn", "//evil.example/#warn", "/console#unknown", "warn", ""} {
			in.Set("draft_at", at)
			if res := ada.Post("/drafts/forms", in); res.Status != http.StatusUnprocessableEntity || kept() != 0 {
				t.Errorf("a form at %q: %d, %d kept", at, res.Status, kept())
			}
		}
	})
}

// Two devices that write the same form differently lose neither text.
func TestConsoleForms_keepBothTextsOfTwoDevices(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		desk, phone := site.As(w.Ada), site.As(w.Ada)
		in := form("draft_at", "/console/members/max#warn", "draft_version", "0", "reason", "From the desk.")
		desk.Post("/drafts/forms", in).Want(http.StatusSeeOther)
		in.Set("reason", "From the phone.")
		page := phone.Post("/drafts/forms", in).Want(http.StatusConflict)
		if !strings.Contains(page.Body, "From the desk.") || !strings.Contains(page.Body, "From the phone.") {
			t.Error("one of both texts is not on the page")
		}
	})
}

// Whoever was signed out while they wrote finds all of it on the page that refuses them.
func TestConsoleForms_giveBackWhatIsSentAfterTheSessionEnded(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		reader := testsite.Serve(w).Browser()
		for path, in := range map[string]url.Values{
			"/console/members/max/warnings":     form("rule", "abuse", "reason", "Be kind to each other."),
			"/console/cases/1":                  form("do", "removed", "words", "It sells lamps."),
			"/console/consultations/1/decision": form("heard", "Most want oak.", "changed", "So it is oak."),
			"/console/house/rules":              form("body", "Be kind.", "changed", "A word less."),
			"/console/suggestions/1/decisions":  form("to", "done", "words", "The rooms are there.", "evidence", "On every floor."),
			"/console/suggestions/1/owner":      form("handle", "ada", "words", "She knows it best.", "note", "Ask facilities."),
			"/console/suggestions/1/unmerge":    form("words", "They are two things after all."),
			"/console/annotations":              form("words", "One of us was ill."),
			"/console/topics":                   form("name", "Lamps", "description", "All about lamps."),
			"/console/suggestions/1/side/close": form("words", "We agreed on a day."),
			"/console/members/max/restriction":  form("reason", "Nothing but lamps."),
			"/console/thanks":                   form("handle", "max", "words", "Thank you for the lamp."),
			"/console/members/max/contacts":     form("channel", "mail", "words", "We wrote about lamps."),
			"/console/consultations":            form("title", "Which lamp?", "body", "There is one for each.", "options", "Oak"),
			"/console/templates":                form("name", "Visit", "body", "Behind the counter."),
			"/console/replies":                  form("title", "Thanks", "body", "Thank you, all."),
			"/console/suggestions/1/notes":      form("body", "The lease ends."),
		} {
			page := reader.Post(path, in)
			got := page.Find("#typed").Text()
			for _, field := range []string{"reason", "words", "heard", "changed", "body", "evidence", "note", "description", "options"} {
				if text := in.Get(field); !strings.Contains(got, text) {
					t.Errorf("%s answers %d and gives back %q, which lacks %q", path, page.Status, got, text)
				}
			}
		}
	})
}

// B08: a draft's place leads to a page here, whatever a form says.
func TestKeptForms_leadToNoOtherHost(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mo := testsite.Serve(w).As(w.Mo)
		for _, page := range []string{`/\evil.test`, "//evil.test", "https://evil.test/", "/\t/evil.test", "evil.test"} {
			res := mo.Post("/drafts/forms", url.Values{"draft_at": {page + "#decide"}, "words": {"Be kind."}})
			if res.Status < http.StatusBadRequest || res.Location != "" {
				t.Errorf("%q: %d, and on to %q", page, res.Status, res.Location)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != 0 {
			t.Errorf("%d drafts are kept", n)
		}
		mo.Post("/drafts/forms", url.Values{"draft_at": {"/console/cases/1#decide"}, "words": {"Be kind."}}).Want(http.StatusSeeOther)
	})
}

// Words for several are kept until the last of them has them.
func TestKeptForms_keepTheWordsForWhatCouldNotBeMerged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, title := range []string{"Quiet rooms", "Silent rooms", "Rooms to think in", "Calm rooms"} {
			suggest(w, title)
		}
		sam := testsite.Serve(w).As(w.Sam)
		send := func(numbers string, kept int64) {
			in := form("draft_at", "/console/merges#merges", "draft_version", "0", "numbers", numbers, "into", "1", "words", "All of you ask for rooms in which one can think.")
			if w.Count(`SELECT COUNT(*) FROM drafts`) == 0 {
				sam.Post("/drafts/forms", in).Want(http.StatusSeeOther)
			}
			sam.Post("/console/merges", in).Want(http.StatusOK)
			if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != kept {
				t.Errorf("merged %s: %d drafts are kept, want %d", numbers, n, kept)
			}
		}
		send("2, 77", 1)
		send("77, 3", 1)
		send("4", 0)
	})
}
