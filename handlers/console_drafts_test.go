package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// What is typed into any form beside a suggestion is there again after the page was loaded anew, for whoever typed it
// alone, until it is sent.
func TestConsoleItem_losesNothingTypedOnRefresh(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		w.Must(w.Store.WriteSide(w.Ctx, w.Ada, th.ID, "May we call you about this?"))
		sam, mo := testsite.Serve(w).As(w.Sam), testsite.Serve(w).As(w.Mo)
		for _, c := range []struct {
			kind, field, action, words string
			more                       url.Values
		}{
			{models.DraftNote, "#note-body", "notes", "The lease ends in May.", nil},
			{models.DraftOwner, "#owner-note", "owner", "Ask facilities first.", url.Values{"handle": {"ada"}}},
			{models.DraftSide, "#side-body", "side", "Which floor do you sit on?", nil},
			{models.DraftSideEnd, "#side-close-words", "side/close", "We agreed on a day to look at it together.", nil},
		} {
			name := c.field[strings.LastIndex(c.field, "-")+1:]
			in := form("draft_of", c.kind, "draft_version", "0", name, c.words)
			for key, values := range c.more {
				in[key] = values
			}
			sam.Post(itemPath(th.ID, "/draft"), in).Want(http.StatusSeeOther)
			page := sam.Get(itemPath(th.ID, ""))
			if got := page.Find(c.field).Text(); got != c.words {
				t.Errorf("%s: after a refresh it holds %q", c.kind, got)
			}
			if c.kind == models.DraftOwner && page.Find("#owner-handle option[selected]").AttrOr("value", "") != "ada" {
				t.Error("the person who was chosen is not kept")
			}
			if page.Has("#form-errors") || page.Find(c.field).AttrOr("aria-invalid", "") != "" {
				t.Errorf("%s: what was kept comes back with a reproach", c.kind)
			}
			for whose, body := range map[string]string{
				"a colleague's page": mo.Get(itemPath(th.ID, "")).Body, "the form of a reply": sam.Get(fmt.Sprintf("/t/%d/%s", th.ID, th.Slug)).Body,
			} {
				if strings.Contains(body, c.words) {
					t.Errorf("%s: %s has it", c.kind, whose)
				}
			}
			if !strings.Contains(sam.Get("/drafts").Want(http.StatusOK).Body, fmt.Sprintf("/console/suggestions/%d#", th.ID)) {
				t.Errorf("%s: the list of drafts does not lead to it", c.kind)
			}
			in.Del("draft_of")
			sam.Post(itemPath(th.ID, "/"+c.action), in).Want(http.StatusSeeOther)
			if got := sam.Get(itemPath(th.ID, "")).Find(c.field).Text(); got != "" {
				t.Errorf("%s: once sent it still holds %q", c.kind, got)
			}
		}
		sam.Post(itemPath(th.ID, "/draft"), form("draft_of", "else", "body", "x")).Want(http.StatusUnprocessableEntity)
		if n := w.Count(`SELECT COUNT(*) FROM drafts WHERE deleted_at IS NULL`); n != 0 {
			t.Errorf("%d drafts are left", n)
		}
	})
}
