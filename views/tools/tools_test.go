package tools_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)
	mia     = ui.Person{Handle: "mia", Name: "Mia Thornbury"}
	topics  = []ui.Option{{Value: "remote-work", Label: "Remote work"}, {Value: "photography", Label: "Photography"}}
)

func thread() tools.Thread {
	return tools.Thread{
		ID: 12, Slug: "wet-feet", Title: "Wet feet", Tags: "rain, shoes", Kind: models.KindStory, Status: models.ThreadPublished,
		Topic: "Remote work", TopicSlug: "remote-work", Outcome: "A drying room.", Version: 7, Zone: tools.Zone{Name: "Europe/Berlin", Now: morning},
	}
}

func page(ts ...tools.Tool) tools.Page {
	return tools.Page{Page: drawn.Frame("Tools", "mo"), Thread: thread(), Tools: ts, Topics: topics}
}

func TestTools_togetherHaveEachItsHeadingFormAndWords(t *testing.T) {
	p := drawn.Draw(t, tools.Tools(page(tools.All...)))
	p.Sound()
	p.Says("h1", "Tools for this thread")
	p.Count("section.tool", len(tools.All))
	p.Count("section.tool form", len(tools.All)-1) // posts to split off are chosen on a page of their own
	p.Count("main .button--primary", 1)            // nothing calls louder than publishing
	p.Count("main .button--danger", 3)
	for _, tool := range tools.All {
		p.Count(`section.tool[data-tool="`+string(tool)+`"] h2`, 1)
		if drawn.Words(p.Find(`[data-tool="`+string(tool)+`"] .tool__words`)) == "" {
			t.Errorf("%s is not explained", tool)
		}
	}
	p.None("main a.button--quiet") // no cancelling where there is nothing to leave
}

func TestTools_aloneHasTheHeadingOfThePageAndAWayBack(t *testing.T) {
	for _, tool := range tools.All {
		p := drawn.Draw(t, tools.Tools(page(tool)))
		p.Sound()
		p.None("section.tool h2", "section.tool[aria-labelledby]")
		p.Count(".crumbs a", 2)
		if tool == tools.Split {
			p.Has("main a.button", "href", "/t/12/split")
			continue
		}
		p.Has("main a.button--quiet", "href", "/t/12/wet-feet")
		where := "/t/12/"
		switch tool {
		case tools.Publish, tools.Schedule, tools.Corrections, tools.Withdraw, tools.Review, tools.Verdict, tools.Check, tools.Previews, tools.Series:
			where = "/stories/12/"
		case tools.TakeBack:
			p.Has("main section form", "action", "/suggestions/12/withdraw")
			continue
		}
		p.Has("main section form", "action", where+string(tool))
	}
}

func TestTools_sendTheStateThatIsWanted(t *testing.T) {
	for _, now := range []bool{false, true} {
		open := page(tools.Pin, tools.Lock)
		open.Thread.Pinned, open.Thread.Locked, open.Thread.LockedBecause = now, now, "Said enough."
		p := drawn.Draw(t, tools.Tools(open))
		p.Sound()
		want, pin, lock, reasons := "1", "Pin to the topic", "Close to replies", 1
		if now {
			want, pin, lock, reasons = "0", "Unpin", "Open to replies again", 0
		}
		p.Has("#pin input[name=on]", "value", want)
		p.Has("#lock input[name=on]", "value", want)
		p.Says("#pin button", pin)
		p.Says("#lock button", lock)
		p.Count("#lock [name=reason][required]", reasons)
		if now {
			p.Mentions("#lock", "It was closed because: Said enough.")
		}
	}
}

func TestTools_beginWithWhatHoldsNow(t *testing.T) {
	with := page(tools.All...)
	p := drawn.Draw(t, tools.Tools(with))
	for selector, want := range map[string]string{
		"#title-title": "Wet feet", "#title-tags": "rain, shoes", "#outcome-outcome": "A drying room.", "#move-topic": "remote-work",
		"#move-reason": "", "#remove-reason": "", "#schedule-publish_at": "", "#title [name=version]": "7",
	} {
		if got := drawn.Value(p.One(selector)); got != want {
			t.Errorf("%s holds %q, want %q", selector, got, want)
		}
	}
	with.Thread.PublishAt = morning
	p = drawn.Draw(t, tools.Tools(with))
	p.Has("#schedule-publish_at", "value", "2026-03-02T09:14")
	p.Says("#schedule h2", "Change the moment")
	p.Mentions("#schedule", "By the clock of Europe/Berlin, where it is 09:14 UTC, 2 March.")
}

func TestTools_aRefusedFormComesBackAloneInItsErrors(t *testing.T) {
	for tool, field := range map[tools.Tool]string{
		tools.Lock: "reason", tools.Title: "title", tools.Outcome: "outcome", tools.Move: "topic", tools.Remove: "reason",
		tools.Withdraw: "reason", tools.Schedule: "publish_at", tools.Corrections: "words",
	} {
		back := page(tools.All...)
		typed := "typed"
		if field == "topic" {
			typed = "photography"
		}
		back.Typed = tools.Typed{Tool: tool, Values: map[string]string{field: typed}, Errors: map[string]string{field: "Mend this."}}
		p := drawn.Draw(t, tools.Tools(back))
		p.Sound()
		id := string(tool) + "-" + field
		if got := drawn.Value(p.One("#" + id)); got != typed {
			t.Errorf("%s holds %q", id, got)
		}
		p.Count(`[aria-invalid="true"]`, 1)
		p.Has("#"+id, "aria-invalid", "true")
		p.Says("#"+id+"-error", "Mend this.")
		p.Count("#form-errors", 1)
		p.Count("#"+string(tool)+" #form-errors", 1)
	}
}

func TestTools_aClashShowsTheirsAboveMine(t *testing.T) {
	back := page(tools.Title)
	back.Typed = tools.Typed{Tool: tools.Title, Values: map[string]string{"title": "Mine", "tags": "mine"}}
	back.Clash = &tools.Clash{Title: "Theirs"}
	p := drawn.Draw(t, tools.Tools(back))
	p.Sound()
	p.Says("[data-theirs=title]", "Theirs")
	p.Says("[data-theirs=tags]", "none")
	p.Has("#title-title", "value", "Mine")
	p.Has("#title-tags", "value", "mine")
	back.Clash.Tags = "rain"
	drawn.Draw(t, tools.Tools(back)).Says("[data-theirs=tags]", "rain")
}

func TestHeadline_saysWhatThePageIsFor(t *testing.T) {
	scheduled := page(tools.Schedule)
	scheduled.Thread.PublishAt = morning
	for want, p := range map[string]tools.Page{
		"Pin to the topic": page(tools.Pin), "Publish the story": page(tools.Publish, tools.Schedule),
		"Tools for this thread": page(tools.Pin, tools.Lock), "Change the moment": scheduled,
	} {
		if got := p.Headline(); got != want {
			t.Errorf("headline %q, want %q", got, want)
		}
	}
}

func TestStoryDesk_saysWhereTheStoryStandsAndWhatCanBeDone(t *testing.T) {
	for status, want := range map[models.ThreadStatus]struct{ state, publish string }{
		models.ThreadDraft:       {"This is how your draft will look.", "Publish now"},
		models.ThreadScheduled:   {"Your story comes out on " + ui.Moment(morning) + ".", "Publish now"},
		models.ThreadUnpublished: {"Your story is withdrawn.", "Publish again"},
		models.ThreadPublished:   {"Your story is out.", ""},
	} {
		ts := []tools.Tool{tools.Publish, tools.Schedule}
		if status == models.ThreadPublished {
			ts = []tools.Tool{tools.Corrections, tools.Withdraw}
		}
		with := page(ts...)
		with.Thread.Status, with.Thread.PublishAt = status, morning
		p := drawn.Draw(t, tools.StoryDesk(with))
		p.Parts()
		p.Says("#story-desk", want.state)
		p.Has("section", "data-story", string(status))
		if want.publish == "" {
			p.None(".story-desk__now")
			p.Count("details", 2)
			continue
		}
		p.Says(".story-desk__now button", want.publish)
		p.Has(".story-desk__now a", "href", "/stories/12/edit")
		p.Count("details", 1)
		p.None("details[open]")
	}
}

func TestChooseSplit_listsTheRepliesWithTheirWords(t *testing.T) {
	with := tools.SplitPage{
		Page: drawn.Frame("Split", "mo"), Thread: thread(), Topics: topics, Topic: "photography", Title: "Off",
		Posts: []tools.SplitPost{
			{Number: 2, Author: mia, At: morning, Excerpt: "A little.", Chosen: true}, {Number: 21, Author: mia, At: morning, Excerpt: "More."},
		},
		Errors: map[string]string{"title": "Mend the title.", "numbers": "Choose at least one.", "topic": "Choose one of the topics."},
	}
	p := drawn.Draw(t, tools.ChooseSplit(with))
	p.Sound()
	p.Count("[name=numbers]", 2)
	p.Has("[name=numbers][checked]", "value", "2")
	p.Wrong("title", "Mend the title.", "Off")
	p.Wrong("numbers", "Choose at least one.", "2")
	p.Wrong("topic", "Choose one of the topics.", "photography")
	p.Says("label.split__post:has([value='21'])", "#21 Mia Thornbury More.")
	p.None(`a:contains("Earlier")`, `a:contains("Later")`)

	with.Topics, with.Errors, with.Earlier, with.Later = nil, nil, "/t/12/split?page=1", "/t/12/split?page=3"
	p = drawn.Draw(t, tools.ChooseSplit(with))
	p.Sound()
	p.None("[name=topic]", "#form-errors")
	p.Has(`a:contains("Earlier replies")`, "href", "/t/12/split?page=1")
	p.Has(`a:contains("Later replies")`, "href", "/t/12/split?page=3")

	with.Posts = nil
	p = drawn.Draw(t, tools.ChooseSplit(with))
	p.Sound()
	p.None("main form")
	p.Says(".empty__title", "There is nothing to split off")
}

func story(id int64, title string) tools.DeskStory {
	return tools.DeskStory{ID: id, Slug: "a-title", Title: title, Topic: "Remote work", At: morning, Replies: 1, Words: 1204}
}

func TestDesk_sortsStoriesByState(t *testing.T) {
	withdrawn := story(4, "Four")
	withdrawn.Because = "I will write it again."
	p := drawn.Draw(t, tools.Desk(tools.DeskPage{
		Page: drawn.Frame("Your stories", "sam"), Zone: tools.Zone{Name: "Europe/Berlin", Now: morning},
		Drafts: []tools.DeskStory{story(1, "One"), story(2, "Two")}, Published: []tools.DeskStory{story(3, "Three")}, Withdrawn: []tools.DeskStory{withdrawn},
	}))
	p.Sound()
	for state, n := range map[string]int{"drafts": 2, "scheduled": 0, "published": 1, "withdrawn": 1} {
		p.Count(`[data-desk=`+state+`] .desk__story`, n)
	}
	p.Says("[data-desk=scheduled] .desk__none", "None.")
	p.Says("[data-desk=withdrawn] .desk__because", "I will write it again.")
	p.Says("[data-desk=published] .byline", "Remote work came out "+ui.Moment(morning)+" 1,204 words 1 reply")
	p.Count(`[data-desk=published] a[aria-label="Correct Three"]`, 1)
	p.Count(`[data-desk=drafts] a[aria-label="Publish One"][href="/stories/1/publish"]`, 1)
	p.None(`[data-desk=published] a[aria-label^="Publish"]`)
	p.Mentions(".page-head__lead", "Europe/Berlin")
}

func TestDesk_emptyLeadsOn(t *testing.T) {
	p := drawn.Draw(t, tools.Desk(tools.DeskPage{Page: drawn.Frame("Your stories", "sam")}))
	p.Sound()
	p.Says(".empty__title", "Nothing here yet")
	p.Has(".empty a", "href", "/drafts")
	p.None(".desk__section")
}

func TestTools_showHostileAndArabicWordsAsWords(t *testing.T) {
	with := page(tools.All...)
	with.Thread.Title, with.Thread.Tags, with.Thread.Outcome, with.Thread.Topic = drawn.Hostile, drawn.Arabic, drawn.Hostile, drawn.Hostile
	with.Thread.LockedBecause, with.Thread.Locked, with.Thread.Zone.Name = drawn.Hostile, true, drawn.Hostile
	with.Clash = &tools.Clash{Title: drawn.Hostile, Tags: drawn.Hostile}
	with.Typed = tools.Typed{Tool: tools.Title, Values: map[string]string{"title": drawn.Hostile, "tags": drawn.Hostile}}
	split := tools.SplitPage{Page: drawn.Frame("Split", "mo"), Thread: with.Thread, Title: drawn.Hostile, Posts: []tools.SplitPost{{Number: 2, Author: ui.Person{Name: drawn.Hostile}, Excerpt: drawn.Hostile, At: morning}}}
	desk := story(1, drawn.Hostile+strings.Repeat("long", 60))
	desk.Because, desk.Topic = drawn.Hostile, drawn.Arabic
	for name, p := range map[string]*drawn.Page{
		"tools": drawn.Draw(t, tools.Tools(with)), "split": drawn.Draw(t, tools.ChooseSplit(split)),
		"desk": drawn.Draw(t, tools.Desk(tools.DeskPage{Page: drawn.Frame("Your stories", "sam"), Withdrawn: []tools.DeskStory{desk}})),
	} {
		t.Run(name, func(t *testing.T) {
			p.Harmless()
			p.Sound()
		})
	}
}

func TestReviewTools_offerBothEndsAndShowALinkOnce(t *testing.T) {
	p := page(tools.Verdict)
	p.Thread.Opening = 4
	doc := drawn.Draw(t, tools.Tools(p))
	doc.Sound()
	doc.Has("[name=version]", "value", "4")
	doc.Count("button[name=publish]", 2)

	links := page(tools.Previews)
	drawn.Draw(t, tools.Tools(links)).None("#preview-link", "[value=revoke]", "[data-previews]")
	links.Thread.Links, links.Thread.NewLink = 2, "https://waymark.example/stories/preview/abc"
	doc = drawn.Draw(t, tools.Tools(links))
	doc.Sound()
	doc.Has("#preview-link", "value", "https://waymark.example/stories/preview/abc")
	doc.Says("[data-previews]", "2 links work now.")
	doc.Count("[value=revoke]", 1)
}

func TestStoryDesk_opensWhatIsAskedForNow(t *testing.T) {
	for name, change := range map[string]func(*tools.Page){
		"verdict": func(p *tools.Page) { p.Thread.InReview = true },
		"check":   func(p *tools.Page) { p.Thread.Overdue = true },
		"review":  func(p *tools.Page) { p.Thread.Own, p.Thread.FourEyes = true, true },
	} {
		p := page(tools.Tool(name), tools.Withdraw)
		change(&p)
		p.Thread.HandedBack = "Which January?"
		doc := drawn.Draw(t, tools.StoryDesk(p))
		doc.Count("details[open]", 1)
		doc.Count("details[open] [data-tool="+name+"]", 1)
		doc.Mentions("[data-handed-back]", "Which January?")
	}
}

func TestTools_whoWithdrawsAnothersStoryNamesTheRule(t *testing.T) {
	p := page(tools.Withdraw)
	p.Thread.Own = false
	drawn.Draw(t, tools.Tools(p)).Count("#withdraw-rule", 1)
	p.Thread.Own = true
	drawn.Draw(t, tools.Tools(p)).None("#withdraw-rule")
}
