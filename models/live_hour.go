package models

import (
	"fmt"
	"time"
)

// LiveHour is a scheduled conversation beside a thread of the kind event: a host, an agenda, questions that the host
// picks. Its posts are the thread's, so that afterwards the thread is the transcript, and every address of it stays.
type LiveHour struct {
	ThreadID     int64 `gorm:"primaryKey"`
	HostID       int64
	StartsAt     time.Time
	EndsAt       time.Time
	Phase        HourPhase // as far as it was told; PhaseAt is what holds
	Agenda       string
	PauseSeconds int64 // between two posts of one member while it is on; 0: none
	Summary      string
	SummedUpAt   *time.Time
	Version      int64
}

// HourPhase is how far a live hour has come.
type HourPhase string

const (
	HourComing HourPhase = "coming"
	HourOn     HourPhase = "on"
	HourOver   HourPhase = "over"
)

// HourPhases lists every phase, in order.
var HourPhases = []HourPhase{HourComing, HourOn, HourOver}

// PhaseAt is how far it has come at a moment. What its host ended stays ended.
func (h LiveHour) PhaseAt(at time.Time) HourPhase {
	switch {
	case h.Phase == HourOver || !at.Before(h.EndsAt):
		return HourOver
	case at.Before(h.StartsAt):
		return HourComing
	}
	return HourOn
}

// QuestionState is how far a question to the host has come; empty: the post is none.
type QuestionState string

const (
	QuestionAsked    QuestionState = "asked"
	QuestionPicked   QuestionState = "picked" // the host is at it
	QuestionAnswered QuestionState = "answered"
)

// QuestionStates lists every state of a question, in order.
var QuestionStates = []QuestionState{QuestionAsked, QuestionPicked, QuestionAnswered}

// ParseQuestionState refuses anything that is not a state of a question.
func ParseQuestionState(text string) (QuestionState, error) {
	for _, q := range QuestionStates {
		if string(q) == text {
			return q, nil
		}
	}
	return "", fmt.Errorf("a question is asked, picked or answered, and never %q", text)
}

// What a live hour may be.
const (
	hourLeast, hourMost       = 10 * time.Minute, 12 * time.Hour
	hourAhead                 = 365 * 24 * time.Hour
	agendaMost                = 2_000
	summaryMin                = 20
	summaryMost               = 5_000
	pauseMost           int64 = 300 // seconds
)

// checkHour holds the times and the pace of a live hour to what may be. A new one begins in the future.
func (f fieldErrors) checkHour(starts, ends, now time.Time, pause int64, coming bool) {
	switch {
	case starts.IsZero():
		f.add("starts_at", "Say when it begins.")
	case coming && !starts.After(now):
		f.add("starts_at", "This moment has passed. Choose one to come.")
	case starts.Sub(now) > hourAhead:
		f.add("starts_at", "Choose a moment within a year.")
	}
	switch long := ends.Sub(starts); {
	case ends.IsZero():
		f.add("ends_at", "Say when it ends.")
	case !starts.IsZero() && (long < hourLeast || long > hourMost):
		f.add("ends_at", "It lasts at least ten minutes, and at most twelve hours.")
	}
	if pause < 0 || pause > pauseMost {
		f.add("pause", "The pause between two posts is at most %d seconds.", pauseMost)
	}
}

// CanScheduleHour reports whether the viewer may hold a live hour in the topic: staff, and hosts of it.
func (v Viewer) CanScheduleHour(t Topic) bool {
	return v.SignedIn() && v.CanSeeTopic(t) && !t.Archived() && (v.Staff() || v.Hosts(t.ID))
}

// CanHost reports whether the viewer leads the live hour: its host, and moderators in case the host cannot.
func (v Viewer) CanHost(h LiveHour, th Thread, t Topic) bool {
	return v.SignedIn() && v.CanSeeThread(th, t) && th.Published() && !t.Archived() && (v.ID == h.HostID || v.Moderator())
}
