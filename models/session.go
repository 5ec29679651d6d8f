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
func (s Session) Alive(r Role, at time.Time) bool {
	idle, age := memberIdle, memberAge
	if r.Staff() {
		idle, age = staffIdle, staffAge
	}
	return at.Sub(s.LastSeenAt) < idle && at.Sub(s.CreatedAt) < age
}
