package models

import "context"

// AnnotatePromise puts staff's words beside the figures; they cannot change them.
func (s *Store) AnnotatePromise(ctx context.Context, v Viewer, words string) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	f := fieldErrors{}
	words = f.checkText("words", words, "What you say", wordsMin, whyMax)
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		var id int64
		err := s.write(ctx).Raw(`INSERT INTO promise_annotations (author_id, words, created_at) VALUES (?, ?, ?) RETURNING id`, v.ID, words, s.now()).
			Scan(&id).Error
		if err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "promise.annotated", Kind: "site", ID: id, After: words}); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "annotate the promise")
}

// RemoveAnnotation takes words beside the figures off again: their author's, or any by an administrator. The audit log
// keeps them. NotFound for what is gone already.
func (s *Store) RemoveAnnotation(ctx context.Context, v Viewer, id int64) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		var a struct {
			AuthorID *int64
			Words    string
		}
		err := s.one(ctx, &a, `SELECT author_id, words FROM promise_annotations WHERE id = ? AND removed_at IS NULL`+s.db.Dialect.ForUpdate(), id)
		if err != nil {
			return err
		}
		if !v.Administrator() && (a.AuthorID == nil || *a.AuthorID != v.ID) {
			return forbidden("Only whoever wrote this, or an administrator, takes it off.")
		}
		if _, err := s.exec(ctx, `UPDATE promise_annotations SET removed_at = ? WHERE id = ?`, s.now(), id); err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "promise.annotated", Kind: "site", ID: id, Before: a.Words}); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "remove annotation %d", id)
}
