package models

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"github.com/commonthread/commonthread/internal/auth"
)

// JoiningState says what became of somebody's wish to join.
type JoiningState string

// The states of a joining request.
const (
	JoiningWaiting  JoiningState = "waiting"
	JoiningApproved JoiningState = "approved"
	JoiningRefused  JoiningState = "refused"
)

// JoiningRequest is somebody who would like to join where staff decide.
type JoiningRequest struct {
	ID           int64
	TokenHash    string
	Handle       string
	Name         string
	Email        string // empty once somebody has decided
	EmailKey     string
	PasswordHash string
	Why          string
	House        int64
	State        JoiningState
	Words        string // what whoever asked is told
	CreatedAt    time.Time
	DecidedAt    *time.Time
	DecidedBy    *int64
}

// TableName is the table's name.
func (JoiningRequest) TableName() string { return "joining_requests" }

const joiningWhyMax = 500

// AskToJoin stores a wish to join where staff decide, and answers with the token under which whoever asked finds out
// what became of it. Forbidden by any other door; Invalid with the fields.
func (s *Store) AskToJoin(ctx context.Context, in JoinInput, why string) (token string, err error) {
	m, _, err := s.checkJoin(ctx, in, RoleMember, JoinApproval)
	if err != nil {
		return "", err
	}
	f := fieldErrors{}
	why = f.checkText("why", why, "Your words", 0, joiningWhyMax)
	if err := f.err(); err != nil {
		return "", err
	}
	if err := s.countAlone(ctx, joinsByAddress, countKey(LimitKey(in.Address))); err != nil {
		return "", err
	}
	hash, err := s.hashPassword(ctx, in.Password)
	if err != nil {
		return "", err
	}
	token = auth.NewToken()
	err = s.InTx(ctx, func(s *Store) error {
		if err := s.refuseTaken(ctx, m); err != nil {
			return err
		}
		row := JoiningRequest{
			TokenHash: auth.HashToken(token), Handle: m.Handle, Name: m.Name, Email: m.Email, EmailKey: m.EmailKey, PasswordHash: hash,
			Why: why, House: in.House, State: JoiningWaiting, CreatedAt: s.now(),
		}
		err := s.write(ctx).Create(&row).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) { // whether handle or address: the same words, as of a taken address
			return invalid("handle", "Somebody asked with this handle or address and waits for an answer. Choose another.")
		}
		if err != nil {
			return err
		}
		return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
	})
	return token, wrap(err, "ask to join")
}

// JoiningByToken is a request for whoever has its token; NotFound for a token that is none.
func (s *Store) JoiningByToken(ctx context.Context, token string) (JoiningRequest, error) {
	var r JoiningRequest
	err := s.one(ctx, &r, `SELECT * FROM joining_requests WHERE token_hash = ?`, auth.HashToken(token))
	if KindOf(err) == NotFound {
		return r, notFound()
	}
	return r, wrap(err, "find a joining request")
}

// judgesJoining says whether the viewer lets people in: moderators.
func (v Viewer) judgesJoining() error {
	switch {
	case !v.Staff():
		return notFound()
	case !v.Moderator():
		return forbidden("Only moderators and administrators let people in.")
	}
	return nil
}

// JoiningRequests lists one page of who waits, the longest first, after a request's id (0: from the first), and whether
// there is more; for moderators. Addresses are theirs to see.
func (s *Store) JoiningRequests(ctx context.Context, v Viewer, after int64) (list []JoiningRequest, more bool, err error) {
	if err := v.judgesJoining(); err != nil {
		return nil, false, err
	}
	err = s.list(ctx, &list, `SELECT * FROM joining_requests WHERE state = 'waiting' AND id > ? ORDER BY id LIMIT ?`, after, JoiningPerPage+1)
	return list[:min(len(list), JoiningPerPage)], len(list) > JoiningPerPage, wrap(err, "list joining requests")
}

// DecideJoining lets somebody in, or not, in words that they read; for moderators. A refusal needs them. Conflict where
// somebody decided before, the handle was taken meanwhile, or a crisis pauses joining. Address and password are forgotten with the answer.
func (s *Store) DecideJoining(ctx context.Context, v Viewer, id int64, approve bool, words string) error {
	if err := v.judgesJoining(); err != nil {
		return err
	}
	f := fieldErrors{}
	least := reasonMin
	if approve {
		least = 0
	}
	words = f.checkLine("words", words, "Your words", least, reasonMax)
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if err := v.judgesJoining(); err != nil {
			return err
		}
		var r JoiningRequest
		if err := s.one(ctx, &r, `SELECT * FROM joining_requests WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
			return err
		}
		if r.State != JoiningWaiting {
			return conflict("Somebody has answered %s already.", r.Name)
		}
		state := JoiningRefused
		if approve {
			state = JoiningApproved
			if err := s.letIn(ctx, r); err != nil {
				return err
			}
		}
		_, err = s.exec(ctx, `UPDATE joining_requests SET state = ?, words = ?, decided_at = ?, decided_by = ?, email = '', email_key = '', password_hash = ''
			WHERE id = ?`, state, words, s.now(), v.ID, id)
		if err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{Action: "joining." + string(state), Kind: "joining", ID: id, After: "@" + r.Handle, Reason: words})
		if err != nil {
			return err
		}
		return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
	})
	return wrap(err, "decide on joining request %d", id)
}

// letIn makes the account that somebody asked for.
func (s *Store) letIn(ctx context.Context, r JoiningRequest) error {
	site, err := s.siteNow(ctx)
	if err != nil {
		return err
	}
	if site.Crisis.Joining {
		return conflict("Joining is paused. %s can be let in when the pause is over; who asked still waits.", r.Name)
	}
	m := s.beginning(RoleMember)
	m.Handle, m.Name, m.Email, m.EmailKey, m.PasswordHash = r.Handle, r.Name, r.Email, r.EmailKey, r.PasswordHash
	err = s.insertMember(ctx, &m)
	if KindOf(err) == Invalid {
		return conflict("The handle or the address was taken meanwhile. Tell them so, and ask them to choose another.")
	}
	if err != nil {
		return err
	}
	_, err = s.storeAcceptance(ctx, m.ID, r.House, r.CreatedAt)
	return err
}
