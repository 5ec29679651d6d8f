package ledger

import (
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

func drawLines(t testing.TB, lines ...Line) *drawn.Page {
	t.Helper()
	p := drawn.Draw(t, Record(lines))
	p.Parts()
	return p
}

func TestRecord_everyKindOfLineIsASentenceWithATimeAndAnIcon(t *testing.T) {
	byPeople := []models.DecisionKind{
		models.LineDecision, models.LineUpdate, models.LineAssignment, models.LineVerdict, models.LineReopening, models.LineMergedIn, models.LineUnmerged,
		models.LineWithdrawal, models.LineWithdrawn, models.LineHidden, models.LineShown, models.LineSplit, models.LinePrivate, models.LinePrivateEnd,
	}
	for n, kind := range models.DecisionKinds {
		l := Line{ID: int64(n + 1), Kind: kind, At: morning, From: models.StateReceived, To: models.StatePlanned, OwnerAfter: mia, OwnerBefore: sam}
		if slices.Contains(byPeople, kind) {
			l.By = sam
		}
		p := drawLines(t, l)
		p.Count(".record__mark svg", 1)
		p.Count(".decision__head time", 1)
		said := drawn.Words(p.Find(".decision__head > span:not(.decision__when):not(.role)"))
		if said == "" {
			t.Errorf("%s: the line says %q", kind, said)
		}
		if l.By.Name == "" && said[0] >= 'a' && said[0] <= 'z' {
			t.Errorf("%s: nobody did it, and it says %q", kind, said)
		}
	}
}

func TestRecord_namesWhoDidItAndWhatEachDecisionDid(t *testing.T) {
	for _, to := range models.States {
		if to == models.StateReceived {
			continue
		}
		p := drawLines(t, decision(4, models.StateUnderReview, to))
		p.Mentions(".decision__head", "Sam Okafor Larkmoor "+decided[to])
		p.Count("#line-4.record__line--spoken blockquote", 1)
	}
	p := drawLines(t, decision(4, models.StateMerged, models.StateUnderReview))
	p.Mentions(".decision__head", "brought it back from a merge")
}

func TestRecord_tellsTakingOnFromHandingOver(t *testing.T) {
	took := Line{ID: 1, Kind: models.LineAssignment, By: sam, OwnerAfter: sam, At: morning, Words: "Mine now."}
	gave := Line{ID: 2, Kind: models.LineAssignment, By: sam, OwnerAfter: mia, OwnerBefore: sam, At: morning}
	back := Line{ID: 3, Kind: models.LineHandBack, OwnerBefore: mia, OwnerAfter: sam, At: morning}
	p := drawLines(t, took, gave, back)
	p.Mentions("#line-1 .decision__head", "took it on")
	p.Mentions("#line-2 .decision__head", "gave it to Mia Thornbury")
	p.Says("#line-3 .decision__note", "From Mia Thornbury to Sam Okafor.")
	p.Says("#line-1 .decision__note", "Mine now.")
	p.None("blockquote")
}

func TestRecord_aDecisionTakenBackStaysAndSaysSo(t *testing.T) {
	l := decision(4, models.StateReceived, models.StatePlanned)
	l.WithdrawnAt = morning.Add(30e9)
	p := drawLines(t, l, decision(5, models.StateReceived, models.StatePlanned))
	p.Says("#line-4.record__line--withdrawn .decision__note", "Taken back within a minute.")
	p.Count(".record__line--withdrawn", 1)
	p.Mentions("#line-4 blockquote", "We looked at the cellar.")
}

func TestRecord_theVerdictSpeaksInItsOwnWords(t *testing.T) {
	yes := Line{ID: 1, Kind: models.LineVerdict, By: mia, At: morning, Answered: "yes"}
	no := Line{ID: 2, Kind: models.LineVerdict, By: mia, At: morning, Answered: "no", Words: "It is wet."}
	p := drawLines(t, yes, no)
	p.Mentions("#line-1", "says: this answered me")
	p.Mentions("#line-2", "says: this did not answer me")
	p.Says("#line-2 blockquote", "It is wet.")
	p.None("#line-1 blockquote", "[data-remove]")
	no.Remove = "/console/removals?place=verdict"
	drawLines(t, yes, no).Has("#line-2 a[data-remove]", "href", no.Remove)
}

func TestRecord_leadsToTheOtherThread(t *testing.T) {
	other := &Ref{ThreadID: 9, Slug: "dry-coats", Number: 109, Title: "Dry coats"}
	for kind, want := range map[models.DecisionKind]string{
		models.LineMergedIn: "What came here: Suggestion 109: Dry coats",
		models.LineUnmerged: "The other one: Suggestion 109: Dry coats",
		models.LineDecision: "What goes on: Suggestion 109: Dry coats",
	} {
		p := drawLines(t, Line{ID: 1, Kind: kind, By: sam, At: morning, From: models.StateReceived, To: models.StateMerged, Other: other})
		p.Says(".decision__note", want)
		p.Has(".decision__note a", "href", "/t/9/dry-coats")
	}
	thread := Line{ID: 1, Kind: models.LineSplit, By: sam, At: morning, Words: "not for showing", Other: &Ref{ThreadID: 9, Title: "Coats at large"}}
	p := drawLines(t, thread)
	p.Says(".decision__note", "It goes on in Coats at large")
	if strings.Contains(drawn.Words(p.Selection), "not for showing") {
		t.Error("the inner words of a split are shown")
	}
}

func TestRecord_particularsStandAsLabelledFacts(t *testing.T) {
	l := decision(4, models.StateReceived, models.StateDeclined)
	l.Reason, l.NextUpdateOn, l.RevisitOn = models.ReasonTypes[0], "2026-03-29", "2026-06-01"
	p := drawLines(t, l)
	p.Mentions(".facts", "Why "+ReasonWord(models.ReasonTypes[0]))
	p.Mentions(".facts", "Next word on it 29 March 2026")
	p.Mentions(".facts", "Looked at again 1 June 2026")
	p.Count(".facts dt", 3)
	p.Count(".facts dd", 3)
	drawLines(t, decision(4, models.StateReceived, models.StatePlanned)).None(".facts")
}

func TestRecord_isClosedOrOpenAndOffersToTakeBackWhereOneMay(t *testing.T) {
	h := head()
	p := drawn.Draw(t, ShowRecord(h, false))
	p.Parts()
	p.Says(".record-box__count", "2 entries")
	p.None("details[open]", `a[href$="/withdraw"]`)
	h.Mine.CanTake, h.Lines = true, h.Lines[:1]
	p = drawn.Draw(t, ShowRecord(h, true))
	p.Parts()
	p.Says(".record-box__count", "1 entry")
	p.Count("details[open]", 1)
	p.Has("details > p a", "href", "/suggestions/7/withdraw")
}

func TestRecord_aHundredLinesEachHaveTheirAddress(t *testing.T) {
	var lines []Line
	for n := range int64(100) {
		lines = append(lines, decision(n+1, models.StateReceived, models.StatePlanned))
	}
	p := drawLines(t, lines...)
	p.Count(".record__line[id]", 100)
	p.Count("#"+LineAnchor(100), 1)
}

func TestRecord_peopleWithoutAnAccountHaveNoLink(t *testing.T) {
	l := decision(4, models.StateReceived, models.StateDone)
	l.By, l.Helpers = gone, []ui.Person{gone, {Name: "Somebody"}}
	p := drawLines(t, l)
	p.None("a")
	p.Mentions(".decision__head", "Former member said that it is done")
}

func TestRecord_showsHostileWordsAsWords(t *testing.T) {
	l := decision(4, models.StateReceived, models.StateDone)
	l.By, l.Words, l.Evidence, l.EvidenceURL = hostile, drawn.Hostile, drawn.Hostile, `https://x.test/"><script>alert(1)</script>`
	l.Since, l.Helpers, l.Other = "2026-03-01", []ui.Person{hostile}, &Ref{ThreadID: 1, Slug: "x", Title: drawn.Hostile}
	p := drawLines(t, l, Line{ID: 5, Kind: models.LineHandBack, At: morning, OwnerBefore: hostile, OwnerAfter: hostile}, Line{ID: 6, Kind: models.LineAssignment, By: sam, OwnerAfter: hostile, At: morning, Words: drawn.Hostile})
	p.Harmless()
}

func TestRecord_evidenceNeverLeadsToAScript(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>alert(1)</script>", " javascript:alert(1)"} {
		l := decision(4, models.StateReceived, models.StateDone)
		l.Evidence, l.EvidenceURL = "A room.", address
		href := drawn.Draw(t, DecisionCard(l)).One(".facts a").AttrOr("href", "")
		if strings.Contains(strings.ToLower(href), "script") || strings.HasPrefix(href, "data:") {
			t.Errorf("%q became a link to %q", address, href)
		}
	}
}
