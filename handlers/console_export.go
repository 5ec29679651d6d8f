package handlers

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// exported is a suggestion as the export has it.
type exported struct {
	Number       int64          `json:"number"`
	Title        string         `json:"title"`
	URL          string         `json:"url"`
	Topic        string         `json:"topic"`
	Author       string         `json:"author"`
	State        models.State   `json:"state"`
	Owner        string         `json:"owner"`
	Support      int64          `json:"support"`
	CreatedAt    string         `json:"created_at"`
	AnswerDueAt  string         `json:"answer_due_at"`
	AnsweredAt   string         `json:"answered_at"`
	DecideDueAt  string         `json:"decision_due_at"`
	DecidedAt    string         `json:"decided_at"`
	PausedMinute int64          `json:"paused_minutes"`
	DueAt        string         `json:"due_at"`
	Late         bool           `json:"late"`
	Verdict      string         `json:"verdict"`
	Outcome      string         `json:"outcome"`
	Lines        []exportedLine `json:"lines"`
}

// exportedLine is a line of the ledger as the export has it.
type exportedLine struct {
	ID           int64               `json:"id"`
	At           string              `json:"at"`
	Kind         models.DecisionKind `json:"kind"`
	By           string              `json:"by"` // empty: the clock
	From         models.State        `json:"from"`
	To           models.State        `json:"to"`
	OwnerBefore  string              `json:"owner_before"`
	OwnerAfter   string              `json:"owner_after"`
	Words        string              `json:"words"`
	ReasonType   models.ReasonType   `json:"reason_type"`
	Evidence     string              `json:"evidence"`
	EvidenceURL  string              `json:"evidence_url"`
	Since        models.Day          `json:"since"`
	NextUpdateOn models.Day          `json:"next_update_on"`
	RevisitOn    models.Day          `json:"revisit_on"`
	Other        int64               `json:"other"` // the number of the other suggestion; 0: none
	Helped       []string            `json:"helped"`
	Answered     string              `json:"answered"`
	WithdrawnAt  string              `json:"withdrawn_at"`
}

var (
	exportHead = []string{
		"number", "title", "url", "topic", "author", "state", "owner", "support", "created_at", "answer_due_at", "answered_at",
		"decision_due_at", "decided_at", "paused_minutes", "due_at", "late", "verdict", "outcome",
	}
	exportLineHead = []string{
		"number", "id", "at", "kind", "by", "from", "to", "owner_before", "owner_after", "words", "reason_type", "evidence", "evidence_url",
		"since", "next_update_on", "revisit_on", "other", "helped", "answered", "withdrawn_at",
	}
)

func (e exported) row() []string {
	return []string{
		strconv.FormatInt(e.Number, 10), e.Title, e.URL, e.Topic, e.Author, string(e.State), e.Owner, strconv.FormatInt(e.Support, 10), e.CreatedAt,
		e.AnswerDueAt, e.AnsweredAt, e.DecideDueAt, e.DecidedAt, strconv.FormatInt(e.PausedMinute, 10), e.DueAt, strconv.FormatBool(e.Late),
		e.Verdict, e.Outcome,
	}
}

func (l exportedLine) row(number int64) []string {
	return []string{
		strconv.FormatInt(number, 10), strconv.FormatInt(l.ID, 10), l.At, string(l.Kind), l.By, string(l.From), string(l.To), l.OwnerBefore, l.OwnerAfter,
		l.Words, string(l.ReasonType), l.Evidence, l.EvidenceURL, string(l.Since), string(l.NextUpdateOn), string(l.RevisitOn),
		strconv.FormatInt(l.Other, 10), strings.Join(l.Helped, " "), l.Answered, l.WithdrawnAt,
	}
}

// exportSuggestions sends one row a suggestion.
func (s *Server) exportSuggestions(c echo.Context) error {
	return s.exportCSV(c, "ledger.csv", exportHead, func(e exported) [][]string { return [][]string{e.row()} })
}

// exportLines sends one row a line of the ledger.
func (s *Server) exportLines(c echo.Context) error {
	return s.exportCSV(c, "ledger-lines.csv", exportLineHead, func(e exported) (rows [][]string) {
		for _, l := range e.Lines {
			rows = append(rows, l.row(e.Number))
		}
		return rows
	})
}

func (s *Server) exportCSV(c echo.Context, name string, head []string, rows func(exported) [][]string) error {
	s.attach(c, name, "text/csv; charset=utf-8")
	w := csv.NewWriter(c.Response())
	if err := w.Write(head); err != nil {
		return err
	}
	err := s.store.ExportLedger(c.Request().Context(), viewer(c), name, func(r models.LedgerRecord) error {
		for _, row := range rows(s.exported(c, r)) {
			for i := range row {
				row[i] = spreadsheetSafe(row[i])
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return err
}

// spreadsheetSafe keeps a spreadsheet from reading somebody's words as a formula: an apostrophe goes before what would
// begin one, and before an apostrophe, so that taking one off gives back what was written.
func spreadsheetSafe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@'\t\r\n|%", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// exportJSON sends all of the ledger as one document.
func (s *Server) exportJSON(c echo.Context) error {
	const name = "ledger.json"
	s.attach(c, name, "application/json; charset=utf-8")
	w := c.Response()
	if _, err := fmt.Fprintf(w, `{"exported_at":%q,"suggestions":[`, stamp(s.store.Now())); err != nil {
		return err
	}
	between := ""
	err := s.store.ExportLedger(c.Request().Context(), viewer(c), name, func(r models.LedgerRecord) error {
		b, err := json.Marshal(s.exported(c, r))
		if err != nil {
			return fmt.Errorf("write suggestion %d: %w", r.Ledger.Number, err)
		}
		_, err = fmt.Fprintf(w, "%s\n%s", between, b)
		between = ","
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, "]}")
	return err
}

func (s *Server) attach(c echo.Context, name, kind string) {
	private(c)
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, kind)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	c.Response().WriteHeader(http.StatusOK)
}

func stampPointer(t *time.Time) string {
	if t == nil {
		return ""
	}
	return stamp(*t)
}

// nameOf is a handle, or that there is nobody behind it any more.
func nameOf(m models.Person) string {
	switch {
	case m.ID == 0:
		return ""
	case m.Former():
		return models.FormerMember
	}
	return m.Handle
}

func (s *Server) exported(c echo.Context, r models.LedgerRecord) exported {
	g := r.Ledger
	e := exported{
		Number: g.Number, Title: r.Title, URL: s.absolute(c, links.Thread(r.ID, r.Slug)), Topic: r.TopicSlug, Author: nameOf(r.Author), State: g.State,
		Owner: nameOf(r.Owner), Support: g.SupportCount, CreatedAt: stamp(g.BornAt), AnswerDueAt: stamp(g.AckDueAt), AnsweredAt: stampPointer(g.AcknowledgedAt),
		DecideDueAt: stamp(g.DecideDueAt), DecidedAt: stampPointer(g.DecidedAt), PausedMinute: g.PausedMinutes + g.PausedBefore,
		DueAt: stampPointer(g.DueAt), Late: g.Late(s.store.Now()), Verdict: g.Answered, Outcome: r.Outcome, Lines: []exportedLine{},
	}
	for _, l := range r.Lines {
		line := exportedLine{
			ID: l.ID, At: stamp(l.CreatedAt), Kind: l.Kind, From: l.FromState, To: l.ToState, OwnerBefore: nameOf(l.OwnerBefore), OwnerAfter: nameOf(l.OwnerAfter),
			Words: l.Words, ReasonType: l.ReasonType, Evidence: l.Evidence, EvidenceURL: l.EvidenceURL, Since: l.Since, NextUpdateOn: l.NextUpdateOn,
			RevisitOn: l.RevisitOn, Helped: []string{}, Answered: l.Answered, WithdrawnAt: stampPointer(l.WithdrawnAt), By: nameOf(l.Actor),
		}
		if l.OtherNumber != nil {
			line.Other = *l.OtherNumber
		}
		for _, h := range l.Helpers {
			line.Helped = append(line.Helped, nameOf(h))
		}
		e.Lines = append(e.Lines, line)
	}
	return e
}
