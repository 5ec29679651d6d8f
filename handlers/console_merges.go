package handlers

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// itemCandidates lists what may have asked the same, where the suggestion can be merged at all.
func (s *Server) itemCandidates(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	if !i.State.CanMoveTo(models.StateMerged) {
		return nil
	}
	found, err := s.store.LikelyDuplicates(c.Request().Context(), p.viewer, th.Title, th.ID)
	if err != nil {
		return err
	}
	for _, f := range found {
		i.Candidates = append(i.Candidates, console.Ref{
			ID: f.ID, Number: f.Ledger.Number, Title: f.Title, State: f.Ledger.State, Support: f.Ledger.SupportCount,
			Href: links.ConsoleSuggestion(f.ID, i.Queue),
		})
	}
	return nil
}

// mergesMost is how many suggestions one form merges.
const mergesMost = 50

func (s *Server) newMerges(c echo.Context) error {
	return s.renderMerges(c, http.StatusOK, console.Form{}, nil)
}

func (s *Server) renderMerges(c echo.Context, status int, form console.Form, results []console.MergeResult) error {
	page := console.MergesPage{
		Frame: s.consoleFrame(c, "Merge several", links.ConsoleOverview), Form: form, Results: results,
		DraftKey: firstOf(c.FormValue("draft_key"), "merges-"+rand.Text()),
	}
	if results != nil {
		page.DraftKey = "merges-" + rand.Text()
	}
	var err error
	if page.Kept, err = s.keptForms(c, links.ConsoleMerges, "merges"); err != nil {
		return err
	}
	return s.render(c, status, console.Merges(page))
}

// createMerges merges each of several suggestions into one and lists what became of each: what cannot be merged stays
// as it was, and keeps no other from it.
func (s *Server) createMerges(c echo.Context) error {
	errors := map[string]string{}
	numbers := strings.FieldsFunc(c.FormValue("numbers"), func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
	if len(numbers) == 0 || len(numbers) > mergesMost {
		errors["numbers"] = fmt.Sprintf("Give the numbers of 1 to %d suggestions.", mergesMost)
	}
	into := s.numbered(c, strings.TrimLeft(strings.TrimSpace(c.FormValue("into")), "#"))
	if into < 0 {
		errors["into"] = "There is no suggestion of this number."
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(c.FormValue("words"))); n < mergeWordsMin {
		errors["words"] = fmt.Sprintf("Write at least %d characters, so that people know what this means for them.", mergeWordsMin)
	}
	form := consoleForm(c, "merges", errors, "numbers", "into", "words")
	if len(errors) > 0 {
		return s.renderMerges(c, http.StatusUnprocessableEntity, form, nil)
	}
	var results []console.MergeResult
	var left []string
	for i, number := range numbers {
		number = strings.TrimLeft(number, "#")
		store := s.store
		if i == len(numbers)-1 && len(left) == 0 { // the words are still needed for what could not be merged
			store = s.sending(c)
		}
		r := mergeOne(c, store, s.numbered(c, number), number, into)
		if results = append(results, r); r.Wrong != "" {
			left = append(left, number)
		}
	}
	form.Values["numbers"] = strings.Join(left, ", ")
	if len(left) == 0 {
		form = console.Form{}
	}
	return s.renderMerges(c, http.StatusOK, form, results)
}

const mergeWordsMin = 20

func mergeOne(c echo.Context, store *models.Store, id int64, number string, into int64) console.MergeResult {
	ctx, v := c.Request().Context(), viewer(c)
	r := console.MergeResult{Number: "#" + number}
	if id < 0 {
		r.Wrong = "There is no suggestion of this number."
		return r
	}
	th, g, err := store.Suggestion(ctx, v, id)
	if err == nil {
		r.Title, r.Href = th.Title, links.ConsoleSuggestion(id, models.InboxOpen)
		_, err = store.Decide(ctx, v, id, models.DecisionInput{
			To: string(models.StateMerged), Words: c.FormValue("words"), MergeInto: into, Version: g.Version,
			DraftKey: c.FormValue("draft_key") + "-" + number,
		})
	}
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.Internal {
			c.Set(keyCause, err)
		}
		r.Wrong = firstOf(e.Message, firstField(e.Fields), "It could not be merged. Try it by itself.")
	}
	return r
}
