package models

import (
	"context"
	"fmt"
	"slices"
)

// Place is where, beside posts, members write what others read.
type Place string

const (
	PlaceWhy     Place = "why"     // why they support a suggestion
	PlaceVote    Place = "vote"    // why they answer a consultation as they do
	PlaceVerdict Place = "verdict" // what they say of an answer, also to have it reopened
	PlaceFace    Place = "face"    // no words: see RemoveFaceOf
)

// Places lists every place; the fields of a profile are a place each, by their own names.
var Places = append([]Place{PlaceWhy, PlaceVote, PlaceVerdict, PlaceFace}, profilePlaces()...)

func profilePlaces() (places []Place) {
	for _, f := range ProfileFields {
		places = append(places, Place(f))
	}
	return places
}

func (p Place) profile() bool { return slices.Contains(ProfileFields, string(p)) }

// WordsRef names somebody's words beside posts: who wrote them, and where.
type WordsRef struct {
	Place      Place
	Handle     string
	ThreadID   int64 // of a why, a vote or a verdict
	DecisionID int64 // the line of the ledger, of a verdict
}

// RemovableWords are words beside posts as a moderator sees them before taking them away.
type RemovableWords struct {
	WordsRef
	Writer Person
	Words  string
	Thread ThreadView // the zero value: of none
}

// WordsRemoval takes words beside posts away. The rule and the sentence are needed; the writer reads both.
type WordsRemoval struct {
	WordsRef
	Rule    string
	Because string
}

// WordsToRemove finds words beside posts for a moderator. NotFound for all others, and where nobody reads any there.
func (s *Store) WordsToRemove(ctx context.Context, v Viewer, ref WordsRef) (RemovableWords, error) {
	if !v.CanJudgeCases() {
		return RemovableWords{}, notFound()
	}
	out := RemovableWords{WordsRef: ref}
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`, ref.Handle); err != nil {
		return out, wrap(err, "find who wrote the words")
	}
	out.Writer = Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Role: m.Role, Status: m.Status}
	var err error
	if !ref.Place.profile() {
		if out.Thread, err = s.Thread(ctx, v, ref.ThreadID); err != nil {
			return out, err
		}
	}
	out.Words, err = s.wordsBeside(ctx, ref, m.ID)
	return out, err
}

// ProfilePlaces lists where somebody says something of themselves that others read; none to all but moderators.
func (s *Store) ProfilePlaces(ctx context.Context, v Viewer, handle string) (places []Place, err error) {
	if !v.CanJudgeCases() {
		return nil, nil
	}
	err = s.list(ctx, &places, `SELECT f.field FROM profile_fields f JOIN members m ON m.id = f.member_id
		WHERE m.handle = ? AND f.value <> '' AND f.visible_to <> 'nobody' ORDER BY f.field`, handle)
	return places, wrap(err, "list what %s says of themselves", handle)
}

// wordsBeside are the words of a place as they are now; NotFound where there are none.
func (s *Store) wordsBeside(ctx context.Context, ref WordsRef, memberID int64) (words string, err error) {
	switch {
	case ref.Place == PlaceWhy:
		err = s.one(ctx, &words, `SELECT why FROM supports WHERE thread_id = ? AND member_id = ? AND why <> ''`, ref.ThreadID, memberID)
	case ref.Place == PlaceVote:
		err = s.one(ctx, &words, `SELECT reason FROM consultation_votes WHERE thread_id = ? AND member_id = ? AND reason <> ''`, ref.ThreadID, memberID)
	case ref.Place == PlaceVerdict:
		err = s.one(ctx, &words, `SELECT words FROM decisions
			WHERE id = ? AND thread_id = ? AND actor_id = ? AND kind IN ('verdict', 'reopening') AND words <> ''`, ref.DecisionID, ref.ThreadID, memberID)
	case ref.Place.profile():
		err = s.one(ctx, &words, `SELECT value FROM profile_fields WHERE member_id = ? AND field = ? AND value <> '' AND visible_to <> 'nobody'`,
			memberID, ref.Place)
	default:
		err = notFound()
	}
	return words, wrap(err, "find the words of %s", ref.Place)
}

// RemoveWords takes away words beside a post that nobody should have to read: moderators from members, administrators
// from staff. What they went with stays: the support, the vote, the verdict. On record, told to the writer, who may
// appeal; undone as a removal is. Forbidden for one's own; Invalid; NotFound for all but moderators.
func (s *Store) RemoveWords(ctx context.Context, v Viewer, in WordsRemoval) error {
	if !v.CanJudgeCases() {
		return notFound()
	}
	f := fieldErrors{}
	because, rule := f.checkLine("reason", in.Because, "The reason", reasonMin, reasonMax), f.checkRule("rule", in.Rule, true)
	err := s.changeAccount(ctx, v, in.Handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("These are your own words. Change them where you wrote them.")
		}
		if _, err := s.wordsBeside(ctx, in.WordsRef, m.ID); err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		return s.takeWords(ctx, v, m, in.WordsRef, s.groundsOf(rule, because))
	})
	return wrap(err, "remove the words of %s (%s)", in.Handle, in.Place)
}

// takeWords takes words of a held member away, and keeps them for whoever brings them back. NotFound where there are none.
func (s *Store) takeWords(ctx context.Context, v Viewer, m Member, ref WordsRef, g grounds) error {
	a := Action{Kind: ActionRemove, MemberID: m.ID, Detail: string(ref.Place)}
	if !ref.Place.profile() {
		a.ThreadID = &ref.ThreadID
	}
	if err := s.holdThreadOf(ctx, v, a); err != nil {
		return err
	}
	words, err := s.wordsBeside(ctx, ref, m.ID)
	if err != nil {
		return err
	}
	if a, err = s.act(ctx, v, a, g); err != nil {
		return err
	}
	taken := removedWords{ActionID: a.ID, Words: words}
	if ref.Place == PlaceVerdict {
		taken.DecisionID = &ref.DecisionID
	}
	if err := s.write(ctx).Create(&taken).Error; err != nil {
		return fmt.Errorf("keep what was taken away: %w", err)
	}
	if _, err := s.setWordsBeside(ctx, a, taken, ""); err != nil {
		return err
	}
	err = s.audit(ctx, v, auditEntry{Action: "words.removed", Kind: "member", ID: m.ID, Before: string(ref.Place), Reason: g.words})
	if err != nil {
		return err
	}
	return s.tellOfWords(ctx, v, a)
}

// removedWords are what an action took away of words beside posts.
type removedWords struct {
	ActionID   int64 `gorm:"primaryKey"`
	DecisionID *int64
	Words      string
}

func (removedWords) TableName() string { return "removed_words" }

// setWordsBeside empties a place, or puts back what stood there where nothing stands now, and says whether it did.
func (s *Store) setWordsBeside(ctx context.Context, a Action, taken removedWords, words string) (bool, error) {
	empty := func(column string) string {
		if words == "" {
			return ""
		}
		return ` AND ` + column + ` = ''`
	}
	var n int64
	var err error
	switch place := Place(a.Detail); {
	case place == PlaceWhy:
		n, err = s.exec(ctx, `UPDATE supports SET why = ? WHERE thread_id = ? AND member_id = ?`+empty("why"), words, a.ThreadID, a.MemberID)
	case place == PlaceVote:
		n, err = s.exec(ctx, `UPDATE consultation_votes SET reason = ? WHERE thread_id = ? AND member_id = ?`+empty("reason"), words, a.ThreadID, a.MemberID)
	case place == PlaceVerdict:
		if n, err = s.exec(ctx, `UPDATE decisions SET words = ? WHERE id = ?`+empty("words"), words, taken.DecisionID); err == nil {
			_, err = s.exec(ctx, `UPDATE notice_batches SET words = ? WHERE decision_id = ?`+empty("words"), words, taken.DecisionID)
		}
	case place.profile():
		n, err = s.exec(ctx, `UPDATE profile_fields SET value = ? WHERE member_id = ? AND field = ?`+empty("value"), words, a.MemberID, place)
	}
	return n > 0, wrap(err, "set the words of %s", a.Detail)
}

// tellOfWords lets whatever shows the words draw them again.
func (s *Store) tellOfWords(ctx context.Context, v Viewer, a Action) error {
	if a.ThreadID == nil {
		return s.emitMemberChanged(ctx, a.MemberID)
	}
	var topicID int64
	if err := s.one(ctx, &topicID, `SELECT topic_id FROM threads WHERE id = ?`, *a.ThreadID); err != nil {
		return wrap(err, "find the topic of thread %d", *a.ThreadID)
	}
	return s.emitThread(ctx, Event{Type: EventThreadChanged, ActorID: &v.ID}, topicID, *a.ThreadID)
}

// restoreWords brings back what RemoveWords took, or RemoveFaceOf, where nothing else was put there meanwhile.
func (s *Store) restoreWords(ctx context.Context, v Viewer, a Action, because string) error {
	handle, err := s.liveHandle(ctx, a.MemberID)
	if err != nil {
		return err
	}
	return s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		_, err := s.putWordsBack(ctx, v, m, a, because)
		return err
	})
}

// putWordsBack brings back what an action took of a held member, and says whether there was a place for it.
func (s *Store) putWordsBack(ctx context.Context, v Viewer, m Member, a Action, because string) (back bool, err error) {
	if err := s.holdThreadOf(ctx, v, a); err != nil {
		return false, err
	}
	if err := s.takeBack(ctx, v, "id", a.ID, because, ActionRemove); err != nil {
		return false, err
	}
	var taken removedWords
	err = s.one(ctx, &taken, `SELECT * FROM removed_words WHERE action_id = ?`, a.ID)
	if err == nil {
		back, err = s.setWordsBeside(ctx, a, taken, taken.Words)
	}
	if err != nil && KindOf(err) != NotFound {
		return false, err
	}
	if _, err := s.exec(ctx, `DELETE FROM removed_words WHERE action_id = ?`, a.ID); err != nil {
		return false, err
	}
	if Place(a.Detail) == PlaceFace {
		if back, err = s.restoreFace(ctx, a); err != nil {
			return false, err
		}
	}
	err = s.audit(ctx, v, auditEntry{Action: "words.restored", Kind: "member", ID: m.ID, After: a.Detail, Reason: because})
	if err != nil {
		return false, err
	}
	return back, s.tellOfWords(ctx, v, a)
}

// holdThreadOf holds the thread in which an action's words stood, where it is one.
func (s *Store) holdThreadOf(ctx context.Context, v Viewer, a Action) error {
	if a.ThreadID == nil {
		return nil
	}
	_, err := s.holdThread(ctx, v, *a.ThreadID)
	return err
}
