package console_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)
	mia     = ui.Person{Handle: "mia", Name: "Mia Thornbury"}
	ada     = ui.Person{Handle: "ada", Name: "Ada Lindqvist"}
)

func frame() console.Frame {
	return console.Frame{Page: drawn.Frame("Console", "ada"), Zone: "Europe/Berlin", Tabs: []ui.Tab{{Label: "Waiting", Href: "/console", Current: true}, {Label: "Members", Href: "/console/members"}}}
}

func waiting(id int64) console.Waiting {
	return console.Waiting{ID: id, Slug: "wet-feet", Title: "Wet feet", Topic: "Cycling", Author: mia, At: morning, Age: "3 days"}
}

func TestHome_saysWhatWaits(t *testing.T) {
	p := drawn.Draw(t, console.Home(console.HomePage{
		Frame: frame(), Resets: 1, Administrator: true, Questions: []console.Waiting{waiting(1), waiting(2)}, QuestionCount: "2",
		Threads: []console.Waiting{waiting(3)}, ThreadCount: "1", NewMembers: []console.Member{{Person: mia, JoinedAt: morning, Posts: 1}}, NewMemberCount: 1204,
	}))
	p.Sound()
	p.Says("[data-resets]", "1 person waits for a new password")
	p.Count("[data-waiting=questions] .console__line", 2)
	p.Says("[data-waiting=questions] .tabs__count", "2")
	p.Says("[data-waiting=threads] .byline", "Mia Thornbury Cycling 3 days")
	p.Says("[data-waiting=members] .tabs__count", "1,204")
	p.Says("[data-waiting=members] .byline", "@mia 2 March 2026 1 post")
	p.Has("[data-waiting=members] a.console__title", "href", "/console/members/mia")
	p.Count(`main a[href="/console/topics/new"]`, 1)
	p.Has(`nav[aria-label=Console] a[aria-current=page]`, "href", "/console")
	p.None("[data-rehearsal]")
}

func TestHome_withNothingWaitingSaysSo(t *testing.T) {
	f := frame()
	f.Rehearsal = "9:00 on 2 March 2026"
	p := drawn.Draw(t, console.Home(console.HomePage{Frame: f, QuestionCount: "0"}))
	p.Sound()
	p.None("[data-resets]", ".console__line", ".tabs__count", `main a[href="/console/topics/new"]`)
	p.Says("[data-waiting=questions] .console__none", "Every question has an answer.")
	p.Says("[data-waiting=threads] .console__none", "Somebody replied to every discussion.")
	p.Says("[data-waiting=members] .console__none", "Nobody.")
	p.Mentions("[data-rehearsal]", "believes that it is 9:00 on 2 March 2026")
	p = drawn.Draw(t, console.Home(console.HomePage{Frame: frame(), Resets: 3}))
	p.Says("[data-resets]", "3 people wait for a new password")
}

func line() console.AuditLine {
	return console.AuditLine{ID: 9, At: morning, Actor: &ada, Action: "member.role", Object: "Mia Thornbury", ObjectHref: "/console/members/mia", Before: "member", After: "moderator", Reason: "She helps.", Address: "203.0.113.7"}
}

func TestAudit_saysWhoDidWhatWhyAndFromWhere(t *testing.T) {
	outside := console.AuditLine{ID: 8, At: morning, Action: "password.set", Object: "a member"}
	after := console.AuditLine{ID: 7, At: morning, Actor: &ada, Action: "thread.outcome", Object: "Wet feet", After: "A drying room."}
	p := drawn.Draw(t, console.Audit(console.AuditPage{Frame: frame(), Query: links.AuditQuery{Actor: "ada", Action: "member.role", From: "2026-03-02"}, Administrator: true, Lines: []console.AuditLine{line(), outside, after}, Next: "/console/audit?before=7", Later: true}))
	p.Sound()
	p.Says("#entry-9 .audit__words", "Ada Lindqvist changed the role of Mia Thornbury")
	p.Says("#entry-9 del", "member")
	p.Says("#entry-9 ins", "moderator")
	p.Says("#entry-9 .audit__reason", "She helps.")
	p.Says("#entry-9 .byline", ui.Moment(morning)+" 203.0.113.7")
	p.Says("#entry-8 .audit__words", "Somebody outside the pages set the password of a member")
	p.None("#entry-8 a", "#entry-8 .audit__change", "#entry-8 .audit__reason", "#entry-7 del", "#entry-7 .audit__change svg")
	p.Has("#filter-actor", "value", "ada")
	p.Has("select[name=action] option[selected]", "value", "member.role")
	p.Has("a[rel=next]", "href", "/console/audit?before=7")
	p.Count(".console__next a", 2)
}

func TestAudit_emptyAndShortLogsHaveNoWayOn(t *testing.T) {
	p := drawn.Draw(t, console.Audit(console.AuditPage{Frame: frame()}))
	p.Sound()
	p.Says(".empty__title", "Nothing like that is on record")
	p.None(".audit", ".console__next")
	p.Count("select[name=action] option", len(models.AuditActions)+1)
}

func TestActionWords_knowEveryActionThereIs(t *testing.T) {
	seen := map[string]string{}
	for _, a := range models.AuditActions {
		words := console.ActionWords(a)
		if words == "" || words == a || seen[words] != "" {
			t.Errorf("%s is said as %q, like %q", a, words, seen[words])
		}
		seen[words] = a
	}
	if got := console.ActionWords("comet.seen_again"); got != "comet seen again" {
		t.Errorf("an unknown action is said as %q", got)
	}
}

func TestMembers_canBeNarrowedAndLedOn(t *testing.T) {
	p := drawn.Draw(t, console.Members(console.MembersPage{
		Frame: frame(), Query: "mi", Role: "moderator", Status: "suspended", Addresses: true, Next: "/console/members?before=1", Later: false,
		Members: []console.Member{
			{Person: mia, Role: models.RoleMember, Email: "mia@example.test", MayPublish: true, Posts: 3, JoinedAt: morning},
			{Person: ada, Role: models.RoleAdministrator, MayPublish: true, Suspended: true, Posts: 1, JoinedAt: morning},
		},
	}))
	p.Sound()
	p.Has("#filter-q", "value", "mi")
	p.Says("label[for=filter-q]", "Handle, name or e-mail address")
	p.Has("select[name=role] option[selected]", "value", "moderator")
	p.Has("select[name=status] option[selected]", "value", "suspended")
	p.Says("[data-member=mia] .console__badges", "Writes stories")
	p.Says("[data-member=mia] .console__email", "mia@example.test")
	p.Says("[data-member=ada] .console__badges", "Suspended Administrator")
	p.None("[data-member=ada] .console__email")
	p.Count(".console__next a", 1)

	p = drawn.Draw(t, console.Members(console.MembersPage{Frame: frame()}))
	p.Sound()
	p.Says("label[for=filter-q]", "Handle or name")
	p.Says(".empty__title", "Nobody is like that")
}

func record() console.MemberPage {
	return console.MemberPage{
		Frame: frame(), Member: console.Member{Person: mia, Role: models.RoleMember, Email: "mia@example.test", Posts: 12, JoinedAt: morning},
		Employer: "Larkmoor", FormerEmployer: "Before", Hosts: []console.Topic{{Slug: "a", Name: "Apples"}, {Slug: "b", Name: "Bikes"}},
		Log: []console.AuditLine{line()},
		Can: models.AccountCan{SetRole: true, SetMayPublish: true, SetEmployer: true, Suspend: true, ReadLog: true},
	}
}

func TestShowMember_hasAFormForEachThingTheViewerMayDo(t *testing.T) {
	p := drawn.Draw(t, console.ShowMember(record()))
	p.Sound()
	p.Count("section.tool form", 7)
	p.Count("#log", 1)
	p.Has("[name=role][checked]", "value", "member")
	p.Mentions(".console__facts", "Apples, Bikes")
	p.None("[data-suspended]", "[data-locked]")
	p.Count("main .button--danger", 2)
	for form, can := range map[string]models.AccountCan{
		"role": {SetRole: true}, "may-publish": {SetMayPublish: true}, "employer": {SetEmployer: true},
	} {
		one := record()
		one.Can = can
		p := drawn.Draw(t, console.ShowMember(one))
		p.Sound()
		p.Count("section.tool form", 1)
		p.Has("section.tool form", "action", "/console/members/mia/"+form)
		p.None("#log", ".audit")
	}
}

// What is in force and what comes back refused stands open; everything else that can be done is one line.
func TestShowMember_opensWhatIsAtHand(t *testing.T) {
	for open, change := range map[string]func(*console.MemberPage){
		"":           func(*console.MemberPage) {},
		"lift":       func(p *console.MemberPage) { p.Member.Suspended = true },
		"unrestrict": func(p *console.MemberPage) { p.Restricted, p.RestrictedUntil = "no links", morning },
		"warn": func(p *console.MemberPage) {
			p.Form = console.Form{Name: "warn", Values: map[string]string{}, Errors: map[string]string{"reason": "Say why."}}
		},
		"role": func(p *console.MemberPage) {
			p.Form = console.Form{Name: "role", Values: map[string]string{}, Errors: map[string]string{"reason": "Say why."}}
		},
	} {
		page := record()
		change(&page)
		p := drawn.Draw(t, console.ShowMember(page))
		p.Sound()
		p.Count("details[open]", map[bool]int{true: 0, false: 1}[open == ""])
		if open != "" {
			p.Count("section[aria-labelledby="+open+"-title] > details[open]", 1)
		}
	}
}

// The page has the latest of each kind, and leads to the whole of it by the figure of the record's own tab.
func TestShowMember_leadsToTheWholeOfWhatItShows(t *testing.T) {
	page := record()
	page.Sections = []console.SectionCount{{Section: models.SectionPosts, Count: "24"}, {Section: models.SectionSuggestions, Count: "1"}, {Section: models.SectionActions, Count: "0"}}
	page.Card = &console.MemberCard{
		Person: mia, JoinedAt: morning, Promised: models.Promised{models.NotYetDue: 1, models.DecidedLate: 2},
		Promises: []console.Promise{{Ref: console.Ref{Number: 5, Title: "Bells", Href: "/t/5", State: models.StateReceived}, Words: "not due yet"}},
		Said:     []console.Said{{Title: "Bells", Words: "They ring.", Href: "/posts/2", At: morning}},
	}
	p := drawn.Draw(t, console.ShowMember(page))
	p.Sound()
	p.Mentions("[data-card=mia] .card-figures", "3 suggestions 2 decided, 0 in time 0 late now 1 not due yet")
	p.Says(`.member-record__all a[href="/console/members/mia/suggestions"]`, "All they asked for (1)")
	p.Mentions("section[aria-labelledby=said]", "They ring. Bells")
	p.Mentions("section[aria-labelledby=said]", "All they said (24)")
	p.Mentions("section[aria-labelledby=promises]", "#5 Bells")
	p.None("#actions")
	page.Card = nil
	drawn.Draw(t, console.ShowMember(page)).None("#promises", "#said")
}

func TestShowMember_saysWhyNothingCanBeDone(t *testing.T) {
	locked := record()
	locked.Can, locked.Log = models.AccountCan{ReadLog: true}, nil
	p := drawn.Draw(t, console.ShowMember(locked))
	p.Sound()
	p.None("section.tool form")
	p.Mentions("[data-locked]", "Only administrators act on staff")
	p.Mentions(".console__none", "Nothing.")
	locked.Self, locked.Can = true, models.AccountCan{}
	p = drawn.Draw(t, console.ShowMember(locked))
	p.Mentions("[data-locked]", "This is your own account")
}

func TestShowMember_suspendedSaysUntilWhenAndWhy(t *testing.T) {
	for want, change := range map[string]func(*console.MemberPage){
		"Suspended until it is lifted.":                     func(*console.MemberPage) {},
		"Suspended until it is lifted: Spam.":               func(p *console.MemberPage) { p.SuspendedBecause = "Spam." },
		"Suspended until " + ui.Moment(morning) + ": Spam.": func(p *console.MemberPage) { p.SuspendedUntil, p.SuspendedBecause = morning, "Spam." },
	} {
		with := record()
		with.Member.Suspended = true
		change(&with)
		p := drawn.Draw(t, console.ShowMember(with))
		p.Sound()
		p.Says("[data-suspended]", want)
		p.Has("section.tool:has(#lift-title) form", "action", "/console/members/mia/suspension/lift")
		p.None("#suspend-title")
	}
}

func TestShowMember_aRefusedFormComesBackAlone(t *testing.T) {
	for form, field := range map[string]string{"suspend": "reason", "role": "reason", "employer": "employer"} {
		with := record()
		with.Form = console.Form{Name: form, Values: map[string]string{field: "typed", "role": "moderator"}, Errors: map[string]string{field: "Mend this."}}
		p := drawn.Draw(t, console.ShowMember(with))
		p.Sound()
		p.Count(`[aria-invalid="true"]`, 1)
		p.Has("#"+form+"-"+field, "value", "typed")
		p.Says("#"+form+"-"+field+"-error", "Mend this.")
		p.Count("#form-errors", 1)
		if form == "role" {
			p.Has("[name=role][checked]", "value", "moderator")
		}
	}
	with := record()
	with.Form = console.Form{Name: "role", Values: map[string]string{}, Errors: map[string]string{"role": "Choose a role."}}
	p := drawn.Draw(t, console.ShowMember(with))
	p.Sound()
	p.Wrong("role", "Choose a role.", "member")
}

func TestResets_makeALinkOnlyForThoseItIsFor(t *testing.T) {
	p := drawn.Draw(t, console.Resets(console.ResetsPage{
		Frame: frame(), Link: "https://waymark.test/reset/t", For: "mia",
		Form:     console.Form{Name: "reset", Values: map[string]string{"handle": "nobody"}, Errors: map[string]string{"handle": "There is no such member."}},
		Requests: []console.ResetRequest{{Person: mia, RequestedAt: morning}, {Person: ada, RequestedAt: morning, Helpless: true}},
	}))
	p.Sound()
	p.Has("[data-reset-link]", "value", "https://waymark.test/reset/t")
	p.Says("label[for=reset-link]", "Link for @mia")
	p.Count(".session", 2)
	p.Count(".session form", 1)
	p.Has(".session form input[name=handle]", "value", "mia")
	p.Mentions(".session", "An administrator. Whoever runs the machine")
	p.Has("#reset-handle", "value", "nobody")
	p.Says("#reset-handle-error", "There is no such member.")
	p = drawn.Draw(t, console.Resets(console.ResetsPage{Frame: frame()}))
	p.Sound()
	p.Says(".empty__title", "Nobody is waiting")
	p.None("[data-reset-link]", ".session")
}

func TestShowMember_warnsLimitsAndSuspends(t *testing.T) {
	one := record()
	one.Can = models.AccountCan{Suspend: true}
	p := drawn.Draw(t, console.ShowMember(one))
	p.Sound()
	p.Count("section.tool form", 4)
	p.Count("#ban-clean option", len(models.CleanUps))
	p.Count("[name=restrictions]", len(models.Restrictions))
	one.Restricted, one.RestrictedUntil = "no links", morning
	p = drawn.Draw(t, console.ShowMember(one))
	p.Sound()
	p.Mentions("[data-restricted]", "no links")
	p.Has("#unrestrict-reason", "name", "reason")
}

func TestStaffActivity_countsByPerson(t *testing.T) {
	page := console.ActivityPage{Frame: frame(), Query: links.AuditQuery{From: "2026-03-02"}, Wrong: map[string]string{"to": "Give a day."}}
	p := drawn.Draw(t, console.StaffActivity(page))
	p.Sound()
	p.Mentions("main", "Give a day.")
	page.Wrong, page.Staff = nil, []console.Activity{{By: mia, Deeds: []console.Deed{
		{Action: "thread.locked", N: 3, Href: "/console/audit?action=thread.locked"}, {Action: "thread.moved", N: 1}, {Action: "post.removed", N: 2},
	}}}
	p = drawn.Draw(t, console.StaffActivity(page))
	p.Sound()
	for _, often := range []string{"3 times", "once", "twice"} {
		p.Mentions("[data-by]", often)
	}
	p.Has("[data-by] li:first-child a", "href", "/console/audit?action=thread.locked")
}
