package flows

import (
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// What a moderator types is kept while it is typed: a refresh and another device have it, and once it is sent it is gone.
func TestAModeratorsSentence_isThereAfterARefreshAndOnAnotherDevice(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Desks", "Which one?")
	_, err := w.Store.CreateReport(w.Ctx, w.Hana, w.Reply(w.Max, th.ID, "Buy my lamps.").ID, models.ReportInput{Reason: "spam"})
	w.Must(err)
	const path, account = "/console/cases/1", "/console/members/max"
	mo := member(t, site, w.Mo, path)
	mo.Fill("#decide-words", "It sells lamps, and")
	mo.WaitText("#decide [data-status]", "Draft kept")
	mo.Reload()
	if got := mo.Value("#decide-words"); got != "It sells lamps, and" {
		t.Errorf("after a refresh the sentence is %q", got)
	}
	mo.GoTo(account)
	mo.Click(`summary:has(#warn-title)`)
	mo.Fill("#warn-reason", "Please sell lamps")
	mo.WaitText("form:has(#warn-reason) [data-status]", "Draft kept")
	phone := member(t, site, w.Mo, path, browsertest.On(browsertest.Phone))
	if got := phone.Value("#decide-words"); got != "It sells lamps, and" {
		t.Errorf("on another device the sentence is %q", got)
	}
	phone.Fill("#decide-words", "It sells lamps, and nothing else.")
	phone.Choose("#decide-rule", "spam")
	phone.Click(`#decide label:has([value="removed"])`)
	phone.Click("#decide .button--primary")
	phone.WaitFor("dialog[open] [data-sure-yes]")
	phone.WaitText("#decide [data-status]", "Draft kept")
	phone.Reload() // while the page asks whether it is meant
	if got := phone.Value("#decide-words"); got != "It sells lamps, and nothing else." {
		t.Errorf("left while it asked, the sentence is %q", got)
	}
	phone.Click("#decide .button--primary")
	phone.Click("dialog[open] [data-sure-yes]")
	phone.WaitText("main", "Decided. Everybody concerned is told")
	phone.GoTo(account)
	if got := phone.Value("#warn-reason"); got != "Please sell lamps" {
		t.Errorf("on another device the warning is %q", got)
	}
	if n := w.Count(`SELECT COUNT(*) FROM drafts WHERE draft_key LIKE '/console/cases/%'`); n != 0 {
		t.Error("what was decided is still a draft")
	}
}
