package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestEdit_savesAndShowsWhatChanged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do help.")
		site := testsite.Serve(w)
		max := site.As(w.Max)
		page := max.Get(links.PostEdit(p.ID)).Want(http.StatusOK)
		if page.Find(`textarea[name=body]`).Text() != "They do help." || value(page, `input[name=version]`) != "1" || page.Has(`input[name=title]`) {
			t.Error("the form is not that of the reply")
		}
		form := url.Values{"body": {"They do not help."}, "version": {"1"}, "reason": {"I was wrong"}}
		max.Post(links.PostEdit(p.ID), form).Want(http.StatusSeeOther)
		reader := site.Browser()
		thread := reader.Get(threadPath(w, th.ID)).Want(http.StatusOK)
		if thread.Find("#post-2 .prose p").Text() != "They do not help." || !thread.Has(`#post-2 a[href="`+links.PostHistory(p.ID)+`"]`) {
			t.Error("readers do not see the edit, or not that there was one")
		}
		history := reader.Get(links.PostHistory(p.ID)).Want(http.StatusOK)
		if history.Find(".diff ins").Text() != "not " || history.Has(".diff del") || !strings.Contains(history.Find(".edit").Text(), "I was wrong") {
			t.Errorf("history: %s", history.Find(".edit").Text())
		}
		site.As(w.Mia).Get(links.PostEdit(p.ID)).Want(http.StatusForbidden)
		site.As(w.Mia).Post(links.PostEdit(p.ID), form).Want(http.StatusForbidden)
	})
}

func TestEdit_ofAnOpeningChangesTitleAndTags(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Lense question", "Which one?")
		site, id := testsite.Serve(w), openingID(w, th)
		host := site.As(w.Hana).Get(links.PostEdit(id)).Want(http.StatusOK)
		if !host.Has(`input[name=title]`) || host.Has(`textarea[name=body]`) {
			t.Error("a host is offered the words, or not the title")
		}
		site.As(w.Hana).Post(links.PostEdit(id), url.Values{"title": {"Lens question"}, "tags": {"lens"}, "version": {"1"}}).Want(http.StatusSeeOther)
		site.As(w.Hana).Post(links.PostEdit(id), url.Values{"title": {"Lens question"}, "body": {"My words"}}).Want(http.StatusForbidden)
		if path := threadPath(w, th.ID); !strings.HasSuffix(path, "/lens-question") {
			t.Errorf("the address is %s", path)
		}
		// the author was writing meanwhile
		page := site.As(w.Mia).Post(links.PostEdit(id), url.Values{"title": {"Lense question?"}, "body": {"Which one, please?"}, "tags": {""}, "version": {"1"}})
		page.Want(http.StatusConflict)
		if !strings.Contains(page.Body, "Lens question") || value(page, `input[name=title]`) != "Lense question?" || value(page, `input[name=version]`) != "2" {
			t.Error("the conflict does not show both titles")
		}
	})
}

// FAULTS L06: the second gets both texts and loses nothing.
func TestEdit_aConflictShowsBothTexts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		max := testsite.Serve(w).As(w.Max)
		max.Post(links.PostEdit(p.ID), url.Values{"body": {"Saved in one tab."}, "version": {"1"}}).Want(http.StatusSeeOther)
		page := max.Post(links.PostEdit(p.ID), url.Values{"body": {"Typed in another."}, "version": {"1"}, "reason": {"Clearer"}}).Want(http.StatusConflict)
		if page.Find("#their-text").Text() != "Saved in one tab." || page.Find(`textarea[name=body]`).Text() != "Typed in another." ||
			value(page, `input[name=reason]`) != "Clearer" || !page.Has(".conflict ins") || !page.Has(".conflict del") {
			t.Errorf("the conflict page lacks something: %.2000s", page.Find("main").Text())
		}
		max.Post(links.PostEdit(p.ID), url.Values{"body": {"Typed in another."}, "version": {value(page, `input[name=version]`)}}).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE body = 'Typed in another.' AND version = 3`); n != 1 {
			t.Error("the second text was not saved over the version that was shown")
		}
	})
}

func TestEdit_whileItIsLockedOrRemovedKeepsTheText(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p, gone := w.Reply(w.Max, th.ID, "They do."), w.Reply(w.Max, th.ID, "Spam.")
		max := testsite.Serve(w).As(w.Max)
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, gone.ID, models.DeleteInput{Rule: "other", Reason: "Advertising"})
		w.Must(err)
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It went in circles"))
		for _, id := range []int64{p.ID, gone.ID} {
			page := max.Post(links.PostEdit(id), url.Values{"body": {"A longer thought"}, "version": {"1"}}).Want(http.StatusConflict)
			if page.Find("#typed").Text() != "A longer thought" || page.Has(`main form[action="`+links.PostEdit(id)+`"]`) {
				t.Error("the text is lost, or a form offers what cannot be saved")
			}
		}
		max.Get(links.PostEdit(p.ID)).Want(http.StatusForbidden)
		max.Get(links.PostEdit(gone.ID)).Want(http.StatusGone)
	})
}

func TestEdit_comesBackWhenRefused(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		mia, id := testsite.Serve(w).As(w.Mia), openingID(w, th)
		page := mia.Post(links.PostEdit(id), url.Values{"title": {"x"}, "body": {"Other words"}, "tags": {"one"}, "version": {"1"}, "reason": {"Because"}})
		page.Want(http.StatusUnprocessableEntity)
		if value(page, `input[name=title]`) != "x" || page.Find(`textarea[name=body]`).Text() != "Other words" ||
			value(page, `input[name=tags]`) != "one" || value(page, `input[name=reason]`) != "Because" || !page.Has("#field-title-error") {
			t.Error("something typed is lost, or nothing says what is wrong")
		}
		empty := mia.Post(links.PostEdit(id), url.Values{"title": {"A title"}, "body": {""}, "version": {"1"}}).Want(http.StatusUnprocessableEntity)
		if !empty.Has("#field-body-error") {
			t.Error("an empty text has no message beside it")
		}
	})
}

func TestEdit_goesOnWithItsDraft(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		site, id := testsite.Serve(w), openingID(w, th)
		laptop, phone := site.As(w.Mia), site.As(w.Mia)
		page := laptop.Get(links.PostEdit(id))
		byScript(laptop, "/drafts", url.Values{
			"draft_key": {value(page, `input[name=draft_key]`)}, "draft_version": {"0"}, "post": {itoa(id)}, "version": {"1"},
			"title": {"Standing desks"}, "body": {"Do they help anyb"}, "tags": {""},
		}).Want(http.StatusOK)
		if there := phone.Get(links.PostEdit(id)).Find(`textarea[name=body]`).Text(); there != "Do they help anyb" {
			t.Errorf("the other device goes on with %q", there)
		}
		site.As(w.Max).Get(links.PostEdit(id)).Want(http.StatusForbidden)
	})
}

// FAULTS L06: a draft is of the text that its writer saw; what changed since is shown before it is replaced.
func TestEdit_ofADraftUndoesNothingUnseen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Lense question", "Which one?")
		site, id := testsite.Serve(w), openingID(w, th)
		mia := site.As(w.Mia)
		form := func(page testsite.Response, title, body string) url.Values {
			return url.Values{
				"draft_key": {value(page, `input[name=draft_key]`)}, "draft_version": {value(page, `input[name=draft_version]`)}, "post": {itoa(id)},
				"version": {value(page, `input[name=version]`)}, "title": {title}, "body": {body}, "tags": {""},
			}
		}
		byScript(mia, "/drafts", form(mia.Get(links.PostEdit(id)), "Lense question", "Which one, pl")).Want(http.StatusOK)
		title := "Lens question"
		_, err := w.Store.EditPost(w.Ctx, w.Hana, id, models.EditInput{Title: &title})
		w.Must(err)

		page := mia.Get(links.PostEdit(id)).Want(http.StatusOK)
		byScript(mia, "/drafts", form(page, "Lense question", "Which one, ple")).Want(http.StatusOK)
		page = mia.Get(links.PostEdit(id)).Want(http.StatusOK)
		both := mia.Post(links.PostEdit(id), form(page, "Lense question", "Which one, please?")).Want(http.StatusConflict)
		if !strings.Contains(both.Find(".conflict").Text(), title) || value(both, `input[name=title]`) != "Lense question" {
			t.Error("going on with the draft does not show what the host changed meanwhile")
		}
		byScript(mia, "/drafts", form(both, title, "Which one, please?")).Want(http.StatusOK)
		page = mia.Get(links.PostEdit(id)).Want(http.StatusOK)
		mia.Post(links.PostEdit(id), form(page, title, "Which one, please?")).Want(http.StatusSeeOther)
	})
}

func TestStoryEdit_leadsToItsOpening(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A winter at home", "It snowed.")
		site := testsite.Serve(w)
		if to := site.As(w.Sam).Get("/stories/" + itoa(th.ID) + "/edit").Want(http.StatusSeeOther).Location; to != links.PostEdit(openingID(w, th)) {
			t.Errorf("led to %s", to)
		}
		page := site.As(w.Sam).Get(links.PostEdit(openingID(w, th))).Want(http.StatusOK)
		if !page.Has(`textarea[name=standfirst]`) || !page.Has(`input[name=cover]`) {
			t.Error("a story's edit lacks standfirst or cover")
		}
	})
}

func TestHistory_isHiddenByAModeratorWithAReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "Ask Jo Marsh of Mill Lane.")
		site := testsite.Serve(w)
		site.As(w.Max).Post(links.PostEdit(p.ID), url.Values{"body": {"Ask a neighbour."}, "version": {"1"}}).Want(http.StatusSeeOther)
		reader, max, mo := site.Browser(), site.As(w.Max), site.As(w.Mo)
		if !strings.Contains(reader.Get(links.PostHistory(p.ID)).Body, "Mill Lane") {
			t.Fatal("the history does not tell what it said")
		}

		if max.Get(links.PostHistory(p.ID)).Has(`form[action="` + links.PostHistoryHide(p.ID) + `"]`) {
			t.Error("who is no moderator is offered the form")
		}
		max.Post(links.PostHistoryHide(p.ID), url.Values{"on": {"1"}, "reason": {"It named somebody."}}).Want(http.StatusForbidden)
		refused := mo.Post(links.PostHistoryHide(p.ID), url.Values{"on": {"1"}, "reason": {"no"}}).Want(http.StatusUnprocessableEntity)
		if value(refused, `input[name=reason]`) != "no" || !refused.Has(`#hide[open] [aria-invalid=true]`) {
			t.Error("the refusal does not keep what was typed, or does not show it")
		}
		mo.Post(links.PostHistoryHide(p.ID), url.Values{"on": {"1"}, "reason": {"It named somebody."}}).Want(http.StatusSeeOther)

		page := reader.Get(links.PostHistory(p.ID)).Want(http.StatusOK)
		if strings.Contains(page.Body, "Mill Lane") || !strings.Contains(page.Find(".edit").Text(), "It named somebody.") {
			t.Errorf("a reader sees: %s", page.Find(".edit").Text())
		}
		page = mo.Get(links.PostHistory(p.ID)).Want(http.StatusOK)
		if !strings.Contains(page.Body, "Mill Lane") || page.Has("#hide") {
			t.Error("a moderator does not see it, or could hide it twice")
		}
		mo.Post(links.PostHistoryHide(p.ID), url.Values{"on": {"0"}}).Want(http.StatusSeeOther)
		if !strings.Contains(reader.Get(links.PostHistory(p.ID)).Body, "Mill Lane") {
			t.Error("the history is not shown again")
		}
	})
}
