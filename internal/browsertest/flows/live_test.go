package flows

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// live waits until the page is connected.
func (p person) live() {
	p.t.Helper()
	p.Until("the page is live", `document.querySelector("[data-live-state]")?.dataset.state === "live"`)
}

// focus puts the keyboard on an element, seen or not.
func (p person) focus(css string) {
	p.t.Helper()
	if !browsertest.Eval[bool](p.Page, `(e => (e.focus(), document.activeElement === e))(document.querySelector("`+css+`"))`) {
		p.t.Fatalf("%s does not take the keyboard", css)
	}
}

func TestTwoInAThread_seeWhatTheOtherDoes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Mine has no end.")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	w.Exec(`UPDATE members SET present_to = 'members' WHERE handle = 'max'`)
	mia, max := member(t, site, w.Mia, path), member(t, site, w.Max, path)
	mia.live()
	max.live()

	max.Focus(replyField)
	max.Press("I close the door")
	mia.WaitText("[data-writing]", "Max Oduya is writing")
	mia.WaitText("[data-readers]", "2 here now, with Max Oduya")
	max.WaitText("[data-readers]", "2 here now")
	mia.Focus(replyField)
	mia.Press("And then")
	max.WaitText("[data-writing]", "Somebody is writing")
	mia.Fill(replyField, "")
	max.sendReply()
	if got := max.Value(replyField); got != "" {
		t.Errorf("after sending the composer holds %q", got)
	}
	mia.WaitText("#post-2 .prose", "I close the door")
	mia.reads(".thread__byline", "1 answer")
	max.reads(".thread__byline", "1 answer")
	mia.WaitText("[role=status].visually-hidden", "1 new reply")
	mia.Until("nobody writes", `document.querySelector("[data-writing]").textContent === ""`)

	mia.Click("#post-2 .menu--react > summary")
	mia.Click("#post-2 .react form:first-child button")
	max.WaitText("#post-2 .reactions", "1")
	if max.Count("#post-2 .reactions .mine") != 0 || mia.Count("#post-2 .reactions .mine") != 1 {
		t.Error("the reaction is not marked on Mia's page alone")
	}

	reply := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 2`, th.ID)
	words := "I close the door, and walk round the house."
	mia.Click("#post-2 .menu:not(.menu--react) > summary")
	_, err := w.Store.EditPost(w.Ctx, w.Max, reply, models.EditInput{Body: &words})
	w.Must(err)
	mia.WaitText("#post-2 .prose", "walk round the house")
	mia.WaitFor("#post-2 .menu:not(.menu--react)[open]")
	mia.WaitFor("#post-2 .reactions .mine")
	mia.follow(`#post-2 form[action$="/accept"] button`, 200)
	max.WaitText("#post-2", "Accepted answer")
	max.WaitText(".thread__head", "Accepted answer by Max Oduya")

	mia.live()
	mia.focus("#post-2 .post__number")
	_, err = w.Store.DeletePost(w.Ctx, w.Mo, reply, models.DeleteInput{Rule: "other", Reason: "It names somebody."})
	w.Must(err)
	mia.WaitText("#post-2.post--gone", "A moderator removed this post")
	if got := mia.Focused(); !strings.HasPrefix(got, "article#post-2") {
		t.Errorf("the keyboard is on %s, want it on what is left of the post", got)
	}
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Settled."))
	mia.WaitText(".thread__head", "Settled.")
	mia.WaitText("#reply", "closed to replies")
}

func TestNewReplies_moveNothingThatIsRead(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	for i := range 30 {
		w.Reply(w.Max, th.ID, fmt.Sprint("Soup again, day ", i))
	}
	path := "/t/" + number(th.ID) + "/" + th.Slug
	reader := visitor(t, site, path+"?page=2", browsertest.On(browsertest.Phone))
	first := visitor(t, site, path)
	reader.live()
	first.live()
	place := func() float64 {
		return browsertest.Eval[float64](reader.Page, `document.querySelector("#post-21").getBoundingClientRect().top`)
	}
	browsertest.Eval[bool](reader.Page, `(scrollTo(0, 0), true)`)
	if browsertest.Eval[bool](reader.Page, `document.querySelector("[data-live-bar]").getBoundingClientRect().top > 0 && document.querySelector("[data-posts]").getBoundingClientRect().bottom <= innerHeight`) {
		t.Fatal("the end of the thread is in view: this proves nothing")
	}
	before := place()
	browsertest.Eval[bool](reader.Page, `(window.said = [], new MutationObserver(() => said.push([performance.now(), document.querySelector("[role=status].visually-hidden").textContent]))
		.observe(document.querySelector("[role=status].visually-hidden"), { childList: true }), true)`)
	w.Reply(w.Mia, th.ID, "Bread.")
	w.Reply(w.Max, th.ID, "Bread and soup.")
	reader.WaitText("[data-live-new]", "2 new replies")
	if !browsertest.Eval[bool](reader.Page, `said.length > 0 && said[0][1] === "1 new reply" && said.every(([at], i) => i === 0 || at - said[i - 1][0] > 7000)`) {
		t.Error("replies are not read out, or each of them at once: ", browsertest.Eval[string](reader.Page, `JSON.stringify(said)`))
	}
	reader.notSeen("#post-32")
	if now := place(); now != before {
		t.Errorf("what is read moved by %v", now-before)
	}
	if got := reader.Title(); !strings.HasPrefix(got, "(2) Lunch") {
		t.Errorf("the title is %q", got)
	}
	reader.MustBeAccessible()
	reader.Click("[data-live-new]")
	reader.WaitText("#post-33", "Bread and soup.")
	if got := reader.Focused(); !strings.HasPrefix(got, "article#post-32") {
		t.Errorf("the button leads to %s", got)
	}
	w.Reply(w.Mia, th.ID, "And an apple.")
	reader.WaitText("#post-34", "And an apple.")
	first.WaitText("[data-live-new]", "3 new replies")
	first.follow("[data-live-new]", 200)
	first.reads("#post-32", "Bread.")
	if got := first.URL(); !strings.Contains(got, "page=2") {
		t.Errorf("from the first page the button leads to %s", got)
	}
}

func TestAReplyWrittenOffline_isKeptAndSentOnce(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	mia := member(t, site, w.Mia, "/t/"+number(th.ID)+"/"+th.Slug, browsertest.FaultsAllowed())
	mia.live()
	mia.Offline(true)
	w.Reply(w.Max, th.ID, "While you were away.")
	mia.Fill(replyField, "Bread, in a tunnel.")
	mia.Click(replySend)
	mia.WaitText("[data-sending]", "Not sent yet")
	mia.WaitText("[data-live-state]", "You are offline")
	mia.Offline(false)
	mia.WaitText("#post-2 .prose", "While you were away.")
	mia.WaitText("#post-3 .prose", "Bread, in a tunnel.")
	mia.WaitGone("[data-sending]")
	mia.WaitGone("[data-live-state]")
	if n := w.Count(`SELECT count(*) FROM posts WHERE thread_id = ?`, th.ID); n != 3 {
		t.Errorf("%d posts, want 3", n)
	}
	if n := mia.Count("article[data-post]"); n != 3 {
		t.Errorf("the page shows %d posts, want 3", n)
	}

	// a reply that was not known to have arrived is there again after a reload
	mia.Offline(true)
	mia.Fill(replyField, "And an apple.")
	mia.Click(replySend)
	mia.WaitText("[data-sending]", "Not sent yet")
	mia.Offline(false)
	mia.Reload()
	mia.WaitText("#post-4 .prose", "And an apple.")
	if n := w.Count(`SELECT count(*) FROM posts WHERE thread_id = ?`, th.ID); n != 4 {
		t.Errorf("%d posts, want 4", n)
	}
}

// polls has a page that gets no socket ask for what is new at once: a browser that comes back to a network tries.
func (p person) polls() {
	p.t.Helper()
	p.Until("the page polls", `(e => e.dataset.state === "polling" || (dispatchEvent(new Event("online")), false))(document.querySelector("[data-live-state], live-list"))`)
	browsertest.Eval[bool](p.Page, `(dispatchEvent(new Event("online")), true)`)
}

func TestWhereSocketsAreBlocked_theSameComesALittleLater(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	behind, err := url.Parse(site.URL)
	w.Must(err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind); r.Out.Host = r.In.Host }}
	blocked := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/live" {
			http.Error(rw, "no", http.StatusForbidden)
			return
		}
		proxy.ServeHTTP(rw, r)
	}))
	t.Cleanup(blocked.Close)
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	behindIt := func(path string) person {
		return person{browsertest.Open(t, blocked.URL+path, browsertest.FaultsAllowed()), t}
	}
	reader, list, mia := behindIt(path), behindIt("/topics/"+testkit.RemoteWork), behindIt("/login")
	mia.signIn(w.Mia.Handle, testkit.Password)
	mia.GoTo(path)
	soup := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
	bread := w.Reply(w.Max, th.ID, "Bread.")
	for _, p := range []person{reader, mia} {
		p.polls()
		p.WaitText("#post-2 .prose", "Bread.")
		p.notSeen("[data-live-state]:not([hidden])")
	}
	mia.Fill(replyField, "Bread, and asked for.")
	mia.Click(replySend)
	mia.WaitText("#post-3 .prose", "Bread, and asked for.")
	mia.WaitGone("[data-sending]")

	words := "Bread, with butter."
	_, err = w.Store.EditPost(w.Ctx, w.Max, bread.ID, models.EditInput{Body: &words})
	w.Must(err)
	_, err = w.Store.React(w.Ctx, w.Max, soup, "🎉", true)
	w.Must(err)
	gone := w.Reply(w.Max, th.ID, "A name that nobody should know.")
	_, err = w.Store.DeletePost(w.Ctx, w.Mo, gone.ID, models.DeleteInput{Rule: "other", Reason: "It names somebody."})
	w.Must(err)
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Settled."))
	for _, p := range []person{reader, mia} {
		p.polls()
		p.WaitText("#post-2 .prose", "with butter")
		p.WaitText("#post-1 .reactions", "1")
		p.WaitFor("#post-4.post--gone")
		p.WaitText(".thread__head", "Settled.")
		p.posts(4)
	}
	list.polls()
	list.WaitText(".line__count", "2")

	without := visitor(t, site, path, browsertest.NoScripts())
	if without.Count("#post-2") != 1 || browsertest.Eval[bool](without.Page, `document.querySelector(".people").checkVisibility()`) {
		t.Error("without scripts the page is another than the thread alone")
	}
}

func TestWhoLosesAccess_hearsNoMore(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "What do you earn?", "Too little.")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	max, mia := member(t, site, w.Max, path), member(t, site, w.Mia, path)
	max.live()
	mia.live()
	w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "Spam."}))
	max.WaitText("[data-live-state]", "can no longer be followed")
	mia.reply("Between us.")
	if n := max.Count("#post-2"); n != 0 {
		t.Error("what was said after it is on the suspended member's page")
	}
}

func TestLists_countWhatIsSaidMeanwhile(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	topic, front := visitor(t, site, "/topics/"+testkit.RemoteWork), visitor(t, site, "/")
	for _, p := range []person{topic, front} {
		p.Until("the list is live", `document.querySelector("live-list")?.dataset.state === "live"`)
	}
	w.Reply(w.Max, th.ID, "Bread.")
	topic.WaitText(".line__count", "1")
	topic.WaitText(".line__count", "reply")
	front.WaitText(".line__count", "1")
	w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Mine creaks.")
	topic.WaitText("[data-live-more]", "News in 1 more thread")
	topic.Click("[data-live-more]")
	topic.WaitText(".line:first-child", "Chairs")
	topic.WaitText(".line", "Max Oduya replied")
}
