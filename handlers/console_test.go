package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

// Nobody but staff learns that there is a console: the answer is that of an address that never was, whatever
// the method.
func TestConsole_isNothingToAnybodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for who, b := range map[string]*testsite.Browser{"reader": site.Browser(), "member": site.As(w.Mia), "host": site.As(w.Hana)} {
			unknown := b.Get("/nowhere-at-all").Want(http.StatusNotFound)
			unknownPost := b.Post("/nowhere-at-all", form()).Want(http.StatusNotFound)
			for _, path := range []string{
				"/console", "/console/", "/console/overview", "/console/suggestions/1", "/console/suggestions/1/decisions", "/console/members", "/console/members/mia", "/console/members/nobody", "/console/topics",
				"/console/topics/new", "/console/topics/photography", "/console/site", "/console/audit", "/console/resets", "/console/nowhere",
			} {
				if res := b.Get(path).Want(http.StatusNotFound); res.Body != unknown.Body || len(res.Header) != len(unknown.Header) {
					t.Errorf("%s: GET %s differs from an address that never was", who, path)
				}
				if res := b.Post(path, form("on", "1")).Want(http.StatusNotFound); res.Body != unknownPost.Body || len(res.Header) != len(unknownPost.Header) {
					t.Errorf("%s: POST %s differs from an address that never was", who, path)
				}
			}
			b.Post("/console/members/mia/role", form("role", "administrator")).Want(http.StatusNotFound)
		}
	})
}

func TestConsole_saysWhatWaitsWithItsAge(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w, func(o *handlers.Options) { o.Rehearsal = true })
		res := site.As(w.Sam).Get("/console/overview").Want(http.StatusOK)
		if !strings.Contains(res.Find("[data-waiting=questions]").Text(), "Every question has an answer.") {
			t.Error("the empty list says nothing")
		}
		if !strings.Contains(res.Find("[data-rehearsal]").Text(), "2 March 2026, 09:00 UTC") {
			t.Error("nothing says that the clock is rehearsed")
		}
		w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which chair for a small room?", "It must fold.")
		w.Must(w.Store.RequestReset(w.Ctx, "max", "192.0.2.1"))
		w.Clock.Advance(75 * time.Hour)
		ada := site.As(w.Ada).Get("/console/overview").Want(http.StatusOK)
		if got := ada.Find("[data-waiting=questions] li").Text(); !strings.Contains(got, "Which chair") || !strings.Contains(got, "3 days") {
			t.Errorf("questions: %q", got)
		}
		if !strings.Contains(ada.Find("[data-resets]").Text(), "1 person waits") {
			t.Error("an administrator is not told who waits for a password")
		}
		if !site.As(w.Ada).Get("/console").Has("[data-resets]") {
			t.Error("the inbox does not tell it")
		}
		if site.As(w.Mo).Get("/console").Has("[data-resets]") {
			t.Error("a moderator is told of what only administrators hand out")
		}
	})
}

func TestConsole_tabsAreThoseOfTheRole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for handle, want := range map[string]string{
			"sam":       "Inbox Overview Team Members Topics Magazine",
			"mo-rahimi": "Inbox Overview Team Members Topics Magazine Joining Crisis switch Audit log",
			"ada":       "Inbox Overview Team Members Topics Magazine Joining Crisis switch New passwords Settings Audit log",
		} {
			res := site.As(w.Viewer(handle)).Get("/console").Want(http.StatusOK)
			if got := strings.Join(strings.Fields(res.Find(".tabs").Text()), " "); got != want {
				t.Errorf("%s has %q", handle, got)
			}
		}
	})
}

func TestMembers_areFoundByStaff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mo, sam := site.As(w.Mo), site.As(w.Sam)
		res := mo.Get("/console/members?q=max%40example.test").Want(http.StatusOK)
		if res.Find("[data-member]").Length() != 1 || !res.Has("[data-member=max]") || !strings.Contains(res.Body, "max@example.test") {
			t.Error("a moderator does not find an address")
		}
		if res := sam.Get("/console/members?q=max%40example.test").Want(http.StatusOK); res.Has("[data-member]") {
			t.Error("a contributor finds an address")
		}
		if res := sam.Get("/console/members").Want(http.StatusOK); strings.Contains(res.Body, "@example.test") || res.Find("[data-member]").Length() != 8 {
			t.Error("a contributor should see all members and no address")
		}
		if res := mo.Get("/console/members?q=%22%3Cscript%3E").Want(http.StatusOK); !res.Has(".empty") || res.Find("#filter-q").AttrOr("value", "") != `"<script>` {
			t.Error("an empty result does not keep what was asked")
		}
		mo.Get("/console/members?role=king").Want(http.StatusBadRequest)
		mo.Get("/console/members?before=x").Want(http.StatusBadRequest)
		mo.Get("/console/members/nobody-here").Want(http.StatusNotFound)
	})
}

func TestAccount_changesByForm(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mo, ada, mia := site.As(w.Mo), site.As(w.Ada), site.As(w.Mia)

		res := mo.Post("/console/members/mia/suspension", form("until", "2026-03-09T09:00")).Want(http.StatusUnprocessableEntity)
		if res.Find("#suspend-until").AttrOr("value", "") != "2026-03-09T09:00" || !res.Has("#suspend-reason[aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		res = mo.Post("/console/members/mia/suspension", form("until", "2026-03-09T09:00", "reason", "Insulted Max twice.", "rule", "abuse")).Want(http.StatusSeeOther)
		if got := mo.Get(res.Location).Find("[data-suspended]").Text(); !strings.Contains(got, "9 March 2026, 09:00 UTC") || !strings.Contains(got, "Insulted Max twice.") {
			t.Errorf("the page says %q", got)
		}
		if inside(mia) {
			t.Error("her browser is still signed in")
		}
		mo.Post("/console/members/mia/suspension/lift", form("reason", "She apologised.")).Want(http.StatusSeeOther)
		if !inside(site.As(w.Mia)) {
			t.Error("she is still kept out")
		}

		mo.Post("/console/members/mia/may-publish", form()).Want(http.StatusUnprocessableEntity)
		mo.Post("/console/members/mia/may-publish", form("on", "1")).Want(http.StatusSeeOther)
		mo.Post("/console/members/mia/role", form("role", "moderator")).Want(http.StatusForbidden)
		mo.Post("/console/members/sam/suspension", form("reason", "Too loud.")).Want(http.StatusForbidden)

		ada.Post("/console/members/mia/role", form("role", "king")).Want(http.StatusUnprocessableEntity)
		ada.Post("/console/members/mia/role", form("role", "contributor", "reason", "She joined us.")).Want(http.StatusSeeOther)
		ada.Post("/console/members/mia/employer", form("employer", "Larkmoor Labs")).Want(http.StatusSeeOther)
		ada.Post("/console/members/ada/role", form("role", "member")).Want(http.StatusConflict)
		page := ada.Get("/console/members/mia").Want(http.StatusOK)
		var log []string
		for _, l := range page.Find("[data-audit]").EachIter() {
			log = append(log, l.AttrOr("data-audit", ""))
		}
		if got := strings.Join(log, " "); got != "member.employer member.role member.may_publish member.suspension_lifted member.suspended" {
			t.Errorf("on record: %s", got)
		}
		if !strings.Contains(page.Find(".console__facts").Text(), "Larkmoor Labs") {
			t.Error("the label is not shown")
		}
	})
}

func TestConsoleTopics_areMadeAndChanged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		site.As(w.Mo).Get("/console/topics/new").Want(http.StatusForbidden)
		site.As(w.Sam).Post("/console/topics/photography", form("name", "Mine")).Want(http.StatusForbidden)

		key := ada.Get("/console/topics/new").Want(http.StatusOK).Find("input[name=draft_key]").AttrOr("value", "")
		in := form("name", "Cycling to work", "kinds", "discussion", "kinds", "question", "visibility", "public", "colour", "rust",
			"cover", "canal-bikes", "hosts", "@max, nobody-here", "position", "7", "draft_key", key)
		res := ada.Post("/console/topics", in).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(res.Find("#topic-hosts-error").Text(), "nobody-here") || !res.Has("input[name=kinds][value=discussion][checked]") ||
			res.Has("input[name=kinds][value=story][checked]") || !res.Has("input[name=cover][value=canal-bikes][checked]") {
			t.Error("the form does not come back as it was")
		}
		in.Set("hosts", "@max")
		if res := ada.Post("/console/topics", in).Want(http.StatusSeeOther); res.Location != "/topics/cycling-to-work" {
			t.Errorf("leads to %s", res.Location)
		}
		ada.Post("/console/topics", in).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM topics WHERE slug LIKE 'cycling%'`); n != 1 {
			t.Errorf("sent twice it made %d topics", n)
		}

		page := ada.Get("/console/topics/cycling-to-work").Want(http.StatusOK)
		version := page.Find("input[name=version]").AttrOr("value", "")
		change := form("name", "Cycling", "slug", "cycling", "kinds", "discussion", "visibility", "public", "colour", "rust",
			"cover", "", "hosts", page.Find("#topic-hosts").AttrOr("value", ""), "position", "7", "version", version)
		ada.Post("/console/topics/cycling-to-work", change).Want(http.StatusSeeOther)
		if res := site.Browser().Get("/topics/cycling-to-work").Want(http.StatusMovedPermanently); res.Location != "/topics/cycling" {
			t.Errorf("the old address leads to %s", res.Location)
		}
		change.Set("name", "By bicycle")
		clash := ada.Post("/console/topics/cycling", change).Want(http.StatusConflict)
		if clash.Find("[data-theirs=Name]").Text() != "Cycling" || clash.Find("#topic-name").AttrOr("value", "") != "By bicycle" {
			t.Error("the second does not see both names")
		}
		change.Set("version", clash.Find("input[name=version]").AttrOr("value", ""))
		change.Set("archived", "1")
		ada.Post("/console/topics/cycling", change).Want(http.StatusSeeOther)
		if got := ada.Get("/console/topics").Find("[data-topic=cycling]").Text(); !strings.Contains(got, "Archived") || !strings.Contains(got, "By bicycle") {
			t.Errorf("the list says %q", got)
		}
		change.Del("kinds")
		ada.Post("/console/topics/cycling", change).Want(http.StatusUnprocessableEntity)
		ada.Get("/console/topics/nowhere").Want(http.StatusNotFound)
	})
}

func TestConsoleSite_changesWhatEveryPageSays(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		site.As(w.Mo).Get("/console/site").Want(http.StatusForbidden)
		site.As(w.Mo).Post("/console/site", form("name", "Mine")).Want(http.StatusForbidden)
		version := ada.Get("/console/site").Find("input[name=version]").AttrOr("value", "")
		in := form("name", "Waymark", "brand", "Larkmoor", "time_zone", "Middle/Earth", "host_line", "Hosted by Larkmoor", "joining", "closed", "version", version)
		res := ada.Post("/console/site", in).Want(http.StatusUnprocessableEntity)
		if res.Find("#site-brand").AttrOr("value", "") != "Larkmoor" || !res.Has("#site-time_zone[aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		in.Set("time_zone", "Europe/Berlin")
		ada.Post("/console/site", in).Want(http.StatusSeeOther)
		if body := site.Browser().Get("/").Body; !strings.Contains(body, "Hosted by Larkmoor") {
			t.Error("the front page does not say who hosts")
		}
		in.Set("brand", "Milestone")
		clash := ada.Post("/console/site", in).Want(http.StatusConflict)
		if clash.Find("[data-theirs=Brand]").Text() != "Larkmoor" || clash.Find("#site-brand").AttrOr("value", "") != "Milestone" {
			t.Error("the second does not see both brands")
		}
		ada.Post("/console/site", form("brand", "Larkmoor", "time_zone", "UTC", "joining", "open")).Want(http.StatusSeeOther)
		if body := site.Browser().Get("/").Body; !strings.Contains(body, "Waymark") || !strings.Contains(body, "Hosted by Larkmoor") {
			t.Error("a form without a name took the name away")
		}
	})
}

func TestConsoleAudit_isReadByPageAndFilter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		for range models.AuditPerPage {
			w.Exec(`INSERT INTO audit_log (at, action, object_kind, object_id, reason) VALUES (?, 'password.set', 'member', 1, '<b>x</b>')`, testkit.Start)
		}
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		site.As(w.Sam).Get("/console/audit").Want(http.StatusForbidden)
		first := mo.Get("/console/audit").Want(http.StatusOK)
		next := first.Find("a[rel=next]").AttrOr("href", "")
		if first.Find("[data-audit]").Length() != models.AuditPerPage || !mo.Get(next).Want(http.StatusOK).Has("[data-audit='member.may_publish']") {
			t.Errorf("the second page, %s, lacks what came first", next)
		}
		if strings.Contains(first.Body, "<b>x</b>") {
			t.Error("a reason is read as markup")
		}
		filtered := mo.Get("/console/audit?actor=mo-rahimi&action=member.may_publish").Want(http.StatusOK)
		if got := strings.Join(strings.Fields(filtered.Find("[data-audit]").Text()), " "); !strings.Contains(got, "Mo Rahimi changed whether stories come from mia") {
			t.Errorf("the entry reads %q", got)
		}
		if !mo.Get("/console/audit?actor=nobody-here").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty log says nothing")
		}
	})
}

func TestActionWords_knowEveryAction(t *testing.T) {
	for _, action := range models.AuditActions {
		if words := console.ActionWords(action); strings.HasPrefix(words, strings.Split(action, ".")[0]+" ") {
			t.Errorf("%s has no words: %q", action, words)
		}
	}
}
