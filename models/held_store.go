package models

import (
	"cmp"
	"context"
	"fmt"
	"strings"
)

// hold keeps what a member wrote for a moderator, and opens a case. The creation's key leads to it from then on.
func (s *Store) hold(ctx context.Context, v Viewer, h HeldPost, key string) (int64, error) {
	h.MemberID, h.State, h.Version, h.CreatedAt = v.ID, HeldWaiting, 1, s.now()
	if err := s.write(ctx).Create(&h).Error; err != nil {
		return 0, fmt.Errorf("hold a post: %w", err)
	}
	if _, err := s.openCase(ctx, Case{Kind: CaseHold, MemberID: v.ID, HeldID: &h.ID}); err != nil {
		return 0, err
	}
	if key != "" {
		if _, err := s.exec(ctx, `UPDATE creations SET object_kind = 'held' WHERE member_id = ? AND key = ?`, v.ID, key); err != nil {
			return 0, wrap(err, "note what the key made")
		}
		if err := s.recordCreation(ctx, v, key, h.ID); err != nil {
			return 0, err
		}
	}
	return h.ID, s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
}

// HeldView is a held post with where it would stand.
type HeldView struct {
	HeldPost    `gorm:"embedded"`
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
	ThreadTitle string
	ThreadSlug  string
	TopicName   string
	Told        bool   // its author has not read yet what came of it
	Shown       string `gorm:"-"` // the rendering, made when it is looked at
}

const heldColumns = `SELECT h.*, a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
	COALESCE(t.title, '') AS thread_title, COALESCE(t.slug, '') AS thread_slug, o.name AS topic_name,
	EXISTS (SELECT 1 FROM moderation_notices n WHERE n.member_id = h.member_id AND n.held_id = h.id AND n.read_at IS NULL) AS told
	FROM held_posts h
	JOIN members a ON a.id = h.member_id
	LEFT JOIN threads t ON t.id = h.thread_id
	JOIN topics o ON o.id = COALESCE(t.topic_id, h.topic_id) `

// Held finds a held post for its author or a moderator. NotFound for everybody else.
func (s *Store) Held(ctx context.Context, v Viewer, id int64) (HeldView, error) {
	var h HeldView
	err := s.one(ctx, &h, heldColumns+`WHERE h.id = ?`, id)
	if err != nil {
		return HeldView{}, wrap(err, "find held post %d", id)
	}
	if h.MemberID != v.ID && !v.CanJudgeCases() || !v.SignedIn() {
		return HeldView{}, notFound()
	}
	doc, err := s.renderBody(ctx, h.spot(), h.Body)
	h.Shown = doc.HTML.String()
	return h, err
}

// spot is where a held post would stand: in a thread, or as the opening of one.
func (h HeldPost) spot() spot {
	at := spot{kind: cmp.Or(h.Kind, KindDiscussion), opening: h.TopicID != nil}
	if h.ThreadID != nil {
		at.thread = *h.ThreadID
	}
	if h.TopicID != nil {
		at.topic = *h.TopicID
	}
	return at
}

// HeldOf lists what of the viewer waits, or came back to be changed, in a thread (0: everywhere), the oldest first.
func (s *Store) HeldOf(ctx context.Context, v Viewer, threadID int64) ([]HeldView, error) {
	if !v.SignedIn() {
		return nil, nil
	}
	where, args := `WHERE h.member_id = ? AND h.state IN ('held', 'returned')`, []any{v.ID}
	if threadID != 0 {
		where, args = where+` AND h.thread_id = ?`, append(args, threadID)
	}
	var list []HeldView
	err := s.list(ctx, &list, heldColumns+where+` ORDER BY h.id LIMIT 50`, args...)
	return list, wrap(err, "list what is held")
}

// WithdrawHeld takes back what the viewer wrote and nobody has let through.
func (s *Store) WithdrawHeld(ctx context.Context, v Viewer, id int64) error {
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdOwnHeld(ctx, v, id)
		if err != nil || h.State == HeldWithdrawn {
			return err
		}
		if _, err := s.exec(ctx, `UPDATE held_posts SET state = 'withdrawn', body = '', title = '', tags = '', version = version + 1 WHERE id = ?`, id); err != nil {
			return err
		}
		return s.dropCase(ctx, v, id)
	})
	return wrap(err, "withdraw held post %d", id)
}

// ResendHeld sends a text that came back to be changed to the moderators again.
func (s *Store) ResendHeld(ctx context.Context, v Viewer, id int64, body string) error {
	f := fieldErrors{}
	body = f.checkText("body", body, "The text", 1, postMax)
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdOwnHeld(ctx, v, id)
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		if h.State != HeldReturned {
			return conflict("This does not wait for you to change it.")
		}
		_, err = s.exec(ctx, `UPDATE held_posts SET state = 'held', body = ?, words = '', decided_at = NULL, version = version + 1 WHERE id = ?`, body, id)
		if err != nil {
			return err
		}
		if _, err := s.openCase(ctx, Case{Kind: CaseHold, MemberID: v.ID, HeldID: &id}); err != nil {
			return err
		}
		return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
	})
	return wrap(err, "send held post %d again", id)
}

// holdOwnHeld locks a held post of the viewer's that was not decided for good.
func (s *Store) holdOwnHeld(ctx context.Context, v Viewer, id int64) (HeldPost, error) {
	var h HeldPost
	err := s.one(ctx, &h, `SELECT * FROM held_posts WHERE id = ? AND member_id = ?`+s.db.Dialect.ForUpdate(), id, v.ID)
	if err != nil {
		return h, err
	}
	if h.State == HeldApproved || h.State == HeldRemoved {
		return h, conflict("A moderator decided about this a moment ago.")
	}
	return h, nil
}

// dropCase closes the open case of what its author took back.
func (s *Store) dropCase(ctx context.Context, v Viewer, heldID int64) error {
	_, err := s.exec(ctx, `UPDATE cases SET closed_at = ?, closed_by = ?, outcome = 'withdrawn', version = version + 1
		WHERE held_id = ? AND closed_at IS NULL`, s.now(), v.ID, heldID)
	if err != nil {
		return err
	}
	return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
}

// HoldDecision is what a moderator does about a held post.
type HoldDecision struct {
	Do      string // "approved", "returned", "removed"
	Body    string // of an approval: the text as the moderator changed it; empty: as it was sent
	Rule    string // of a removal
	Words   string // its author reads them; an approval without changes needs none
	Version int64
}

// HoldOutcomes lists how a hold can end by a moderator.
var HoldOutcomes = []CaseOutcome{OutcomeApproved, OutcomeReturned, OutcomeRemoved}

func (in HoldDecision) check(f fieldErrors) (CaseOutcome, grounds) {
	do, least := CaseOutcome(in.Do), reasonMin
	if do != OutcomeApproved && do != OutcomeReturned && do != OutcomeRemoved {
		f.add("do", "Choose what to do.")
	}
	if do == OutcomeApproved && in.Body == "" {
		least = 0
	}
	g := grounds{words: f.checkLine("words", in.Words, "The sentence", least, reasonMax), rule: RuleOther}
	if do == OutcomeRemoved {
		g.rule = f.checkRule("rule", in.Rule, true)
	}
	return do, g
}

// DecideHold ends a hold: the post appears, by its author, as of now; or goes back to be changed; or is removed, with
// a rule and a sentence. Its author is told once, with what was changed. Conflict for whoever comes second, or where
// the thread takes no posts any more. NotFound for all but moderators.
func (s *Store) DecideHold(ctx context.Context, v Viewer, caseID int64, in HoldDecision) error {
	if !v.CanJudgeCases() {
		return notFound()
	}
	var h HeldPost
	err := s.one(ctx, &h, `SELECT h.* FROM cases c JOIN held_posts h ON h.id = c.held_id WHERE c.id = ? AND c.kind = 'hold'`, caseID)
	if err != nil {
		return wrap(err, "find held post of case %d", caseID)
	}
	if sent, _ := cleanText(in.Body); sent == h.Body {
		in.Body = "" // nothing was changed
	}
	f := fieldErrors{}
	do, g := in.check(f)
	body := h.Body
	if do == OutcomeApproved && in.Body != "" {
		body = f.checkText("body", in.Body, "The text", 1, postMax)
	}
	if err := f.err(); err != nil {
		return err
	}
	if h.MemberID == v.ID {
		return forbidden("You wrote this. Somebody else decides it.")
	}
	g.caseID = &caseID
	err = s.inTxWith(ctx, h.spot(), body, func(s *Store, doc rendering) error {
		c, err := s.holdCase(ctx, caseID, in.Version)
		if err != nil {
			return err
		}
		var now HeldPost
		if err := s.one(ctx, &now, `SELECT * FROM held_posts WHERE id = ?`+s.db.Dialect.ForUpdate(), h.ID); err != nil {
			return err
		}
		if now.Version != h.Version {
			return conflict("Its author changed this a moment ago. Look at it again.")
		}
		if err := s.endHold(ctx, v, now, do, body, doc, g); err != nil {
			return err
		}
		return s.closeCase(ctx, v, c, do, g.words)
	})
	return wrap(err, "decide case %d", caseID)
}

// endHold stores what became of a held post, and tells its author.
func (s *Store) endHold(ctx context.Context, v Viewer, h HeldPost, do CaseOutcome, body string, doc rendering, g grounds) error {
	set, args := `state = ?, words = ?, decided_at = ?, version = version + 1`, []any{string(do), g.words, s.now()}
	switch do {
	case OutcomeApproved:
		post, err := s.letThrough(ctx, h, body, doc)
		if err != nil {
			return err
		}
		set, args = set+`, post_id = ?, body = ''`, append(args, post)
		if body != h.Body {
			set, args = set+`, changed = ?`, append(args, h.Body)
		}
	case OutcomeRemoved:
		_, err := s.act(ctx, v, Action{Kind: ActionRefuse, MemberID: h.MemberID, ThreadID: h.ThreadID}, g)
		if err != nil {
			return err
		}
	}
	if _, err := s.exec(ctx, `UPDATE held_posts SET `+set+` WHERE id = ?`, append(args, h.ID)...); err != nil {
		return wrap(err, "store what became of held post %d", h.ID)
	}
	if do == OutcomeApproved {
		if err := s.leadOn(ctx, h.ID); err != nil {
			return err
		}
	}
	if do == OutcomeRemoved {
		return nil // told with the action
	}
	return s.tellMember(ctx, ModerationNotice{MemberID: h.MemberID, Kind: NoticeOfHold, HeldID: &h.ID})
}

// leadOn has the key under which a held post was sent lead to what it became.
func (s *Store) leadOn(ctx context.Context, heldID int64) error {
	_, err := s.exec(ctx, `UPDATE creations SET
			object_kind = (SELECT CASE WHEN h.thread_id IS NULL THEN 'thread' ELSE 'post' END FROM held_posts h WHERE h.id = creations.object_id),
			object_id = (SELECT CASE WHEN h.thread_id IS NULL THEN p.thread_id ELSE p.id END
				FROM held_posts h JOIN posts p ON p.id = h.post_id WHERE h.id = creations.object_id)
		WHERE object_kind = 'held' AND object_id = ?`, heldID)
	return wrap(err, "lead on from held post %d", heldID)
}

// letThrough makes the post, or the thread, of a held one by its author, through the steps that any other takes, and
// answers with the post's id.
func (s *Store) letThrough(ctx context.Context, h HeldPost, body string, doc rendering) (int64, error) {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ? AND status <> 'erased'`, h.MemberID); err != nil {
		return 0, wrap(err, "find the author")
	}
	author, err := s.viewerOf(ctx, m)
	if err != nil {
		return 0, err
	}
	if h.ThreadID == nil {
		return s.letThreadThrough(ctx, author, h, body, doc)
	}
	th, err := s.holdThread(ctx, author, *h.ThreadID)
	if err != nil {
		return 0, err
	}
	if !author.CanReply(th.Thread, th.Topic) {
		return 0, conflict("The thread takes no replies any more. Return it with a word, or remove it.")
	}
	if _, err := s.heedReply(ctx, author, th); err != nil {
		return 0, err
	}
	post, err := s.appendPost(ctx, author, th, Post{Body: body, ReplyTo: h.ReplyTo, Stance: h.Stance, Question: h.Question}, doc)
	if err != nil {
		return 0, err
	}
	if _, err := s.changeMemberCounts(ctx, author.ID, 0, 1); err != nil {
		return 0, err
	}
	return post.ID, s.changeThreadCounts(ctx, th.TopicID, th.Kind, 0, 1)
}

func (s *Store) letThreadThrough(ctx context.Context, author Viewer, h HeldPost, body string, doc rendering) (int64, error) {
	topic, err := s.topicOf(ctx, *h.TopicID)
	if err != nil {
		return 0, err
	}
	n := newThread{ThreadInput: ThreadInput{Title: h.Title, Body: body}, kind: h.Kind, topic: topic, doc: doc}
	if h.Tags != "" {
		n.tags = strings.Split(h.Tags, ",")
	}
	th, err := s.storeThread(ctx, author, n, topic.Topic)
	if KindOf(err) == Forbidden && err != nil {
		return 0, conflict("The topic takes no such thread any more. Return it with a word, or remove it.")
	}
	if err != nil {
		return 0, err
	}
	var opening int64
	err = s.one(ctx, &opening, `SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
	return opening, err
}

// reopenRefused gives a held post that was removed back to its author, to be sent again.
func (s *Store) reopenRefused(ctx context.Context, v Viewer, a Action, because string) error {
	if err := s.takeBack(ctx, v, "id", a.ID, because, ActionRefuse); err != nil {
		return err
	}
	_, err := s.exec(ctx, `UPDATE held_posts SET state = 'returned', words = ?, version = version + 1
		WHERE state = 'removed' AND id = (SELECT c.held_id FROM cases c WHERE c.id = ?)`, because, a.CaseID)
	if err != nil {
		return wrap(err, "give the held post back")
	}
	return s.audit(ctx, v, auditEntry{Action: "post.restored", Kind: "member", ID: a.MemberID, Before: "refused", After: "returned", Reason: because})
}
