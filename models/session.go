package models

import "time"

// How long a session lasts (DECISIONS): idle, and in all.
const (
	memberIdle, memberAge = 14 * 24 * time.Hour, 90 * 24 * time.Hour
	staffIdle, staffAge   = 12 * time.Hour, 7 * 24 * time.Hour
	// sessionTouch is how often a use is written down: not at each request.
	sessionTouch = time.Minute
)

// Session is one signed-in browser.
type Session struct {
	ID         int64
	MemberID   int64
	TokenHash  string
	UserAgent  string
	Address    string
	CreatedAt  time.Time
	LastSeenAt time.Time
}

// Alive reports whether the session may still be used by a member of that role.
func (s Session) Alive(r Role, at time.Time) bool { return at.Before(s.Until(r)) }

// Until is when the session of a member of that role runs out, where it is not used again before.
func (s Session) Until(r Role) time.Time {
	idle, age := memberIdle, memberAge
	if r.Staff() {
		idle, age = staffIdle, staffAge
	}
	unused, oldest := s.LastSeenAt.Add(idle), s.CreatedAt.Add(age)
	if unused.Before(oldest) {
		return unused
	}
	return oldest
}
