package models

import (
	"context"
	"strings"
)

// DraftForm is the kind of draft of a form that stands on a page of its own, such as a moderator's sentence. There is one
// a person and form, under the form's place.
const DraftForm = "form"

// FormPlace is where a form stands, which is the key of its draft on every device: the address of its page, and which of
// the page's forms it is.
func FormPlace(page, form string) string { return page + "#" + form }

// FormPlaceFits reports whether there is room for a place among the keys of drafts; a form at another keeps nothing.
func FormPlaceFits(place string) bool { return runes(place) <= draftKeyMax }

// Place is the address of the page that the draft's form stands on, and which form it is; empty for drafts of other kinds.
func (d Draft) Place() (page, form string) {
	i := strings.LastIndexByte(d.DraftKey, '#')
	if d.Kind != DraftForm || i < 0 {
		return "", ""
	}
	return d.DraftKey[:i], d.DraftKey[i+1:]
}

// FormDrafts finds what the viewer typed into forms and did not send, by their places.
func (s *Store) FormDrafts(ctx context.Context, v Viewer, places []string) ([]Draft, error) {
	var list []Draft
	err := s.list(ctx, &list, `SELECT * FROM drafts
		WHERE member_id = ? AND draft_key IN ? AND kind = ? AND deleted_at IS NULL
		ORDER BY id`, v.ID, places, DraftForm)
	return list, wrap(err, "find drafts of forms")
}

// sentForm is the draft that goes when the words of its form are stored.
type sentForm struct {
	memberID int64
	place    string
}

// Sending is the store for the verb that stores what a form at a place holds: its transaction drops the form's draft. An
// empty place: the store itself.
func (s *Store) Sending(v Viewer, place string) *Store {
	if place == "" || !v.SignedIn() {
		return s
	}
	sending := *s
	sending.sent = &sentForm{v.ID, place}
	return &sending
}

// dropSent forgets the draft of what this transaction stored.
func (s *Store) dropSent(ctx context.Context) error {
	if s.sent == nil {
		return nil
	}
	_, err := s.exec(ctx, `DELETE FROM drafts WHERE member_id = ? AND draft_key = ? AND kind = ?`, s.sent.memberID, s.sent.place, DraftForm)
	return wrap(err, "drop the draft of a form")
}
