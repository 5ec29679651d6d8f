package handlers_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// E10: what would be a formula is text for a spreadsheet, and comes back as it was written.
func TestExport_isSafeForSpreadsheetsAndComesBackAsItWas(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		titles := []string{"=HYPERLINK(\"https://evil.test\",\"Here\")", "+1 for rooms", "-2 chairs", "@SUM(A1:A9)", "'quoted', it is", "Rooms, \"quiet\" ones"}
		for _, title := range titles {
			suggest(w, title)
		}
		sam := testsite.Serve(w).As(w.Sam)
		res := sam.Get("/console/ledger.csv").Want(http.StatusOK)
		if got := res.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" || !strings.Contains(res.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("sent as %s", got)
		}
		rows, err := csv.NewReader(strings.NewReader(res.Body)).ReadAll()
		w.Must(err)
		if len(rows) != len(titles)+1 {
			t.Fatalf("%d rows", len(rows))
		}
		for i, title := range titles {
			cell := rows[i+1][1]
			if strings.ContainsAny(cell[:1], "=+-@") || strings.TrimPrefix(cell, "'") != title && cell != title {
				t.Errorf("%q is written %q", title, cell)
			}
		}
	})
}

func TestExport_hasEveryLineAndNoNote(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{
			To: "declined", Words: "It costs more than the rooms would give us.", ReasonType: "too_costly", Version: th.Version,
		})
		w.Must(err)
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, "Between us alone."))
		sam := testsite.Serve(w).As(w.Sam)
		lines, err := csv.NewReader(strings.NewReader(sam.Get("/console/ledger-lines.csv").Want(http.StatusOK).Body)).ReadAll()
		w.Must(err)
		if len(lines) != 3 || lines[2][3] != "decision" || lines[2][4] != "sam" || lines[2][6] != "declined" || lines[2][9] != "It costs more than the rooms would give us." {
			t.Errorf("lines: %q", lines)
		}
		body := sam.Get("/console/ledger.json").Want(http.StatusOK).Body
		var all struct {
			Suggestions []struct {
				Number int64
				State  string
				Lines  []struct{ Kind, By, Words string }
			}
		}
		w.Must(json.Unmarshal([]byte(body), &all))
		if len(all.Suggestions) != 1 || all.Suggestions[0].State != "declined" || len(all.Suggestions[0].Lines) != 2 {
			t.Errorf("the document holds %+v", all)
		}
		if strings.Contains(body, "Between us") {
			t.Error("a note is exported")
		}
	})
}
