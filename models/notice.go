package models

import "time"

// NoticeKind says what a notice tells of.
type NoticeKind string

const (
	NoticeReceipt     NoticeKind = "receipt"      // your suggestion arrived
	NoticeDecision    NoticeKind = "decision"     // a decision or update on what you asked for or support
	NoticeMerged      NoticeKind = "merged"       // what you support goes on here; one click takes you out
	NoticeUnmerged    NoticeKind = "unmerged"     // it stands by itself again
	NoticeReturned    NoticeKind = "returned"     // what was parked, waited for its author or was answered is under review again
	NoticeSplit       NoticeKind = "split"        // part of it is discussed in another thread
	NoticeAssigned    NoticeKind = "assigned"     // staff: you own it now
	NoticeHandedBack  NoticeKind = "handed_back"  // staff: it came to you, or left you, for want of an answer
	NoticeLate        NoticeKind = "late"         // staff: a lead is told
	NoticeVerdictNo   NoticeKind = "verdict_no"   // staff: the author says that the answer did not answer
	NoticeReopened    NoticeKind = "reopened"     // staff: it is yours now, reopened
	NoticeThanked     NoticeKind = "thanked"      // somebody of the staff thanks you
	NoticeSideMessage NoticeKind = "side_message" // a private message about a suggestion
	NoticeConsulted   NoticeKind = "consulted"    // what came of a consultation that you voted in
	NoticeDecisionDue NoticeKind = "decision_due" // staff: a consultation closed, and its decision is owed
	NoticeReviewAsked NoticeKind = "review_asked" // staff: a story waits for a second pair of eyes
	NoticeStoryBack   NoticeKind = "story_back"   // your story was handed back, with words
	NoticeStoryOut    NoticeKind = "story_out"    // your story passed and is out
	NoticeCheckDue    NoticeKind = "check_due"    // is this story still true?
)

// NoticeKinds lists every kind of notice.
var NoticeKinds = []NoticeKind{
	NoticeReceipt, NoticeDecision, NoticeMerged, NoticeUnmerged, NoticeReturned, NoticeSplit, NoticeAssigned, NoticeHandedBack,
	NoticeLate, NoticeVerdictNo, NoticeReopened, NoticeThanked, NoticeSideMessage, NoticeConsulted,
	NoticeDecisionDue, NoticeReviewAsked, NoticeStoryBack, NoticeStoryOut, NoticeCheckDue,
}

// owedNotices are told whatever somebody muted or blocked: to staff and writers their work, and to everybody what became of a
// suggestion that they made or support, which no supporter may miss.
var owedNotices = []NoticeKind{
	NoticeAssigned, NoticeHandedBack, NoticeLate, NoticeVerdictNo, NoticeReopened, NoticeSideMessage,
	NoticeReceipt, NoticeDecision, NoticeMerged, NoticeUnmerged, NoticeReturned, NoticeConsulted,
	NoticeDecisionDue, NoticeReviewAsked, NoticeStoryBack, NoticeStoryOut, NoticeCheckDue,
}

// noticeBatch is one thing to be told to people: stored with what it tells of, handed out by DeliverNotices once
// its time has come.
type noticeBatch struct {
	ID          int64
	ThreadID    int64
	DecisionID  *int64
	ActorID     *int64
	Kind        NoticeKind
	Words       string
	Recipients  int64
	Delivered   int64
	DeliverAt   time.Time
	CreatedAt   time.Time
	FinishedAt  *time.Time
	CancelledAt *time.Time
}

// TableName is the table's name.
func (noticeBatch) TableName() string { return "notice_batches" }

// Notice is one thing told to one member, once.
type Notice struct {
	ID        int64
	BatchID   int64
	MemberID  int64
	ThreadID  int64
	CreatedAt time.Time
	ReadAt    *time.Time
}

// NoticeView is a notice as its member sees it, with the words inside it and where it leads.
type NoticeView struct {
	Notice      `gorm:"embedded"`
	Kind        NoticeKind
	Words       string
	DecisionID  *int64
	ToState     State
	Line        DecisionKind // of the ledger's line that it tells of; empty: of none
	ThreadTitle string
	ThreadSlug  string
	Number      *int64 // the suggestion's
	Mine        bool   // the thread is the member's own
	Actor       Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: the clock
}

// Unread reports whether the member has not seen it yet.
func (n NoticeView) Unread() bool { return n.ReadAt == nil }

// NoticesPerPage is the length of one page of notices.
const NoticesPerPage = 30
