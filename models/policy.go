package models

import (
	"slices"
	"time"
)

// Viewer is who asks. The zero value is a reader without an account. Every surface makes one from a
// session or token for each request, so a right lost is lost at the next request everywhere.
type Viewer struct {
	ID         int64
	Handle     string
	Name       string
	Role       Role
	Employer   string
	HostOf     []int64 // topics
	MayPublish bool
	FourEyes   bool     // whether another of the staff puts the viewer's stories out
	PresentTo  Audience // who is told the viewer's name while they read or write
	// Restrictions hold until RestrictedUntil: ask Restricted.
	Restrictions    []Restriction
	RestrictedUntil *time.Time
	JoinedAt        time.Time
	PostCount       int64
	// Blocked are members whom the viewer does not read; Mutes says that there is something they are not told of.
	Blocked       []int64
	Mutes         bool
	revealed      int64  // see Revealing
	AcceptedHouse int64  // up to which version of the community's own pages; ask OwesHouse
	SessionID     int64  // 0 for tokens
	Address       string // for limits and the audit log
}

// newMember is how long, and for how many posts, somebody counts as new (DECISIONS: first 24 h or fewer than 5 posts).
const (
	newMemberFor   = 24 * time.Hour
	newMemberPosts = 5
)

// AsMember is the viewer as they would be without any role: an ordinary member, who hosts nothing.
func (v Viewer) AsMember() Viewer {
	v.Role, v.Employer, v.HostOf, v.MayPublish = RoleMember, "", nil, false
	return v
}

// SignedIn reports whether the viewer has an account.
func (v Viewer) SignedIn() bool { return v.ID != 0 }

// Staff reports whether the viewer belongs to the company.
func (v Viewer) Staff() bool { return v.Role.Staff() }

// Moderator reports whether the viewer may moderate, everywhere.
func (v Viewer) Moderator() bool { return v.Role.Rank() >= RoleModerator.Rank() }

// Administrator reports whether the viewer runs the community.
func (v Viewer) Administrator() bool { return v.Role == RoleAdministrator }

// Hosts reports whether the viewer is a host of the topic.
func (v Viewer) Hosts(topicID int64) bool { return slices.Contains(v.HostOf, topicID) }

// NewMember reports whether the tighter limits for newcomers hold; they never do for staff.
func (v Viewer) NewMember(at time.Time) bool {
	return v.SignedIn() && !v.Staff() && (at.Sub(v.JoinedAt) < newMemberFor || v.PostCount < newMemberPosts)
}

// Visibilities are the topics' visibilities that the viewer may see: the SQL twin of CanSeeTopic.
func (v Viewer) Visibilities() []Visibility {
	switch {
	case v.Staff():
		return []Visibility{VisiblePublic, VisibleMembers, VisibleStaff}
	case v.SignedIn():
		return []Visibility{VisiblePublic, VisibleMembers}
	}
	return []Visibility{VisiblePublic}
}

// CanSeeTopic reports whether the topic exists for the viewer.
func (v Viewer) CanSeeTopic(t Topic) bool { return slices.Contains(v.Visibilities(), t.Visibility) }

// CanSeeThread reports whether the thread exists for the viewer. Unpublished and removed ones do, as a
// notice; what is not out yet only for its author and for moderators.
func (v Viewer) CanSeeThread(th Thread, t Topic) bool {
	if !v.CanSeeTopic(t) {
		return false
	}
	if th.neverOut() {
		return v.SignedIn() && (v.ID == th.AuthorID || v.Moderator() || (v.Staff() && th.InReview()))
	}
	return true
}

// CanReadWithdrawn reports whether the viewer may still read a thread that was unpublished or removed.
func (v Viewer) CanReadWithdrawn(th Thread) bool {
	return v.Moderator() || (v.SignedIn() && v.ID == th.AuthorID && (th.Status == ThreadUnpublished || th.takenBackBy(v))) ||
		(v.Staff() && th.InReview())
}

// takenBackBy reports whether the viewer removed the thread themselves.
func (t Thread) takenBackBy(v Viewer) bool {
	return t.Status == ThreadRemoved && t.WithdrawnBy != nil && *t.WithdrawnBy == v.ID
}

// CanStart reports whether the viewer may start a thread of the kind in the topic.
func (v Viewer) CanStart(k Kind, t Topic) bool {
	if !v.SignedIn() || !v.CanSeeTopic(t) || t.Archived() || !t.Allows(k) {
		return false
	}
	return (k != KindStory || v.CanPublish()) && v.startsHere(k, t)
}

// CanPublish reports whether the viewer may write stories: staff, and members who were invited to.
func (v Viewer) CanPublish() bool { return v.Staff() || (v.SignedIn() && v.MayPublish) }

// open reports whether anything may be written in the thread at all, by anybody.
func open(th Thread, t Topic) bool { return th.Published() && !th.Locked() && !t.Archived() }

// CanReply reports whether the viewer may add a post. A locked thread takes none, from nobody.
func (v Viewer) CanReply(th Thread, t Topic) bool {
	return v.SignedIn() && v.CanSeeThread(th, t) && open(th, t)
}

// CanEditPost reports whether the viewer may change the words of a post: its author alone, since nobody's
// words are put under another's name. A story's opening can be worked on before it is out.
func (v Viewer) CanEditPost(p Post, th Thread, t Topic) bool {
	if !v.SignedIn() || v.ID != p.AuthorID || !p.Visible() || !v.CanSeeThread(th, t) {
		return false
	}
	if p.Opening() && th.Kind == KindStory && th.Status != ThreadRemoved && !th.Locked() && !t.Archived() {
		return v.CanPublish()
	}
	return open(th, t)
}

// CanDeletePost reports whether the viewer may take a post away: its author, or a moderator with a reason. The
// opening of what is not out yet can be thrown away by its author; that of a withdrawn story goes with the story.
func (v Viewer) CanDeletePost(p Post, th Thread, t Topic) bool {
	if !v.SignedIn() || !p.Visible() || !v.CanSeeThread(th, t) {
		return false
	}
	author := v.ID == p.AuthorID
	if author && p.Opening() && th.Kind == KindSuggestion && !v.Moderator() {
		return false // it is withdrawn as a whole, while nobody answered or supported it
	}
	switch th.Status {
	case ThreadPublished:
		return v.Moderator() || (author && open(th, t))
	case ThreadDraft, ThreadScheduled:
		return author && p.Opening() && !t.Archived()
	}
	return v.Moderator() && !p.Opening()
}

// takesThread reports whether the thread goes with the post: a story with its opening, and any opening that
// nobody has answered. A suggestion stays whatever becomes of its posts.
func (p Post) takesThread(th Thread) bool {
	return p.Opening() && th.Kind != KindSuggestion && (th.Kind == KindStory || th.PostCount <= 1)
}

// CanRestorePost reports whether the viewer may bring a post back: its author what they deleted themselves,
// for OwnRestore; a moderator anything but what its author took away.
func (v Viewer) CanRestorePost(p Post, th Thread, t Topic, at time.Time) bool {
	if !v.SignedIn() || !v.CanSeeThread(th, t) || p.RemovedAt == nil {
		return false
	}
	switch p.Status {
	case PostDeleted:
		own := v.ID == p.AuthorID && at.Sub(*p.RemovedAt) < OwnRestore
		return own && (open(th, t) || (p.Opening() && th.takenBackBy(v) && !th.Locked() && !t.Archived()))
	case PostRemoved:
		return v.Moderator()
	}
	return false
}

// CanReadRemoved reports whether the viewer may read the words of a removed post.
func (v Viewer) CanReadRemoved(p Post) bool { return v.Moderator() && p.Status == PostRemoved }

// CanReact reports whether the viewer may react to a post.
func (v Viewer) CanReact(p Post, th Thread, t Topic) bool {
	return v.CanReply(th, t) && p.Visible()
}

// CanAccept reports whether the viewer may choose the answer: the asker alone.
func (v Viewer) CanAccept(th Thread, t Topic) bool {
	return v.SignedIn() && th.Kind == KindQuestion && v.ID == th.AuthorID && v.CanSeeThread(th, t) && open(th, t)
}

// CanMarkOfficial reports whether the viewer may mark a post, which must be by staff, as the brand's answer.
func (v Viewer) CanMarkOfficial(th Thread, t Topic) bool {
	return v.Staff() && v.CanSeeThread(th, t) && th.Kind != KindStory && open(th, t)
}

// CanTidy reports whether the viewer may pin, retitle, retag and split: moderators, and hosts in their topic.
func (v Viewer) CanTidy(th Thread, t Topic) bool {
	return v.SignedIn() && v.CanSeeThread(th, t) && th.Published() && (v.Moderator() || v.Hosts(t.ID))
}

// CanRetitle reports whether the viewer may change title and tags: who may tidy, and the author while it is open.
func (v Viewer) CanRetitle(th Thread, t Topic) bool {
	return v.CanTidy(th, t) || (v.SignedIn() && v.ID == th.AuthorID && v.CanSeeThread(th, t) && open(th, t))
}

// CanModerate reports whether the viewer may lock, move, remove and restore the thread.
func (v Viewer) CanModerate(th Thread, t Topic) bool { return v.Moderator() && v.CanSeeThread(th, t) }

// CanSetOutcome reports whether the viewer may say what came of a thread. A suggestion's outcome is its decision.
func (v Viewer) CanSetOutcome(th Thread, t Topic) bool {
	return v.Staff() && v.CanSeeThread(th, t) && th.Published() && th.Kind != KindSuggestion
}

// CanPublishStory reports whether the viewer may schedule, publish, correct or withdraw the story: its author.
func (v Viewer) CanPublishStory(th Thread, t Topic) bool {
	return th.Kind == KindStory && v.ID == th.AuthorID && v.CanPublish() && v.CanSeeThread(th, t) &&
		th.Status != ThreadRemoved && !t.Archived()
}

// CanReviewStory reports whether the viewer may put out a story that waits for another's eyes, or hand it back: any of the
// staff but its author.
func (v Viewer) CanReviewStory(th Thread, t Topic) bool {
	return th.Kind == KindStory && th.InReview() && v.Staff() && v.ID != th.AuthorID && v.CanSeeThread(th, t) && !t.Archived()
}

// CanCheckStory reports whether the viewer may say that a story is still true: its author, and staff.
func (v Viewer) CanCheckStory(th Thread, t Topic) bool {
	return th.Kind == KindStory && th.Published() && v.SignedIn() && (v.ID == th.AuthorID || v.Staff()) && v.CanSeeThread(th, t) && !t.Archived()
}

// CanTellPicture reports whether the viewer may say what is to be known of a picture: its sender, and moderators of one
// that a post shows.
func (v Viewer) CanTellPicture(p Picture) bool {
	return v.SignedIn() && (v.ID == p.MemberID || (v.Moderator() && p.PostID != nil))
}

// CanSetSeries reports whether the viewer may say which series the story belongs to: its author, within series of their
// own, and staff.
func (v Viewer) CanSetSeries(th Thread, t Topic) bool {
	return v.CanPublishStory(th, t) || (th.Kind == KindStory && v.Staff() && v.CanSeeThread(th, t) && th.Status != ThreadRemoved && !t.Archived())
}

// CanPreviewStory reports whether the viewer may hand out links to a story that is not out: its author, moderators, and
// whoever may review it.
func (v Viewer) CanPreviewStory(th Thread, t Topic) bool {
	return th.Kind == KindStory && (th.Status == ThreadDraft || th.Status == ThreadScheduled) && v.CanSeeThread(th, t)
}

// CanWithdrawStory reports whether the viewer may unpublish the story: its author and moderators.
func (v Viewer) CanWithdrawStory(th Thread, t Topic) bool {
	return th.Kind == KindStory && th.Published() && (v.CanPublishStory(th, t) || v.CanModerate(th, t))
}

// CanJudgeCases reports whether the viewer works on reports, held posts and appeals: moderators.
func (v Viewer) CanJudgeCases() bool { return v.Moderator() }

// CanReport reports whether the viewer may report a post: whoever sees it and did not write it, readers too.
func (v Viewer) CanReport(p Post) bool { return p.Visible() && (!v.SignedIn() || v.ID != p.AuthorID) }

// CanAdminister reports whether the viewer may act on the account: staff never on staff above or beside them.
func (v Viewer) CanAdminister(m Member) bool {
	if m.Role.Staff() {
		return v.Administrator()
	}
	return v.Moderator()
}
