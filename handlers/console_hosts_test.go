package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// Whoever saves a topic's form for another reason must not take a host's right with it.
func TestConsoleTopics_savingKeepsHostsWhoAreSuspended(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{Hosts: new("hana, max")})
		w.Must(err)
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "A week off."}))
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		hosts := func() (all []string) {
			w.Must(w.DB.Write.Raw(`SELECT m.handle FROM topic_hosts h JOIN members m ON m.id = h.member_id
				JOIN topics t ON t.id = h.topic_id WHERE t.slug = 'photography' ORDER BY m.handle`).Scan(&all).Error)
			return all
		}
		save := func(change func(page testsite.Response) string) testsite.Response {
			page := ada.Get("/console/topics/photography").Want(http.StatusOK)
			return ada.Post("/console/topics/photography", form("name", "Photography", "slug", "photography", "description", "Light and patience.",
				"kinds", "discussion", "visibility", "public", "colour", "plum", "hosts", change(page), "version", value(page, "input[name=version]")))
		}
		asShown := func(page testsite.Response) string { return value(page, "#topic-hosts") }
		save(asShown).Want(http.StatusSeeOther)
		if got := strings.Join(hosts(), " "); got != "hana max" {
			t.Errorf("hosts after saving: %s", got)
		}
		front := site.Browser().Get("/topics/photography").Want(http.StatusOK)
		if !strings.Contains(front.Body, "Hana Sato") || strings.Contains(front.Body, "Max Oduya") {
			t.Error("readers are shown a host who may do nothing, or not the one who may")
		}
		save(func(page testsite.Response) string { return asShown(page) + ", mia" }).Want(http.StatusSeeOther)
		if got := strings.Join(hosts(), " "); got != "hana max mia" {
			t.Errorf("hosts after adding one: %s", got)
		}
		save(func(testsite.Response) string { return "hana" }).Want(http.StatusSeeOther)
		if got := strings.Join(hosts(), " "); got != "hana" {
			t.Errorf("hosts after taking two away: %s", got)
		}
		if page := save(func(testsite.Response) string { return "hana, max" }).Want(http.StatusUnprocessableEntity); !page.Has("#topic-hosts-error") {
			t.Error("a suspended member became a host")
		}
	})
}
