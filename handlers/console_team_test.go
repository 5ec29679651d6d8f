package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestTeam_showsWhatEachOwesInTheOrderOfNames(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		suggest(w, "Quiet rooms")
		suggest(w, "Quieter rooms")
		page := testsite.Serve(w).As(w.Sam).Get("/console/team").Want(http.StatusOK)
		var order []string
		for _, row := range page.Find("[data-colleague]").EachIter() {
			order = append(order, row.AttrOr("data-colleague", "")+" "+strings.TrimSpace(row.Find("td.align-right").First().Text()))
		}
		if got := strings.Join(order, ", "); got != "ada 2, mo-rahimi 0, sam 0" {
			t.Errorf("the table says %s", got)
		}
		for _, form := range []string{"roster", "owners", "departments"} {
			if page.Has("form[action*='/" + form + "']") {
				t.Errorf("a contributor is offered the form of %s", form)
			}
		}
	})
}

func TestTeam_rosterAndOwnersRouteWhatIsSuggested(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		wrong := ada.Post("/console/team/roster", form("roster", "sam, mia")).Want(http.StatusUnprocessableEntity)
		if wrong.Find("#roster-roster").AttrOr("value", "") != "sam, mia" || !strings.Contains(wrong.Find("#roster-roster-error").Text(), "@mia is nobody of the staff") {
			t.Error("the form does not come back as it was")
		}
		ada.Post("/console/team/roster", form("roster", "sam")).Want(http.StatusSeeOther)
		ada.Post("/console/team/owners", form("topic", testkit.RemoteWork, "owner", "mo-rahimi")).Want(http.StatusSeeOther)
		ada.Post("/console/team/owners", form("topic", "no-such-topic", "owner", "sam")).Want(http.StatusNotFound)
		page := ada.Get("/console/team").Want(http.StatusOK)
		if !page.Has("[data-duty=sam] .badge") || !page.Has("[data-owner-of=remote-work] option[value=mo-rahimi][selected]") {
			t.Error("the page does not show what was saved")
		}
		th := suggest(w, "Quiet rooms")
		if got := ada.Get(itemPath(th.ID, "")).Find("#owner summary").Text(); !strings.Contains(got, "Mo Rahimi") {
			t.Errorf("what is suggested there goes to: %s", got)
		}
	})
}

func TestTeam_holidaysAreEnteredAndTakenOff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		sam, mo := site.As(w.Sam), site.As(w.Mo)
		wrong := sam.Post("/console/team/absences", form("first_day", "2026-03-05", "last_day", "2026-03-04", "delegate", "sam")).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#absence-last_day[aria-invalid]") || !wrong.Has("#absence-delegate[aria-invalid]") || wrong.Find("#absence-last_day").AttrOr("value", "") != "2026-03-04" {
			t.Error("the form does not come back as it was")
		}
		sam.Post("/console/team/absences", form("first_day", "2026-03-02", "last_day", "2026-03-06", "delegate", "mo-rahimi")).Want(http.StatusSeeOther)
		page := mo.Get("/console/team").Want(http.StatusOK)
		if got := page.Find("[data-colleague=sam]").Text(); !strings.Contains(got, "Away until 6 March 2026, Mo Rahimi stands in") {
			t.Errorf("the table says %q", got)
		}
		if page.Has("[data-absence=sam] form") {
			t.Error("a moderator is offered to end another's holiday")
		}
		th := suggest(w, "Quiet rooms")
		if got := mo.Get(itemPath(th.ID, "")).Find("#owner option[value=sam][disabled]").Text(); !strings.Contains(got, "away until 6 March 2026") {
			t.Errorf("who is away can be chosen: %q", got)
		}
		action := sam.Get("/console/team").Find("[data-absence=sam] form").AttrOr("action", "")
		mo.Post(action, form()).Want(http.StatusForbidden)
		sam.Post(action, form()).Want(http.StatusSeeOther)
		sam.Post(action, form()).Want(http.StatusNotFound)
		if sam.Get("/console/team").Has("[data-absence]") {
			t.Error("the holiday is still there")
		}
	})
}

func TestDepartment_isMadeAndChanged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ada := testsite.Serve(w).As(w.Ada)
		wrong := ada.Post("/console/departments", form("name", "W", "members", "mia")).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#department-name[aria-invalid]") || wrong.Find("#department-members").AttrOr("value", "") != "mia" {
			t.Error("the form does not come back as it was")
		}
		ada.Post("/console/departments", form("name", "Workplace", "lead", "mo-rahimi", "members", "sam")).Want(http.StatusSeeOther)
		page := ada.Get("/console/departments/workplace").Want(http.StatusOK)
		if !page.Has("#department-lead option[value=mo-rahimi][selected]") {
			t.Error("the lead is not shown")
		}
		in := form("name", "Rooms", "lead", "sam", "members", "sam", "version", page.Find("input[name=version]").AttrOr("value", ""))
		ada.Post("/console/departments/workplace", in).Want(http.StatusSeeOther)
		in.Set("name", "Rooms and chairs")
		clash := ada.Post("/console/departments/workplace", in).Want(http.StatusConflict)
		if clash.Find("[data-theirs=Name]").Text() != "Rooms" || clash.Find("#department-name").AttrOr("value", "") != "Rooms and chairs" {
			t.Error("the second does not see both names")
		}
		ada.Get("/console/departments/nowhere").Want(http.StatusNotFound)
	})
}

func TestCalendar_movesWhatIsOwed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		ada := testsite.Serve(w).As(w.Ada)
		page := ada.Get("/console/calendar").Want(http.StatusOK)
		if page.Find("[name=days][checked]").Length() != 5 || !strings.Contains(page.Find("[data-example]").Text(), "first answer by Tuesday 3 March, 17:00") {
			t.Errorf("the page says %q", page.Find("[data-example]").Text())
		}
		in := form("days", "1", "days", "3", "opens", "nine", "closes", "17:00", "holidays", "2026-03-04 soon", "acknowledge", "two", "decide", "4",
			"version", page.Find("input[name=version]").AttrOr("value", ""))
		wrong := ada.Post("/console/calendar", in).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#calendar-opens[aria-invalid]") || !wrong.Has("#calendar-acknowledge[aria-invalid]") || wrong.Find("[name=days][checked]").Length() != 2 ||
			wrong.Find("#calendar-holidays").Text() != "2026-03-04 soon" {
			t.Error("the form does not come back as it was")
		}
		for name, value := range map[string]string{"opens": "09:00", "holidays": "2026-03-04", "acknowledge": "2"} {
			in.Set(name, value)
		}
		ada.Post("/console/calendar", in).Want(http.StatusSeeOther)
		// Mondays and Wednesdays alone, and the first Wednesday is a holiday
		if got := ada.Get(itemPath(th.ID, "")).Find(".item__head [data-due] time").AttrOr("datetime", ""); got != "2026-03-09T17:00:00Z" {
			t.Errorf("the first answer is due at %s", got)
		}
		in.Set("acknowledge", "3")
		clash := ada.Post("/console/calendar", in).Want(http.StatusConflict)
		if clash.Find("[data-theirs='First answer']").Text() != "2" || clash.Find("#calendar-acknowledge").AttrOr("value", "") != "3" {
			t.Error("the second does not see both promises")
		}
	})
}
