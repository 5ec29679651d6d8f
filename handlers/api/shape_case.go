package api

import (
	"time"

	"github.com/commonthread/commonthread/models"
)

// report is your own word that a post breaks a rule, and what came of it.
type report struct {
	ID        int64      `json:"id"`
	PostID    int64      `json:"post_id"`
	Reason    string     `json:"reason" enum:"spam,abuse,private_data,illegal,off_topic,other"`
	Detail    string     `json:"detail"`
	CreatedAt time.Time  `json:"created_at"`
	Outcome   *string    `json:"outcome" doc:"null while nobody has decided. no_breach, or what was done."`
	Words     *string    `json:"words" doc:"What the moderator says about it."`
	DecidedAt *time.Time `json:"decided_at"`
}

func reportOf(r models.ReportView) report {
	return report{
		ID: r.ID, PostID: r.PostID, Reason: string(r.Reason), Detail: r.Detail, CreatedAt: r.CreatedAt,
		Outcome: textOrNull(string(r.Outcome)), Words: textOrNull(r.Words), DecidedAt: r.ClosedAt,
	}
}

// appeal is somebody's word that an action was wrong, and what was answered.
type appeal struct {
	Words      string     `json:"words"`
	CreatedAt  time.Time  `json:"created_at"`
	Outcome    *string    `json:"outcome" enum:"upheld,reversed,replaced" doc:"null while nobody has answered; upheld: what was done stands."`
	Answer     *string    `json:"answer"`
	AnsweredAt *time.Time `json:"answered_at"`
	SamePerson bool       `json:"same_person" doc:"Whoever acted answered it too: there was nobody else."`
}

// action is one thing that moderators did.
type action struct {
	ID            int64      `json:"id"`
	Kind          string     `json:"kind" enum:"remove,refuse,remove_thread,warn,restrict,suspend,ban,lock,slow,remove_words"`
	Rule          string     `json:"rule" enum:"spam,abuse,private_data,illegal,off_topic,other"`
	Words         string     `json:"words"`
	Detail        string     `json:"detail" doc:"What is restricted, with commas; how slow a thread is; where words were taken away: why, vote, verdict, face or a field of a profile."`
	By            *person    `json:"by" doc:"For moderators alone."`
	PostID        *int64     `json:"post_id"`
	ThreadID      *int64     `json:"thread_id"`
	Until         *time.Time `json:"until"`
	CreatedAt     time.Time  `json:"created_at"`
	UndoneAt      *time.Time `json:"undone_at"`
	UndoneBecause *string    `json:"undone_because"`
	CleanUp       *cleanUp   `json:"clean_up" doc:"For moderators alone: of a ban that takes along what was written."`
	Appeal        *appeal    `json:"appeal"`
	CanAppeal     bool       `json:"can_appeal"`
}

// cleanUp is how far it is with what a ban takes along, or brings back once it is taken back.
type cleanUp struct {
	Total   int64         `json:"total"`
	Posts   int64         `json:"posts" doc:"Of the total; the rest is what waited in the queue, words beside posts and the face."`
	Waiting int64         `json:"waiting" doc:"Still to be removed, or to come back; this goes on by itself."`
	Undoing bool          `json:"undoing" doc:"The ban was taken back: they come back."`
	Left    []cleanUpLeft `json:"left" doc:"Those that could not be removed, or could not come back; 100 at most."`
}

// cleanUpLeft is one thing that a clean-up could not see to.
type cleanUpLeft struct {
	PostID *int64  `json:"post_id"`
	HeldID *int64  `json:"held_id"`
	Place  *string `json:"place" doc:"Of words beside posts, and of the face."`
	Reason string  `json:"reason"`
}

func idOrNull(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

func cleanUpOf(c models.CleanUp) *cleanUp {
	if c.All == 0 {
		return nil
	}
	out := &cleanUp{Total: c.All, Posts: c.Posts, Waiting: c.Waiting, Undoing: c.Undoing, Left: []cleanUpLeft{}}
	for _, f := range c.Failures {
		out.Left = append(out.Left, cleanUpLeft{PostID: idOrNull(f.PostID), HeldID: idOrNull(f.HeldID), Place: textOrNull(string(f.Place)), Reason: f.Because})
	}
	return out
}

// action is what was done; who did it for moderators, never for whom it concerns.
func (c *call) action(a models.ActionView, named bool) action {
	out := action{
		ID: a.ID, Kind: string(a.Sort()), Rule: string(a.Rule), Words: a.Words, Detail: a.Detail, PostID: a.PostID, ThreadID: a.ThreadID,
		Until: a.UntilAt, CreatedAt: a.CreatedAt, UndoneAt: a.UndoneAt, UndoneBecause: textOrNull(a.UndoneBecause), CanAppeal: a.CanAppeal(c.viewer),
	}
	if named {
		out.By, out.CleanUp = personOf(a.Actor), cleanUpOf(a.CleanUp)
	}
	if w := a.Appeal; w.Made() {
		out.Appeal = &appeal{
			Words: w.Words, CreatedAt: w.CreatedAt, Outcome: textOrNull(string(w.Outcome)), Answer: textOrNull(w.Answer),
			AnsweredAt: w.ClosedAt, SamePerson: w.SamePerson,
		}
	}
	return out
}

func (c *call) actions(list []models.ActionView, named bool) []action {
	out := []action{}
	for _, a := range list {
		out = append(out, c.action(a, named))
	}
	return out
}

// moderationCase is what waits for a moderator, or waited.
type moderationCase struct {
	ID        int64      `json:"id"`
	Kind      string     `json:"kind" enum:"report,hold,appeal"`
	Member    *person    `json:"member" doc:"Whom it is about: who wrote the post, who appeals. null for a former member."`
	PostID    *int64     `json:"post_id" doc:"Of a report."`
	Title     string     `json:"title" doc:"Of the thread it is about."`
	Text      string     `json:"text" doc:"How the post, or the appeal, begins; plain."`
	Reasons   []string   `json:"reasons" doc:"Of the reports, each once; why a post is held; what an appeal is about."`
	Reports   int64      `json:"reports" doc:"By how many people: readers of one network count as one."`
	OpenedAt  time.Time  `json:"opened_at"`
	DecidedAt *time.Time `json:"decided_at"`
	Outcome   *string    `json:"outcome"`
	Words     *string    `json:"words" doc:"Of the decision."`
	Version   int64      `json:"version" doc:"Send it with a decision to be told of what came meanwhile."`
}

// signal is why a post is held.
type signal struct {
	Reason string `json:"reason"`
	Detail string `json:"detail" doc:"Such as the word that was found."`
	Points int64  `json:"points"`
}

// filing is one report of a case. The address that a reader left is nobody's to read here.
type filing struct {
	By        *person   `json:"by" doc:"null for a reader, and for a former member."`
	Reason    string    `json:"reason"`
	Detail    string    `json:"detail"`
	CreatedAt time.Time `json:"created_at"`
	Filed     int64     `json:"filed" doc:"Reports of theirs that were answered."`
	Founded   int64     `json:"founded" doc:"Of those, with something done."`
}

// caseDetail is a case with all that somebody needs to decide it.
type caseDetail struct {
	moderationCase
	ThreadID *int64   `json:"thread_id"`
	Body     string   `json:"body" doc:"Markdown: the post, what is held, or the appeal, in full."`
	Signals  []signal `json:"signals" doc:"Of a hold."`
	Filings  []filing `json:"filings" doc:"Of a report."`
	About    *action  `json:"about" doc:"What is appealed."`
	Done     []action `json:"done" doc:"In this case."`
	Before   []action `json:"before" doc:"To the same member, newest first."`
}
