package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
)

// ledgerTexts are where a handle may stand in words outside of posts, those that an undo would bring back too.
var ledgerTexts = []struct {
	table, column string
	most          int // characters that fit: a former handle may be longer; 0: any number
}{
	{"decisions", "words", 0},
	{"decisions", "evidence", 0},
	{"decisions", "evidence_url", 0},
	{"decisions", "before", 0},
	{"supports", "why", whyMax},
	{"notice_batches", "words", 0},
	{"notes", "body", noteMax},
	{"side_messages", "body", sideMessageMax},
	{"side_conversations", "closing_line", 0},
	{"snoozes", "reason", 0},
	{"saved_replies", "body", wordsMax},
	{"thanks", "words", thanksMax},
	{"contacts", "words", noteMax},
	{"promise_annotations", "words", 0},
	{"threads", "outcome", 0},
	{"threads", "standfirst", 0},
	{"threads", "locked_because", 0},
	{"consultations", "heard", 0},
	{"consultations", "changed", 0},
	{"consultation_options", "words", optionMax},
	{"consultation_votes", "reason", whyMax},
	{"revisions", "title", 0},
	{"revisions", "standfirst", 0},
	{"revisions", "reason", 0},
	{"posts", "removed_because", 0},
	{"members", "suspended_because", 0},
	{"threads", "withdrawn_because", 0},
	{"threads", "cover_alt", 0},
	{"corrections", "words", 0},
	{"series", "name", seriesNameMax},
	{"saved_replies", "title", savedTitleMax},
	{"profile_fields", "value", 0},
	{"topics", "description", 0},
	{"topics", "posting_rules", 0},
	{"drafts", "cover_alt", 0},
	{"drafts", "fields", 0},
	{"actions", "words", 0},
	{"actions", "undone_because", 0},
	{"removed_words", "words", 0},
	{"cases", "words", 0},
	{"reports", "detail", reportMax},
	{"appeals", "words", reportMax},
	{"held_posts", "title", titleMax},
	{"held_posts", "body", 0},
	{"held_posts", "words", 0},
	{"held_posts", "changed", 0},
	{"joining_requests", "why", joiningWhyMax},
	{"joining_requests", "words", 0},
	{"audit_log", "before", 0},
	{"audit_log", "after", 0},
	{"audit_log", "reason", 0},
}

// wordsLeast are the words that the schema wants to be long enough to say something; nameGone makes up for a handle
// that was longer than what stands for it.
var wordsLeast = map[string]int{"decisions.words": wordsMin, "consultations.heard": wordsMin, "consultations.changed": wordsMin}

const nameGone = " (the name is gone)"

// sweepLedger takes the handle of an erased member out of titles, the ledger's words and the audit log, which keeps
// the fact without the person.
func (s *Store) sweepLedger(ctx context.Context, e erasure) error {
	clean := func(text string) string { return markup.ReplaceHandle(text, e.Handle, formerHandle(e.MemberID)) }
	for _, t := range ledgerTexts {
		texts, err := s.textsNaming(ctx, e, t.table, t.column)
		if err != nil {
			return err
		}
		for _, text := range texts {
			now := clean(text)
			if now == text {
				continue
			}
			if runes(now) < wordsLeast[t.table+"."+t.column] {
				now += nameGone
			}
			if t.most > 0 {
				now = cutRunes(now, t.most)
			}
			_, err := s.exec(ctx, `UPDATE `+t.table+` SET `+t.column+` = ? WHERE `+t.column+` = ?`, now, text)
			if err != nil {
				return wrap(err, "take the handle out of %s", t.table)
			}
			if t.table == "decisions" && t.column == "words" {
				_, err := s.exec(ctx, `UPDATE decisions SET words_key = ? WHERE words = ? AND words_key <> ''`, wordsKey(now), now)
				if err != nil {
					return wrap(err, "take the handle out of what answers are compared by")
				}
			}
		}
	}
	if err := s.sweepTitles(ctx, e, clean); err != nil {
		return err
	}
	return s.sweepAudit(ctx, e)
}

// textsNaming lists the texts of a column that hold the handle as a mention or a link does.
func (s *Store) textsNaming(ctx context.Context, e erasure, table, column string) (texts []string, err error) {
	like := column + ` ` + s.db.Dialect.Like() + ` ? ESCAPE '\'`
	err = s.list(ctx, &texts, `SELECT DISTINCT `+column+` FROM `+table+` WHERE `+like+` OR `+like,
		"%@"+escapeLike(e.Handle)+"%", "%/members/"+escapeLike(e.Handle)+"%")
	return texts, wrap(err, "look for the handle in %s", table)
}

// sweepTitles takes the handle out of titles, and out of the addresses that are made of them.
func (s *Store) sweepTitles(ctx context.Context, e erasure, clean func(string) string) error {
	titles, err := s.textsNaming(ctx, e, "threads", "title")
	if err != nil {
		return err
	}
	for _, title := range titles {
		if clean(title) == title {
			continue
		}
		var ids []int64
		if err := s.list(ctx, &ids, `SELECT id FROM threads WHERE title = ? ORDER BY id`, title); err != nil {
			return wrap(err, "list threads of a title")
		}
		for _, id := range ids {
			if err := s.rewriteTitle(ctx, id, cutRunes(clean(title), titleMax)); err != nil {
				return fmt.Errorf("rewrite the title of thread %d: %w", id, err)
			}
		}
	}
	return nil
}

// rewriteTitle stores a title that nobody edited: its address leads on from the former one, as for every title.
func (s *Store) rewriteTitle(ctx context.Context, id int64, title string) error {
	h, err := s.holdAnyThread(ctx, id)
	if err != nil {
		return err
	}
	if err := s.updateThread(ctx, id, "title = ?, slug = ?, version = version + 1", title, slugOf(title)); err != nil {
		return err
	}
	var openings []int64 // none where the opening was taken away: it is not found by its words either
	err = s.list(ctx, &openings, `SELECT d.post_id FROM search_documents d JOIN posts p ON p.id = d.post_id WHERE p.thread_id = ? AND p.number = 1`, id)
	if err != nil {
		return fmt.Errorf("find the opening: %w", err)
	}
	for _, opening := range openings {
		if err := s.retitleDocument(ctx, opening, title); err != nil {
			return err
		}
	}
	if !h.Published() {
		return nil
	}
	return s.emitThread(ctx, Event{Type: EventThreadChanged}, h.TopicID, id)
}

// handleLists are the entries of the audit log whose values are handles, without the sign of a mention.
var handleLists = []string{"suggestion.owner", "topic.owner", "roster.changed", "absence.changed", "department.changed", "topic.changed", "topic.created"}

// sweepAudit takes the handle out of entries that say who had what before and after.
func (s *Store) sweepAudit(ctx context.Context, e erasure) error {
	var rows []AuditEntry
	like := s.db.Dialect.Like() + ` ? ESCAPE '\'`
	part := "%" + escapeLike(e.Handle) + "%"
	err := s.list(ctx, &rows, `SELECT * FROM audit_log WHERE action IN ? AND (before `+like+` OR after `+like+`) ORDER BY id`, handleLists, part, part)
	if err != nil {
		return wrap(err, "look for the handle in the audit log")
	}
	for _, r := range rows {
		before, after := withoutHandle(r.Before, e), withoutHandle(r.After, e)
		if _, err := s.exec(ctx, `UPDATE audit_log SET before = ?, after = ? WHERE id = ?`, before, after, r.ID); err != nil {
			return wrap(err, "take the handle out of entry %d", r.ID)
		}
	}
	return nil
}

// withoutHandle changes a handle where it stands as a word of its own.
func withoutHandle(text string, e erasure) string {
	isPart := func(r rune) bool {
		return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return !isPart(r) })
	if !slices.Contains(words, e.Handle) {
		return text
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !isPart(r) })
		if end < 0 {
			end = len(text)
		}
		if text[:end] == e.Handle {
			b.WriteString(formerHandle(e.MemberID))
		} else {
			b.WriteString(text[:end])
		}
		gap := strings.IndexFunc(text[end:], isPart)
		if gap < 0 {
			gap = len(text) - end
		}
		b.WriteString(text[end : end+gap])
		text = text[end+gap:]
	}
	return b.String()
}
