package flows

import (
	"net/http"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestTwoWhoEditTheSamePost_loseNothing(t *testing.T) {
	ways(t, func(t *testing.T, w *testkit.World, options ...browsertest.Option) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup, every day.")
		opening := number(w.Count(`SELECT id FROM posts WHERE thread_id = ?`, th.ID))
		laptop := member(t, site, w.Mia, "/posts/"+opening+"/edit", options...)
		phone := member(t, site, w.Mia, "/posts/"+opening+"/edit", append(options, browsertest.On(browsertest.Phone))...)

		phone.Fill(body, "Soup, every day but Friday.")
		phone.follow(send, http.StatusOK)
		laptop.Fill(body, "Soup and bread, every day.")
		laptop.follow(send, http.StatusConflict)
		if got := laptop.Value("#their-text"); got != "Soup, every day but Friday." {
			t.Errorf("the other text is shown as %q", got)
		}
		if got := laptop.Value(body); got != "Soup and bread, every day." {
			t.Errorf("the own text is kept as %q", got)
		}
		laptop.MustBeAccessible()
		laptop.Fill(body, "Soup and bread, every day but Friday.")
		laptop.follow(send, http.StatusOK)
		laptop.reads("#post-1 .prose", "Soup and bread, every day but Friday.")
	})
}

func TestASession_endsEverywhereAndWhatWasTypedIsKept(t *testing.T) {
	ways(t, func(t *testing.T, w *testkit.World, options ...browsertest.Option) {
		site := testsite.Serve(w)
		th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
		laptop := member(t, site, w.Mia, "/t/"+number(th.ID)+"/"+th.Slug, options...)
		phone := member(t, site, w.Mia, "/settings/sessions", options...)
		if n := phone.Count("[data-session]"); n != 2 {
			t.Fatalf("%d sessions, want two", n)
		}
		phone.follow(`form[action="/settings/sessions/others/end"] button`, http.StatusOK)
		if n := phone.Count("[data-session]"); n != 1 {
			t.Errorf("%d sessions are left, want the one that asks", n)
		}
		laptop.Fill(replyField, "Bread, and a long thought.")
		laptop.follow(replySend, http.StatusUnauthorized)
		laptop.reads("main", "Sign in")
		if laptop.Count("textarea, input[type=hidden][value*='long thought']") == 0 {
			t.Error("what was typed is gone")
		}
		phone.Click(`.masthead__account details > summary`)
		phone.follow(`form[action="/logout"] button`, http.StatusOK)
		phone.WaitFor(`.masthead a[href="/join"]`)
	})
}

func TestALostPassword_isReplacedByALinkHandedOver(t *testing.T) {
	ways(t, func(t *testing.T, w *testkit.World, options ...browsertest.Option) {
		site := testsite.Serve(w)
		max := visitor(t, site, "/login", options...)
		max.follow(`a[href^="/forgot"]`, http.StatusOK)
		max.Fill(`[name="email"]`, "max")
		max.follow(mainSend, http.StatusOK)

		ada := member(t, site, w.Ada, "/console/resets", options...)
		ada.reads("main", "Max Oduya")
		ada.follow(`form:has([name="handle"][value="max"]) button`, http.StatusOK)
		link := ada.Value("[data-reset-link]")
		ada.notSeen(`form:has([name="handle"][value="ada"])`)

		max.Go(link)
		max.reads("main", "@max")
		max.Fill(`[name="password"]`, newPassword)
		max.follow(mainSend, http.StatusOK)
		max.GoTo("/login")
		max.signIn("max", newPassword)
		if status := max.Go(link); status != http.StatusNotFound && status != http.StatusGone {
			t.Errorf("the used link answers %d", status)
		}
	})
}

func TestAnEmptyCommunity_isSetUpInOneForm(t *testing.T) {
	ways(t, func(t *testing.T, _ *testkit.World, options ...browsertest.Option) {
		empty := testkit.EmptyWorld(t, database.SQLite)
		token, err := empty.Store.SetupToken(empty.Ctx)
		empty.Must(err)
		ruth := visitor(t, testsite.Serve(empty), "/setup/"+token, options...)
		ruth.MustBeAccessible()
		ruth.Fill(`[name="community"]`, "The Kiln")
		ruth.Choose(`[name="time_zone"]`, "Europe/Berlin")
		ruth.Fill(`[name="topic"]`, "Glazes")
		ruth.Fill(`[name="handle"]`, "ruth")
		ruth.Fill(`[name="name"]`, "Ruth Alder")
		ruth.Fill(`[name="email"]`, "ruth@kiln.test")
		ruth.Fill(`[name="password"]`, newPassword)
		ruth.follow(mainSend, http.StatusOK)
		ruth.GoTo("/")
		ruth.reads(".masthead", "The Kiln")
		ruth.MustBeAccessible()
		ruth.GoTo("/new?kind=discussion&topic=glazes")
		ruth.Fill(`[name="title"]`, "What is in your bucket?")
		ruth.Fill(body, "Mine is a celadon that will not behave.")
		ruth.follow(send, http.StatusOK)
		ruth.GoTo("/")
		ruth.reads("main", "What is in your bucket?")
	})
}
