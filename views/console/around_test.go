package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

func TestReplies_areChangedByTheirOwnersAndDeletedByThoseWhoMay(t *testing.T) {
	page := console.RepliesPage{Frame: frame(), Replies: []console.Reply{
		{ID: 1, Title: "Thanks, and when", Body: "Dear {{name}},\nsoon.", Mine: true, CanDelete: true},
		{ID: 2, Title: "Opening hours", Body: "From nine.", Shared: true},
		{ID: 3, Title: "Prices", Body: "They stand there.", Shared: true, CanDelete: true},
	}}
	p := drawn.Draw(t, console.Replies(page))
	p.Sound()
	p.Has("[data-reply-id='1'] a", "href", "/console/replies/1")
	p.Has("[data-reply-id='1'] form", "action", "/console/replies/1/delete")
	p.Has("[data-reply-id='1'] button", "aria-label", "Delete Thanks, and when")
	p.None("[data-reply-id='2'] a", "[data-reply-id='2'] form", "[data-reply-id='3'] a", "[data-reply-id='1'] .badge")
	p.Says("[data-reply-id='2'] .badge", "Shared with the staff")
	p.Count("[data-reply-id='3'] form", 1)
	p.Mentions(".page-head__lead", "such as {{name}}, must be filled in")
	p.Says("#reply-heading", "A new one")
	p.Has("section.tool form", "action", "/console/replies")
	p.None("section.tool [checked]")
}

func TestReplies_oneIsChangedInItsForm(t *testing.T) {
	page := console.RepliesPage{Frame: frame(), Editing: &console.Reply{ID: 4, Title: "Prices", Body: "They stand there.", Shared: true}}
	p := drawn.Draw(t, console.Replies(page))
	p.Says("#reply-heading", "Change “Prices”")
	p.Has("section.tool form", "action", "/console/replies/4")
	p.Has("section.tool [name=title]", "value", "Prices")
	p.Says("section.tool [name=body]", "They stand there.")
	p.Count("section.tool [name=shared][checked]", 1)

	page.Form = refused("reply", "title", "body")
	p = drawn.Draw(t, console.Replies(page))
	p.Wrong("title", "Mend title.", "typed title")
	p.Wrong("body", "Mend body.", "typed body")
	p.None("section.tool [name=shared][checked]")
	p = drawn.Draw(t, console.Replies(console.RepliesPage{Frame: frame()}))
	p.Says(".empty__title", "No saved reply yet")
}

func TestReplies_everyStateOfThePageIsSound(t *testing.T) {
	bad := console.Reply{ID: 1, Title: drawn.Hostile, Body: drawn.Hostile, Mine: true, CanDelete: true}
	for name, page := range map[string]console.RepliesPage{
		"empty":   {Frame: frame()},
		"editing": {Frame: frame(), Editing: &bad, Replies: []console.Reply{bad}},
		"refused": {Frame: frame(), Form: refused("reply", "title", "body")},
	} {
		t.Run(name, func(t *testing.T) {
			p := drawn.Draw(t, console.Replies(page))
			p.Sound()
			if page.Editing != nil {
				p.Harmless()
			}
		})
	}
}

func TestThanks_aRefusedOneComesBackInItsOwnFormAlone(t *testing.T) {
	page := console.ThanksPage{Frame: frame(), Helpers: []console.Helper{
		{Person: mia, ThreadID: 7, Title: "A drying room", Href: "/t/7", At: morning, Never: true},
		{Person: mia, ThreadID: 8, Title: "Racks", Href: "/t/8", At: morning},
		{Person: sam, ThreadID: 7, Title: "A drying room", Href: "/t/7", At: morning},
	}}
	p := drawn.Draw(t, console.Thanks(page))
	p.Sound()
	p.Count("[data-helper] form", 3)
	p.Count("[data-helper] .badge", 1)
	p.None("#form-errors", "[aria-invalid]")
	page.Form = console.Form{Name: "thanks", Values: map[string]string{"handle": "mia", "thread": "8", "words": "Hm"}, Errors: map[string]string{"words": "Say more."}}
	p = drawn.Draw(t, console.Thanks(page))
	p.Sound()
	p.Count("[aria-invalid]", 1)
	p.Says("#thanks-mia-8", "Hm")
	p.Says("#thanks-mia-8-error", "Say more.")
	p.Says("#thanks-mia-7", "")
	p.Count("#form-errors", 1)
	p = drawn.Draw(t, console.Thanks(console.ThanksPage{Frame: frame()}))
	p.Sound()
	p.Says(".empty__title", "Everybody who helped was thanked")
}

func TestMerges_saysOfEachWhatBecameOfIt(t *testing.T) {
	page := console.MergesPage{Frame: frame(), DraftKey: "key", Form: console.Form{Name: "merges", Values: map[string]string{"numbers": "12, 99", "into": "31", "words": "They ask the same."}}, Results: []console.MergeResult{
		{Number: "12", Title: "Dry coats", Href: "/console/suggestions/12"}, {Number: "99", Wrong: "There is no such suggestion."},
	}}
	p := drawn.Draw(t, console.Merges(page))
	p.Sound()
	p.Says("[data-result='12'] .tool__words", "Merged.")
	p.Has("[data-result='12'] a", "href", "/console/suggestions/12")
	p.Mentions("[data-result='99']", "99 There is no such suggestion.")
	p.None("[data-result='99'] a", "#form-errors")
	p.Has("#merges-numbers", "value", "12, 99")
	p.Says("#merges-words", "They ask the same.")
	p.Has("main form [name=draft_key]", "value", "key")
	page.Form, page.Results = refused("merges", "numbers", "into", "words"), nil
	p = drawn.Draw(t, console.Merges(page))
	p.Sound()
	for _, field := range []string{"numbers", "into", "words"} {
		p.Wrong(field, "Mend "+field+".", "typed "+field)
	}
	p.None("#results")
}

func TestConsultations_whatIsOwedStandsFirst(t *testing.T) {
	p := drawn.Draw(t, console.Consultations(console.ConsultationsPage{Frame: frame(), Owed: []console.Waiting{waiting(3)}, All: []console.Waiting{waiting(3), waiting(4)}}))
	p.Sound()
	p.Count("section:has(#owed) [data-consultation]", 1)
	p.Count("section:has(#all) [data-consultation]", 2)
	p.Has("section:has(#owed) a", "href", "/console/consultations/3")
	p.Count(`main a[href="/console/consultations/new"]`, 1)
	p = drawn.Draw(t, console.Consultations(console.ConsultationsPage{Frame: frame()}))
	p.Sound()
	p.None("#owed")
	p.Says(".empty__title", "Nobody was asked yet")
}

func TestNewConsultation_keepsWhatWasTyped(t *testing.T) {
	page := console.NewConsultationPage{Frame: frame(), DraftKey: "key", ClosesOn: "2026-03-16", Topics: []ui.Option{{Value: "cycling", Label: "Cycling"}, {Value: "trains", Label: "Trains"}}}
	p := drawn.Draw(t, console.NewConsultation(page))
	p.Sound()
	p.Has("#consultation-closes_on", "value", "2026-03-16")
	p.Has("main form [name=draft_key]", "value", "key")
	page.Form = refused("consultation", "title", "body", "options", "closes_on", "topic")
	page.Form.Values["topic"] = "trains"
	p = drawn.Draw(t, console.NewConsultation(page))
	p.Sound()
	for _, field := range []string{"title", "body", "options", "closes_on"} {
		p.Wrong(field, "Mend "+field+".", "typed "+field)
	}
	p.Wrong("topic", "Mend topic.", "trains")
}

func asked() console.ConsultationPage {
	return console.ConsultationPage{
		Frame: frame(), ID: 7, Slug: "hours", Title: "When should we open?", ClosesAt: morning, Votes: 1,
		Options: []console.Option{{Words: "Earlier", Votes: 1, Reasons: []console.Why{{By: mia, Words: "I start at six."}}}, {Words: "Later"}},
	}
}

func TestConsultation_isDecidedByItsPublishedDecisionAlone(t *testing.T) {
	page := asked()
	p := drawn.Draw(t, console.ShowConsultation(page))
	p.Sound()
	p.Mentions("main .tool__words", "1 member answered. It is open until the end of 2 March 2026.")
	p.Count("[data-option]", 2)
	p.Says("[data-option]:first-child", "Earlier 1 member I start at six. Mia Thornbury")
	p.Has("main form", "action", "/console/consultations/7/decision")
	p.Has(`main a.button`, "href", "/t/7/hours")

	page.Closed, page.Form = true, refused("decision", "heard", "changed")
	p = drawn.Draw(t, console.ShowConsultation(page))
	p.Sound()
	p.Mentions("main .tool__words", "It closed at the end of 2 March 2026; the decision is owed.")
	p.Wrong("heard", "Mend heard.", "typed heard")
	p.Wrong("changed", "Mend changed.", "typed changed")

	page.Form = console.Form{}
	page.Heard, page.Change, page.By, page.DecidedAt, page.Votes = "Early is better.", "We open at six.", "Ada Lindqvist", morning, 1204
	p = drawn.Draw(t, console.ShowConsultation(page))
	p.Sound()
	p.None("main form")
	p.Mentions("main .tool__words", "1,204 members answered. It is decided.")
	p.Mentions("section:has(#decided)", "Early is better. We open at six. Ada Lindqvist 2 March 2026")
}

func TestAround_showsHostileWordsAsWords(t *testing.T) {
	wet := waiting(1)
	wet.Title, wet.Topic, wet.Author = drawn.Hostile, drawn.Hostile, hostile
	page := asked()
	page.Title, page.Options = drawn.Hostile, []console.Option{{Words: drawn.Hostile, Reasons: []console.Why{{By: hostile, Words: drawn.Hostile}}}}
	decided := page
	decided.Heard, decided.Change, decided.By = drawn.Hostile, drawn.Hostile, drawn.Hostile
	for name, p := range map[string]*drawn.Page{
		"consultations": drawn.Draw(t, console.Consultations(console.ConsultationsPage{Frame: frame(), Owed: []console.Waiting{wet}, All: []console.Waiting{wet}})),
		"new":           drawn.Draw(t, console.NewConsultation(console.NewConsultationPage{Frame: frame(), DraftKey: drawn.Hostile, Topics: []ui.Option{{Value: drawn.Hostile, Label: drawn.Hostile}}})),
		"asked":         drawn.Draw(t, console.ShowConsultation(page)),
		"decided":       drawn.Draw(t, console.ShowConsultation(decided)),
		"thanks":        drawn.Draw(t, console.Thanks(console.ThanksPage{Frame: frame(), Helpers: []console.Helper{{Person: hostile, Title: drawn.Hostile, Href: "/t/1"}}})),
		"merges":        drawn.Draw(t, console.Merges(console.MergesPage{Frame: frame(), DraftKey: drawn.Hostile, Results: []console.MergeResult{{Number: drawn.Hostile, Title: drawn.Hostile, Wrong: drawn.Hostile}}})),
	} {
		t.Run(name, func(t *testing.T) {
			p.Harmless()
			p.Sound()
		})
	}
}
