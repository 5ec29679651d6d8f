package handlers

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
)

// publicDue is what is owed next on a suggestion, at a moment.
func (p presenter) publicDue(g models.Suggestion, at time.Time) ledger.Due {
	return ledger.NewDue(g, at, p.at)
}

// suggestionCard is a suggestion in a list, as it stands at a moment.
func (p presenter) suggestionCard(i models.SuggestionItem, at time.Time) ledger.Card {
	return ledger.Card{
		ThreadID: i.ID, Slug: i.Slug, Number: i.Ledger.Number, Title: i.Title, Excerpt: i.Excerpt,
		Topic:      ledger.Topic{Slug: i.TopicSlug, Name: i.TopicName, Colour: i.TopicColour},
		Author:     p.person(i.Author, i.Employer),
		State:      i.Ledger.State,
		StateSince: p.at(i.Ledger.StateSince),
		Owner:      p.person(i.Owner, ""),
		Support:    i.Ledger.SupportCount,
		Replies:    i.Replies(),
		BornAt:     p.at(i.Ledger.BornAt),
		Due:        p.publicDue(i.Ledger, at),
		Outcome:    i.Outcome,
	}
}

func (p presenter) suggestionCards(items []models.SuggestionItem, at time.Time) []ledger.Card {
	cards := make([]ledger.Card, len(items))
	for n, i := range items {
		if cards[n] = p.suggestionCard(i, at); p.viewer.Blocks(i.Author.ID) {
			hideCard(&cards[n])
		}
	}
	return cards
}

// namedSuggestion names another suggestion.
func (p presenter) namedSuggestion(r models.SuggestionRef) ledger.Ref {
	return ledger.Ref{ThreadID: r.ThreadID, Slug: r.Slug, Number: r.Number, Title: r.Title, State: r.State, Author: p.person(r.Author, "")}
}

// ledgerLine is a line of a suggestion's record.
func (p presenter) ledgerLine(d models.DecisionView) ledger.Line {
	l := ledger.Line{
		ID: d.ID, Kind: d.Kind, At: p.at(d.CreatedAt), From: d.FromState, To: d.ToState,
		Words: d.Words, Reason: d.ReasonType, Evidence: d.Evidence, EvidenceURL: d.EvidenceURL, Since: d.Since,
		NextUpdateOn: d.NextUpdateOn, RevisitOn: d.RevisitOn, Answered: d.Answered,
		Helpers: p.people(p.unblocked(d.Helpers)), WithdrawnAt: p.atPointer(d.WithdrawnAt),
	}
	if d.Actor.ID != 0 {
		l.By = p.person(d.Actor, d.Employer)
		if d.Kind == models.LineVerdict || d.Kind == models.LineReopening {
			l.Remove = p.removal(models.WordsRef{Place: models.PlaceVerdict, ThreadID: d.ThreadID, DecisionID: d.ID}, d.Actor)
		}
	}
	if d.OwnerBefore.ID != 0 {
		l.OwnerBefore = p.person(d.OwnerBefore, "")
	}
	if d.OwnerAfter.ID != 0 {
		l.OwnerAfter = p.person(d.OwnerAfter, "")
	}
	if d.OtherID != nil && d.OtherTitle != "" {
		l.Other = &ledger.Ref{ThreadID: *d.OtherID, Slug: d.OtherSlug, Title: d.OtherTitle}
		if d.OtherNumber != nil {
			l.Other.Number = *d.OtherNumber
		}
	}
	return l
}

func (p presenter) ledgerLines(list []models.DecisionView) []ledger.Line {
	lines := make([]ledger.Line, len(list))
	for i, d := range list {
		lines[i] = p.ledgerLine(d)
	}
	return lines
}

// lastDay is the last day of what ends with it: the moment itself is the next day's first.
func (p presenter) lastDay(end time.Time) time.Time { return p.at(end.Add(-time.Second)) }
