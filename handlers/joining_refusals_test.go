package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// door sets how people become members.
func door(w *testkit.World, mode models.JoiningMode) {
	w.T.Helper()
	w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "UTC", Joining: mode != models.JoinClosed, Mode: mode}))
}

// elsewhere sends a form as a page of another site would.
func elsewhere(b *testsite.Browser, path, body string) testsite.Response {
	req := b.NewRequest(http.MethodPost, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	req.Header.Set("Origin", "https://evil.example")
	return b.Do(req)
}

func TestJoining_isDecidedOnceByModeratorsFromThisSiteAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		door(w, models.JoinApproval)
		site := testsite.Serve(w)
		_, err := w.Store.AskToJoin(w.Ctx, models.JoinInput{
			Handle: "pia", Name: "Pia <b>Quist</b>", Email: "pia@example.org", Password: "a long enough phrase", Address: "192.0.2.44",
		}, "I ride <script>x()</script> to work.")
		w.Must(err)
		at := fmt.Sprint("/console/joining/", w.Count(`SELECT MAX(id) FROM joining_requests`))
		mo, sam, mia := site.As(w.Mo), site.As(w.Sam), site.As(w.Mia)
		for b, want := range map[*testsite.Browser]int{site.Browser(): http.StatusUnauthorized, mia: http.StatusNotFound, sam: http.StatusForbidden} {
			if got := b.Post(at, form("do", "approve")); got.Status != want && got.Status != http.StatusNotFound && got.Status != http.StatusSeeOther {
				t.Errorf("status %d, want %d", got.Status, want)
			}
		}
		if got := elsewhere(mo, at, "do=approve"); got.Status != http.StatusForbidden {
			t.Errorf("another site decides: status %d", got.Status)
		}
		mo.Post(at, form("do", "perhaps")).Want(http.StatusUnprocessableEntity)
		mo.Post("/console/joining/0", form("do", "approve")).Want(http.StatusNotFound)
		mo.Post("/console/joining/x", form("do", "approve")).Want(http.StatusNotFound)
		if n := w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'pia'`); n != 0 {
			t.Fatal("somebody let her in")
		}
		page := mo.Get("/console/joining").Want(http.StatusOK)
		if page.Has("[data-request] script") || page.Has("[data-request] b") || !strings.Contains(page.Find("[data-request]").Text(), "<script>") {
			t.Errorf("what she wrote is markup: %s", page.Find("[data-request]").Text())
		}
		long := strings.Repeat("x", 2000)
		again := mo.Post(at, form("do", "refuse", "words", long)).Want(http.StatusUnprocessableEntity)
		if got := again.Find("[data-request] [name=words]"); got.AttrOr("value", got.Text()) != long {
			t.Error("the words that were too long are lost")
		}
		mo.Post(at, form("do", "approve")).Want(http.StatusSeeOther)
		mo.Post(at, form("do", "refuse", "words", "I changed my mind.")).Want(http.StatusConflict)
		if page := mo.Get("/console/joining"); page.Has("[data-request]") {
			t.Error("who is in still waits")
		}
	})
}

func TestJoiningRequest_isForWhoHasItsAddressAndKeptNowhere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		door(w, models.JoinApproval)
		site := testsite.Serve(w)
		b := site.Browser()
		res := b.Post("/join", person("pia", "why", "I ride.")).Want(http.StatusSeeOther)
		page := b.Get(res.Location).Want(http.StatusOK)
		if !strings.Contains(page.Header.Get("Cache-Control"), "no-store") || !strings.Contains(page.Find("meta[name=robots]").AttrOr("content", ""), "noindex") {
			t.Errorf("it may be kept: %v", page.Header)
		}
		if page.Has("link[rel=canonical]") || page.Has("meta[property='og:url']") || strings.Contains(page.Body, "pia@example.org") {
			t.Error("the page gives its address or hers away")
		}
		token := strings.TrimPrefix(res.Location, "/join/requests/")
		for _, guess := range []string{token[1:], token + "a", strings.ToUpper(token), "1"} {
			site.Browser().Get("/join/requests/" + guess).Want(http.StatusNotFound)
		}
		id := w.Count(`SELECT MAX(id) FROM joining_requests`)
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, id, false, "Not <i>this</i> spring."))
		page = b.Get(res.Location).Want(http.StatusOK)
		says(t, page, "main", "Not <i>this</i> spring.")
		if strings.Contains(page.Body, "Mo Rahimi") || strings.Contains(page.Body, "mo-rahimi") {
			t.Error("she is told who said no")
		}
		b.Post("/login", form("email", "pia", "password", "a long enough phrase")).Want(http.StatusUnprocessableEntity)
	})
}

func TestInvitation_keepsWhatWasTypedAndWorksWithThePasswordAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		door(w, models.JoinClosed)
		site := testsite.Serve(w)
		token, err := w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Days: 1})
		w.Must(err)
		at := "/invitations/" + token
		b := site.Browser()
		page := b.Get(at).Want(http.StatusOK)
		if !strings.Contains(page.Header.Get("Cache-Control"), "no-store") || page.Has("link[rel=canonical]") {
			t.Errorf("the link may be kept: %v", page.Header)
		}
		if got := b.Post(at, person("mia")); got.Status == http.StatusSeeOther {
			t.Fatal("somebody came in by a handle that is taken")
		}
		door(w, models.JoinInvitation)
		again := b.Post(at, person("mia")).Want(http.StatusUnprocessableEntity)
		if again.Find("[name=name]").AttrOr("value", "") != "Somebody New" || again.Find("[name=password]").AttrOr("value", "") != "" {
			t.Error("the name is lost, or the password is sent back")
		}
		if got := elsewhere(b, at, person("pia").Encode()); got.Status != http.StatusForbidden {
			t.Errorf("another site joins: status %d", got.Status)
		}
		b.Post(at, person("pia")).Want(http.StatusSeeOther)
		if !inside(b) {
			t.Error("she is not signed in")
		}
		for _, guess := range []string{at, at + "x", "/invitations/guessed"} {
			gone := site.Browser().Get(guess).Want(http.StatusGone)
			says(t, gone, "main", "Ask for a new one")
			site.Browser().Post(guess, person("quentin")).Want(http.StatusGone)
		}
		w.Clock.Advance(48 * time.Hour)
	})
}

func TestCrisis_keepsWhatWasWrittenAndShutsTheDoorsInWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		token, err := w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Days: 1})
		w.Must(err)
		site := testsite.Serve(w)
		mo, max, reader := site.As(w.Mo), site.As(w.Max), site.Browser()
		page := mo.Post("/console/crisis", form("joining", "1", "posting", "half", "banner", "Quiet & <b>calm</b>, please.", "reason", "A wave of spam.")).Want(http.StatusUnprocessableEntity)
		if page.Find("[name=banner]").AttrOr("value", page.Find("[name=banner]").Text()) != "Quiet & <b>calm</b>, please." {
			t.Error("the banner that was typed is lost")
		}
		if got := elsewhere(mo, "/console/crisis", "joining=1&reason=A+wave+of+spam."); got.Status != http.StatusForbidden {
			t.Errorf("another site throws the switch: status %d", got.Status)
		}
		absent(t, reader.Get("/"), "[data-banner]")
		mo.Post("/console/crisis", form("joining", "1", "posting", "all", "pictures", "1", "banner", "Quiet & <b>calm</b>, please.", "reason", "A wave of spam.")).Want(http.StatusSeeOther)
		for _, b := range []*testsite.Browser{reader, max, mo} {
			for _, at := range []string{"/", "/topics", "/search", "/nothing/here"} {
				got := b.Get(at)
				says(t, got, "[data-banner]", "Quiet & <b>calm</b>, please.")
				absent(t, got, "[data-banner] b b")
			}
		}
		refused := max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "Half an hour of typing")).Want(http.StatusForbidden)
		if !strings.Contains(refused.Body, "Half an hour of typing") {
			t.Error("what was typed is lost")
		}
		says(t, reader.Get("/join"), "main", "no new members for the moment")
		reader.Post("/join", person("pia")).Want(http.StatusForbidden)
		reader.Post("/invitations/"+token, person("pia")).Want(http.StatusForbidden)
		max.Do(sending(max, upload{"a.jpg", photograph(t, 60, 40)})).Want(http.StatusForbidden)
		mo.Post("/console/crisis", form()).Want(http.StatusSeeOther)
		max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "They do.")).Want(http.StatusSeeOther)
		reader.Post("/invitations/"+token, person("pia")).Want(http.StatusSeeOther)
	})
}

// The page, its data and the rows say one thing, whatever moderators did.
func TestModerationFigures_areThoseOfTheRows(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
	back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Which?")
	for i, c := range []struct {
		thread int64
		rule   string
	}{{th.ID, "spam"}, {th.ID, "abuse"}, {th.ID, "spam"}, {back.ID, "spam"}, {th.ID, "illegal"}} {
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, c.thread, fmt.Sprint("Mine ", i)).ID, models.DeleteInput{Reason: "Not here.", Rule: c.rule})
		w.Must(err)
		w.Clock.Advance(time.Minute)
	}
	first := w.Count(`SELECT MIN(id) FROM actions`)
	a, err := w.Store.CreateAppeal(w.Ctx, w.Max, first, "It was no advertisement.")
	w.Must(err)
	w.Must(w.Store.DecideAppeal(w.Ctx, w.Ada, a.CaseID, models.AppealDecision{Do: "reversed", Words: "It was none."}))
	months, err := w.Store.ModerationMonths(w.Ctx)
	w.Must(err)
	removals := w.Count(`SELECT COUNT(*) FROM actions x JOIN posts p ON p.id = x.post_id JOIN threads t ON t.id = p.thread_id JOIN topics o ON o.id = t.topic_id
		WHERE x.kind = 'remove' AND o.visibility = 'public'`)
	if months[0].Removals() != removals || removals != 4 || months[0].Removed[models.RuleSpam] != 2 || months[0].Appeals != 1 || months[0].Reversed != 1 {
		t.Errorf("this month %+v; the rows say %d", months[0], removals)
	}
	site := testsite.Serve(w)
	reader := site.Browser()
	data := reader.Get("/promise/moderation.json").Want(http.StatusOK).Body
	for _, want := range []string{`"removals":4`, `"spam":2`, `"abuse":1`, `"illegal":1`} {
		if !strings.Contains(data, want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
	page := reader.Get("/promise/moderation").Want(http.StatusOK)
	for _, secret := range []string{"Max", "max", "Mo Rahimi", "Not here.", "It was none.", "It was no advertisement."} {
		if strings.Contains(data, secret) || strings.Contains(page.Find("main").Text(), secret) {
			t.Errorf("the figures name %q", secret)
		}
	}
	if moderators := site.As(w.Mo).Get("/promise/moderation.json").Body; moderators != data {
		t.Error("staff are told other figures than readers")
	}
}

// A key opens the record of whom it is, for an hour, and ends with the password.
func TestStandingKey_isForOneRecordAndAnHour(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind, Max."))
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "mia", "abuse", "Be kind, Mia."))
		action := w.Count(`SELECT MAX(id) FROM actions`)
		site := testsite.Serve(w)
		b := site.Browser()
		if got := elsewhere(b, "/standing/key", form("email", "max", "password", testkit.Password).Encode()); got.Status != http.StatusForbidden {
			t.Errorf("another site makes a key: status %d", got.Status)
		}
		res := b.Post("/standing/key", form("email", "max", "password", testkit.Password)).Want(http.StatusSeeOther)
		if cookie := res.Header.Get("Set-Cookie"); !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
			t.Errorf("the cookie is %q", cookie)
		}
		page := b.Get("/standing").Want(http.StatusOK)
		if !strings.Contains(page.Body, "Be kind, Max.") || strings.Contains(page.Body, "Be kind, Mia.") || !strings.Contains(page.Header.Get("Cache-Control"), "no-store") {
			t.Error("it opens another's record, none, or one that is kept")
		}
		b.Post(fmt.Sprint("/actions/", action, "/appeals"), form("words", itWasAJoke)).Want(http.StatusNotFound)
		if n := w.Count(`SELECT COUNT(*) FROM appeals`); n != 0 {
			t.Error("it appeals for somebody else")
		}
		w.Clock.Advance(models.StandingKeyFor + time.Second)
		if got := b.Get("/standing"); got.Status == http.StatusOK {
			t.Error("the hour is over, and it still opens")
		}
		b.Post("/standing/key", form("email", "max", "password", testkit.Password)).Want(http.StatusSeeOther)
		b.Get("/standing").Want(http.StatusOK)
		w.Must(w.Store.SetPassword(w.Ctx, "max", "another long phrase"))
		if got := b.Get("/standing"); got.Status == http.StatusOK {
			t.Error("the password is another, and the key still opens")
		}
	})
}
