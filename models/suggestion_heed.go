package models

import (
	"context"
	"slices"
)

// What other verbs do to a suggestion's ledger, in their own transaction.

// The public words of lines that nobody in particular writes.
const (
	wordsResumed   = "The author answered, so the clock goes on."
	wordsUnasked   = "No answer came to the question that was asked, so it goes on with what is known."
	wordsReturned  = "The day on which this was to be looked at again has come."
	wordsLate      = "Nothing happened by the day on which it was due, so it goes to whoever is on duty."
	wordsDemoted   = "Its owner no longer answers for the brand, so it goes to whoever is on duty."
	wordsSuspended = "Its owner cannot sign in, so it goes to whoever is on duty."
	wordsAway      = "Its owner is away on the day on which it is due, so it goes to whoever stands in."
	wordsLeft      = "Its owner left, so it goes to whoever is on duty."
	wordsIdle      = "Nothing happened by the day on which it was due, and nobody is left to hand it to."
	wordsAlone     = "Who asked has left, and what was said with them in private is gone."
)

// heedMove keeps a move to where fewer see a suggestion on its record; it needs a reason.
func (s *Store) heedMove(ctx context.Context, v Viewer, h held, to Topic, because string) error {
	if h.Kind != KindSuggestion || slices.Index(Visibilities, to.Visibility) <= slices.Index(Visibilities, h.Topic.Visibility) {
		return nil
	}
	if runes(because) < reasonMin {
		return invalid("reason", "Fewer people will see this suggestion there. Say why; it is counted in public.")
	}
	g, err := s.withLedger(ctx, h)
	if err != nil {
		return err
	}
	_, err = s.addLine(ctx, v, g, Decision{Kind: LineHidden, Words: because, WasPublic: h.Topic.Visibility == VisiblePublic})
	return err
}

// wordsClosed are the reason on record where a whole topic is seen by fewer. They do not name it: its name may be among
// what fewer may know.
var wordsClosed = map[Visibility]string{
	VisibleMembers: "Its topic was closed to the public: members alone see it now.",
	VisibleStaff:   "Its topic was closed: the staff alone see it now.",
}

const wordsOpened = "More people see its topic again."

// heedTopic keeps on record of each suggestion in a topic that fewer people see it from now on, or that those who lost
// sight of it have it back. What is late cannot vanish from the promise by closing its topic.
func (s *Store) heedTopic(ctx context.Context, v Viewer, was, now Topic) error {
	from, to := slices.Index(Visibilities, was.Visibility), slices.Index(Visibilities, now.Visibility)
	line, which := Decision{Kind: LineHidden, Words: wordsClosed[now.Visibility], WasPublic: was.Visibility == VisiblePublic}, `TRUE`
	if to < from {
		line = Decision{Kind: LineShown, Words: wordsOpened}
		which = `(SELECT d.kind FROM decisions d WHERE d.thread_id = g.thread_id AND d.kind IN ('hidden', 'shown') ORDER BY d.id DESC LIMIT 1) = 'hidden'`
	}
	if from == to {
		return nil
	}
	var found []struct {
		ThreadID int64
		State    State
	}
	err := s.list(ctx, &found, `SELECT g.thread_id, g.state FROM suggestions g JOIN threads t ON t.id = g.thread_id
		WHERE t.topic_id = ? AND t.status = 'published' AND g.withdrawn_at IS NULL AND `+which+` ORDER BY g.thread_id`, was.ID)
	if err != nil || len(found) == 0 {
		return wrap(err, "list the suggestions of topic %d", was.ID)
	}
	lines := make([]Decision, len(found))
	line.ActorID, line.Employer, line.CreatedAt = &v.ID, v.Employer, s.now()
	for i, f := range found {
		lines[i] = line
		lines[i].ThreadID, lines[i].FromState, lines[i].ToState = f.ThreadID, f.State, f.State
	}
	return wrap(s.write(ctx).CreateInBatches(lines, 200).Error, "record that the suggestions of topic %d are seen by others", was.ID)
}

// heedRemoval keeps on record that a suggestion was taken from sight, or came back.
func (s *Store) heedRemoval(ctx context.Context, v Viewer, h held, kind DecisionKind, because string) error {
	if h.Kind != KindSuggestion {
		return nil
	}
	g, err := s.withLedger(ctx, h)
	if err != nil {
		return err
	}
	if kind == LineShown {
		g.g.WithdrawnAt = nil
		if err := s.keepOwned(ctx, &g); err != nil { // whoever left meanwhile gave away only what was in sight
			return err
		}
	}
	public := kind == LineHidden && h.Topic.Visibility == VisiblePublic
	if _, err := s.addLine(ctx, v, g, Decision{Kind: kind, Words: because, WasPublic: public}); err != nil {
		return err
	}
	g.g.settle(g.rules)
	return s.saveLedger(ctx, g.g)
}

// heedSplit tells the people of a suggestion that some of its posts went to a thread of their own; they stay where
// they are, one click from following.
func (s *Store) heedSplit(ctx context.Context, v Viewer, h held, made Thread) error {
	if h.Kind != KindSuggestion {
		return nil
	}
	g, err := s.withLedger(ctx, h)
	if err != nil {
		return err
	}
	d, err := s.addLine(ctx, v, g, Decision{Kind: LineSplit, OtherID: &made.ID}) // not its title: fewer may see it
	if err != nil {
		return err
	}
	return s.tell(ctx, g, d, NoticeSplit, s.now())
}

// keepOwned gives a held suggestion whose owner can no longer answer to whoever is on duty.
func (s *Store) keepOwned(ctx context.Context, h *heldSuggestion) error {
	staff, err := s.staffNow(ctx, h.rules)
	if err != nil {
		return err
	}
	if _, ok := staff.find(h.g.OwnerID); !ok {
		h.setOwner(staff.duty(), s.now())
	}
	return nil
}

// answerable hands a held suggestion on, on the record, whose owner can no longer answer; a line without a number: they
// can. Before something is told to an owner alone.
func (s *Store) answerable(ctx context.Context, h *heldSuggestion) (Decision, error) {
	before := h.g.OwnerID
	if err := s.keepOwned(ctx, h); err != nil || h.g.OwnerID == before {
		return Decision{}, err
	}
	return s.addLine(ctx, Viewer{}, *h, Decision{Kind: LineHandBack, Words: wordsDemoted})
}

// releaseOwned hands what a member owns and what is still owed to the duty person, at once, and ends their post as a
// lead; call it after the member can no longer answer.
func (s *Store) releaseOwned(ctx context.Context, v Viewer, memberID int64, words string) error {
	if err := s.endLead(ctx, v, memberID); err != nil {
		return err
	}
	var ids []int64
	err := s.list(ctx, &ids, `SELECT thread_id FROM suggestions WHERE owner_id = ? AND state IN ? AND withdrawn_at IS NULL ORDER BY thread_id`,
		memberID, OpenStates)
	if err != nil || len(ids) == 0 {
		return wrap(err, "list what member %d owns", memberID)
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return err
	}
	staff, err := s.staffNow(ctx, rules)
	if err != nil {
		return err
	}
	to := staff.duty(memberID)
	for _, id := range ids {
		h, err := s.withLedgerOf(ctx, id)
		if err != nil {
			return err
		}
		if h.g.OwnerID != memberID || !h.g.Open() {
			continue
		}
		if err := s.handBack(ctx, &h, to, words); err != nil {
			return err
		}
	}
	return nil
}
