package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// QueueRef names one thing that waits for moderators. Joining requests have numbers of their own; all others are cases.
type QueueRef struct {
	Kind CaseKind
	ID   int64
}

// String is the name in addresses and forms, such as "report-12"; empty for none.
func (r QueueRef) String() string {
	if r.ID == 0 {
		return ""
	}
	return string(r.Kind) + "-" + strconv.FormatInt(r.ID, 10)
}

// ParseQueueRef reads what String wrote. Invalid for anything else; nothing is none.
func ParseQueueRef(text string) (QueueRef, error) {
	if text == "" {
		return QueueRef{}, nil
	}
	kind, number, _ := strings.Cut(text, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id < 1 || !slices.Contains(CaseKinds, CaseKind(kind)) {
		return QueueRef{}, invalid("items", "“%s” names nothing that waits.", cutRunes(text, 40))
	}
	return QueueRef{CaseKind(kind), id}, nil
}

func (r QueueRef) joining() int {
	if r.Kind == CaseJoining {
		return 1
	}
	return 0
}

// CaseItem is a case in a list. A joining request is one too: ThreadTitle is its name, Text why, and nobody is its Member.
type CaseItem struct {
	Case        `gorm:"embedded"`
	Member      Person `gorm:"embedded;embeddedPrefix:member_"`
	ThreadTitle string
	Text        string // the start of the post
	Reports     int64
	Reasons     string // of the reports, each once, or of the hold; comma separated. Of an appeal: the kind of action
}

// Ref names the item.
func (c CaseItem) Ref() QueueRef { return QueueRef{c.Kind, c.ID} }

// CasesPerPage is the length of one page of a list of cases.
const CasesPerPage = InboxPerPage

// waitingParts are what waits, of one kind or of all: every list, every count and the way to the next go by them.
func waitingParts(kind CaseKind) []string {
	cases := `SELECT c.kind, c.id, c.opened_at AS since, 0 AS joining FROM cases c WHERE c.closed_at IS NULL`
	asked := `SELECT 'joining' AS kind, j.id, j.created_at AS since, 1 AS joining FROM joining_requests j WHERE j.state = 'waiting'`
	switch kind {
	case "":
		return []string{cases, asked}
	case CaseJoining:
		return []string{asked}
	case CaseReport, CaseHold, CaseAppeal:
		return []string{cases + ` AND c.kind = '` + string(kind) + `'`}
	}
	return []string{cases + ` AND FALSE`} // never a stranger's words
}

// Queue lists one page of what waits for moderators, of one kind or (empty) of all, the oldest first, after one of them
// (the zero value: from the first), and whether there is more. NotFound for all but moderators.
func (s *Store) Queue(ctx context.Context, v Viewer, kind CaseKind, after QueueRef) (items []CaseItem, more bool, err error) {
	if !v.CanJudgeCases() {
		return nil, false, notFound()
	}
	refs, err := s.waiting(ctx, kind, after, ``, nil, CasesPerPage+1)
	if err != nil {
		return nil, false, err
	}
	if len(refs) > CasesPerPage {
		refs, more = refs[:CasesPerPage], true
	}
	items, err = s.caseItems(ctx, refs)
	return items, more, err
}

// Cases lists one page of one kind, after an id (0: from the first); see Queue.
func (s *Store) Cases(ctx context.Context, v Viewer, kind CaseKind, after int64) (items []CaseItem, more bool, err error) {
	return s.Queue(ctx, v, kind, QueueRef{kind, after})
}

// NextCase is what comes after one of the queue that the viewer may decide, the first of all where nothing does; the
// zero value where nothing waits for them. For moderators.
func (s *Store) NextCase(ctx context.Context, v Viewer, kind CaseKind, after QueueRef) (QueueRef, error) {
	if !v.CanJudgeCases() {
		return QueueRef{}, notFound()
	}
	const others = `NOT EXISTS (SELECT 1 FROM cases c LEFT JOIN appeals w ON w.case_id = c.id LEFT JOIN actions x ON x.id = w.action_id
		WHERE q.joining = 0 AND c.id = q.id AND (c.member_id = ? OR x.actor_id = ?))`
	for _, from := range []QueueRef{after, {}} {
		refs, err := s.waiting(ctx, kind, from, others, []any{v.ID, v.ID}, 1)
		if err != nil || len(refs) > 0 {
			return append(refs, QueueRef{})[0], err
		}
		if from.ID == 0 {
			break
		}
	}
	return QueueRef{}, nil
}

// waiting finds what waits after one of it, in the queue's order. Invalid for a kind that is none.
func (s *Store) waiting(ctx context.Context, kind CaseKind, after QueueRef, where string, with []any, limit int) ([]QueueRef, error) {
	if kind != "" && !slices.Contains(CaseKinds, kind) {
		return nil, invalid("kind", "Nothing of the kind “%s” waits.", cutRunes(string(kind), 40))
	}
	var conditions []string
	var args []any
	if after.ID > 0 {
		since, err := s.waitsSince(ctx, after)
		if err != nil {
			return nil, err
		}
		conditions, args = append(conditions, `q.since >= ? AND (q.since, q.joining, q.id) > (?, ?, ?)`), []any{since, since, after.joining(), after.ID}
	}
	if where != "" {
		conditions, args = append(conditions, where), append(args, with...)
	}
	query := `SELECT q.kind, q.id FROM (` + strings.Join(waitingParts(kind), " UNION ALL ") + `) q`
	if len(conditions) > 0 {
		query += ` WHERE ` + strings.Join(conditions, " AND ")
	}
	var refs []QueueRef
	err := s.list(ctx, &refs, query+` ORDER BY q.since, q.joining, q.id LIMIT ?`, append(args, limit)...)
	return refs, wrap(err, "list what waits")
}

// waitsSince is since when something waits, or waited; the beginning of time for what is gone, so that a list begins anew.
func (s *Store) waitsSince(ctx context.Context, r QueueRef) (time.Time, error) {
	query := `SELECT opened_at FROM cases WHERE id = ?`
	if r.Kind == CaseJoining {
		query = `SELECT created_at FROM joining_requests WHERE id = ?`
	}
	var at time.Time
	err := s.one(ctx, &at, query, r.ID)
	if KindOf(err) == NotFound {
		return time.Time{}, nil
	}
	return at, wrap(err, "find since when %s waits", r)
}

// caseItems reads what a list shows of each, in the order of the list.
func (s *Store) caseItems(ctx context.Context, refs []QueueRef) ([]CaseItem, error) {
	var cases, asked []int64
	for _, r := range refs {
		if r.Kind == CaseJoining {
			asked = append(asked, r.ID)
		} else {
			cases = append(cases, r.ID)
		}
	}
	found := make(map[QueueRef]CaseItem, len(refs))
	var list []CaseItem
	if len(cases) > 0 {
		err := s.list(ctx, &list, `SELECT c.*, `+personAs("m", "member_")+`, COALESCE(NULLIF(h.title, ''), t.title, '') AS thread_title,
				SUBSTR(COALESCE(w.words, d.body, p.body, h.body, ''), 1, 200) AS text, COALESCE(h.reasons, x.kind, '') AS reasons,
				(SELECT COUNT(*) FROM reports r WHERE r.case_id = c.id AND r.repeats_id IS NULL AND r.beside_id IS NULL) AS reports
			FROM cases c
			JOIN members m ON m.id = c.member_id
			LEFT JOIN appeals w ON w.case_id = c.id
			LEFT JOIN actions x ON x.id = w.action_id
			LEFT JOIN posts p ON p.id = COALESCE(c.post_id, x.post_id)
			LEFT JOIN search_documents d ON d.post_id = p.id
			LEFT JOIN held_posts h ON h.id = c.held_id
			LEFT JOIN threads t ON t.id = COALESCE(p.thread_id, h.thread_id, x.thread_id)
			WHERE c.id IN ?`, cases)
		if err != nil {
			return nil, fmt.Errorf("list cases: %w", err)
		}
		if err := s.addReasons(ctx, list); err != nil {
			return nil, err
		}
	}
	waiting, err := s.joiningItems(ctx, asked)
	if err != nil {
		return nil, err
	}
	for _, c := range append(list, waiting...) {
		found[c.Ref()] = c
	}
	items := make([]CaseItem, 0, len(refs))
	for _, r := range refs {
		if c, ok := found[r]; ok {
			items = append(items, c)
		}
	}
	return items, nil
}

// addReasons says what the reports of each case name.
func (s *Store) addReasons(ctx context.Context, items []CaseItem) error {
	if len(items) == 0 {
		return nil
	}
	at := map[int64]int{}
	ids := make([]int64, len(items))
	for i := range items {
		at[items[i].ID], ids[i] = i, items[i].ID
	}
	var rows []struct {
		CaseID int64
		Reason Rule
	}
	err := s.list(ctx, &rows, `SELECT DISTINCT case_id, reason FROM reports WHERE case_id IN ? AND repeats_id IS NULL ORDER BY case_id, reason`, ids)
	for _, r := range rows {
		i := at[r.CaseID]
		items[i].Reasons = strings.TrimPrefix(items[i].Reasons+","+string(r.Reason), ",")
	}
	return wrap(err, "list reasons of cases")
}

// CaseCounts counts what waits of each kind, and of all under the empty one, up to 99; for moderators.
func (s *Store) CaseCounts(ctx context.Context, v Viewer) (map[CaseKind]Total, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	var parts []string
	for _, kind := range CaseKinds {
		of := strings.Join(waitingParts(kind), " UNION ALL ")
		parts = append(parts, fmt.Sprintf(`SELECT '%s' AS kind, COUNT(*) AS n FROM (SELECT 1 FROM (%s) q LIMIT %d) w`, kind, of, inboxCap+1))
	}
	var rows []struct {
		Kind CaseKind
		N    int64
	}
	if err := s.list(ctx, &rows, strings.Join(parts, " UNION ALL ")); err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	counts := map[CaseKind]Total{}
	var all int64
	for _, r := range rows {
		counts[r.Kind] = capped(r.N)
		all += r.N
	}
	counts[""] = capped(all)
	return counts, nil
}

// capped is a count of the console: up to inboxCap it is exact.
func capped(n int64) Total { return Total{N: min(n, inboxCap), Capped: n > inboxCap} }
