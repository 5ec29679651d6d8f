package ledger

import (
	"fmt"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

func suggestions(cards ...Card) SuggestionsPage {
	return SuggestionsPage{
		Page: drawn.Frame("Suggestions", ""), Sort: models.SuggestionsRecent, Topics: []ui.Option{{Label: "Any"}, {Value: "cycling-to-work", Label: "Cycling to work"}},
		Suggestions: cards, Total: int64(len(cards)), CanSuggest: true,
	}
}

func TestSuggestions_eachLineSaysWhatWhoAndByWhen(t *testing.T) {
	late := card(2, models.StatePlanned)
	late.Due = Due{Owed: "word on how it stands", At: morning, Late: true}
	done := card(3, models.StateDone)
	done.Support, done.Replies, done.Due, done.Outcome = 1, 0, Due{}, "There are racks."
	p := drawn.Draw(t, Suggestions(suggestions(card(1, models.StateReceived), late, done)))
	p.Sound()
	p.Says(".found__total", "3 suggestions")
	p.Count(".line", 3)
	p.Says(".line:nth-of-type(1) .line__support", "12 supporters")
	p.Says(".line:nth-of-type(1) .byline", "No. 101 Cycling to work Mia Thornbury asked 2 March 2026 Sam Okafor looks after it 3 replies Due by 12 March 2026")
	p.Says(".line:nth-of-type(2) .line__states", "Planned Late since 2 March 2026")
	p.Says(".line:nth-of-type(3) .line__support", "1 supporter")
	p.Says(".line:nth-of-type(3) .line__outcome", "What came of it: There are racks.")
	p.Says(".line:nth-of-type(3) .byline", "No. 103 Cycling to work Mia Thornbury asked 2 March 2026 Sam Okafor looks after it")
	p.Has(".line:nth-of-type(1) .line__title a", "href", "/t/1/a-drying-room")
	p.Has(`nav[aria-label="The ledger"] a[aria-current]`, "href", "/suggestions")
	p.Has(".page-head a.button", "href", "/new?kind=suggestion")
}

func TestSuggestions_keepTheChoiceThatWasMade(t *testing.T) {
	page := suggestions(card(1, models.StatePlanned))
	page.State, page.Topic, page.Sort, page.Late, page.CanSuggest = models.StatePlanned, "cycling-to-work", models.SuggestionsByDue, true, false
	page.Total, page.Capped = 1000, true
	page.Pager = ui.Pager{Page: 2, Pages: 3, Label: "Suggestions", Of: func(n int) string { return fmt.Sprintf("/suggestions?page=%d", n) }}
	p := drawn.Draw(t, Suggestions(page))
	p.Sound()
	for name, want := range map[string]string{"state": "planned", "topic": "cycling-to-work", "sort": "due"} {
		if got := drawn.Value(p.One("select[name=" + name + "]")); got != want {
			t.Errorf("%s shows %q, want %q", name, got, want)
		}
	}
	p.Count("input[name=late][checked]", 1)
	p.Count("select[name=state] option", len(models.States)+1)
	p.Says(".found__total", "1,000+ suggestions late now")
	p.Has("a[rel=next]", "href", "/suggestions?page=3")
	p.None(".page-head a.button")
}

func TestSuggestions_everyEmptyListSaysWhyAndLeadsOn(t *testing.T) {
	for _, c := range []struct {
		name, title string
		change      func(*SuggestionsPage)
		leads       bool
	}{
		{"of a new community", "Nothing was suggested yet", func(*SuggestionsPage) {}, false},
		{"of late ones", "Nothing is late", func(p *SuggestionsPage) { p.Late = true }, true},
		{"of a state", "Nothing fits this choice", func(p *SuggestionsPage) { p.State = models.StateDone }, true},
		{"of late ones in a topic", "Nothing fits this choice", func(p *SuggestionsPage) { p.Late, p.Topic = true, "x" }, true},
		{"by due date", "Nothing fits this choice", func(p *SuggestionsPage) { p.Sort = models.SuggestionsByDue }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := suggestions()
			c.change(&page)
			p := drawn.Draw(t, Suggestions(page))
			p.Sound()
			p.Says(".empty__title", c.title)
			p.None(".line", ".pager")
			if c.leads {
				p.Has(".empty a", "href", "/suggestions")
			} else {
				p.None(".empty a")
			}
		})
	}
}

func TestMine_asksForTheVerdictThatIsMissing(t *testing.T) {
	page := MinePage{Page: drawn.Frame("Yours", "mia"), Suggestions: []MyCard{{Card: card(1, models.StateDone), Judge: true}, {Card: card(2, models.StateReceived)}}}
	p := drawn.Draw(t, ShowMine(page))
	p.Sound()
	p.Count(".mine__ask", 1)
	p.Has(".mine__ask a", "href", "/t/1/a-drying-room#verdict")
	p.Says(`nav[aria-label="Which suggestions"] a[aria-current]`, "You asked for")
	page.Supported, page.Suggestions = true, nil
	p = drawn.Draw(t, ShowMine(page))
	p.Sound()
	p.Says(`nav[aria-label="Which suggestions"] a[aria-current]`, "You support")
	p.Says(".empty__title", "You support nothing yet")
	p.Has(".empty a", "href", "/suggestions")
	p = drawn.Draw(t, ShowMine(MinePage{Page: drawn.Frame("Yours", "mia")}))
	p.Sound()
	p.Has(".empty a", "href", "/new?kind=suggestion")
}

func heardPage(items ...HeardItem) HeardPage {
	return HeardPage{Page: drawn.Frame("Heard", ""), Topics: []ui.Option{{Label: "Any"}}, Items: items}
}

func item(id int64) HeardItem {
	return HeardItem{Card: card(id, models.StateDone), Line: decision(id, models.StateUnderReview, models.StateDone)}
}

func TestHeard_saysWhatWasAskedByHowManyAndWhatCameOfIt(t *testing.T) {
	one, alone := item(1), item(2)
	one.Line.Department, one.Line.Evidence = "Buildings", "A room in the cellar."
	one.Card.Support, alone.Card.Support = 1, 0
	page := heardPage(one, alone, item(3))
	page.Next, page.Before, page.State = "/heard?before=3", true, models.StateDone
	p := drawn.Draw(t, Heard(page))
	p.Sound()
	p.Count(".heard__one", 3)
	p.Says(".heard__one:nth-of-type(1) .byline:not(.heard__by)", "Mia Thornbury asked, and one more person")
	p.Says(".heard__one:nth-of-type(2) .byline:not(.heard__by)", "Mia Thornbury asked")
	p.Says(".heard__one:nth-of-type(3) .byline:not(.heard__by)", "Mia Thornbury asked, and 12 more people")
	p.Says(".heard__one:nth-of-type(1) .heard__by", "Sam Okafor Larkmoor Buildings 2 March 2026")
	p.Says(".heard__one:nth-of-type(1) .facts", "What changed A room in the cellar.")
	p.Has("a[rel=next]", "href", "/heard?before=3")
	p.Has(".pager__step:not([rel])", "href", "/heard?state=done")
	p.Has("main .rail__feed a", "href", "/heard.atom")
	p.Has("select[name=state] option[selected]", "value", "done")
}

func TestHeard_ofADepartmentNamesItsLeadAndHasNoFilters(t *testing.T) {
	page := heardPage(item(1))
	page.Department, page.Slug, page.Lead, page.Before = "Buildings", "buildings", sam, true
	p := drawn.Draw(t, Heard(page))
	p.Sound()
	p.Says("h1", "Buildings")
	p.Mentions(".page-head .byline", "Led by Sam Okafor")
	p.None(".filters", "main .rail__feed")
	p.Has(".pager__step", "href", "/departments/buildings")
	page.Lead, page.Items, page.Before = ui.Person{}, nil, false
	p = drawn.Draw(t, Heard(page))
	p.Sound()
	p.None(".page-head .byline", ".pager")
	p.Says(".empty__title", "Nothing was answered yet")
}

func TestHeard_behindAFigureOfThePromiseGoesBackThere(t *testing.T) {
	page := heardPage(item(1))
	page.Lately, page.State, page.Before = true, models.StateDeclined, true
	p := drawn.Draw(t, Heard(page))
	p.Sound()
	p.Says("h1", "Decisions: Declined")
	p.Has(".crumbs a", "href", "/promise")
	p.Has(".pager__step", "href", "/promise/decisions?state=declined")
	p.None(".filters", "main .rail__feed")
}

func TestHeard_emptyListsSayWhy(t *testing.T) {
	p := drawn.Draw(t, Heard(heardPage()))
	p.Sound()
	p.Says(".empty__title", "Nothing was decided yet")
	page := heardPage()
	page.Topic = "x"
	p = drawn.Draw(t, Heard(page))
	p.Sound()
	p.Says(".empty__title", "Nothing fits this choice")
	p.Has(".empty a", "href", "/heard")
}

func TestBecause_isNothingAtAllWithoutADecision(t *testing.T) {
	drawn.Draw(t, Because(nil, "Because you asked")).None("section", "h2")
	p := drawn.Draw(t, Because([]HeardItem{item(1), item(2)}, "Because you asked"))
	p.Parts()
	p.Says("h2", "Because you asked")
	p.Count(".because__one", 2)
	p.Count(`a[href="/heard"]`, 1)
	p.Count(`a[href="/promise"]`, 1)
}

func TestAlike_sendsWhatWasTypedOnOrElsewhere(t *testing.T) {
	found := card(4, models.StatePlanned)
	found.Support = 1
	p := drawn.Draw(t, ShowAlike(AlikePage{
		Page: drawn.Frame("Alike", "mia"), Found: []Card{found, card(5, models.StateDone)}, Title: "Dry coats", Body: "Please.",
		Hidden: []Hidden{{"title", "Dry coats"}, {"body", "Please."}, {"draft_key", "k"}},
	}))
	p.Sound()
	p.Has("main form", "action", "/threads")
	p.Count("main form input[type=hidden]", 3)
	p.Has("main form input[name=draft_key]", "value", "k")
	p.Count("button[formaction]", 2)
	p.Count(`button[formaction="/suggestions/4/support"][formnovalidate]`, 1)
	p.Says(".alike__one:first-child .alike__support", "1 person needs this too")
	p.Has(".alike__one:first-child .alike__title a", "rel", "noopener")
	p.Says(".preview__title", "Dry coats")
	p.Count(`button[name=change]`, 1)
}

func TestPrivate_isAConversationThatCanEnd(t *testing.T) {
	page := PrivatePage{Page: drawn.Frame("Private", "mia"), ThreadID: 7, Slug: "a-drying-room", Title: "A drying room", Open: true,
		Messages: []Message{{By: sam, Words: "Which cellar?\nThe old one?", At: morning}, {By: mia, Words: "Yes.", At: morning}}}
	p := drawn.Draw(t, Private(page))
	p.Sound()
	p.Count(".messages li", 2)
	p.Has("main form", "action", "/suggestions/7/private")
	p.None(".empty", ".notice")
	page.Typed, page.Error = "Far too much.", "Write at most 5,000 characters."
	p = drawn.Draw(t, Private(page))
	p.Sound()
	p.Wrong("body", "Write at most 5,000 characters.", "Far too much.")

	page.Open = false
	p = drawn.Draw(t, Private(page))
	p.Sound()
	p.None("main form")
	p.Says(".notice", "This conversation has ended.")
	if got := p.One("textarea[readonly]").Text(); got != "Far too much." {
		t.Errorf("what was typed when it ended became %q", got)
	}
	p = drawn.Draw(t, Private(PrivatePage{Page: drawn.Frame("Private", "mia"), ThreadID: 7, Title: "A drying room"}))
	p.Sound()
	p.Says(".empty__title", "Nothing was written")
	p.None("main form", "textarea", ".notice")
}

func TestLedgerPages_showHostileWordsAsWords(t *testing.T) {
	c := card(1, models.StateDone)
	c.Title, c.Excerpt, c.Outcome, c.Author, c.Owner, c.Topic = drawn.Hostile, drawn.Hostile, drawn.Hostile, hostile, hostile, Topic{Slug: "../x", Name: drawn.Hostile, Colour: drawn.Hostile}
	l := decision(1, models.StateReceived, models.StateDone)
	l.Words, l.By, l.Department = drawn.Hostile, hostile, drawn.Hostile
	list, heard := suggestions(c), heardPage(HeardItem{Card: c, Line: l})
	list.Topic, list.Topics = drawn.Hostile, []ui.Option{{Value: drawn.Hostile, Label: drawn.Hostile}}
	department := heard
	department.Department, department.Slug, department.Lead = drawn.Hostile, drawn.Hostile, hostile
	for name, p := range map[string]*drawn.Page{
		"suggestions": drawn.Draw(t, Suggestions(list)),
		"mine":        drawn.Draw(t, ShowMine(MinePage{Page: drawn.Frame("Mine", "mia"), Suggestions: []MyCard{{Card: c, Judge: true}}})),
		"heard":       drawn.Draw(t, Heard(heard)),
		"department":  drawn.Draw(t, Heard(department)),
		"alike":       drawn.Draw(t, ShowAlike(AlikePage{Page: drawn.Frame("Alike", "mia"), Found: []Card{c}, Title: drawn.Hostile, Body: drawn.Hostile, Hidden: []Hidden{{"title", drawn.Hostile}}})),
		"private":     drawn.Draw(t, Private(PrivatePage{Page: drawn.Frame("Private", "mia"), Title: drawn.Hostile, Open: true, Typed: drawn.Hostile, Error: drawn.Hostile, Messages: []Message{{By: hostile, Words: drawn.Hostile, At: morning}}})),
	} {
		t.Run(name, func(t *testing.T) {
			p.Harmless()
			p.Sound()
		})
	}
}
