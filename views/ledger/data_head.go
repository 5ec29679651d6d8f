package ledger

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// Head is what stands around a suggestion's thread: where it stands, who owes what until when, who needs it, and the
// record. Mine and Typed alone differ between viewers.
type Head struct {
	ThreadID       int64
	Slug           string
	Number         int64
	State          models.State
	StateSince     time.Time
	Owner          ui.Person
	Department     string
	DepartmentSlug string
	Due            Due
	BornAt         time.Time
	Acknowledged   string // "after 3 working hours"; empty: not yet
	Decided        string
	AgainAt        time.Time // when it was last taken up again after a decision; zero: never
	DecidedAgain   string    // how long the next decision took then; empty: it has not come
	Paused         string    // how long the clock stood still; empty: never
	Support        int64
	Hurt           int64
	Whys           []Why
	Lines          []Line
	Answer         *Line // the decision that stands
	Update         *Line // the last word on how it stands since
	Merged         []Ref // what was merged into it
	Into           *Ref  // what goes on
	Private        bool  // staff and the author are talking privately just now
	Mine           Mine
	Typed          Typed
}

// Why is a supporter's reason.
type Why struct {
	Person ui.Person
	Words  string
	At     time.Time
	Remove string // where a moderator takes it away
}

// Mine is what one viewer did and may do.
type Mine struct {
	SignIn     bool // signing in is what is missing for support
	CanSupport bool
	CanLeave   bool // may take support back, in a locked thread too
	Supporting bool
	Why        string
	Merged     bool // came here with a suggestion that was merged
	Author     bool
	CanJudge   bool   // there is an answer to judge
	Answered   string // yes, no; empty: not yet
	CanReopen  bool
	CanTake    bool // may still take the suggestion back
	CanDecide  bool
}

// Form names one of the forms on a suggestion's page.
type Form string

const (
	SupportForm Form = "support"
	VerdictForm Form = "verdict"
)

// Typed is a form that came back, with what is to be mended.
type Typed struct {
	Form    Form // empty: none came back
	Summary string
	Errors  map[string]string
	Values  map[string]string
}

// value is what was typed into a field of a form, or else what holds now.
func (t Typed) value(f Form, field, now string) string {
	if t.Form == f {
		return t.Values[field]
	}
	return now
}

func (t Typed) wrong(f Form, field string) string {
	if t.Form == f {
		return t.Errors[field]
	}
	return ""
}

// refusal is what is to be mended of a form.
func (t Typed) refusal(f Form) ui.Refusal {
	if t.Form == f {
		return ui.Refusal{Errors: t.Errors, Summary: t.Summary}
	}
	return ui.Refusal{}
}

func (h Head) href() string { return links.Thread(h.ThreadID, h.Slug) }
