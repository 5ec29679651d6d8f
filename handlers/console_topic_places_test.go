package handlers_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestConsoleTopics_arePutInOrderAndArchivedByButtons(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	ada := testsite.Serve(w).As(w.Ada)
	first := func() string {
		slug, _ := ada.Get("/console/topics").Want(http.StatusOK).Find("[data-topic]").First().Attr("data-topic")
		return slug
	}
	was := first()
	line := ada.Get("/console/topics").Find(`[data-topic="` + was + `"]`)
	if line.Find(`button[value=up]`).Length() != 0 || line.Find(`button[value=down]`).Length() != 1 {
		t.Error("the first topic can go up, or not down")
	}
	ada.Post("/console/topics/"+was+"/order", url.Values{"to": {"down"}}).Want(http.StatusSeeOther)
	if first() == was {
		t.Errorf("%s is still the first", was)
	}
	ada.Post("/console/topics/"+was+"/order", url.Values{"to": {"sideways"}}).Want(http.StatusUnprocessableEntity)
	th := w.Start(w.Mia, was, models.KindDiscussion, "A desk", "Words.")
	ada.Post("/console/topics/"+was+"/archive", url.Values{"on": {"1"}}).Want(http.StatusSeeOther)
	if !ada.Get("/console/topics").Has(`[data-topic="` + was + `"] form[action$="/archive"] button[value="0"]`) {
		t.Error("an archived topic has no way back")
	}
	if _, err := w.NewStore().CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Oak."}); models.KindOf(err) != models.Forbidden {
		t.Errorf("somebody writes in an archived topic: %v", err)
	}
	ada.Post("/console/topics/"+was+"/archive", url.Values{"on": {"0"}}).Want(http.StatusSeeOther)
	w.Reply(w.Max, th.ID, "Oak.")
	if ada.Get("/console/topics").Has(`[data-topic="` + was + `"] form[action$="/archive"] button[value="0"]`) {
		t.Error("an open topic is still shown as archived")
	}
}

func TestConsoleTopics_sayWhichHaveGoneQuietAndWhoBeginsWhat(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	ada := testsite.Serve(w).As(w.Ada)
	page := ada.Get("/console/topics/photography").Want(http.StatusOK)
	if page.Find("select[name=starters_question] option[selected]").AttrOr("value", "") != "everybody" ||
		page.Find("select[name=starters_story] option").Length() != 2 {
		t.Error("the form offers other starters than there are")
	}
	form := url.Values{
		"name": {"Photography"}, "slug": {"photography"}, "visibility": {"public"}, "colour": {"plum"}, "hosts": {"hana"},
		"kinds": {"story", "question"}, "starters_question": {"staff"}, "starters_story": {"publishers"},
	}
	ada.Post("/console/topics/photography", form).Want(http.StatusSeeOther)
	page = ada.Get("/console/topics/photography")
	if page.Find("select[name=starters_question] option[selected]").AttrOr("value", "") != "staff" {
		t.Error("the choice is not kept")
	}
	form.Set("starters_question", "friends")
	refused := ada.Post("/console/topics/photography", form).Want(http.StatusUnprocessableEntity)
	if !refused.Has(".starters .field__error") {
		t.Error("nothing says what is wrong")
	}
	if testsite.Serve(w).As(w.Mia).Get("/topics/photography").Has(`a[href*="kind=question"].button`) {
		t.Error("a member is asked to begin what staff alone begin")
	}
	w.Clock.Advance(models.TopicQuietAfter)
	sam := testsite.Serve(w).As(w.Sam).Get("/console/topics").Want(http.StatusOK)
	if n := sam.Find(".console__topic .badge").Length(); n < 4 || sam.Has(`form[action$="/order"]`) {
		t.Errorf("%d badges, or somebody who may not puts topics in order", n)
	}
}

func TestConsoleTopics_areMergedOnceTheNameIsTyped(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	ada := site.As(w.Ada)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	var jests [6]models.Thread
	for i := range jests {
		jests[i] = w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, strings.Repeat("A desk on every floor ", 5)+strconv.Itoa(i), "Words.")
	}
	page := ada.Get("/console/topics/remote-work").Want(http.StatusOK)
	if n := page.Find(`form[action$="/merge"] option`).Length(); n != 1 {
		t.Errorf("%d topics are offered, want the one that the same people see", n)
	}
	wrong := ada.Post("/console/topics/remote-work/merge", url.Values{"into": {"photography"}, "name": {"Remote"}}).Want(http.StatusUnprocessableEntity)
	if wrong.Find("#merge-name").AttrOr("value", "") != "Remote" || !wrong.Has("#merge-name[aria-invalid=true]") {
		t.Error("what was typed is lost, or nothing says what is wrong with it")
	}
	ada.Post("/console/topics/remote-work/merge", url.Values{"into": {"photography"}, "name": {"Remote work"}}).Want(http.StatusSeeOther)
	for path, to := range map[string]string{"/topics/remote-work": "/topics/photography", "/topics/remote-work?sort=new": "/topics/photography?sort=new"} {
		if r := site.Browser().Get(path).Want(http.StatusMovedPermanently); r.Location != to {
			t.Errorf("%s leads to %s", path, r.Location)
		}
	}
	if got := site.Browser().Get("/t/"+strconv.FormatInt(th.ID, 10)+"/"+th.Slug).Want(http.StatusOK).Find(".thread__kicker .kicker").AttrOr("href", ""); got != "/topics/photography" {
		t.Errorf("the thread stands in %s", got)
	}
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Asked in jest alone."))
	for _, gone := range jests {
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, gone.ID, testkit.BackRoom, "Asked in jest alone."))
	}
	list := ada.Get("/console/topics").Want(http.StatusOK)
	undo := list.Find("[data-merge=remote-work] form").AttrOr("action", "")
	if undo == "" || !strings.Contains(list.Find("[data-merge=remote-work]").Text(), "Remote work went into Photography") || site.As(w.Mo).Get("/console/topics").Has("[data-merge]") {
		t.Fatal("the merge is not offered to be undone, or to everybody")
	}
	w.Clock.Advance(time.Minute)
	ada.Post(undo, nil).Want(http.StatusSeeOther)
	list = ada.Get("/console/topics").Want(http.StatusOK)
	if list.Has("[data-merge]") || !list.Has("[data-topic=remote-work]") {
		t.Error("the topic is not back")
	}
	// more than a cookie holds: it is said as far as it goes
	if says := list.Find(".flashes").Text(); !strings.Contains(says, "left where it is") || !strings.Contains(says, "…") {
		t.Errorf("of what was left it says %q", says)
	}
	site.Browser().Get("/topics/remote-work").Want(http.StatusOK)
	ada.Post(undo, nil).Want(http.StatusConflict)
}

func TestTopicForm_choosesWhoGetsWhatIsSuggested(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	ada := testsite.Serve(w).As(w.Ada)
	owner := func() string {
		return ada.Get("/console/topics/photography").Want(http.StatusOK).Find("select[name=owner] option[selected]").AttrOr("value", "")
	}
	if owner() != "" {
		t.Fatalf("%s owns what nobody was given", owner())
	}
	sent := url.Values{"name": {"Photography"}, "slug": {"photography"}, "kinds": {"discussion", "suggestion"}, "visibility": {"public"}, "colour": {"moss"}, "owner": {"sam"}}
	ada.Post("/console/topics/photography", sent).Want(http.StatusSeeOther)
	if owner() != "sam" {
		t.Errorf("%q owns it", owner())
	}
	sent.Del("owner")
	ada.Post("/console/topics/photography", sent).Want(http.StatusSeeOther)
	if owner() != "sam" {
		t.Error("a form that says nothing of the owner takes them away")
	}
	sent.Set("owner", "mia")
	if again := ada.Post("/console/topics/photography", sent).Want(http.StatusUnprocessableEntity); !again.Has("#topic-owner-error") {
		t.Error("nothing says that Mia cannot own it")
	}
}

func TestRules_standAboveTheReplyOpenForWhoeverIsNew(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	rules := "Say where you *ride*."
	_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{PostingRules: &rules})
	w.Must(err)
	th := w.Start(w.Sam, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
	site, address := testsite.Serve(w), "/t/"+strconv.FormatInt(th.ID, 10)+"/fog"
	for _, one := range []struct {
		who         models.Viewer
		shown, open int
	}{{w.Nia, 1, 1}, {w.Mo, 1, 0}, {models.Viewer{}, 0, 0}} {
		b := site.Browser()
		if one.who.SignedIn() {
			b = site.As(one.who)
		}
		page := b.Get(address).Want(http.StatusOK)
		if n := page.Find("#reply .posting-rules em").Length(); n != one.shown {
			t.Errorf("@%s: rules %d times", one.who.Handle, n)
		}
		if n := page.Find("#reply .posting-rules[open]").Length(); n != one.open {
			t.Errorf("@%s: open %d times", one.who.Handle, n)
		}
	}
	refused := site.As(w.Nia).Post("/t/"+strconv.FormatInt(th.ID, 10)+"/posts", url.Values{"body": {" "}}).Want(http.StatusUnprocessableEntity)
	if !refused.Has("#reply .posting-rules[open]") {
		t.Error("a refused reply loses the rules")
	}
}
