package models

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Consultation is "before we decide": a question with options and a closing date beside a thread of that kind. It ends
// with a published decision that says what was heard and what changed; there is no other end.
type Consultation struct {
	ThreadID  int64 `gorm:"primaryKey"`
	ClosesAt  time.Time
	Heard     string
	Changed   string
	DecidedBy *int64
	DecidedAt *time.Time
}

// Takes reports whether votes are taken.
func (c Consultation) Takes(at time.Time) bool { return c.DecidedAt == nil && at.Before(c.ClosesAt) }

// Owes reports whether the decision is owed: it closed, and nothing was published.
func (c Consultation) Owes(at time.Time) bool { return c.DecidedAt == nil && !at.Before(c.ClosesAt) }

// OptionView is an option with how many chose it, and some of why.
type OptionView struct {
	ID       int64
	Position int64
	Words    string
	N        int64
	Reasons  []VoteView `gorm:"-"`
}

// VoteView is one member's reason.
type VoteView struct {
	OptionID  int64
	Reason    string
	CreatedAt time.Time
	Person    Person `gorm:"embedded;embeddedPrefix:by_"`
}

// ConsultationView is what stands around a consultation's thread. MyOption is the viewer's vote, 0 without one.
type ConsultationView struct {
	Consultation `gorm:"embedded"`
	Decider      Person       `gorm:"embedded;embeddedPrefix:by_"`
	Options      []OptionView `gorm:"-"`
	Votes        int64        `gorm:"-"`
	MyOption     int64        `gorm:"-"`
	MyReason     string       `gorm:"-"`
}

// ConsultationInput is what staff send for a new one; options are one a line.
type ConsultationInput struct {
	Topic    string
	Title    string
	Body     string
	Options  string
	ClosesOn string // the last day on which votes are taken
	DraftKey string
}

const (
	optionsMin, optionsMax, optionMax = 2, 10, 300
	consultationDaysMost              = 90
	consultationReasons               = 20
)

// OpenConsultation asks everybody before the brand decides; for staff. The thread is an ordinary one, with replies.
func (s *Store) OpenConsultation(ctx context.Context, v Viewer, in ConsultationInput) (Thread, error) {
	if !v.CanSeeConsole() {
		return Thread{}, forbidden("Only staff open a consultation.")
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return Thread{}, err
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return Thread{}, err
	}
	f, n := fieldErrors{}, newThread{kind: KindConsultation}
	if n.topic, err = d.Topic(v, in.Topic); err != nil || n.topic.Archived() {
		f.add("topic", "Choose one of the topics.")
	}
	n.Title = f.checkLine("title", in.Title, "The question", titleMin, titleMax)
	n.Body = f.checkText("body", in.Body, "The text", 1, postMax)
	n.DraftKey = f.checkDraftKey(in.DraftKey)
	options := f.checkOptions(in.Options)
	today := DayOf(s.now(), rules.Zone)
	day := Day(f.checkDay("closes_on", in.ClosesOn, "Say until when people can answer."))
	if day != "" && (day <= today || day > today.Add(consultationDaysMost)) {
		f.add("closes_on", "Choose a day after today and within %d days.", consultationDaysMost)
	}
	if err := f.err(); err != nil {
		return Thread{}, err
	}
	var th Thread
	err = s.inTxWith(ctx, n.spot(), n.Body, func(s *Store, doc rendering) error {
		n.doc = doc
		id, err := s.claimCreation(ctx, v, n.DraftKey, createdThread)
		if err != nil {
			return err
		}
		if id != 0 {
			return s.one(ctx, &th, `SELECT * FROM threads WHERE id = ?`, id)
		}
		if th, _, err = s.insertThread(ctx, v, n); err != nil {
			return err
		}
		return s.insertConsultation(ctx, v, th, options, day.End(rules.Zone).UTC())
	})
	return th, wrap(err, "open a consultation")
}

func (f fieldErrors) checkOptions(text string) []string {
	var options []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if option := f.checkLine("options", line, "An option", 1, optionMax); !slices.Contains(options, option) {
			options = append(options, option)
		}
	}
	if len(options) < optionsMin || len(options) > optionsMax {
		f.add("options", "Give %d to %d options, one a line.", optionsMin, optionsMax)
	}
	return options
}

func (s *Store) insertConsultation(ctx context.Context, v Viewer, th Thread, options []string, closes time.Time) error {
	if err := s.write(ctx).Create(&Consultation{ThreadID: th.ID, ClosesAt: closes}).Error; err != nil {
		return wrap(err, "insert consultation")
	}
	for i, words := range options {
		_, err := s.exec(ctx, `INSERT INTO consultation_options (thread_id, position, words) VALUES (?, ?, ?)`, th.ID, i+1, words)
		if err != nil {
			return wrap(err, "insert option")
		}
	}
	return s.audit(ctx, v, auditEntry{Action: "consultation.opened", Kind: "thread", ID: th.ID, After: th.Title})
}

// Vote chooses an option, with why; once a member, changed as often as they like until it closes. Option 0 takes the
// vote back. Staff read, and are not counted.
func (s *Store) Vote(ctx context.Context, v Viewer, threadID, optionID int64, reason string) error {
	f := fieldErrors{}
	reason = f.checkText("reason", reason, "The reason", 0, whyMax)
	err := s.changeThread(ctx, v, threadID,
		func(h held) bool {
			if optionID == 0 {
				return v.CanLeaveVote(h.Thread, h.Topic)
			}
			return v.CanVote(h.Thread, h.Topic)
		},
		func(s *Store, h held) (bool, error) {
			c, err := s.consultation(ctx, h.ID)
			if err != nil {
				return false, err
			}
			if !c.Takes(s.now()) {
				return false, conflict("This consultation is closed; what was heard is being read.")
			}
			if err := f.err(); err != nil {
				return false, err
			}
			if optionID == 0 {
				n, err := s.exec(ctx, `DELETE FROM consultation_votes WHERE thread_id = ? AND member_id = ?`, h.ID, v.ID)
				return n > 0, wrap(err, "take the vote back")
			}
			var n int64
			if err := s.one(ctx, &n, `SELECT COUNT(*) FROM consultation_options WHERE id = ? AND thread_id = ?`, optionID, h.ID); err != nil {
				return false, err
			}
			if n == 0 {
				return false, invalid("option", "Choose one of the options.")
			}
			var before []string
			err = s.list(ctx, &before, `SELECT reason FROM consultation_votes WHERE thread_id = ? AND member_id = ?`, h.ID, v.ID)
			if err != nil {
				return false, wrap(err, "find the reason before")
			}
			if err := s.checkAside(ctx, v, aside{"reason", h.TopicID, strings.Join(before, ""), reason}); err != nil {
				return false, err
			}
			_, err = s.exec(ctx, `INSERT INTO consultation_votes (thread_id, member_id, option_id, reason, created_at) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (thread_id, member_id) DO UPDATE SET option_id = excluded.option_id, reason = excluded.reason`,
				h.ID, v.ID, optionID, reason, s.now())
			return true, wrap(err, "store the vote")
		})
	return wrap(err, "vote in consultation %d", threadID)
}

// DecideConsultation publishes what was heard and what changed because of it, which closes the consultation and tells
// everybody who voted; for staff. Nothing else closes it.
func (s *Store) DecideConsultation(ctx context.Context, v Viewer, threadID int64, heard, changed string) error {
	f := fieldErrors{}
	heard, changed = f.checkWords("heard", heard), f.checkWords("changed", changed)
	err := s.changeThread(ctx, v, threadID,
		func(h held) bool { return h.Kind == KindConsultation && v.CanSeeConsole() && h.Published() },
		func(s *Store, h held) (bool, error) {
			c, err := s.consultation(ctx, h.ID)
			if err != nil {
				return false, err
			}
			if c.DecidedAt != nil {
				return false, conflict("The decision of this consultation is published already.")
			}
			if err := f.err(); err != nil {
				return false, err
			}
			now := s.now()
			closes := c.ClosesAt
			if now.Before(closes) {
				closes = now
			}
			_, err = s.exec(ctx, `UPDATE consultations SET heard = ?, changed = ?, decided_by = ?, decided_at = ?, closes_at = ? WHERE thread_id = ?`,
				heard, changed, v.ID, now, closes, h.ID)
			if err != nil {
				return false, wrap(err, "store the decision")
			}
			if err := s.updateThread(ctx, h.ID, "outcome = ?, outcome_at = ?, outcome_by = ?", cutRunes(changed, outcomeMax), now, v.ID); err != nil {
				return false, err
			}
			b := noticeBatch{ThreadID: h.ID, ActorID: &v.ID, Kind: NoticeConsulted, Words: heard + "\n\n" + changed, DeliverAt: now}
			err = s.queueNotices(ctx, b, `SELECT m.id FROM members m
				WHERE m.status <> 'erased' AND m.id IN (SELECT x.member_id FROM consultation_votes x WHERE x.thread_id = ?)`, h.ID)
			if err != nil {
				return false, err
			}
			return true, s.audit(ctx, v, auditEntry{Action: "consultation.decided", Kind: "thread", ID: h.ID, After: changed})
		})
	return wrap(err, "decide consultation %d", threadID)
}

func (s *Store) consultation(ctx context.Context, threadID int64) (Consultation, error) {
	var c Consultation
	err := s.one(ctx, &c, `SELECT * FROM consultations WHERE thread_id = ?`, threadID)
	return c, wrap(err, "find consultation %d", threadID)
}

// ConsultationOf reads what stands around a thread that the caller got from Thread. NotFound for other kinds.
func (s *Store) ConsultationOf(ctx context.Context, v Viewer, th ThreadView) (ConsultationView, error) {
	var view ConsultationView
	err := s.one(ctx, &view, `SELECT c.*, `+personAs("m", "by_")+`
		FROM consultations c LEFT JOIN members m ON m.id = c.decided_by WHERE c.thread_id = ?`, th.ID)
	if err != nil {
		return view, wrap(err, "read consultation %d", th.ID)
	}
	err = s.list(ctx, &view.Options, `SELECT o.id, o.position, o.words,
			(SELECT COUNT(*) FROM consultation_votes x JOIN members m ON m.id = x.member_id WHERE x.option_id = o.id AND m.role = 'member') AS n
		FROM consultation_options o WHERE o.thread_id = ? ORDER BY o.position`, th.ID)
	if err != nil {
		return view, wrap(err, "count votes")
	}
	var votes []VoteView
	for i, o := range view.Options {
		view.Votes += o.N
		var reasons []VoteView
		without, blocked := v.withoutBlocked(`x.member_id`)
		err := s.list(ctx, &reasons, `SELECT x.option_id, x.reason, x.created_at, `+personAs("m", "by_")+`
			FROM consultation_votes x JOIN members m ON m.id = x.member_id
			WHERE x.option_id = ? AND x.reason <> ''`+without+` ORDER BY x.created_at DESC, x.member_id LIMIT ?`, append(append([]any{o.ID}, blocked...), consultationReasons)...)
		if err != nil {
			return view, wrap(err, "list reasons")
		}
		view.Options[i].Reasons = reasons
	}
	if !v.SignedIn() {
		return view, nil
	}
	err = s.list(ctx, &votes, `SELECT x.option_id, x.reason FROM consultation_votes x WHERE x.thread_id = ? AND x.member_id = ?`, th.ID, v.ID)
	for _, mine := range votes {
		view.MyOption, view.MyReason = mine.OptionID, mine.Reason
	}
	return view, wrap(err, "find the viewer's vote")
}
