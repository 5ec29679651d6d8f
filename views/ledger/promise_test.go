package ledger

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

func promise() PromisePage {
	return PromisePage{
		Page: drawn.Frame("Promise", ""), At: morning, Since: morning.AddDate(0, 0, -90),
		Record: models.Promise{
			Targets: models.Targets{Acknowledge: 2, Decide: 10}, DayMinutes: 480, Total: 1204, Open: 31, Late: 2, Paused: 3, Reopened: 1,
			PausedMinutes: 960, VerdictsYes: 8, VerdictsNo: 2,
			Acknowledged: models.PromiseShare{Due: 40, InTime: 38, Missed: 2, Met: 39, Median: 200, Slowest: 960},
			Decided:      models.PromiseShare{Due: 3, InTime: 2, Missed: 1},
			Decisions:    []models.StateCount{{State: models.StateDone, N: 12}, {State: models.StateDeclined, N: 0}},
		},
		Few:  map[models.PromiseFigure][]Card{models.FigureDecided: {card(1, models.StateDone), card(2, models.StateReceived), card(3, models.StateDone)}},
		Late: []Card{card(4, models.StateReceived)},
	}
}

func TestPromise_saysWhatIsPromisedAndHowItWasKept(t *testing.T) {
	p := drawn.Draw(t, Promise(promise()))
	p.Sound()
	p.Mentions(".page-head__lead", "within 2 working days, and a decision with its reason within 10 working days.")
	p.Mentions(".promise__span", "1,204 suggestions in all, 31 of them open.")
	p.Says("[data-figure=acknowledged] .figure__number", "95 %")
	p.Has("[data-figure=acknowledged] .figure__number a", "href", "/promise/acknowledged")
	p.Mentions("[data-figure=acknowledged] .figure__table", "Half took at most 3 working hours")
	p.Mentions("[data-figure=acknowledged] .figure__table", "The slowest tenth took more than 2 working days")
	p.Mentions("[data-figure=paused]", "In the figures above 2 working days of such pauses are left out.")
	p.Mentions("#verdicts ~ .bars", "“This answered me” 8")
	p.Has(`main a[href="/promise.json"]`, "href", "/promise.json")
	p.Says("#late", "Late now: 2")
	p.Mentions(".promise__late", "A drying room Received A decision is due by 12 March 2026 Sam Okafor looks after it")
}

func TestPromise_namesTheDecisionsThatAreOwedAfterAsking(t *testing.T) {
	page := promise()
	drawn.Draw(t, Promise(page)).None("[data-owed]")
	page.Record.Owed, page.Owed = 1, []OwedDecision{{Href: "/t/9/which-floor", Title: drawn.Hostile, By: ui.Person{Name: "Sam"}, ClosedAt: morning}}
	p := drawn.Draw(t, Promise(page))
	p.Sound()
	p.Harmless()
	p.Says("#owed", "1 decision owed after asking")
	p.Has("[data-owed] a", "href", "/t/9/which-floor")
	p.Mentions("[data-owed] .byline", "Sam asked")
}

func TestPromise_ofFewSaysWhichInsteadOfAPercentage(t *testing.T) {
	p := drawn.Draw(t, Promise(promise()))
	p.Says("[data-figure=decided] .figure__number", "2 of 3")
	p.Count("[data-figure=decided] .figure__few li", 3)
	p.None("[data-figure=decided] svg", "[data-figure=acknowledged] .figure__few")
	p.Has("[data-figure=acknowledged] svg", "aria-label", "Answered by a person in time: 95 %")
	if drawn.Words(p.Find("[data-figure=decided] .figure__table")) != "Decided in time In time 2 Missed 1" {
		t.Error("times are told where nothing was met")
	}
}

func TestPromise_ofAnEmptyCommunityClaimsNothing(t *testing.T) {
	p := drawn.Draw(t, Promise(PromisePage{Page: drawn.Frame("Promise", ""), At: morning, Since: morning, Record: models.Promise{Targets: models.Targets{Acknowledge: 1, Decide: 1}, DayMinutes: 450}}))
	p.Sound()
	p.Says("[data-figure=acknowledged] .figure__number", "Nothing fell due")
	p.None("main svg.chart", ".figure__number a", ".promise__late", ".promise__besides a")
	p.Mentions(".page-head__lead", "within 1 working day,")
	p.Mentions("#decisions ~ p", "None yet.")
	p.Mentions("#verdicts ~ p", "Nobody has said yet.")
	p.Says("#late", "Nothing is late now")
	p.Mentions("main > .promise", "450 minutes make a working day")
}

func TestPromise_aFigureLinksOnlyToAListThatHasSomething(t *testing.T) {
	page := promise()
	page.Record.Hidden = 0
	p := drawn.Draw(t, Promise(page))
	p.Count(`[data-figure=reopened] a[href="/promise/reopened"]`, 1)
	p.None("[data-figure=hidden] a")
	p.Count(`a[href="/promise/decisions?state=done"]`, 1)
	p.None(`a[href="/promise/decisions?state=declined"]`)
}

func TestPromise_staffCanSaySomethingBesideButTheFiguresStay(t *testing.T) {
	page := promise()
	page.Annotations = []Annotation{{By: sam, Words: drawn.Hostile, At: morning}}
	p := drawn.Draw(t, Promise(page))
	p.Sound()
	p.Harmless()
	p.Mentions(".notice .byline", "Sam Okafor Larkmoor 2 March 2026")
	p.Count("[data-figure=acknowledged], [data-figure=decided]", 2)
}

func TestPromiseList_saysWhatItsFigureCounts(t *testing.T) {
	for _, f := range models.PromiseFigures {
		page := PromiseListPage{Page: drawn.Frame("List", ""), Figure: f, Suggestions: []Card{card(1, models.StateDone)}}
		p := drawn.Draw(t, PromiseList(page))
		p.Sound()
		p.Says("h1", FigureName(f))
		p.Says(".page-head__lead", FigureDefinition(f))
		p.Has(".crumbs a", "href", "/promise")
		p.None(".empty", ".hidden-ones")
	}
	p := drawn.Draw(t, PromiseList(PromiseListPage{Page: drawn.Frame("List", ""), Figure: models.FigureHidden}))
	p.Sound()
	p.Count(".empty", 1)
}

func TestPromiseList_whatWasHiddenIsANumberAndAReasonAlone(t *testing.T) {
	p := drawn.Draw(t, PromiseList(PromiseListPage{Page: drawn.Frame("List", ""), Figure: models.FigureHidden, Hidden: []HiddenOne{{Number: 12, Reason: drawn.Hostile, At: morning}}}))
	p.Sound()
	p.Harmless()
	p.Mentions(".hidden-ones", "Suggestion 12")
	p.None(".hidden-ones a", ".empty")
}

// A chart may never draw more than there is, nor leave a gap between its parts.
func TestStackedChart_fillsItsWidthExactlyAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var bars []bar
		for _, n := range rapid.SliceOfN(rapid.Int64Range(0, 1<<40), 1, 6).Draw(t, "n") {
			bars = append(bars, bar{n: n, class: "c"})
		}
		at := int64(0)
		for _, p := range stacked(bars) {
			if p.x != at || p.width < 0 {
				t.Fatalf("a part begins at %d with %d, the one before ended at %d", p.x, p.width, at)
			}
			at += p.width
		}
		if want := int64(chartWidth); total(bars) > 0 && at != want {
			t.Fatalf("the parts end at %d of %d", at, want)
		}
	})
}

func TestShareBars_neverSayMoreThanFellDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, missed := rapid.Int64Range(0, 5000).Draw(t, "in time"), rapid.Int64Range(0, 5000).Draw(t, "missed")
		s := share{figure: models.FigureDecided, PromiseShare: models.PromiseShare{Due: in + missed, InTime: in, Missed: missed}, day: 480}
		if got := total(s.bars()); got != s.Due {
			t.Fatalf("the bars add up to %d of %d", got, s.Due)
		}
		percent, ok := s.Percent()
		if ok == s.few() && s.Due > 0 {
			t.Fatalf("%d of %d is shown both ways or neither", in, s.Due)
		}
		if ok && (percent < 0 || percent > 100 || (percent == 100) != (missed == 0) && percent == 100) {
			t.Fatalf("%d of %d are %d %%: nothing but all is 100", in, s.Due, percent)
		}
	})
}
