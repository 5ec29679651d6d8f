package ledger

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// PromisePage is the brand's public record: what it promises, and how it was kept.
type PromisePage struct {
	layout.Page
	Record      models.Promise // its figures; its times are not for showing
	At, Since   time.Time
	Few         map[models.PromiseFigure][]Card // the items of a figure too small for a percentage
	Late        []Card                          // the first of them
	Owed        []OwedDecision                  // consultations, the longest owed first
	Annotations []Annotation
	Annotate    *Annotate // nil: for readers and members
}

// OwedDecision is a consultation that closed and is not decided.
type OwedDecision struct {
	Href, Title string
	By          ui.Person
	ClosedAt    time.Time
}

// Annotate is the form of whoever may say something beside the figures, with what came back of it.
type Annotate struct {
	Typed, Wrong string
}

// Annotation is what staff say beside the figures.
type Annotation struct {
	ID        int64
	CanRemove bool
	By        ui.Person
	Words     string
	At        time.Time
}

// PromiseListPage is the list behind a figure.
type PromiseListPage struct {
	layout.Page
	Figure      models.PromiseFigure
	Suggestions []Card
	Hidden      []HiddenOne
	Pager       ui.Pager
	Total       int64
}

// HiddenOne is a suggestion that was taken from sight: its number, and why.
type HiddenOne struct {
	Number int64
	Reason string
	At     time.Time
}

// figureText says a figure: its name, and what exactly it counts.
type figureText struct{ name, definition string }

var figureTexts = map[models.PromiseFigure]figureText{
	models.FigureAcknowledged: {"Answered by a person in time",
		"Of the suggestions whose first answer fell due in the last 90 days: those that had a reply or a decision by staff by then. The automatic receipt does not count. What is still waiting, and late, counts as missed."},
	models.FigureDecided: {"Decided in time",
		"Of the suggestions whose decision fell due in the last 90 days: those that were planned, under way, done, declined or answered as there already by then. While a question waits for its author, or until the day to which it is parked, the clock stands still; what was late before stays missed. What is still open, and late, counts as missed."},
	models.FigureDecidedAgain: {"Decided again in time",
		"A decision can be looked at again: because its author or staff ask for it, or because the day came until which it was parked. The same time to decide then begins anew. Of those whose next decision fell due in the last 90 days: those that had it by then, each time."},
	models.FigureLate:        {"Late now", "Everything on which an answer, a decision or word on how it stands is overdue at this moment."},
	models.FigurePaused:      {"Paused now", "What waits for its author’s answer, or is parked until a day that is set. That time is not counted against anybody, so it is shown here."},
	models.FigureReopened:    {"Taken up again", "Decided suggestions that their author, or staff, had looked at again in the last 90 days, or that came back from where they were parked."},
	models.FigureHidden:      {"Taken from sight", "Of what everybody could see: removed, or moved to where fewer people see it, in the last 90 days, each with the reason."},
	models.FigureAll:         {"Every suggestion", "Everything that these figures are of: suggestions in public topics, those that were merged once, those brought from elsewhere not at all."},
	models.FigureOpen:        {"Open suggestions", "What is not answered for good: received, under review, paused, planned or under way."},
	models.FigureAnsweredYes: {"“This answered me”", "What the people who asked say of the answers that stand."},
	models.FigureAnsweredNo:  {"“This did not answer me”", "What the people who asked say of the answers that stand."},
}

// FigureName is what a figure of the promise page is called.
func FigureName(f models.PromiseFigure) string { return figureTexts[f].name }

// FigureDefinition says what exactly it counts.
func FigureDefinition(f models.PromiseFigure) string { return figureTexts[f].definition }

func days(n int) string { return ui.Count(int64(n), "working day", "working days") }

// share is one of the promises as the page shows it.
type share struct {
	figure models.PromiseFigure
	models.PromiseShare
	day int64
}

func (p PromisePage) shares() []share {
	day := int64(p.Record.DayMinutes)
	return []share{{models.FigureAcknowledged, p.Record.Acknowledged, day}, {models.FigureDecided, p.Record.Decided, day}, {models.FigureDecidedAgain, p.Record.DecidedAgain, day}}
}

// headline is the figure in large: a percentage, or a count where that would say too much of too little.
func (s share) headline() string {
	if s.Due == 0 {
		return "–"
	}
	if percent, ok := s.Percent(); ok {
		return strconv.FormatInt(percent, 10) + " %"
	}
	return ui.Number(s.InTime) + " of " + ui.Number(s.Due)
}

func (s share) few() bool { return s.Due > 0 && s.Due < models.PromiseFew }

// bar is one bar of a chart.
type bar struct {
	label string
	n     int64
	class string
	href  string
}

func (s share) bars() []bar {
	return []bar{{"In time", s.InTime, "chart__kept", ""}, {"Missed", s.Missed, "chart__missed", ""}}
}

func (p PromisePage) decisions() []bar {
	var bars []bar
	for _, d := range p.Record.Decisions {
		bars = append(bars, bar{StateWord(d.State), d.N, "chart__" + string(d.State), links.HeardLately(string(d.State))})
	}
	return bars
}

func (p PromisePage) verdicts() []bar {
	return []bar{
		{FigureName(models.FigureAnsweredYes), p.Record.VerdictsYes, "chart__kept", links.PromiseList(string(models.FigureAnsweredYes), 1)},
		{FigureName(models.FigureAnsweredNo), p.Record.VerdictsNo, "chart__missed", links.PromiseList(string(models.FigureAnsweredNo), 1)},
	}
}

func most(bars []bar) int64 {
	var m int64 = 1
	for _, b := range bars {
		m = max(m, b.n)
	}
	return m
}

func total(bars []bar) int64 {
	var t int64
	for _, b := range bars {
		t += b.n
	}
	return t
}
