package models

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// SetUpInput is the first form of a new community.
type SetUpInput struct {
	Community string
	TimeZone  string // an IANA name
	Topic     string // the first topic's name
	Handle    string
	Name      string
	Email     string
	Password  string
	Address   string
	UserAgent string
}

// SetupToken makes the one-time token of the set-up page while there is no administrator; "" once there is.
// Each call replaces the one before, so the address printed last is the one that works.
func (s *Store) SetupToken(ctx context.Context) (string, error) {
	token := auth.NewToken()
	err := s.InTx(ctx, func(s *Store) error {
		done, err := s.hasAdministrator(ctx)
		if err != nil {
			return err
		}
		if done {
			token = ""
			return nil
		}
		return s.setSetting(ctx, settingSetup, auth.HashToken(token))
	})
	if err != nil {
		return "", fmt.Errorf("make the set-up address: %w", err)
	}
	return token, nil
}

func (s *Store) hasAdministrator(ctx context.Context) (bool, error) {
	var n int64
	if err := s.one(ctx, &n, `SELECT COUNT(*) FROM members WHERE role = 'administrator'`); err != nil {
		return false, fmt.Errorf("look for an administrator: %w", err)
	}
	return n > 0, nil
}

// CheckSetup reports whether a set-up address works: NotFound for a wrong token, and for any once an
// administrator exists.
func (s *Store) CheckSetup(ctx context.Context, token string) error {
	done, err := s.hasAdministrator(ctx)
	if err != nil {
		return err
	}
	var stored string
	if err := s.one(ctx, &stored, `SELECT value FROM settings WHERE key = ?`, settingSetup); err != nil {
		return err
	}
	if done || subtle.ConstantTimeCompare([]byte(stored), []byte(auth.HashToken(token))) != 1 {
		return notFound()
	}
	return nil
}

// SetUp spends the token and makes the community: its name and time zone, the first topic, the administrator,
// who is signed in. Of two at once exactly one succeeds; the other is NotFound.
func (s *Store) SetUp(ctx context.Context, token string, in SetUpInput) (SignedIn, error) {
	if err := s.CheckSetup(ctx, token); err != nil {
		return SignedIn{}, err
	}
	m, topic, err := s.checkSetUp(in)
	if err != nil {
		return SignedIn{}, err
	}
	if m.PasswordHash, err = s.hashPassword(ctx, in.Password); err != nil {
		return SignedIn{}, err
	}
	out := SignedIn{Token: auth.NewToken()}
	err = s.InTx(ctx, func(s *Store) error {
		// whoever deletes the row is the one; the other waits for it and finds none
		n, err := s.exec(ctx, `DELETE FROM settings WHERE key = ? AND value = ?`, settingSetup, auth.HashToken(token))
		if err != nil {
			return fmt.Errorf("spend the set-up address: %w", err)
		}
		done, err := s.hasAdministrator(ctx)
		if err != nil {
			return err
		}
		if n == 0 || done {
			return notFound()
		}
		out.Viewer, out.MaxAge, err = s.makeCommunity(ctx, in, m, topic, out.Token)
		return err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("set up: %w", err)
	}
	return out, nil
}

func (s *Store) checkSetUp(in SetUpInput) (Member, TopicInput, error) {
	f := fieldErrors{}
	f.checkLine("community", in.Community, "The community's name", 2, nameMax)
	f.checkLine("topic", in.Topic, "The first topic", topicNameMin, topicNameMax)
	f.checkTimeZone(in.TimeZone)
	m := s.newMember(MemberInput{Handle: in.Handle, Name: in.Name, Email: in.Email, Role: RoleAdministrator}, f)
	f.checkNewPassword(in.Password, m, Site{Name: in.Community})
	topic := TopicInput{Name: in.Topic}
	if _, known := f["topic"]; !known {
		if _, err := topic.check(); err != nil {
			f.add("topic", "Give the topic a name with letters in it.")
		}
	}
	return m, topic, f.err()
}

func (s *Store) makeCommunity(ctx context.Context, in SetUpInput, m Member, topic TopicInput, token string) (Viewer, time.Duration, error) {
	name, _ := cleanLine(in.Community)
	for key, value := range map[string]string{settingName: name, settingZone: strings.TrimSpace(in.TimeZone)} {
		if err := s.setSetting(ctx, key, value); err != nil {
			return Viewer{}, 0, err
		}
	}
	m.ID = 0
	if err := s.insertMember(ctx, &m); err != nil {
		return Viewer{}, 0, err
	}
	if err := s.rememberPlace(ctx, m.ID, in.Address); err != nil {
		return Viewer{}, 0, err
	}
	v, age, err := s.startSession(ctx, m, token, SignInInput{
		Credentials: Credentials{Address: in.Address}, UserAgent: in.UserAgent,
	})
	if err != nil {
		return Viewer{}, 0, err
	}
	if _, err := s.CreateTopic(ctx, v, topic); err != nil {
		return Viewer{}, 0, err
	}
	return v, age, s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &m.ID})
}
