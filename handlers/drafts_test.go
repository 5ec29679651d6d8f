package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestDrafts_followTheirAuthorAcrossDevices(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		site := testsite.Serve(w)
		laptop, phone := site.As(w.Max), site.As(w.Max)
		if !laptop.Get("/drafts").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty list does not say so")
		}
		thread := url.Values{"draft_key": {"thread-key"}, "kind": {"question"}, "topic": {"remote-work"}, "title": {"Half a"}, "body": {"Half a text"}, "tags": {"one"}}
		reply := url.Values{"draft_key": {"reply-key"}, "thread": {itoa(th.ID)}, "reply_to": {""}, "body": {"Half a reply"}}
		byScript(laptop, "/drafts", thread).Want(http.StatusOK)
		byScript(laptop, "/drafts", reply).Want(http.StatusOK)

		list := phone.Get("/drafts").Want(http.StatusOK)
		if list.Find(".draft").Length() != 2 {
			t.Fatalf("the other device lists %d drafts", list.Find(".draft").Length())
		}
		page := phone.Get(links.Draft("thread-key")).Want(http.StatusOK)
		if value(page, `input[name=title]`) != "Half a" || page.Find(`textarea[name=body]`).Text() != "Half a text" || value(page, `input[name=tags]`) != "one" ||
			value(page, `input[name=draft_key]`) != "thread-key" || value(page, `input[name=draft_version]`) != "1" {
			t.Error("the composer does not go on where the other device was")
		}
		under := phone.Get(threadPath(w, th.ID))
		if under.Find(`#reply textarea[name=body]`).Text() != "Half a reply" || value(under, `#reply input[name=draft_key]`) != "reply-key" {
			t.Error("the thread does not go on with the reply")
		}
		to := phone.Get(links.Draft("reply-key")).Want(http.StatusSeeOther).Location
		if !strings.HasPrefix(to, threadPath(w, th.ID)) {
			t.Errorf("the reply's draft leads to %s", to)
		}
		phone.Post(links.ThreadPosts(th.ID), url.Values{"draft_key": {"reply-key"}, "body": {"A whole reply"}}).Want(http.StatusSeeOther)
		if laptop.Get("/drafts").Find(".draft").Length() != 1 {
			t.Error("the draft is still there after its post was made")
		}
		byScript(laptop, "/drafts", reply).Want(http.StatusGone)
		site.As(w.Mia).Get(links.Draft("thread-key")).Want(http.StatusNotFound)
	})
}

func TestDrafts_anOlderDeviceGetsBothTexts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		max := testsite.Serve(w).As(w.Max)
		form := func(body, version string) url.Values {
			return url.Values{"draft_key": {"k"}, "draft_version": {version}, "kind": {"question"}, "topic": {"remote-work"}, "title": {"T"}, "body": {body}}
		}
		var answer struct {
			Version int64  `json:"version"`
			Href    string `json:"href"`
		}
		w.Must(json.Unmarshal([]byte(byScript(max, "/drafts", form("On the laptop", "0")).Want(http.StatusOK).Body), &answer))
		if answer.Version != 1 {
			t.Errorf("version %d", answer.Version)
		}
		byScript(max, "/drafts", form("On the laptop, later", "1")).Want(http.StatusOK)
		w.Must(json.Unmarshal([]byte(byScript(max, "/drafts", form("On the phone", "1")).Want(http.StatusConflict).Body), &answer))
		if answer.Version != 2 || answer.Href != links.Draft("k") {
			t.Errorf("the script is told %+v", answer)
		}
		page := max.Post("/drafts", form("On the phone", "1")).Want(http.StatusConflict)
		if page.Find("#kept-text").Text() != "On the laptop, later" || page.Find("#typed-text").Text() != "On the phone" {
			t.Error("the page does not show both texts")
		}
		max.Post("/drafts", form("On the phone", value(page, `input[name=draft_version]`))).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM drafts WHERE body = 'On the phone' AND kind = 'question'`); n != 1 {
			t.Error("choosing the second text did not keep it")
		}
	})
}

func TestDrafts_deletionCanBeUndone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		max := testsite.Serve(w).As(w.Max)
		key := "odd /key?&"
		byScript(max, "/drafts", url.Values{"draft_key": {key}, "body": {"Some words"}}).Want(http.StatusOK)
		action, _ := max.Get("/drafts").Find(`.draft form`).Attr("action")
		to := max.Post(action, url.Values{}).Want(http.StatusSeeOther).Location
		page := max.Get(to).Want(http.StatusOK)
		if page.Has(".draft") {
			t.Error("the draft is still listed")
		}
		undo, _ := page.Find(`.undo`).Attr("action")
		max.Post(undo, url.Values{}).Want(http.StatusSeeOther)
		if max.Get("/drafts").Find(".draft").Length() != 1 {
			t.Error("the draft did not come back")
		}
		max.Post(links.DeleteDraft("no-such"), url.Values{}).Want(http.StatusNotFound)
	})
}

func TestCarried_aTextSentWithoutASessionIsBackAfterSigningIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		own := w.Reply(w.Max, th.ID, "They do.")
		for name, c := range map[string]struct {
			path   string
			form   url.Values
			field  string
			leads  string
			status int
		}{
			"a reply":  {links.ThreadPosts(th.ID), url.Values{"body": {"Long <b>reply</b>"}, "reply_to": {"2"}, "draft_key": {"r"}}, `#reply textarea[name=body]`, threadPath(w, th.ID), 200},
			"a thread": {"/threads", url.Values{"topic": {"remote-work"}, "kind": {"question"}, "title": {"A title"}, "body": {"Long <b>reply</b>"}, "draft_key": {"t"}}, `textarea[name=body]`, "/new?draft=t", 200},
			"an edit":  {links.PostEdit(own.ID), url.Values{"body": {"Long <b>reply</b>"}, "version": {"1"}}, `textarea[name=body]`, links.PostEdit(own.ID), 200},
		} {
			b := testsite.Serve(w).Browser()
			page := b.Post(c.path, c.form).Want(http.StatusUnauthorized)
			if page.Find("#typed").Text() != "Long <b>reply</b>" || page.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: the sign-in page does not show what was written", name)
			}
			login := hidden(page, `form[action="/login"]`)
			login.Set("email", "max")
			login.Set("password", "wrong")
			page = b.Post("/login", login).Want(http.StatusUnprocessableEntity)
			login = hidden(page, `form[action="/login"]`)
			login.Set("email", "max")
			login.Set("password", testkit.Password)
			to := b.Post("/login", login).Want(http.StatusSeeOther).Location
			if !strings.HasPrefix(to, c.leads) {
				t.Errorf("%s: led to %s, want %s", name, to, c.leads)
			}
			back := b.Get(strings.Split(to, "#")[0]).Want(http.StatusOK)
			if got := back.Find(c.field).Text(); got != "Long <b>reply</b>" {
				t.Errorf("%s: the form holds %q", name, got)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`); n != 2 {
			t.Errorf("%d posts: something was sent without a session", n)
		}
	})
}

func TestCarried_anEditStaysAnEditBesideTheDraftOfAnotherDevice(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		own := w.Reply(w.Max, th.ID, "They do.")
		key := models.EditDraftKey(own.ID)
		_, err := w.Store.SaveDraft(w.Ctx, w.Max, models.DraftInput{Key: key, PostID: own.ID, Body: "On the laptop"})
		w.Must(err)
		signIn := func(b *testsite.Browser, body, draftVersion string) string {
			sent := url.Values{"body": {body}, "version": {"1"}, "draft_key": {key}, "draft_version": {draftVersion}}
			login := hidden(b.Post(links.PostEdit(own.ID), sent).Want(http.StatusUnauthorized), `form[action="/login"]`)
			login.Set("email", "max")
			login.Set("password", testkit.Password)
			return b.Post("/login", login).Want(http.StatusSeeOther).Location
		}
		site := testsite.Serve(w)
		if to := signIn(site.Browser(), "On the laptop, later", "1"); to != links.PostEdit(own.ID) {
			t.Errorf("the newest version of the draft led to %s", to)
		}
		phone := site.Browser()
		to := signIn(phone, "On the phone", "1")
		if !strings.HasPrefix(to, links.PostEdit(own.ID)+"?draft=") {
			t.Fatalf("what the draft of another device stood in the way of led to %s", to)
		}
		page := phone.Get(to).Want(http.StatusOK)
		if page.Find(`textarea[name=body]`).Text() != "On the phone" || value(page, `input[name=version]`) != "1" {
			t.Error("the edit does not go on with what was carried")
		}
		form := hidden(page, `#yours`)
		form.Set("body", "On the phone.")
		phone.Post(links.PostEdit(own.ID), form).Want(http.StatusSeeOther)
		if w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND body = 'On the phone.'`, own.ID) != 1 || w.Count(`SELECT COUNT(*) FROM threads`) != 1 {
			t.Error("the edit did not change its post")
		}
		if w.Count(`SELECT COUNT(*) FROM drafts WHERE body = 'On the laptop, later'`) != 1 || w.Count(`SELECT COUNT(*) FROM drafts`) != 1 {
			t.Error("the edit did not drop its own draft alone")
		}
	})
}

// hidden reads the hidden fields of a form.
func hidden(r testsite.Response, form string) url.Values {
	values := url.Values{}
	fields := r.Find(form + ` input[type=hidden]`)
	for i := range fields.Length() {
		name, _ := fields.Eq(i).Attr("name")
		v, _ := fields.Eq(i).Attr("value")
		values.Add(name, v)
	}
	return values
}
