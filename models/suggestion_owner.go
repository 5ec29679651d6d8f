package models

import (
	"context"
	"time"
)

// OwnerInput hands a suggestion to somebody. Words stand on the public record; Note is for the staff alone.
type OwnerInput struct {
	Handle  string
	Words   string
	Note    string
	Version int64 // 0: not compared
}

const noteMax = 5_000

// SetOwner gives a suggestion to somebody of the staff, or hands it over; for staff. Whoever is away cannot get one.
// The same owner again takes it on: a suggestion that was handed back no longer waits for that.
func (s *Store) SetOwner(ctx context.Context, v Viewer, threadID int64, in OwnerInput) (Suggestion, error) {
	if err := s.mayDecide(ctx, v, threadID); err != nil {
		return Suggestion{}, err
	}
	f := fieldErrors{}
	in.Words = f.checkText("words", in.Words, "Your words", 0, wordsMax)
	in.Note = f.checkText("note", in.Note, "The note", 0, noteMax)
	var g Suggestion
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		if !v.CanDecide(h.Thread, h.Topic) {
			return forbidden("Only staff say who owns a suggestion.")
		}
		if in.Version != 0 && in.Version != h.Version {
			return conflict("Somebody changed this suggestion meanwhile. Look at it again before you hand it over.")
		}
		if h.g.State == StateMerged {
			return conflict("This suggestion goes on in another one, which has an owner of its own.")
		}
		staff, err := s.staffNow(ctx, h.rules)
		if err != nil {
			return err
		}
		to, wrong, err := s.newOwner(ctx, staff, in.Handle)
		if err != nil {
			return err
		}
		if wrong != "" {
			f.add("handle", "%s", wrong)
		}
		if err := f.err(); err != nil {
			return err
		}
		if to.ID == h.g.OwnerID && h.g.HandedBackAt == nil && in.Words == "" && in.Note == "" {
			g = h.g
			return nil
		}
		if err := s.assign(ctx, v, &h, to, in); err != nil {
			return err
		}
		g = h.g
		return s.dropDraft(ctx, v, ToolDraftKey(DraftOwner, h.ID))
	})
	return g, wrap(err, "set owner of suggestion %d", threadID)
}

// newOwner finds who shall own something, or says why they cannot.
func (s *Store) newOwner(ctx context.Context, staff staffNow, handle string) (to colleague, wrong string, err error) {
	id, err := s.MemberID(ctx, handle)
	if err != nil && KindOf(err) == NotFound {
		return to, "Nobody here has this handle.", nil
	}
	if err != nil {
		return to, "", err
	}
	to, ok := staff.find(id)
	switch {
	case !ok:
		return to, "Only somebody of the staff whose account is active can own a suggestion.", nil
	case to.Away:
		return to, "They are away today. Choose somebody who is there.", nil
	}
	return to, "", nil
}

func (s *Store) assign(ctx context.Context, v Viewer, h *heldSuggestion, to colleague, in OwnerInput) error {
	d, err := s.changeOwner(ctx, v, h, to, Decision{Kind: LineAssignment, Words: in.Words})
	if err != nil {
		return err
	}
	h.g.actedOn(s.now())
	if in.Note != "" {
		if err := s.insertNote(ctx, v, h.ID, in.Note); err != nil {
			return err
		}
	}
	if to.ID != v.ID {
		if err := s.tell(ctx, *h, d, NoticeAssigned, s.now(), to.ID); err != nil {
			return err
		}
	}
	before, err := s.handleOf(ctx, h.was.OwnerID)
	if err != nil {
		return err
	}
	after, err := s.handleOf(ctx, to.ID)
	if err != nil {
		return err
	}
	err = s.audit(ctx, v, auditEntry{Action: "suggestion.owner", Kind: "thread", ID: h.ID, Before: before, After: after, Reason: in.Words})
	if err != nil {
		return err
	}
	return s.storeLedger(ctx, v, h)
}

// changeOwner gives a held suggestion to somebody and puts that on the record.
func (s *Store) changeOwner(ctx context.Context, v Viewer, h *heldSuggestion, to colleague, d Decision) (Decision, error) {
	from, now := h.g.OwnerID, s.now()
	d.FromOwner, d.ToOwner = &from, &to.ID
	if to.ID != from {
		h.setOwner(to, now)
	}
	return s.addLine(ctx, v, *h, d)
}

func (s *Store) handleOf(ctx context.Context, id int64) (handle string, err error) {
	err = s.one(ctx, &handle, `SELECT handle FROM members WHERE id = ?`, id)
	return handle, wrap(err, "find the handle of member %d", id)
}

// Note is private words among staff about a thread.
type Note struct {
	ID        int64
	ThreadID  int64
	AuthorID  int64
	Body      string
	CreatedAt time.Time
}

// NoteView is a note with who wrote it; for the console alone.
type NoteView struct {
	Note   `gorm:"embedded"`
	Author Person `gorm:"embedded;embeddedPrefix:by_"`
}

// AddNote keeps private words about a thread; for staff. NotFound for all others, to whom notes do not exist.
func (s *Store) AddNote(ctx context.Context, v Viewer, threadID int64, body string) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	f := fieldErrors{}
	body = f.checkText("body", body, "The note", 1, noteMax)
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdThread(ctx, v, threadID)
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		if err := s.insertNote(ctx, v, h.ID, body); err != nil {
			return err
		}
		if err := s.dropDraft(ctx, v, ToolDraftKey(DraftNote, h.ID)); err != nil {
			return err
		}
		return s.emitConsole(ctx, h.ID)
	})
	return wrap(err, "add a note to thread %d", threadID)
}

func (s *Store) insertNote(ctx context.Context, v Viewer, threadID int64, body string) error {
	n := Note{ThreadID: threadID, AuthorID: v.ID, Body: body, CreatedAt: s.now()}
	if err := s.write(ctx).Create(&n).Error; err != nil {
		return wrap(err, "insert note")
	}
	// that there is a note, not its words: those stay in their own table
	return s.audit(ctx, v, auditEntry{Action: "note.added", Kind: "thread", ID: threadID})
}

// Notes lists the private words about a thread that the viewer may see, oldest first; for staff. NotFound.
func (s *Store) Notes(ctx context.Context, v Viewer, threadID int64) ([]NoteView, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	if _, err := s.Thread(ctx, v, threadID); err != nil && KindOf(err) != Gone {
		return nil, err
	}
	var notes []NoteView
	err := s.list(ctx, &notes, `SELECT n.*, a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM notes n
		JOIN members a ON a.id = n.author_id
		WHERE n.thread_id = ?
		ORDER BY n.id`, threadID)
	return notes, wrap(err, "list notes of thread %d", threadID)
}
