package models

// Who may do what with suggestions. Like policy.go: predicates without I/O; what must hold of the ledger besides,
// such as the present state, is the verbs' own.

// CanSeeConsole reports whether the console exists for the viewer: notes, rosters, inboxes, side-conversations.
func (v Viewer) CanSeeConsole() bool { return v.Staff() }

// CanDecide reports whether the viewer may decide, assign, snooze and annotate the suggestion: any staff. A lock
// keeps nobody from answering.
func (v Viewer) CanDecide(th Thread, t Topic) bool {
	return v.Staff() && th.Kind == KindSuggestion && v.CanSeeThread(th, t) && th.Published()
}

// CanSupport reports whether the viewer may support the suggestion, or say why: any member but its author, while
// anything may be written in it (FAULTS C08).
func (v Viewer) CanSupport(th Thread, t Topic) bool {
	return v.CanLeaveSupport(th, t) && open(th, t)
}

// CanLeaveSupport reports whether the viewer may take support back: a lock keeps nobody counted.
func (v Viewer) CanLeaveSupport(th Thread, t Topic) bool {
	return v.SignedIn() && th.Kind == KindSuggestion && v.ID != th.AuthorID && v.CanSeeThread(th, t) &&
		th.Published() && !t.Archived()
}

// CanVote reports whether the viewer may answer a consultation, as long as it takes answers: members, not staff.
func (v Viewer) CanVote(th Thread, t Topic) bool { return v.CanLeaveVote(th, t) && open(th, t) }

// CanLeaveVote reports whether the viewer may take an answer back: a lock keeps nobody counted.
func (v Viewer) CanLeaveVote(th Thread, t Topic) bool {
	return v.SignedIn() && !v.Staff() && th.Kind == KindConsultation && v.CanSeeThread(th, t) && th.Published() && !t.Archived()
}

// CanJudge reports whether the viewer may say whether the answer answered, and reopen it once: the author alone. As
// staff may answer in a locked thread, its author may answer them.
func (v Viewer) CanJudge(th Thread, t Topic) bool {
	return v.SignedIn() && th.Kind == KindSuggestion && v.ID == th.AuthorID && v.CanSeeThread(th, t) && th.Published()
}

// CanBecomeSuggestion reports whether the viewer may turn the thread into a suggestion: staff, or its author.
func (v Viewer) CanBecomeSuggestion(th Thread, t Topic) bool {
	return v.SignedIn() && (th.Kind == KindDiscussion || th.Kind == KindQuestion) && v.CanSeeThread(th, t) && open(th, t) &&
		(v.Staff() || v.ID == th.AuthorID && v.startsHere(KindSuggestion, t))
}

// CanRunLedger reports whether the viewer may change calendar, targets, departments, the roster and topic owners.
func (v Viewer) CanRunLedger() bool { return v.Administrator() }

// canActFor reports whether the viewer may enter a person's holidays: their own, or as an administrator.
func (v Viewer) canActFor(memberID int64) bool { return v.ID == memberID || v.Administrator() }
