package ledger

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
)

func consultation() Consultation {
	return Consultation{
		ThreadID: 7, Slug: "opening-hours", ClosesAt: morning.AddDate(0, 0, 7), Takes: true, Votes: 3,
		Options: []Option{{ID: 1, Words: "Earlier", N: 2, Reasons: []Why{{Person: mia, Words: "I start at six.", At: morning}}}, {ID: 2, Words: "Later", N: 1}},
	}
}

func drawConsultation(t testing.TB, k Consultation) *drawn.Page {
	t.Helper()
	p := drawn.Draw(t, ShowConsultation(k))
	p.Parts()
	return p
}

func TestConsultation_tellsHowManyChoseWhatAndWhy(t *testing.T) {
	p := drawConsultation(t, consultation())
	p.Mentions(".ledger__meaning", "Answers are taken until 9 March 2026")
	p.Count(".bars tbody tr", 2)
	p.Says(".bars tbody tr:first-child .bars__number", "2")
	p.Says(".found__total", "3 people have answered. Staff are not counted.")
	p.Count("details.whys", 1)
	p.Says(".whys summary", "Why: Earlier")
	p.None("form", "a.button", "#answer")
}

func TestConsultation_offersEachViewerWhatTheyMayDo(t *testing.T) {
	k := consultation()
	k.SignIn = true
	p := drawConsultation(t, k)
	p.Has("a.button", "href", "/login?next=%2Ft%2F7%2Fopening-hours%23vote")
	p.None("form")
	k.Takes = false
	drawConsultation(t, k).None("form", "a.button")

	k = consultation()
	k.CanVote = true
	p = drawConsultation(t, k)
	p.Has("form", "action", "/consultations/7/votes")
	p.None("[name=option][checked]", "button[formaction]")
	p.Says("form .button--primary", "Answer")
	k.Mine, k.Reason = 2, "I sleep."
	p = drawConsultation(t, k)
	p.Has("[name=option][checked]", "value", "2")
	p.Says("textarea[name=reason]", "I sleep.")
	p.Says("form .button--primary", "Change my answer")
	p.Has("button[formaction]", "formaction", "/consultations/7/votes/withdraw")
}

func TestConsultation_onceLockedAnAnswerCanOnlyBeTakenBack(t *testing.T) {
	k := consultation()
	k.CanLeave = true
	drawConsultation(t, k).None("form")
	k.Mine = 2
	p := drawConsultation(t, k)
	p.Has("form", "action", "/consultations/7/votes/withdraw")
	p.None("[name=option]")
}

func TestConsultation_aRefusedAnswerComesBack(t *testing.T) {
	k := consultation()
	k.CanVote, k.Mine, k.Reason = true, 2, "too long"
	k.Errors = map[string]string{"option": "Choose one.", "reason": "Say it shorter."}
	p := drawConsultation(t, k)
	p.Wrong("reason", "Say it shorter.", "too long")
	p.Mentions("fieldset.field--wrong", "Choose one.")
	p.Has("[name=option][checked]", "value", "2")
	p.Mentions("#form-errors", "2 things need")
	k.Errors, k.Error = nil, "It closed meanwhile."
	drawConsultation(t, k).Says("#form-errors", "It closed meanwhile.")
}

func TestConsultation_closedOwesADecisionUntilItIsPublished(t *testing.T) {
	k := consultation()
	k.Takes, k.Owes = false, true
	p := drawConsultation(t, k)
	p.Says(".ledger__meaning", "Closed on 9 March 2026. The decision is owed, and will be published here.")
	p.None("#answer")
	k.Owes, k.Heard, k.Changed, k.By, k.At = false, "Most start early.\nSome late.", "We open at six.", sam, morning
	p = drawConsultation(t, k)
	p.Says(".ledger__meaning", "Closed on 9 March 2026.")
	p.Says("#answer .answer__words:first-of-type", "Most start early. Some late.")
	p.Mentions("#answer", "What changed because of it We open at six.")
	p.Mentions("#answer .byline", "Sam Okafor Larkmoor 2 March 2026")
	p.Count("#vote .bars", 1)
}

func TestConsultation_withoutAnAnswerDrawsNothingWrong(t *testing.T) {
	k := consultation()
	k.Votes, k.Options = 0, []Option{{ID: 1, Words: "Earlier"}, {ID: 2, Words: "Later"}}
	p := drawConsultation(t, k)
	p.Says(".found__total", "0 people have answered. Staff are not counted.")
	p.Count(`.chart rect[width="0"]`, 2)
	k.Votes = 1
	drawConsultation(t, k).Mentions(".found__total", "1 person has answered.")
}

func TestConsultation_showsHostileWordsAsWords(t *testing.T) {
	k := consultation()
	k.CanVote, k.Reason, k.Error, k.Heard, k.Changed, k.By = true, drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile, hostile
	k.Options = []Option{{ID: 1, Words: drawn.Hostile, N: 1, Reasons: []Why{{Person: hostile, Words: drawn.Hostile, At: morning}}}}
	k.Errors = map[string]string{"option": drawn.Hostile, "reason": drawn.Hostile}
	drawConsultation(t, k).Harmless()
}
