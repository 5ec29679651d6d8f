package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// SuggestionRef names another suggestion beside one, such as those that were merged into it.
type SuggestionRef struct {
	ThreadID int64
	Number   int64
	Title    string
	Slug     string
	State    State
	Author   Person `gorm:"embedded;embeddedPrefix:by_"`
}

// DecisionView is a line of the ledger as anyone may see it.
type DecisionView struct {
	Decision    `gorm:"embedded"`
	Actor       Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: the clock
	OwnerBefore Person `gorm:"embedded;embeddedPrefix:before_"`
	OwnerAfter  Person `gorm:"embedded;embeddedPrefix:after_"`
	OtherTitle  string
	OtherSlug   string
	OtherNumber *int64
	Helpers     []Person `gorm:"-"`
}

// SupportView is a supporter with why they need it.
type SupportView struct {
	Support `gorm:"embedded"`
	Person  Person `gorm:"embedded;embeddedPrefix:by_"`
}

// SuggestionView is what stands around a suggestion's thread: head, ledger, support. It holds nothing private but the
// words of decisions that were taken back, which only staff are given; Mine is the viewer's own.
type SuggestionView struct {
	Ledger     Suggestion `gorm:"embedded;embeddedPrefix:g_"`
	Version    int64      // to be sent with a decision
	Owner      Person     `gorm:"embedded;embeddedPrefix:owner_"`
	Department string
	// DepartmentSlug leads to the page of what the department answered.
	DepartmentSlug string
	Hurt           int64           // people who said that it would hurt them
	Lines          []DecisionView  `gorm:"-"` // oldest first
	Whys           []SupportView   `gorm:"-"` // the latest with words, at most WhysShown
	Mine           *Support        `gorm:"-"` // the viewer's own
	Merged         []SuggestionRef `gorm:"-"` // what was merged into it: credit to their authors
	Into           *SuggestionRef  `gorm:"-"` // the one that goes on, at the end of the chain
	At             time.Time       `gorm:"-"` // when it was read: Late and Undoable are asked of it
}

// WhysShown is how many supporters' words a suggestion's page shows.
const WhysShown = 20

// Late reports whether something is overdue.
func (s SuggestionView) Late() bool { return s.Ledger.Late(s.At) }

// Answer is the decision that stands now; nil while there is none.
func (s SuggestionView) Answer() *DecisionView {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		l := &s.Lines[i]
		if l.Kind == LineDecision && l.WithdrawnAt == nil && l.ToState == s.Ledger.State {
			return l
		}
	}
	return nil
}

// columnsAs lists an alias' columns under a prefix, for a struct embedded under it.
func columnsAs(alias, prefix string, columns ...string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = alias + "." + c + " AS " + prefix + c
	}
	return strings.Join(out, ", ")
}

func personAs(alias, prefix string) string {
	return columnsAs(alias, prefix, "id", "handle", "name", "role", "status")
}

var suggestionColumns = columnsAs("g", "g_", "thread_id", "number", "state", "state_since", "owner_id", "owner_since", "department_id",
	"born_at", "ack_due_at", "acknowledged_at", "ack_minutes", "decide_due_at", "decided_at", "decide_minutes", "decide_paused", "paused_since",
	"paused_minutes", "paused_before", "reopened_at", "redecide_due_at", "redecided_at", "redecide_minutes", "redecide_paused", "verdict_reopened", "answered", "answered_at",
	"next_update_on", "revisit_on", "due_at", "watch_at", "acted_at", "handed_back_at", "hand_backs", "merged_into", "merged_at", "support_count",
	"imported", "withdrawn_at")

// Suggestion reads a suggestion that the viewer may see. NotFound for other kinds of thread; Gone.
func (s *Store) Suggestion(ctx context.Context, v Viewer, threadID int64) (ThreadView, SuggestionView, error) {
	th, err := s.Thread(ctx, v, threadID)
	if err != nil {
		return th, SuggestionView{}, err
	}
	view, err := s.SuggestionOf(ctx, v, th)
	return th, view, err
}

// SuggestionOf reads what stands around a thread that the caller got from Thread. NotFound for other kinds.
func (s *Store) SuggestionOf(ctx context.Context, v Viewer, th ThreadView) (SuggestionView, error) {
	view := SuggestionView{At: s.now()}
	err := s.one(ctx, &view, `SELECT `+suggestionColumns+`, t.version, `+personAs("m", "owner_")+`,
			COALESCE(d.name, '') AS department, COALESCE(d.slug, '') AS department_slug,
			(SELECT COUNT(DISTINCT p.author_id) FROM posts p WHERE p.thread_id = g.thread_id AND p.stance = 'hurts' AND p.status = 'visible') AS hurt
		FROM suggestions g
		JOIN threads t ON t.id = g.thread_id
		JOIN members m ON m.id = g.owner_id
		LEFT JOIN departments d ON d.id = g.department_id
		WHERE g.thread_id = ?`, th.ID)
	if err != nil {
		return view, fmt.Errorf("read suggestion %d: %w", th.ID, err)
	}
	view.At = s.now()
	if view.Lines, err = s.lines(ctx, v, th.ID); err != nil {
		return view, err
	}
	if err := s.addWhys(ctx, v, &view); err != nil {
		return view, err
	}
	return view, s.addMerges(ctx, v, &view)
}

const decisionJoins = `LEFT JOIN members a ON a.id = d.actor_id
	LEFT JOIN members fo ON fo.id = d.from_owner
	LEFT JOIN members ow ON ow.id = d.to_owner
	LEFT JOIN threads x ON x.id = d.other_id AND x.status = 'published'
		AND EXISTS (SELECT 1 FROM topics xo WHERE xo.id = x.topic_id AND xo.visibility IN ?)
	LEFT JOIN suggestions xg ON xg.thread_id = x.id`

var decisionViewColumns = columnsAs("d", "", "id", "thread_id", "kind", "actor_id", "employer", "department_id", "from_state", "to_state",
	"from_owner", "to_owner", "words", "reason_type", "evidence", "evidence_url", "since", "next_update_on", "revisit_on", "other_id",
	"undoes_id", "answered", "created_at", "withdrawn_at") + ", " +
	personAs("a", "by_") + ", " + personAs("fo", "before_") + ", " + personAs("ow", "after_") +
	", COALESCE(x.title, '') AS other_title, COALESCE(x.slug, '') AS other_slug, xg.number AS other_number"

// lines lists the ledger of a suggestion, oldest first.
func (s *Store) lines(ctx context.Context, v Viewer, threadID int64) ([]DecisionView, error) {
	var lines []DecisionView
	err := s.list(ctx, &lines, `SELECT `+decisionViewColumns+` FROM decisions d `+decisionJoins+`
		WHERE d.thread_id = ? ORDER BY d.id`, v.Visibilities(), threadID)
	if err != nil {
		return nil, fmt.Errorf("list the ledger of suggestion %d: %w", threadID, err)
	}
	if err := s.addHelpers(ctx, lines); err != nil || v.Staff() {
		return lines, err
	}
	for i := range lines {
		lines[i].unsay()
	}
	return lines, nil
}

// unsay keeps of what was taken back before anybody was told that it was there: its words are the staff's alone.
func (d *DecisionView) unsay() {
	if d.WithdrawnAt == nil {
		return
	}
	d.Words, d.ReasonType, d.Evidence, d.EvidenceURL, d.Since, d.NextUpdateOn, d.RevisitOn, d.Helpers = "", "", "", "", "", "", "", nil
	d.OtherID, d.OtherTitle, d.OtherSlug, d.OtherNumber = nil, "", "", nil
}

// addHelpers names who helped with what is done.
func (s *Store) addHelpers(ctx context.Context, lines []DecisionView) error {
	var ids []int64
	for _, l := range lines {
		if l.Kind == LineDecision && l.ToState == StateDone {
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var rows []struct {
		DecisionID int64
		Person     Person `gorm:"embedded;embeddedPrefix:by_"`
	}
	err := s.list(ctx, &rows, `SELECT h.decision_id, `+personAs("m", "by_")+`
		FROM decision_helpers h JOIN members m ON m.id = h.member_id
		WHERE h.decision_id IN ? ORDER BY h.decision_id, m.id`, ids)
	if err != nil {
		return fmt.Errorf("list helpers: %w", err)
	}
	for i := range lines {
		for _, r := range rows {
			if r.DecisionID == lines[i].ID {
				lines[i].Helpers = append(lines[i].Helpers, r.Person)
			}
		}
	}
	return nil
}

// addWhys reads the supporters' words, and the viewer's own support.
func (s *Store) addWhys(ctx context.Context, v Viewer, view *SuggestionView) error {
	var rows []SupportView
	err := s.list(ctx, &rows, `SELECT p.*, `+personAs("m", "by_")+`
		FROM supports p JOIN members m ON m.id = p.member_id
		WHERE p.thread_id = ? AND (p.member_id = ? OR (p.why <> '' AND (p.thread_id, p.member_id) IN (
			SELECT q.thread_id, q.member_id FROM supports q WHERE q.thread_id = ? AND q.why <> ''
			ORDER BY q.created_at DESC, q.member_id LIMIT ?)))
		ORDER BY p.created_at DESC, p.member_id`, view.Ledger.ThreadID, v.ID, view.Ledger.ThreadID, WhysShown)
	if err != nil {
		return fmt.Errorf("list support: %w", err)
	}
	for _, r := range rows {
		if r.MemberID == v.ID && v.SignedIn() {
			own := r.Support
			view.Mine = &own
		}
		if r.Why != "" && len(view.Whys) < WhysShown && !v.Blocks(r.MemberID) {
			view.Whys = append(view.Whys, r)
		}
	}
	return nil
}

func (s *Store) addMerges(ctx context.Context, v Viewer, view *SuggestionView) error {
	const columns = `g.thread_id, g.number, t.title, t.slug, g.state`
	if view.Ledger.MergedInto != nil {
		end, err := s.mergedEnd(ctx, view.Ledger.ThreadID)
		if err != nil {
			return err
		}
		var into SuggestionRef
		err = s.one(ctx, &into, `SELECT `+columns+`, `+personAs("a", "by_")+`
			FROM suggestions g JOIN threads t ON t.id = g.thread_id JOIN members a ON a.id = t.author_id
			WHERE g.thread_id = ? AND `+visibleThread, end, v.Visibilities())
		if err != nil && KindOf(err) != NotFound {
			return fmt.Errorf("find what goes on: %w", err)
		}
		if err == nil {
			view.Into = &into
		}
	}
	merged := false
	for _, l := range view.Lines {
		merged = merged || l.Kind == LineMergedIn
	}
	if !merged {
		return nil
	}
	err := s.list(ctx, &view.Merged, `SELECT `+columns+`, `+personAs("a", "by_")+`
		FROM suggestions g JOIN threads t ON t.id = g.thread_id JOIN members a ON a.id = t.author_id
		WHERE g.merged_into = ? AND `+visibleThread+` ORDER BY g.merged_at, g.thread_id`, view.Ledger.ThreadID, v.Visibilities())
	return wrap(err, "list what was merged")
}
