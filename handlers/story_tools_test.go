package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func draft(w *testkit.World, v models.Viewer, title string) models.Thread {
	w.T.Helper()
	th, err := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{
		Topic: testkit.RemoteWork, Kind: "story", Title: title, Body: "It began in January.\n\n## Spring\n\nThen it thawed.", Later: true,
	})
	w.Must(err)
	return th
}

func berlin(w *testkit.World) {
	w.T.Helper()
	w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "Europe/Berlin", Joining: true}))
}

func TestDraft_isShownToItsAuthorWithWhatComesNext(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draft(w, w.Sam, "A year of quiet mornings")
		page := address("/t/", th.ID, "/", th.Slug)
		site := testsite.Serve(w)
		res := site.As(w.Sam).Get(page).Want(http.StatusOK)
		if !res.Has(".story-desk[data-story=draft]") || toolsOf(res) != "schedule review previews series" || !res.Has("form[action$='/publish']") {
			t.Errorf("the author finds %q", toolsOf(res))
		}
		if !strings.Contains(res.Find(".notice--told").Text(), "A draft") {
			t.Error("nothing says that it is a draft")
		}
		if mo := site.As(w.Mo).Get(page).Want(http.StatusOK); mo.Has(".story-desk") || !strings.Contains(mo.Find(".notice--told").Text(), "A draft") {
			t.Error("a moderator should see the draft, without the author's forms")
		}
		for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Mia)} {
			b.Get(page).Want(http.StatusNotFound)
			b.Post(address("/stories/", th.ID, "/publish"), form()).Want(http.StatusNotFound)
			b.Post(address("/stories/", th.ID, "/schedule"), form("publish_at", "never")).Want(http.StatusNotFound)
			b.Get(address("/stories/", th.ID, "/publish")).Want(http.StatusNotFound)
		}
		mo := site.As(w.Mo)
		mo.Post(address("/stories/", th.ID, "/publish"), form()).Want(http.StatusForbidden)
		mo.Post(address("/stories/", th.ID, "/schedule"), form("publish_at", "never")).Want(http.StatusForbidden)
		mo.Get(address("/stories/", th.ID, "/publish")).Want(http.StatusForbidden)
	})
}

func TestCreatePublication_putsTheStoryOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draft(w, w.Sam, "A year of quiet mornings")
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		res := sam.Post(address("/stories/", th.ID, "/publish"), form()).Want(http.StatusSeeOther)
		site.Browser().Get(res.Location).Want(http.StatusOK)
		if got := toolsOf(sam.Get(res.Location)); got != "series check corrections withdraw" {
			t.Errorf("the author finds %q on the published story", got)
		}
		sam.Get(address("/stories/", th.ID, "/publish")).Want(http.StatusConflict)
	})
}

func TestUpdateSchedule_readsTheCommunitysClockAndSaysSo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		berlin(w)
		th := draft(w, w.Sam, "A year of quiet mornings")
		path := address("/stories/", th.ID, "/schedule")
		sam := testsite.Serve(w).As(w.Sam)
		if hint := sam.Get(path).Find("#schedule-publish_at-hint").Text(); !strings.Contains(hint, "Europe/Berlin") || !strings.Contains(hint, "10:00 CET") {
			t.Errorf("the hint reads %q", hint)
		}
		for _, c := range []struct{ typed, at, says string }{
			{"2026-03-02T18:30", "2026-03-02T17:30:00Z", "18:30 CET"},
			{"2026-07-01T08:00", "2026-07-01T06:00:00Z", "08:00 CEST"},
			{"2026-10-25T02:30", "2026-10-25T00:30:00Z", "twice"},
		} {
			res := sam.Post(path, form("publish_at", c.typed)).Want(http.StatusSeeOther)
			if says := sam.Get(res.Location).Find(".flashes").Text(); !strings.Contains(says, c.says) {
				t.Errorf("%s: the page says %q, not %q", c.typed, says, c.says)
			}
			view, err := w.Store.Thread(w.Ctx, w.Sam, th.ID)
			w.Must(err)
			if view.PublishAt == nil || view.PublishAt.UTC().Format(time.RFC3339) != c.at {
				t.Errorf("%s became %v, want %s", c.typed, view.PublishAt, c.at)
			}
		}
		for typed, says := range map[string]string{
			"2026-03-29T02:30": "go forward", "2026-03-01T10:00": "has passed", "soon": "Give a day and a time",
		} {
			res := sam.Post(path, form("publish_at", typed)).Want(http.StatusUnprocessableEntity)
			if got := res.Find("#schedule-publish_at-error").Text(); !strings.Contains(got, says) {
				t.Errorf("%s: %q does not say %q", typed, got, says)
			}
			if got := res.Find("#schedule-publish_at").AttrOr("value", ""); got != typed {
				t.Errorf("what was typed reads %q", got)
			}
		}
		if got := sam.Get(path).Find("#schedule-publish_at").AttrOr("value", ""); got != "2026-10-25T02:30" {
			t.Errorf("the form begins with %q", got)
		}
		sam.Post(path, form("publish_at", "")).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE status = 'draft' AND publish_at IS NULL AND id = ?`, th.ID); n != 1 {
			t.Error("an empty moment does not make it a draft again")
		}
	})
}

func TestWithdrawalAndCorrection_leaveWordsForReaders(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draft(w, w.Sam, "A year of quiet mornings")
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		page := address("/t/", th.ID, "/", th.Slug)
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		if got := sam.Post(address("/stories/", th.ID, "/corrections"), form("words", "Oh.")).Want(http.StatusUnprocessableEntity).Find("#corrections-words").Text(); got != "Oh." {
			t.Errorf("what was typed reads %q", got)
		}
		sam.Post(address("/stories/", th.ID, "/corrections"), form("words", "It was 2024, not 2023.")).Want(http.StatusSeeOther)
		if !strings.Contains(site.Browser().Get(page).Find(".correction").Text(), "It was 2024, not 2023.") {
			t.Error("readers do not see the correction")
		}
		site.As(w.Ada).Post(address("/stories/", th.ID, "/corrections"), form("words", "It was 2025.")).Want(http.StatusForbidden)
		site.As(w.Mia).Post(address("/stories/", th.ID, "/withdraw"), form("reason", "I do not like it.")).Want(http.StatusForbidden)
		sam.Post(address("/stories/", th.ID, "/withdraw"), form("reason", "")).Want(http.StatusUnprocessableEntity)
		sam.Post(address("/stories/", th.ID, "/withdraw"), form("reason", "A figure in it was wrong.")).Want(http.StatusSeeOther)
		if res := site.Browser().Get(page).Want(http.StatusGone); !strings.Contains(res.Body, "A figure in it was wrong.") {
			t.Error("readers are not told why")
		}
		if got := sam.Get(page).Want(http.StatusOK).Find(".story-desk__title").Text(); got != "Your story is withdrawn." {
			t.Errorf("the author reads %q", got)
		}
	})
}

func TestDesk_hasTheWritersStoriesByState(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		berlin(w)
		site := testsite.Serve(w)
		if res := site.Browser().Get("/stories/desk").Want(http.StatusSeeOther); !strings.HasPrefix(res.Location, "/login") {
			t.Errorf("a reader is led to %s", res.Location)
		}
		site.As(w.Mia).Get("/stories/desk").Want(http.StatusForbidden)
		sam := site.As(w.Sam)
		if !sam.Get("/stories/desk").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty desk says nothing")
		}
		draft(w, w.Sam, "Still a draft")
		later := draft(w, w.Sam, "Out tomorrow")
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, later.ID, w.Clock.Now().Add(24*time.Hour)))
		out := draft(w, w.Sam, "Out already")
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, out.ID))
		draft(w, w.Ada, "Not mine")
		res := sam.Get("/stories/desk").Want(http.StatusOK)
		for state, title := range map[string]string{"drafts": "Still a draft", "scheduled": "Out tomorrow", "published": "Out already"} {
			if got := strings.TrimSpace(res.Find("[data-desk=" + state + "] h3").Text()); got != title {
				t.Errorf("%s: %q", state, got)
			}
		}
		if got := res.Find("[data-desk=scheduled] time").Text(); got != "3 March 2026, 10:00 CET" {
			t.Errorf("it comes out at %q", got)
		}
	})
}
