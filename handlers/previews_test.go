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

func TestPreview_ofATextTooLongIsTheFormAgainWithAllOfIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Mia, th.ID, "They do.")
		mia := testsite.Serve(w).As(w.Mia)
		long := strings.Repeat("ä", 16_001)
		before := state(w)
		for what, form := range map[string]url.Values{
			"a thread": {"body": {long}, "kind": {"question"}, "topic": {"remote-work"}, "title": {"A title kept"}, "tags": {"kept"}, "draft_key": {"k"}, "draft_version": {"2"}},
			"a reply":  {"body": {long}, "thread": {itoa(th.ID)}, "reply_to": {"2"}, "draft_key": {"k"}, "draft_version": {"2"}},
			"an edit":  {"body": {long}, "post": {itoa(p.ID)}, "version": {"1"}, "reason": {"Because"}, "draft_key": {"k"}, "draft_version": {"2"}},
		} {
			page := mia.Post(links.Preview, form).Want(http.StatusUnprocessableEntity)
			if page.Find(`main textarea[name=body]`).Text() != long || page.Has("#preview") || !page.Has("#field-body-error") {
				t.Errorf("%s: the text or the message is missing, or it is drawn", what)
			}
			for _, name := range []string{"title", "tags", "reply_to", "reason", "version"} {
				if want := form.Get(name); want != "" && value(page, `main [name=`+name+`]`) != want {
					t.Errorf("%s: %s is %q, want %q", what, name, value(page, `main [name=`+name+`]`), want)
				}
			}
			if script := byScript(mia, links.Preview, form); script.Status != http.StatusUnprocessableEntity || strings.Contains(script.Body, "<html") {
				t.Errorf("%s: a script gets status %d and %.80s", what, script.Status, script.Body)
			}
		}
		if after := state(w); after != before {
			t.Error("a preview changed something")
		}
	})
}

func TestPreview_isForWhatTheViewerMaySee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		hidden := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Who has the keys", "Hush.")
		p := w.Reply(w.Sam, hidden.ID, "I.")
		site := testsite.Serve(w)
		mia, sam := site.As(w.Mia), site.As(w.Sam)
		for _, form := range []url.Values{{"body": {"Hm"}, "thread": {itoa(hidden.ID)}}, {"body": {"Hm"}, "post": {itoa(p.ID)}}} {
			for _, b := range []*testsite.Browser{mia, site.As(w.Nia)} {
				if res := b.Post(links.Preview, form).Want(http.StatusNotFound); strings.Contains(res.Body, hidden.Title) {
					t.Error("the page names what is hidden")
				}
				byScript(b, links.Preview, form).Want(http.StatusNotFound)
			}
			if page := sam.Post(links.Preview, form).Want(http.StatusOK); !page.Has("#preview") {
				t.Error("staff get no preview")
			}
			byScript(sam, links.Preview, form).Want(http.StatusOK)
		}
		signedOut := site.Browser().Post(links.Preview, url.Values{"body": {"Half an hour of typing"}, "thread": {"1"}}).Want(http.StatusUnauthorized)
		if !strings.Contains(signedOut.Body, "Half an hour of typing") {
			t.Error("what was typed is lost")
		}
		byScript(site.Browser(), links.Preview, url.Values{"body": {"Hm"}}).Want(http.StatusUnauthorized)
	})
}

func TestDrafts_sayWhatTheyAreOfAsFarAsTheirAuthorMayKnow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Mia, th.ID, "They do.")
		for _, in := range []models.DraftInput{
			{Key: "reply", ThreadID: th.ID, Body: "A reply begun"}, {Key: models.EditDraftKey(p.ID), PostID: p.ID, Body: "An edit begun"},
			{Key: "new", Kind: "question", Topic: testkit.RemoteWork, Title: "A question begun", Body: "Words"}, {Key: "bare", Body: "Nowhere yet"},
		} {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, in)
			w.Must(err)
		}
		mia := testsite.Serve(w).As(w.Mia)
		list := func() string {
			return strings.Join(strings.Fields(mia.Get("/drafts").Want(http.StatusOK).Find("main").Text()), " ")
		}
		text := list()
		for _, words := range []string{"A reply in Standing desks", "An edit in Standing desks", "Question in Remote work", "A beginning", "Nowhere yet"} {
			if !strings.Contains(text, words) {
				t.Errorf("the list lacks %q: %s", words, text)
			}
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "Between us."))
		text = list()
		for _, words := range []string{"A reply begun", "An edit begun", "A reply", "An edit"} {
			if !strings.Contains(text, words) {
				t.Errorf("what was begun is lost with the thread: no %q in %s", words, text)
			}
		}
		if strings.Contains(text, "Standing desks") {
			t.Error("the list names a thread that its author may not see any more")
		}
	})
}
