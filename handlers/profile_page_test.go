package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestMemberPage_showsToEachWhatWasChosenForThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, f := range [][3]string{
			{"bio", "I wait for *fog*.", "everyone"}, {"location", "By the sea", "members"}, {"pronouns", "she, her", "nobody"},
			{"website", "https://hana.example.test/<b>", "everyone"}, {"interests", "tripods", "members"},
		} {
			w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, ?, ?, ?)`, w.Hana.ID, f[0], f[1], f[2])
		}
		w.Start(w.Hana, testkit.Photography, models.KindDiscussion, "Open to all", "Words.")
		w.Start(w.Hana, testkit.BackRoom, models.KindDiscussion, "Among members", "Words.")
		site := testsite.Serve(w)
		for who, c := range map[string]struct {
			b       *testsite.Browser
			reads   []string
			not     []string
			actions bool
		}{
			"a reader":    {site.Browser(), []string{"I wait for", "Open to all"}, []string{"By the sea", "she, her", "tripods", "Among members", "hana@example.test"}, false},
			"a member":    {site.As(w.Mia), []string{"I wait for", "By the sea", "tripods", "Open to all", "Among members"}, []string{"she, her", "hana@example.test"}, false},
			"newcomers":   {site.As(w.Nia), []string{"By the sea", "Among members"}, []string{"she, her"}, false},
			"contributor": {site.As(w.Sam), []string{"By the sea"}, []string{"she, her", "hana@example.test"}, false},
			"a moderator": {site.As(w.Mo), []string{"By the sea"}, []string{"she, her", "hana@example.test"}, false},
			"herself":     {site.As(w.Hana), []string{"By the sea", "Among members"}, []string{"hana@example.test"}, true},
		} {
			page := c.b.Get("/members/hana").Want(http.StatusOK)
			text := page.Find("main").Text()
			for _, words := range c.reads {
				if !strings.Contains(text, words) {
					t.Errorf("%s does not read %q", who, words)
				}
			}
			for _, words := range c.not {
				if strings.Contains(page.Body, words) {
					t.Errorf("%s reads %q", who, words)
				}
			}
			if got := page.Has(`main a[href="/settings/profile"]`); got != c.actions {
				t.Errorf("%s is offered to change it: %v", who, got)
			}
			if link := page.Find(`main a[href^="https://hana.example.test/"]`); link.Length() != 1 || !strings.Contains(link.AttrOr("rel", ""), "nofollow") {
				t.Errorf("%s: the website leads to %d places, rel %q", who, link.Length(), link.AttrOr("rel", ""))
			}
		}
	})
}

func TestMemberPage_ofOneWhoIsSuspendedOrGone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "Words.")
		site := testsite.Serve(w)
		if page := site.Browser().Get("/members/sue").Want(http.StatusOK); strings.Contains(strings.ToLower(page.Find("main").Text()), "suspended") {
			t.Error("readers are told who is suspended")
		}
		if page := site.As(w.Mo).Get("/members/sue").Want(http.StatusOK); !strings.Contains(strings.ToLower(page.Find("main").Text()), "suspended") {
			t.Error("a moderator is not told")
		}
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Max, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		gone, never := site.Browser().Get("/members/max").Want(http.StatusNotFound), site.Browser().Get("/members/nobody-at-all").Want(http.StatusNotFound)
		if gone.Body != never.Body {
			t.Error("the page of a former member differs from one that never was")
		}
		page := site.Browser().Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
		if strings.Contains(page.Body, "Max Oduya") || strings.Contains(page.Body, "/members/max") {
			t.Error("a former member's name stands at what they wrote")
		}
	})
}
