package ledger

import (
	"strconv"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

func TestHead_saysWhereItStandsWhoOwesWhatAndWhatWasKept(t *testing.T) {
	h := head()
	h.Department, h.DepartmentSlug, h.Paused = "Buildings", "buildings", "2 working days"
	p := drawHead(t, h)
	p.Has("section.ledger", "data-state", "under_review")
	p.Says("section.ledger h2", "Where suggestion 107 stands")
	p.Says(".ledger__state .state", "Under review")
	p.Mentions(".ledger__meaning", StateMeaning(models.StateUnderReview))
	p.Mentions(".ledger__owner", "Sam Okafor Larkmoor")
	p.Has(".ledger__department", "href", "/departments/buildings")
	p.Says(".due", "A decision is due by 12 March 2026")
	p.Mentions(".ledger__facts", "Asked on 2 March 2026, answered after 3 working hours; the clock stood still for 2 working days.")
	p.Says(".ledger__count", "12 people need this too")
	p.None(".ledger__hurt", ".due--late", ".answer", ".ledger__merged", ".whys", ".notice")
}

func TestHead_withoutADepartmentOrADateLeavesThemOut(t *testing.T) {
	h := head()
	h.Due, h.Acknowledged, h.Support = Due{}, "", 1
	p := drawHead(t, h)
	p.None(".ledger__department", ".due")
	p.Count(".ledger__facts > div", 2)
	p.Mentions(".ledger__facts", "Asked on 2 March 2026.")
	p.Says(".ledger__count", "1 person needs this too")
}

func TestHead_lateIsSaidInWordsAndBesidesInColour(t *testing.T) {
	h := head()
	h.Due.Late = true
	p := drawHead(t, h)
	p.Says(".due--late", "Late: a decision was due by 12 March 2026")
	p.Count(".due--late svg", 1)
}

// Staff who come from a notice find the way to answer without knowing the console.
func TestHead_leadsStaffToTheAnswer(t *testing.T) {
	h := head()
	drawHead(t, h).None(`a[href^="/console/"]`)
	h.Mine.CanDecide = true
	drawHead(t, h).Has(`.ledger__support a[href^="/console/"]`, "href", "/console/suggestions/"+strconv.FormatInt(h.ThreadID, 10)+"#decide-words")
	h.State = models.StateMerged
	drawHead(t, h).None(`a[href^="/console/"]`)
}

func TestHead_ofAMergedOneLeadsToWhatGoesOn(t *testing.T) {
	h := head()
	h.State, h.Into = models.StateMerged, &Ref{ThreadID: 9, Slug: "dry-coats", Number: 109, Title: "Dry coats"}
	p := drawHead(t, h)
	p.Says(".ledger__meaning a", "Suggestion 109: Dry coats")
	p.Has(".ledger__meaning a", "href", "/t/9/dry-coats")
}

func TestHead_namesWhatWasMergedIntoItAndWhoAsked(t *testing.T) {
	h := head()
	h.Merged = []Ref{{ThreadID: 3, Slug: "wet", Number: 103, Title: "Wet coats", Author: mia}, {ThreadID: 4, Number: 104, Title: "Wet hats", Author: gone}}
	p := drawHead(t, h)
	p.Mentions(".ledger__merged", "Also asked as No. 103, Wet coats by Mia Thornbury")
	p.Mentions(".ledger__merged", "No. 104, Wet hats by Former member")
	p.Has(".ledger__merged a:first-of-type", "href", "/t/3/wet?record=1#record")
}

func TestHead_offersEachViewerOnlyWhatTheyMayDo(t *testing.T) {
	const (
		signIn  = `a[href^="/login"]`
		want    = `form[action="/suggestions/7/support"] button.button--primary`
		leave   = `form[action="/suggestions/7/support/withdraw"]`
		judge   = `form[action="/suggestions/7/verdict"]`
		reopen  = `button[formaction="/suggestions/7/reopen"]`
		private = `a[href="/suggestions/7/private"]`
	)
	all := []string{signIn, want, leave, judge, reopen, private}
	for _, c := range []struct {
		name string
		mine Mine
		sees []string
	}{
		{"a reader", Mine{SignIn: true}, []string{signIn}},
		{"a suspended member", Mine{}, nil},
		{"a member", Mine{CanSupport: true}, []string{want}},
		{"a supporter", Mine{CanSupport: true, CanLeave: true, Supporting: true}, []string{leave}},
		{"a supporter, once it is locked", Mine{CanLeave: true, Supporting: true}, []string{leave}},
		{"the author", Mine{Author: true, CanJudge: true}, []string{judge, private}},
		{"the author who may reopen", Mine{Author: true, CanJudge: true, CanReopen: true}, []string{judge, reopen, private}},
		{"the author long after", Mine{Author: true, Answered: "yes"}, []string{private}},
		{"staff", Mine{CanSupport: true, CanDecide: true}, []string{want}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := answered()
			h.Private, h.Mine = true, c.mine
			p := drawHead(t, h)
			sees := map[string]bool{}
			for _, s := range c.sees {
				sees[s] = true
				p.Count(s, 1)
			}
			for _, s := range all {
				if !sees[s] {
					p.None(s)
				}
			}
		})
	}
}

func TestHead_signingInComesBackToTheButton(t *testing.T) {
	p := drawHead(t, head())
	p.Has(".ledger__support a.button", "href", "/login?next=%2Ft%2F7%2Fa-drying-room%23support")
	p.Says(".ledger__support a.button", "I need this too")
	p.Count("#support", 1)
}

func TestHead_aSupporterCanSayWhyAndLeave(t *testing.T) {
	h := head()
	h.Mine = Mine{CanSupport: true, CanLeave: true, Supporting: true}
	p := drawHead(t, h)
	p.Says(".wanting__mine", "You need this too.")
	p.Says(".wanting__why summary", "Say why")
	p.Says(".quietly", "No longer")
	p.None("details.wanting__why[open]", "#form-errors")
	h.Mine.Why, h.Mine.Merged = "I cycle.", true
	p = drawHead(t, h)
	p.Says(".wanting__mine", "You came here with a suggestion that was merged into this one.")
	p.Says(".wanting__why summary", "Change why")
	p.Says("textarea[name=why]", "I cycle.")
	p.Says(".quietly", "Leave me out of this one")
	h.Mine.CanSupport = false
	drawHead(t, h).None(".wanting__why")
}

func TestHead_aRefusedSupportComesBackOpenWithWhatWasTyped(t *testing.T) {
	for _, supporting := range []bool{false, true} {
		h := head()
		h.Mine = Mine{CanSupport: true, CanLeave: true, Supporting: supporting, Why: "stored before"}
		h.Typed = Typed{Form: SupportForm, Values: map[string]string{"why": "much too long"}, Errors: map[string]string{"why": "Say it shorter."}}
		p := drawHead(t, h)
		p.Wrong("why", "Say it shorter.", "much too long")
		p.Count("details.wanting__why[open]", 1)
		p.Mentions("#form-errors", "1 thing needs changing")
	}
}

func TestHead_aSummaryConcernsTheFormThatWasSentAlone(t *testing.T) {
	h := answered()
	h.Mine = Mine{CanSupport: true, CanJudge: true}
	h.Typed = Typed{Form: VerdictForm, Summary: "It was reopened meanwhile.", Values: map[string]string{"answered": "no", "because": "It is wet."}}
	p := drawHead(t, h)
	p.Says("form.verdict #form-errors", "It was reopened meanwhile.")
	p.Count("#form-errors", 1)
	p.None("details.wanting__why[open]")
	p.Has("[name=answered][checked]", "value", "no")
	p.Says("textarea[name=because]", "It is wet.")
	p.Says("textarea[name=why]", "")
}

func TestHead_aRefusedVerdictIsExplainedBesideItsChoice(t *testing.T) {
	h := answered()
	h.Mine = Mine{CanJudge: true}
	h.Typed = Typed{
		Form: VerdictForm, Values: map[string]string{"answered": "", "because": "So."},
		Errors: map[string]string{"answered": "Choose yes or no.", "because": "Say more."},
	}
	p := drawHead(t, h)
	p.Wrong("because", "Say more.", "So.")
	p.Mentions("fieldset.field--wrong", "Choose yes or no.")
	p.Has("fieldset.field--wrong", "aria-describedby", "field-answered-error")
	p.None("[name=answered][checked]")
}

func TestHead_aVerdictGivenIsTickedForItsAuthorAndToldToOthers(t *testing.T) {
	for answer, told := range map[string]string{"yes": "Whoever asked says: this answered me.", "no": "Whoever asked says: this did not answer me."} {
		h := answered()
		h.Mine = Mine{Answered: answer, CanJudge: true}
		p := drawHead(t, h)
		p.Has("[name=answered][checked]", "value", answer)
		p.None(".answer__verdict")
		h.Mine.CanJudge = false
		p = drawHead(t, h)
		p.Says(".answer__verdict", told)
		p.None("form.verdict")
	}
	p := drawHead(t, answered())
	p.None(".answer__verdict", "form.verdict")
}

func TestHead_theAnswerStandsWithItsWordsItsAuthorAndTheLatest(t *testing.T) {
	h := answered()
	h.Answer.Evidence, h.Answer.EvidenceURL, h.Answer.Since, h.Answer.Helpers = "A room in the cellar.", "https://larkmoor.example/room", "2026-03-01", []ui.Person{mia, gone}
	h.Update = &Line{ID: 5, Kind: models.LineUpdate, By: mia, At: morning.AddDate(0, 0, 3), Words: "Two more racks."}
	p := drawHead(t, h)
	p.Says(".answer__title", "Done, because you asked")
	if words := p.One("blockquote.answer__words").Text(); !strings.Contains(words, "cellar.\nIt") {
		t.Errorf("the line breaks of the words are gone: %q", words)
	}
	p.Mentions(".answer > .byline", "Sam Okafor Larkmoor 2 March 2026")
	p.Says(".answer__update .decision__words", "Two more racks.")
	p.Mentions(".answer__update .byline", "The latest, from Mia Thornbury 5 March 2026")
	p.Mentions(".facts", "What changed A room in the cellar. See it")
	p.Has(".facts a[rel]", "href", "https://larkmoor.example/room")
	p.Mentions(".facts", "Since 1 March 2026")
	p.Mentions(".facts", "Who helped Mia Thornbury, Former member")
	p.None(`.facts a[href="/members/"]`)
}

func TestAnswerTitle_saysWhatAnAnswerOfEachStateIs(t *testing.T) {
	seen := map[string]models.State{}
	for _, s := range models.States {
		title := answerTitle(s)
		if before, twice := seen[title]; title == "" || twice {
			t.Errorf("an answer that is %s is titled %q, as is %s", s, title, before)
		}
		seen[title] = s
	}
}

func TestHead_foldsTheReasonsOfSupportersAndCountsThem(t *testing.T) {
	h := head()
	h.Whys = []Why{{Person: mia, Words: "I cycle.\nEvery day.", At: morning}, {Person: gone, Words: "So do I.", At: morning}}
	h.Hurt = 1
	p := drawHead(t, h)
	p.Says(".whys summary", "Why people need it, in their words (2)")
	p.Count(".whys li", 2)
	p.None("details.whys[open]")
	p.Says(".ledger__hurt", "One says that it would hurt them.")
	h.Hurt = 1204
	drawHead(t, h).Says(".ledger__hurt", "1,204 say that it would hurt them.")
}

func TestHead_showsHostileWordsAsWords(t *testing.T) {
	h := answered()
	h.Owner, h.Department, h.DepartmentSlug, h.Private = hostile, drawn.Hostile, "../x", true
	h.Whys = []Why{{Person: hostile, Words: drawn.Hostile, At: morning}}
	h.Answer.Words, h.Answer.By, h.Answer.Evidence, h.Answer.EvidenceURL = drawn.Hostile, hostile, drawn.Hostile, "https://x.test/\"onclick=\"alert(1)"
	h.Merged = []Ref{{ThreadID: 1, Slug: "x", Title: drawn.Hostile, Author: hostile}}
	h.Into = &Ref{ThreadID: 2, Slug: "x", Number: 1, Title: drawn.Hostile}
	h.Mine = Mine{CanSupport: true, CanJudge: true, Why: drawn.Hostile}
	h.Typed = Typed{Form: VerdictForm, Summary: drawn.Hostile, Values: map[string]string{"because": drawn.Hostile}, Errors: map[string]string{"because": drawn.Hostile, "answered": drawn.Hostile}}
	p := drawHead(t, h)
	p.Harmless()
	if got := p.One("textarea[name=because]").Text(); got != drawn.Hostile {
		t.Errorf("what was typed became %q", got)
	}
}
