package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// suggest makes a suggestion of Mia's.
func suggest(w *testkit.World, title string) models.Thread {
	w.T.Helper()
	return w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, title, "Please. It would help many of us.")
}

// itemPath is a suggestion in the console.
func itemPath(id int64, rest string) string { return fmt.Sprint("/console/suggestions/", id, rest) }

// answerForm is the form of a page as a browser would send it, with words and a state.
func answerForm(page testsite.Response, words string, to models.State) url.Values {
	in := form("words", words, "to", string(to))
	for _, name := range []string{"version", "draft_key"} {
		in.Set(name, page.Find("[data-decide] input[name="+name+"]").AttrOr("value", ""))
	}
	return in
}

func TestSuggestion_isAnsweredFromTheConsole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		inbox := sam.Get("/console").Want(http.StatusOK)
		href := inbox.Find("[data-list] [data-stop-link]").AttrOr("href", "")
		if href != itemPath(th.ID, "") || !strings.Contains(inbox.Find("[data-item]").Text(), "first answer due tomorrow") {
			t.Fatalf("the inbox leads to %q and says %q", href, inbox.Find("[data-item]").Text())
		}
		page := sam.Get(href).Want(http.StatusOK)
		if !strings.Contains(page.Find(".item__thread").Text(), "It would help many of us.") || page.Find("[data-card]").AttrOr("data-card", "") != "mia" {
			t.Error("the item lacks what was asked, or who asks")
		}
		in := answerForm(page, "We look for two rooms on each floor, and tell you in April.", models.StatePlanned)
		in.Set("next_update_on", "2026-04-01")
		done := sam.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusSeeOther)
		if done.Location != itemPath(th.ID, "#undo") {
			t.Errorf("leads to %s", done.Location)
		}
		again := sam.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusSeeOther)
		if again.Location != done.Location || w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`) != 1 {
			t.Error("sent twice, it is there twice")
		}
		after := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		undo := after.Find("[data-undo]")
		if undo.Length() != 1 || undo.AttrOr("id", "") != "undo" || undo.AttrOr("tabindex", "") != "-1" || undo.Find("[data-countdown]").AttrOr("data-countdown", "") == "" {
			t.Fatal("there is no way to take it back")
		}
		if site := after.Find("[data-line]").First().Text(); !strings.Contains(site, "moved it from Received to Planned") {
			t.Errorf("the history says %q", site)
		}
		sam.Post(undo.AttrOr("action", ""), form()).Want(http.StatusSeeOther)
		back := sam.Get(itemPath(th.ID, ""))
		if got := back.Find(".item__head [data-state]").AttrOr("data-state", ""); got != "received" {
			t.Errorf("after undoing it is %s", got)
		}
		if back.Find("#decide-words").Text() != in.Get("words") || !back.Has("[name=to][value=planned][checked]") || back.Find("[name=next_update_on]").AttrOr("value", "") != "2026-04-01" {
			t.Error("what was taken back is not in the form, to be mended")
		}
		if words := testsite.Serve(w).As(w.Ada).Get(itemPath(th.ID, "")).Find("#decide-words").Text(); words != "" {
			t.Errorf("a colleague's form begins with %q", words)
		}
		site := testsite.Serve(w)
		for who, browser := range map[string]*testsite.Browser{"a reader": site.Browser(), "the author": site.As(w.Mia)} {
			if strings.Contains(browser.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK).Find("main").Text(), "two rooms on each floor") {
				t.Errorf("%s reads what was taken back", who)
			}
		}
	})
}

func TestDecision_cannotBeTakenBackAfterItsMinute(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		sam.Post(itemPath(th.ID, "/decisions"), answerForm(sam.Get(itemPath(th.ID, "")), "We look into it this week, promised.", models.StateUnderReview)).Want(http.StatusSeeOther)
		action := sam.Get(itemPath(th.ID, "")).Find("[data-undo]").AttrOr("action", "")
		w.Clock.Advance(time.Minute)
		if sam.Get(itemPath(th.ID, "")).Has("[data-undo]") {
			t.Error("it is still offered")
		}
		res := sam.Post(action, form()).Want(http.StatusConflict)
		if !strings.Contains(res.Find("[data-clash]").Text(), "has been told to people") {
			t.Error("the page does not say why")
		}
	})
}

// What is refused comes back with everything that was typed, whatever state it was for.
func TestDecision_comesBackAsItWasTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		page := sam.Get(itemPath(th.ID, ""))
		for to, field := range map[models.State]string{
			models.StateDeclined: "reason_type", models.StateDone: "evidence", models.StatePlanned: "next_update_on",
			models.StateParked: "revisit_on", models.StateMerged: "merge_number",
		} {
			in := answerForm(page, "Words that must not be lost, at any price.", to)
			in.Set("evidence_url", "https://example.test/rooms")
			res := sam.Post(itemPath(th.ID, "/decisions?queue=new"), in).Want(http.StatusUnprocessableEntity)
			if !res.Has("#decide-"+field+"[aria-invalid]") || res.Find("#decide-words").Text() != in.Get("words") ||
				!res.Has("[name=to][value="+string(to)+"][checked]") || res.Find("#decide-evidence_url").AttrOr("value", "") != in.Get("evidence_url") {
				t.Errorf("%s: the form does not come back as it was", to)
			}
		}
		short := sam.Post(itemPath(th.ID, "/decisions"), answerForm(page, "No.", models.StateUnderReview)).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(short.Find("#decide-words-error").Text(), "at least 20 characters") {
			t.Error("nothing says that the words are too few")
		}
		wrong := sam.Post(itemPath(th.ID, "/decisions"), answerForm(page, "Words that must not be lost, at any price.", "imagined")).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(wrong.Find(".chips .field__error").Text(), "Choose the state") {
			t.Error("an unknown state is not said to be one")
		}
	})
}

// L03: the second of two sees both texts, and sends theirs again from there.
func TestDecision_whoeverComesSecondSeesBothTexts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		sam, mo := site.As(w.Sam), site.As(w.Mo)
		first, second := sam.Get(itemPath(th.ID, "")), mo.Get(itemPath(th.ID, ""))
		sam.Post(itemPath(th.ID, "/decisions"), answerForm(first, "We look into it before the month is over.", models.StateUnderReview)).Want(http.StatusSeeOther)
		in := answerForm(second, "It costs more than the rooms would give us.", models.StateDeclined)
		in.Set("reason_type", "too_costly")
		clash := mo.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusConflict)
		if clash.Find("[data-theirs]").Text() != "We look into it before the month is over." || clash.Find("#decide-words").Text() != in.Get("words") ||
			!clash.Has("#decide-reason_type option[value=too_costly][selected]") {
			t.Error("the page lacks one of the texts")
		}
		in.Set("version", clash.Find("[data-decide] input[name=version]").AttrOr("value", ""))
		mo.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`); n != 2 {
			t.Errorf("%d decisions are on record", n)
		}
	})
}

// Nothing typed is lost on a refresh: the draft of a decision is the form's, never a reply's.
func TestDecision_isKeptAsADraft(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		page := sam.Get(itemPath(th.ID, ""))
		in := answerForm(page, "Half an answer", models.StateDone)
		in.Set("evidence", "Two rooms\non each floor")
		in.Set("queue", "new")
		res := sam.Post(itemPath(th.ID, "/draft"), in).Want(http.StatusSeeOther)
		if res.Location != itemPath(th.ID, "?queue=new#decide") {
			t.Errorf("leads to %s", res.Location)
		}
		back := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		if back.Find("#decide-words").Text() != "Half an answer" || back.Find("#decide-evidence").Text() != "Two rooms\non each floor" ||
			!back.Has("[name=to][value=done][checked]") || back.Find("[data-decide] [name=draft_key]").AttrOr("value", "") != in.Get("draft_key") {
			t.Errorf("the form is not what was kept: %q %q %q", back.Find("#decide-words").Text(), back.Find("#decide-evidence").Text(), back.Find("[data-decide] [name=draft_key]").AttrOr("value", ""))
		}
		if strings.Contains(sam.Get(fmt.Sprint("/t/", th.ID, "/", th.Slug)).Find("#reply").Text(), "Half an answer") {
			t.Error("the draft stands in the reply form")
		}
		if got := sam.Get("/drafts").Find("a[href^='/console/suggestions/']").Length(); got == 0 {
			t.Error("the list of drafts does not lead to the console")
		}
		in.Set("draft_version", "9")
		in.Set("words", "Another half")
		sam.Post(itemPath(th.ID, "/draft"), in).Want(http.StatusConflict)
	})
}

func TestSuggestion_changesHandsWithWordsAndANote(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		res := sam.Post(itemPath(th.ID, "/owner"), form("handle", "max", "words", "He knows the rooms.")).Want(http.StatusUnprocessableEntity)
		if res.Find("#owner-words").Text() != "He knows the rooms." || !strings.Contains(res.Find("#owner .field__error").Text(), "Only somebody of the staff") {
			t.Error("the form does not come back as it was")
		}
		sam.Post(itemPath(th.ID, "/owner"), form("handle", "mo-rahimi", "words", "He knows the rooms.", "note", "Ask facilities first.", "version", "1")).Want(http.StatusSeeOther)
		page := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		if !page.Has("#owner option[value=mo-rahimi][selected]") || page.Find("[data-note]").Length() != 1 {
			t.Error("owner or note did not arrive")
		}
		if got := page.Find("[data-line]").First().Text(); !strings.Contains(got, "gave it to Mo Rahimi") || strings.Contains(got, "facilities") {
			t.Errorf("the history says %q", got)
		}
		if !site.As(w.Mo).Get("/console?queue=mine").Has(fmt.Sprintf("[data-item='%d']", th.ID)) {
			t.Error("it is not on the list of its owner")
		}
		sam.Post(itemPath(th.ID, "/owner"), form("handle", "ada", "version", "1")).Want(http.StatusConflict)
		sam.Post(itemPath(th.ID, "/notes"), form("body", "  ")).Want(http.StatusUnprocessableEntity)
		sam.Post(itemPath(th.ID, "/notes"), form("body", "Facilities say yes.", "queue", "late")).Want(http.StatusSeeOther)
		if public := site.As(w.Mia).Get(fmt.Sprint("/t/", th.ID, "/", th.Slug)).Body; strings.Contains(public, "acilities") {
			t.Error("a note is on the public page")
		}
	})
}

func TestInbox_countsAgreeWithItsLists(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var ids []int64
		for n := range 30 {
			ids = append(ids, suggest(w, fmt.Sprint("Wish number ", n)).ID)
		}
		w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which chair?", "It must fold.")
		w.Reply(w.Max, ids[0], "What does @sam say?")
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		sam.Post(itemPath(ids[1], "/snooze"), form("days", "2", "reason", "Facilities are away.")).Want(http.StatusSeeOther)
		sam.Post(itemPath(ids[2], "/owner"), form("handle", "sam")).Want(http.StatusSeeOther)
		inbox := sam.Get("/console").Want(http.StatusOK)
		for _, want := range []struct{ queue, count string }{
			{"open", "29"}, {"new", "29"}, {"due_today", "0"}, {"late", "0"}, {"nobody", "29"}, {"due_week", "29"}, {"mine", "1"}, {"snoozed", "1"},
			{"questions", "1"}, {"mentions", "1"}, {"department", "0"},
		} {
			if got := strings.TrimSpace(inbox.Find("[data-queue='" + want.queue + "'] [data-count]").Text()); got != want.count {
				t.Errorf("%q counts %s, want %s", want.queue, got, want.count)
			}
			listed, next := 0, "/console?queue="+want.queue
			for next != "" {
				page := sam.Get(next).Want(http.StatusOK)
				listed += page.Find("[data-list] [data-stop]").Length()
				next = page.Find("a[rel=next]").AttrOr("href", "")
			}
			if fmt.Sprint(listed) != want.count {
				t.Errorf("%q lists %d, counts %s", want.queue, listed, want.count)
			}
		}
		w.Clock.Advance(30 * time.Hour)
		sam = site.As(w.Sam) // Tuesday, three in the afternoon
		if got := strings.TrimSpace(sam.Get("/console").Find("[data-queue=due_today] [data-count]").Text()); got != "29" {
			t.Errorf("%s are due today", got)
		}
		w.Clock.Advance(10 * time.Hour) // what is late is shown to whoever put it aside, too
		late := sam.Get("/console?queue=late").Want(http.StatusOK)
		if got := strings.TrimSpace(late.Find("[data-queue=late] [data-count]").Text()); got != "30" || !strings.Contains(late.Find("[data-due]").First().Text(), "late") {
			t.Errorf("%s are late", got)
		}
		sam.Get("/console?queue=imagined").Want(http.StatusUnprocessableEntity)
		sam.Get("/console?after=x").Want(http.StatusBadRequest)
	})
}

func TestInbox_saysWhereNothingWaits(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sam := testsite.Serve(w).As(w.Sam)
		for _, q := range append(console.OurQueues, console.YourQueues...) {
			if !sam.Get("/console?queue=" + string(q)).Want(http.StatusOK).Has("[data-empty]") {
				t.Errorf("%q is empty without a word", q)
			}
		}
	})
}

func TestSnooze_needsADayAndAReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		res := sam.Post(itemPath(th.ID, "/snooze"), form("days", "99", "reason", "x")).Want(http.StatusUnprocessableEntity)
		if !res.Has("#snooze-days[aria-invalid]") || !res.Has("#snooze-reason[aria-invalid]") || res.Find("#snooze-reason").AttrOr("value", "") != "x" {
			t.Error("the form does not come back as it was")
		}
		sam.Post(itemPath(th.ID, "/snooze"), form("days", "2", "reason", "Facilities are away.")).Want(http.StatusSeeOther)
		if got := sam.Get(itemPath(th.ID, "")).Find("[data-snoozed]").Text(); got != "Facilities are away." {
			t.Errorf("the reason reads %q", got)
		}
		sam.Post(itemPath(th.ID, "/snooze/end"), form()).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM snoozes`); n != 0 {
			t.Error("it is still put aside")
		}
	})
}

func TestMerge_isOfferedMadeAndUndone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, other := suggest(w, "Quiet rooms for telephone calls"), suggest(w, "More quiet rooms, please")
		sam := testsite.Serve(w).As(w.Sam)
		page := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		if !page.Has(fmt.Sprintf("[name=merge_into][value='%d']", other.ID)) {
			t.Error("the other is not offered")
		}
		in := answerForm(page, "Both ask for rooms in which one can speak.", models.StateMerged)
		in.Set("merge_number", "#999")
		missing := sam.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusUnprocessableEntity)
		if missing.Find("#decide-merge_number").AttrOr("value", "") != "#999" {
			t.Error("the number that was typed is lost")
		}
		in.Set("merge_number", "#2")
		sam.Post(itemPath(th.ID, "/decisions"), in).Want(http.StatusSeeOther)
		merged := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		if merged.Has("[data-decide]") || !strings.Contains(merged.Find("[aria-labelledby=merged-title]").Text(), "#2") {
			t.Error("what is merged can be decided on, or does not say where it goes on")
		}
		sam.Post(itemPath(th.ID, "/unmerge"), form("words", "No.")).Want(http.StatusUnprocessableEntity)
		sam.Post(itemPath(th.ID, "/unmerge"), form("words", "One is about calls, one about reading.")).Want(http.StatusSeeOther)
		if got := sam.Get(itemPath(th.ID, "")).Find(".item__head [data-state]").AttrOr("data-state", ""); got != "received" {
			t.Errorf("it is %s", got)
		}
	})
}
