package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

func section(s models.MemberSection) console.SectionPage {
	page := console.SectionPage{Frame: frame(), Person: mia, Section: s}
	for _, one := range models.MemberSections {
		page.Sections = append(page.Sections, console.SectionCount{Section: one, Count: "3"})
	}
	return page
}

func TestMemberSection_everyPartHasItsNameAndSaysThatItIsEmpty(t *testing.T) {
	said := map[string]models.MemberSection{}
	for _, s := range models.MemberSections {
		p := drawn.Draw(t, console.ShowMemberSection(section(s)))
		p.Sound()
		p.Says("h1", "Mia Thornbury")
		p.Says("[data-section="+string(s)+"] .console__none", "Nothing.")
		p.Has("nav[aria-label='The record of Mia Thornbury'] [aria-current=page]", "href", "/console/members/mia/"+string(s))
		p.Count("nav[aria-label='The record of Mia Thornbury'] a", len(models.MemberSections)+1)
		for _, words := range []string{drawn.Words(p.One("#section")), drawn.Words(p.One("nav[aria-label^='The record'] [aria-current=page]"))} {
			if before, twice := said[words]; words == "" || words == "3" || twice {
				t.Errorf("%s is called %q, as %s is", s, words, before)
			}
			said[words] = s
		}
		p.None("[data-listed]", "[data-summary]", ".pager", "main form")
	}
}

func TestMemberSection_leadsToNoPartThatTheViewerMayNotRead(t *testing.T) {
	page := section(models.SectionPosts)
	page.Sections = page.Sections[:2]
	p := drawn.Draw(t, console.ShowMemberSection(page))
	p.Count("nav[aria-label^='The record'] a", 3)
	p.None(`a[href$="/sessions"]`, `a[href$="/filed"]`)
}

func TestMemberSection_showsWhatWasSaidAndAskedFor(t *testing.T) {
	page := section(models.SectionPosts)
	page.Summary = "3 posts, 1 of them removed."
	page.Said = []console.Said{{Title: "Wet feet", Words: "Get wool.", Href: "/t/12/wet-feet#post-4", At: morning}, {Title: "Racks", Href: "/t/13", At: morning}}
	page.Pager = ui.Pager{Page: 1, Pages: 3, Label: "Posts", Of: func(n int) string { return links.ConsoleMemberSection("mia", "posts", n) }}
	p := drawn.Draw(t, console.ShowMemberSection(page))
	p.Sound()
	p.Says("[data-summary]", "3 posts, 1 of them removed.")
	p.Count("[data-listed]", 2)
	p.Count("[data-listed] .words", 1)
	p.Has("[data-listed]:first-child a", "href", "/t/12/wet-feet#post-4")
	p.Has("a[rel=next]", "href", "/console/members/mia/posts?page=2")
	p.None(".console__none")

	page = section(models.SectionSuggestions)
	page.Promises = []console.Promise{
		{Ref: console.Ref{ID: 7, Number: 107, Title: "A drying room", Href: "/console/suggestions/7", State: models.StateDone}, Words: "Answered in time"},
		{Ref: console.Ref{ID: 8, Number: 108, Title: "Racks", Href: "/console/suggestions/8", State: models.StateReceived}, Words: "2 days late", Late: true},
	}
	p = drawn.Draw(t, console.ShowMemberSection(page))
	p.Sound()
	p.Says("[data-listed]:first-child", "#107 A drying room "+console.StateWords(models.StateDone)+" Answered in time")
	p.Says(".due--late", "2 days late")
}

func TestMemberSection_aReportNamesTheRuleAndWhatCameOfIt(t *testing.T) {
	for _, rule := range models.Rules {
		page := section(models.SectionReports)
		page.Reports = []console.ReportLine{{CaseID: 4, Reason: rule, Detail: drawn.Hostile, Title: drawn.Hostile, Href: "/posts/9", Who: drawn.Hostile, At: morning}}
		p := drawn.Draw(t, console.ShowMemberSection(page))
		p.Sound()
		p.Harmless()
		p.Says("[data-listed] strong", moderation.RuleWords(rule))
		p.Has("[data-listed] a.dot", "href", "/console/cases/4")
		if outcome := drawn.Words(p.One("[data-listed] a.dot")); outcome == "" {
			t.Error("an open report does not say so")
		}
	}
	page := section(models.SectionFiled)
	page.Reports = []console.ReportLine{{CaseID: 4, Reason: models.RuleSpam, Title: "Racks", Href: "/posts/9", Who: "mia", At: morning}}
	drawn.Draw(t, console.ShowMemberSection(page)).None("[data-listed] .words")
}

func TestMemberSection_sessionsEndOneByOneOrAllAtOnce(t *testing.T) {
	page := section(models.SectionSessions)
	page.Sessions = []console.SessionLine{
		{ID: 31, Browser: "Firefox on Linux", Address: "203.0.113.7", StartedAt: morning, LastSeenAt: morning},
		{ID: 32, Browser: drawn.Hostile, StartedAt: morning, LastSeenAt: morning},
	}
	p := drawn.Draw(t, console.ShowMemberSection(page))
	p.Sound()
	p.Harmless()
	p.Count("[data-listed] form", 2)
	p.Has("[data-listed]:first-child form", "action", "/console/members/mia/sessions/31/end")
	p.Says("[data-listed]:first-child form button", "End the session Firefox on Linux")
	p.Mentions("[data-listed]:first-child .byline", "203.0.113.7 signed in 2 March 2026")
	if got := drawn.Words(p.Find("[data-listed]:last-child .byline")); got != "signed in 2 March 2026 last seen 2 March 2026" {
		t.Errorf("without an address for the viewer: %q", got)
	}
	p.Has("main form.form", "action", "/console/members/mia/sessions/end")
	p.Count(".button--danger", 1)
}

func TestMemberSection_ofAHandleThatIsOddKeepsToItsAddress(t *testing.T) {
	page := section(models.SectionSessions)
	page.Person = ui.Person{Handle: "../x?y", Name: drawn.Hostile}
	page.Sessions = []console.SessionLine{{ID: 1, Browser: "B", StartedAt: morning, LastSeenAt: morning}}
	p := drawn.Draw(t, console.ShowMemberSection(page))
	p.Sound()
	p.Harmless()
	p.Count(`main form[action^="/console/members/..%2Fx%3Fy/sessions/"]`, 2)
}
