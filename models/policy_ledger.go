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

// CanSupport reports whether the viewer may support the suggestion, or take that back: any member but its author.
func (v Viewer) CanSupport(th Thread, t Topic) bool {
	return v.SignedIn() && th.Kind == KindSuggestion && v.ID != th.AuthorID && v.CanSeeThread(th, t) &&
		th.Published() && !t.Archived()
}

// CanJudge reports whether the viewer may say whether the answer answered, and reopen it once: the author alone.
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
