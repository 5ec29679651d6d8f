package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// A saved reply is a beginning: it fills the form, and its gaps must be filled before it is sent.
func TestReplies_beginAnAnswerAndAreNeverSentAsTheyAre(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		sam, mo := site.As(w.Sam), site.As(w.Mo)
		if !sam.Get("/console/replies").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty list says nothing")
		}
		wrong := sam.Post("/console/replies", form("title", "x", "body", "Dear {{name}}", "shared", "1")).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#reply-title[aria-invalid]") || wrong.Find("#reply-body").Text() != "Dear {{name}}" || !wrong.Has("[name=shared][checked]") {
			t.Error("the form does not come back as it was")
		}
		sam.Post("/console/replies", form("title", "We look into it", "body", "Dear {{name}}, we look into it this week.")).Want(http.StatusSeeOther)
		if mo.Get("/console/replies").Has("[data-reply-id]") {
			t.Error("a colleague sees what is not shared")
		}
		href := sam.Get(itemPath(th.ID, "?queue=new")).Find(".decide .tag").AttrOr("href", "")
		page := sam.Get(strings.TrimSuffix(href, "#decide-words")).Want(http.StatusOK)
		if got := page.Find("#decide-words").Text(); got != "Dear {{name}}, we look into it this week." {
			t.Errorf("%s begins with %q", href, got)
		}
		if page.Find("#decide-since").AttrOr("value", "") != "2026-03-02" || page.Find("#decide-next_update_on").AttrOr("value", "") == "" {
			t.Error("beginning with a saved reply empties the dates of the form")
		}
		refused := sam.Post(itemPath(th.ID, "/decisions"), answerForm(page, page.Find("#decide-words").Text(), models.StateUnderReview)).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(refused.Find("#decide-words-error").Text(), "Fill in {{name}}") {
			t.Error("a gap is not asked for")
		}
		id := sam.Get("/console/replies").Find("[data-reply-id]").AttrOr("data-reply-id", "")
		sam.Post("/console/replies/"+id, form("title", "We look", "body", "We look into it.", "shared", "1")).Want(http.StatusSeeOther)
		if !strings.Contains(mo.Get("/console/replies").Find("[data-reply-id]").Text(), "We look into it.") {
			t.Error("what is shared is not seen")
		}
		mo.Post("/console/replies/"+id+"/delete", form()).Want(http.StatusNotFound)
		mo.Get("/console/replies/" + id).Want(http.StatusNotFound)
		sam.Post("/console/replies/"+id+"/delete", form()).Want(http.StatusSeeOther)
	})
}

func TestSide_isPrivateAndNeedsAPublicEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		sam.Post(itemPath(th.ID, "/side"), form("body", "")).Want(http.StatusUnprocessableEntity)
		sam.Post(itemPath(th.ID, "/side"), form("body", "May we name your employer?")).Want(http.StatusSeeOther)
		page := sam.Get(itemPath(th.ID, "")).Want(http.StatusOK)
		if page.Find("[data-side]").Length() != 1 || !page.Has("form[action$='/side/close']") {
			t.Error("the conversation does not stand open")
		}
		for _, b := range []*testsite.Browser{site.As(w.Max), site.Browser()} {
			if public := b.Get(fmt.Sprint("/t/", th.ID, "/", th.Slug)).Body; strings.Contains(public, "your employer") {
				t.Error("the message is on the public page")
			}
		}
		sam.Post(itemPath(th.ID, "/side/close"), form("words", "Done.")).Want(http.StatusUnprocessableEntity)
		sam.Post(itemPath(th.ID, "/side/close"), form("words", "We settled the question of names between us.")).Want(http.StatusSeeOther)
		after := sam.Get(itemPath(th.ID, ""))
		if after.Has("form[action$='/side/close']") || !strings.Contains(after.Find("[data-line]").First().Text(), "We settled the question") {
			t.Error("it is not closed in public")
		}
	})
}

func TestThanks_areKeptOnTheCard(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{
			To: "done", Words: "Two rooms are open on each floor since today.", Evidence: "Two rooms", Since: "2026-03-02", Version: th.Version,
		})
		w.Must(err)
		sam := testsite.Serve(w).As(w.Sam)
		page := sam.Get("/console/thanks").Want(http.StatusOK)
		if page.Has("details[open]") {
			t.Error("every form stands open")
		}
		if page.Find("[data-helper]").AttrOr("data-helper", "") != "mia" || !page.Has("[data-helper=mia] .badge") {
			t.Fatal("whoever asked is not to be thanked")
		}
		in := form("handle", "mia", "thread", fmt.Sprint(th.ID), "words", "Ta.")
		wrong := sam.Post("/console/thanks", in).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("[data-helper=mia] details[open] #form-errors") || wrong.Find("[data-helper=mia] textarea").Text() != "Ta." || !wrong.Has("[data-helper=mia] [aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		in.Set("words", "You measured every room for us. Thank you!")
		w.Clock.Advance(time.Minute)
		sam.Post("/console/thanks", in).Want(http.StatusSeeOther)
		if !sam.Get("/console/thanks").Has(".empty") || !strings.Contains(sam.Get("/console/members/mia").Find("[data-card]").Text(), "thanked on 2 March 2026") {
			t.Error("the thanks are not kept")
		}
	})
}

func TestContacts_needTheMembersConsent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sam := testsite.Serve(w).As(w.Sam)
		if page := sam.Get("/console/members/mia"); page.Has("form[action$='/contacts']") {
			t.Error("a form is offered without consent")
		}
		sam.Post("/console/members/mia/contacts", form("channel", "phone", "words", "I called anyway.")).Want(http.StatusForbidden)
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "+46 8 123", true))
		if got := sam.Get("/console/members/mia").Find("[data-consent=phone]").Text(); !strings.Contains(got, "+46 8 123") {
			t.Errorf("the number reads %q", got)
		}
		sam.Post("/console/members/mia/contacts", form("channel", "phone", "words", "")).Want(http.StatusUnprocessableEntity)
		sam.Post("/console/members/mia/contacts", form("channel", "phone", "words", "She can test it in May.")).Want(http.StatusSeeOther)
		if got := sam.Get("/console/members/mia").Find("[data-contact]").Text(); !strings.Contains(got, "She can test it in May.") || !strings.Contains(got, "Sam Okafor") {
			t.Errorf("the log reads %q", got)
		}
	})
}

// The member alone agrees, sees what they agreed to, and takes it back; staff see it until then, and read what was said.
func TestContact_isAgreedToInTheSettingsAndLogged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		mia, sam := site.As(w.Mia), site.As(w.Sam)
		page := mia.Get("/settings/contact").Want(http.StatusOK)
		if page.Find("[data-way=mail] [name=detail]").AttrOr("value", "") == "" || page.Has("button[name=on][value='0']") {
			t.Error("the form does not offer the account's address, or there is something to take back")
		}
		wrong := mia.Post("/settings/contact", form("channel", "phone", "detail", "", "on", "1")).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#contact-phone[aria-invalid]") || wrong.Has("#contact-mail[aria-invalid]") {
			t.Error("the number is not asked for")
		}
		if sam.Get(itemPath(th.ID, "")).Has("[data-reach]") {
			t.Error("staff are told a way that nobody agreed to")
		}
		mia.Post("/settings/contact", form("channel", "phone", "detail", "0113 496 0142", "on", "1")).Want(http.StatusSeeOther)
		if got := mia.Get("/settings/contact").Find("[data-way=phone]").Text(); !strings.Contains(got, "You agreed to be called: 0113 496 0142") {
			t.Errorf("it reads %q", got)
		}
		if got := sam.Get(itemPath(th.ID, "")).Find("[data-reach=phone]"); got.AttrOr("href", "") != "/console/members/mia#contact" {
			t.Error("the card beside the suggestion does not lead to it")
		}
		if strings.Contains(site.As(w.Max).Get("/members/mia").Body, "496 0142") {
			t.Error("another member sees the number")
		}
		sam.Post("/console/members/mia/contacts", form("channel", "phone", "words", "She can test it in May.")).Want(http.StatusSeeOther)
		mia.Post("/settings/contact", form("channel", "phone", "on", "0")).Want(http.StatusSeeOther)
		if after := sam.Get("/console/members/mia"); strings.Contains(after.Body, "496 0142") || after.Has("form[action$='/contacts']") {
			t.Error("what was taken back still stands there")
		}
		log := sam.Get("/console/contacts").Want(http.StatusOK)
		if got := log.Find("[data-contact]"); got.Length() != 1 || !strings.Contains(got.Text(), "She can test it in May.") || !strings.Contains(got.Text(), "Mia Thornbury") {
			t.Errorf("the log reads %q", got.Text())
		}
		if sam.Get("/console/contacts?member=max").Has("[data-contact]") || !sam.Get("/console/contacts?member=%40Mia").Has("[data-contact]") {
			t.Error("the log is not narrowed to one member")
		}
		mia.Get("/console/contacts").Want(http.StatusNotFound)
	})
}

// Staff may say something about the figures, in public, and take it off again; readers see no form.
func TestAnnotations_standBesideTheFiguresOfThePromise(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		sam, mo, reader := site.As(w.Sam), site.As(w.Mo), site.Browser()
		if reader.Get("/promise").Has("#annotation") || site.As(w.Mia).Get("/promise").Has("#annotation") || !sam.Get("/promise").Has("#annotation") {
			t.Fatal("the form is not for staff alone")
		}
		wrong := sam.Post("/console/annotations", form("words", "Ours.")).Want(http.StatusUnprocessableEntity)
		if wrong.Find("#annotation").Text() != "Ours." || !wrong.Has("details[open] #annotation[aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		sam.Post("/console/annotations", form("words", "Three of the late ones are ours, and we know it.")).Want(http.StatusSeeOther)
		if got := reader.Get("/promise").Find(".promise__annotation").Text(); got != "Three of the late ones are ours, and we know it." {
			t.Errorf("readers see %q", got)
		}
		if mo.Get("/promise").Has("form[action$='/remove']") || reader.Get("/promise").Has("form[action$='/remove']") {
			t.Error("others are offered to take it off")
		}
		sam.Post(sam.Get("/promise").Find("form[action$='/remove']").AttrOr("action", ""), form()).Want(http.StatusSeeOther)
		if reader.Get("/promise").Has(".promise__annotation") {
			t.Error("it still stands there")
		}
	})
}

func TestSuggestion_saysHowManyWereTold(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		sam := testsite.Serve(w).As(w.Sam)
		sam.Post(itemPath(th.ID, "/decisions"), answerForm(sam.Get(itemPath(th.ID, "")), "We look at it before the month is over.", models.StateUnderReview)).Want(http.StatusSeeOther)
		w.Clock.Advance(2 * time.Minute)
		if got := sam.Get(itemPath(th.ID, "")).Find("[data-telling]").Text(); !strings.Contains(got, "0 of 1 person") {
			t.Errorf("it says %q", got)
		}
		for more := true; more; {
			var err error
			more, err = w.Store.DeliverNotices(w.Ctx)
			w.Must(err)
		}
		if sam.Get(itemPath(th.ID, "")).Has("[data-telling]") {
			t.Error("all are told, and it still counts")
		}
	})
}

// Each failure is listed by itself, and keeps no other from being merged.
func TestMerges_saysOfEachWhatBecameOfIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, title := range []string{"Quiet rooms", "Quiet corners", "Silent rooms", "Rooms"} {
			suggest(w, title)
		}
		sam := testsite.Serve(w).As(w.Sam)
		wrong := sam.Post("/console/merges", form("numbers", "", "into", "99", "words", "Same.")).Want(http.StatusUnprocessableEntity)
		for _, field := range []string{"numbers", "into", "words"} {
			if !wrong.Has("#merges-" + field + "[aria-invalid]") {
				t.Errorf("%s is not said to be wrong", field)
			}
		}
		res := sam.Post("/console/merges", form("numbers", "2, #3 77 1", "into", "#1", "words", "All of you ask for rooms in which one can think.")).Want(http.StatusOK)
		for number, want := range map[string]string{"#2": "Merged.", "#3": "Merged.", "#77": "There is no suggestion", "#1": "into itself"} {
			if got := res.Find("[data-result='" + number + "']").Text(); !strings.Contains(got, want) {
				t.Errorf("%s: %q", number, got)
			}
		}
		if got := res.Find("#merges-numbers").AttrOr("value", ""); got != "77, 1" {
			t.Errorf("left to be mended: %q", got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM suggestions WHERE state = 'merged'`); n != 2 {
			t.Errorf("%d are merged", n)
		}
	})
}

func TestConsultation_endsOnlyWithAPublishedDecision(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sam := testsite.Serve(w).As(w.Sam)
		if !sam.Get("/console/consultations").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty list says nothing")
		}
		in := form("topic", testkit.RemoteWork, "title", "Which bench shall we build?", "body", "There is room for one.", "options", "Oak", "closes_on", "2026-03-20",
			"draft_key", sam.Get("/console/consultations/new").Find("[name=draft_key]").AttrOr("value", ""))
		wrong := sam.Post("/console/consultations", in).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#consultation-options[aria-invalid]") || wrong.Find("#consultation-body").Text() != "There is room for one." {
			t.Error("the form does not come back as it was")
		}
		in.Set("options", "Oak\nSteel")
		sam.Post("/console/consultations", in).Want(http.StatusSeeOther)
		sam.Post("/console/consultations", in).Want(http.StatusSeeOther)
		list := sam.Get("/console/consultations").Find("[data-consultation]")
		if list.Length() != 1 {
			t.Fatalf("sent twice it is there %d times", list.Length())
		}
		path := "/console/consultations/" + list.AttrOr("data-consultation", "")
		if sam.Get(path).Want(http.StatusOK).Find("[data-option]").Length() != 2 {
			t.Error("the options are not shown")
		}
		w.Clock.Advance(20 * 24 * time.Hour)
		sam = testsite.Serve(w).As(w.Sam)
		if !sam.Get("/console/consultations").Has("section[aria-labelledby=owed] [data-consultation]") {
			t.Error("what is owed is not said to be")
		}
		sam.Post(path+"/decision", form("heard", "You want oak, most of all.", "changed", "Oak.")).Want(http.StatusUnprocessableEntity)
		sam.Post(path+"/decision", form("heard", "You want oak, most of all.", "changed", "We build it of oak in April.")).Want(http.StatusSeeOther)
		done := sam.Get(path).Want(http.StatusOK)
		if done.Has("form[action$='/decision']") || !strings.Contains(done.Find("[aria-labelledby=decided]").Text(), "of oak in April") {
			t.Error("the decision is not shown")
		}
	})
}
