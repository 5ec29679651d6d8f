package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

func site() console.SitePage {
	return console.SitePage{Frame: frame(), Version: 3, Zones: []string{"Europe/Berlin", "UTC"}, Now: map[string]string{
		"brand": "Larkmoor", "time_zone": "Europe/Berlin", "joining": "closed",
	}}
}

func TestSite_beginsWithWhatHoldsNow(t *testing.T) {
	p := drawn.Draw(t, console.Site(site()))
	p.Sound()
	for name, want := range site().Now {
		if name == "joining" {
			p.Has("[name=joining][checked]", "value", want)
			continue
		}
		p.Has("#site-"+name, "value", want)
	}
	p.Has("main [name=version]", "value", "3")
	p.Count("datalist option", 2)
	p.Has("#site-time_zone", "aria-describedby", "site-time_zone-hint")
}

func TestSite_comesBackWithErrorsOrWithTheirs(t *testing.T) {
	back := site()
	back.Form = console.Form{
		Name: "site", Values: map[string]string{"brand": "", "time_zone": "Mars", "joining": "open"},
		Errors: map[string]string{"brand": "Give the name.", "time_zone": "There is no such zone.", "joining": "Choose open or closed."},
	}
	p := drawn.Draw(t, console.Site(back))
	p.Sound()
	p.Wrong("brand", "Give the name.", "")
	p.Wrong("time_zone", "There is no such zone.", "Mars")
	p.Wrong("joining", "Choose open or closed.", "open")
	p.Has("[name=joining][checked]", "value", "open")
	p.Mentions("#form-errors", "3 things need")

	back.Form = console.Form{Name: "site", Values: map[string]string{"brand": "Mine"}, Theirs: []console.Theirs{{Label: "Brand", Value: "Theirs"}, {Label: "Tagline"}}}
	p = drawn.Draw(t, console.Site(back))
	p.Sound()
	p.Says(`[data-theirs=Brand]`, "Theirs")
	p.Says(`[data-theirs=Tagline]`, "empty")
	p.Has("#site-brand", "value", "Mine")
}

func TestTopics_showTheirStateAndCanBeEditedByThoseWhoMay(t *testing.T) {
	list := []console.Topic{
		{Slug: "cycling", Name: "Cycling", Colour: "ocean", Visibility: models.VisiblePublic, Threads: 1, Posts: 2, Hosts: []ui.Person{mia, ada}},
		{Slug: "back-room", Name: "The back room", Visibility: models.VisibleMembers, Archived: true},
		{Slug: "staff-table", Name: "Staff table", Visibility: models.VisibleStaff},
	}
	p := drawn.Draw(t, console.Topics(console.TopicsPage{Frame: frame(), Topics: list, CanSet: true}))
	p.Sound()
	p.Says("[data-topic=cycling] .byline", "1 thread 2 posts hosted by Mia Thornbury, Ada Lindqvist")
	p.Says("[data-topic=cycling] .console__badges", "Up Down Archive Edit")
	p.Says("[data-topic=back-room] .console__badges", "Members only Archived Up Down Open again Edit")
	p.Says("[data-topic=staff-table] .console__badges", "Staff only Up Down Archive Edit")
	p.Has(`a[aria-label="Edit Cycling"]`, "href", "/console/topics/cycling")
	p.Count(`main a[href="/console/topics/new"]`, 1)

	p.None("#merged")
	merges := []console.TopicMerge{
		{ID: 7, Slug: "office", Name: "Offices", Into: "Cycling", By: "Ada Lindqvist", At: morning, Until: morning.AddDate(0, 0, 30)},
		{ID: 6, Slug: "desk", Name: "Desks", At: morning, Until: morning.AddDate(0, 0, 30)},
	}
	p = drawn.Draw(t, console.Topics(console.TopicsPage{Frame: frame(), Topics: list, CanSet: true, Merges: merges}))
	p.Sound()
	p.Has("[data-merge=office] form", "action", "/console/topic-merges/7/undo")
	p.Mentions("[data-merge=office]", "Offices went into Cycling by Ada Lindqvist")
	p.Mentions("[data-merge=office]", "can be undone until 1 April 2026")
	p.Mentions("[data-merge=desk]", "Undo that merge first.")
	p.None("[data-merge=desk] form")

	p = drawn.Draw(t, console.Topics(console.TopicsPage{Frame: frame(), Topics: list}))
	p.Sound()
	p.None(`main a[aria-label^="Edit"]`, `main a[href="/console/topics/new"]`)
	p = drawn.Draw(t, console.Topics(console.TopicsPage{Frame: frame()}))
	p.Sound()
	p.Says(".empty__title", "There is no topic yet")
}

func topic() console.TopicPage {
	return console.TopicPage{Frame: frame(), Slug: "cycling", Version: 2, Now: map[string]string{
		"name": "Cycling", "slug": "cycling", "description": "Bikes.", "posting_rules": "Be kind.", "visibility": "members", "kinds": "discussion,question",
		"hosts": "mia", "colour": models.Colours[1], "cover": models.Covers[2], "position": "4", "archived": "1",
	}}
}

func TestEditTopic_beginsWithWhatHoldsNow(t *testing.T) {
	p := drawn.Draw(t, console.EditTopic(topic()))
	p.Sound()
	p.Says("h1", "Cycling")
	p.Has("main form", "action", "/console/topics/cycling")
	p.Has("main [name=version]", "value", "2")
	for id, want := range map[string]string{
		"#topic-name": "Cycling", "#topic-slug": "cycling", "#topic-description": "Bikes.", "#topic-posting_rules": "Be kind.", "#topic-hosts": "mia", "#topic-position": "4",
	} {
		if got := drawn.Value(p.One(id)); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	p.Has("[name=visibility][checked]", "value", "members")
	p.Count("[name=kinds]", len(models.OpenKinds))
	p.Count("[name=kinds][checked]", 2)
	p.None("[name=kinds][value=story][checked]", "[name=draft_key]")
	p.Has("[name=colour][checked]", "value", models.Colours[1])
	p.Has("[name=cover][checked]", "value", models.Covers[2])
	p.Has("[name=archived][checked]", "value", "1")
	p.Says("main .button--primary", "Save the topic")
}

func TestEditTopic_aNewOneHasAKeyAndNoArchive(t *testing.T) {
	p := drawn.Draw(t, console.EditTopic(console.TopicPage{Frame: frame(), DraftKey: "k", Now: map[string]string{"visibility": "public", "kinds": "story,discussion,question"}}))
	p.Sound()
	p.Says("h1", "A new topic")
	p.Has("main form", "action", "/console/topics")
	p.Has("main [name=draft_key]", "value", "k")
	p.None("main [name=version]", "main [name=archived]")
	p.Count("[name=kinds][checked]", 3)
	p.Says("main .button--primary", "Make the topic")
}

func TestEditTopic_comesBackWithErrorsBesideEveryGroup(t *testing.T) {
	back := topic()
	back.Form = console.Form{Name: "topic", Values: map[string]string{
		"name": "x", "slug": "A B", "description": "d", "posting_rules": "r", "visibility": "nobody", "kinds": "", "hosts": "nobody", "colour": "beige", "cover": "selfie", "position": "first",
	}, Errors: map[string]string{}}
	for name := range back.Form.Values {
		back.Form.Errors[name] = "Mend the " + name + "."
	}
	p := drawn.Draw(t, console.EditTopic(back))
	p.Sound()
	p.Mentions("#form-errors", "10 things need")
	for name, typed := range map[string]string{"name": "x", "slug": "A B", "description": "d", "posting_rules": "r", "hosts": "nobody", "position": "first"} {
		p.Wrong(name, "Mend the "+name+".", typed)
	}
	for name, first := range map[string]string{"visibility": "public", "kinds": "story", "colour": models.Colours[0], "cover": ""} {
		p.Wrong(name, "Mend the "+name+".", first)
		p.None("[name=" + name + "][checked]")
	}
	p.None("[name=archived][checked]")
}

func TestConsole_showsHostileAndArabicWordsAsWords(t *testing.T) {
	bad := ui.Person{Handle: "mia", Name: drawn.Hostile}
	audit := console.AuditLine{ID: 1, At: morning, Actor: &bad, Action: drawn.Hostile, Object: drawn.Hostile, Before: drawn.Hostile, After: drawn.Arabic, Reason: drawn.Hostile, Address: drawn.Hostile}
	member := record()
	member.Member.Person, member.Member.Email, member.Employer = bad, drawn.Hostile, drawn.Hostile
	member.Member.Suspended, member.SuspendedBecause, member.Log = true, drawn.Hostile, []console.AuditLine{audit}
	settings, room := site(), topic()
	for name := range settings.Now {
		settings.Now[name] = drawn.Hostile
	}
	for name := range room.Now {
		room.Now[name] = drawn.Hostile
	}
	settings.Zones = []string{drawn.Hostile}
	wet := waiting(1)
	wet.Title, wet.Topic, wet.Author = drawn.Hostile, drawn.Arabic, bad
	for name, p := range map[string]*drawn.Page{
		"home":    drawn.Draw(t, console.Home(console.HomePage{Frame: frame(), Questions: []console.Waiting{wet}, NewMembers: []console.Member{{Person: bad, JoinedAt: morning}}})),
		"audit":   drawn.Draw(t, console.Audit(console.AuditPage{Frame: frame(), Query: links.AuditQuery{Actor: drawn.Hostile, Target: drawn.Hostile}, Lines: []console.AuditLine{audit}})),
		"members": drawn.Draw(t, console.Members(console.MembersPage{Frame: frame(), Query: drawn.Hostile, Members: []console.Member{{Person: bad, Email: drawn.Hostile, JoinedAt: morning}}})),
		"member":  drawn.Draw(t, console.ShowMember(member)),
		"resets":  drawn.Draw(t, console.Resets(console.ResetsPage{Frame: frame(), Link: drawn.Hostile, For: drawn.Hostile, Requests: []console.ResetRequest{{Person: bad, RequestedAt: morning}}})),
		"site":    drawn.Draw(t, console.Site(settings)),
		"topics":  drawn.Draw(t, console.Topics(console.TopicsPage{Frame: frame(), CanSet: true, Topics: []console.Topic{{Slug: "x", Name: drawn.Hostile, Hosts: []ui.Person{bad}}}})),
		"topic":   drawn.Draw(t, console.EditTopic(room)),
	} {
		t.Run(name, func(t *testing.T) {
			p.Harmless()
			p.Sound()
		})
	}
}
