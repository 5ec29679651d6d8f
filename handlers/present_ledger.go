package handlers

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
)

// line is one line of the ledger for the console.
func (p presenter) line(l models.DecisionView, q models.InboxView) console.Line {
	shown := console.Line{ID: l.ID, At: p.at(l.CreatedAt), What: lineWords(l), Words: l.Words, Withdrawn: l.WithdrawnAt != nil}
	if l.ActorID != nil {
		shown.By = p.person(l.Actor, l.Employer)
	}
	fact := func(label, value, href string) {
		if value != "" {
			shown.Facts = append(shown.Facts, console.Fact{Label: label, Value: value, Href: href})
		}
	}
	fact("Reason:", ledger.ReasonWord(l.ReasonType), "")
	fact("What changed:", l.Evidence, "")
	fact("See", l.EvidenceURL, l.EvidenceURL)
	if l.Since != "" {
		fact("Since", dayWords(l.Since), "")
	}
	if l.NextUpdateOn != "" {
		fact("More by", dayWords(l.NextUpdateOn), "")
	}
	if l.RevisitOn != "" {
		fact("Looked at again on", dayWords(l.RevisitOn), "")
	}
	for _, h := range l.Helpers {
		fact("Helped:", h.Name, links.Member(h.Handle))
	}
	if l.OtherID != nil && l.OtherTitle != "" {
		shown.Other = &console.Ref{Title: l.OtherTitle, Href: links.Thread(*l.OtherID, l.OtherSlug)}
		if l.OtherNumber != nil {
			shown.Other.Href = links.ConsoleSuggestion(*l.OtherID, q)
		}
	}
	return shown
}

// lineWords say what a line records, after the name of whoever did it.
func lineWords(l models.DecisionView) string {
	switch l.Kind {
	case models.LineReceipt:
		return "A receipt went to its author."
	case models.LineDecision:
		return "moved it from " + console.StateWords(l.FromState) + " to " + console.StateWords(l.ToState)
	case models.LineUpdate:
		return "wrote; it is still " + console.StateWords(l.ToState)
	case models.LineAssignment:
		if l.ActorID == nil {
			return "It went from " + l.OwnerBefore.Name + " to " + l.OwnerAfter.Name + ", who stands in."
		}
		if l.FromOwner != nil && l.ToOwner != nil && *l.FromOwner == *l.ToOwner {
			return "took it on"
		}
		return "gave it to " + l.OwnerAfter.Name
	case models.LineHandBack:
		return "It went from " + l.OwnerBefore.Name + " to " + l.OwnerAfter.Name + ", by itself."
	case models.LineResumed, models.LineReturned:
		return "It is " + console.StateWords(l.ToState) + " again."
	case models.LineVerdict:
		if l.Answered == "yes" {
			return "says that this answered them"
		}
		return "says that this did not answer them"
	case models.LineReopening:
		return "had it reopened; it went to " + l.OwnerAfter.Name
	case models.LineMergedIn:
		return "merged another into it:"
	case models.LineUnmerged:
		return "undid a merge:"
	case models.LineWithdrawal:
		return "took a decision back"
	case models.LineWithdrawn:
		return "took the suggestion back"
	case models.LineHidden:
		return "took it from sight"
	case models.LineShown:
		return "brought it back"
	case models.LineSplit:
		return "moved some posts to a thread of their own:"
	case models.LinePrivate:
		return "continues privately with its author"
	case models.LinePrivateEnd:
		return "ended the private conversation"
	}
	return string(l.Kind)
}

func (p presenter) colleague(m models.ColleagueView) console.Colleague {
	shown := console.Colleague{
		Person: p.person(m.Person, ""), Department: m.Department, OnDuty: m.Position != nil,
		Open: m.Open, Late: m.Late, Week: m.Week, Paused: m.Paused,
	}
	if m.AwayUntil != "" {
		shown.AwayUntil = dayWords(m.AwayUntil)
		if m.Delegate.ID != 0 {
			shown.Delegate = p.person(m.Delegate, "").Name
		}
	}
	return shown
}

// memberCard is what staff should know of somebody; the suggestion that it stands beside is not listed again.
func (p presenter) memberCard(m models.MemberCard, besides int64, q models.InboxView, now time.Time) *console.MemberCard {
	card := &console.MemberCard{
		Person: p.person(m.Person, ""), JoinedAt: p.at(m.JoinedAt), Posts: m.PostCount, Promised: m.Promised,
		Supports: m.Supported, Helped: m.HelpedDone, ThankedAt: p.atPointer(m.ThankedAt),
	}
	card.Reach, _ = p.contacts(m)
	for _, i := range m.Asked {
		if i.ID == besides || len(card.Promises) == cardItems {
			continue
		}
		card.Promises = append(card.Promises, p.promise(i, q, now))
	}
	for _, w := range m.Recent[:min(len(m.Recent), cardItems)] {
		card.Said = append(card.Said, console.Said{Title: w.ThreadTitle, Words: w.Text, Href: links.Post(w.PostID), At: p.at(w.CreatedAt)})
	}
	return card
}

// promise is a suggestion with how what was promised for it was kept.
func (p presenter) promise(i models.SuggestionItem, q models.InboxView, now time.Time) console.Promise {
	words, late := promiseWords(i.Ledger, now)
	return console.Promise{
		Ref: console.Ref{
			ID: i.ID, Number: i.Ledger.Number, Title: i.Title, State: i.Ledger.State, Support: i.Ledger.SupportCount,
			Href: links.ConsoleSuggestion(i.ID, q),
		},
		Words: words, Late: late,
	}
}

// cardItems is how much of each kind a member's card lists.
const cardItems = 5

// promiseWords say whether what was promised for a suggestion was kept.
func promiseWords(g models.Suggestion, now time.Time) (words string, late bool) {
	kept := g.Keeping(now)
	words, late = keepingWords[kept], kept == models.LateNow || kept == models.DecidedLate
	if !late && g.AcknowledgedAt != nil && g.AcknowledgedAt.After(g.AckDueAt) {
		return words + ", first answered late", true
	}
	return words, late
}

var keepingWords = map[models.Keeping]string{
	models.LateNow: "late now", models.DecidedLate: "decided late", models.DecidedTime: "decided in time",
	models.NotYetDue: "not due yet",
}
