package writing

import (
	"fmt"

	"github.com/commonthread/commonthread/views/layout"
)

// heading of a page of edits: what happened, where something did.
func (p EditPage) heading() string {
	switch {
	case p.Closed != "":
		return "Your change could not be saved"
	case p.Theirs != nil:
		return "Somebody changed this meanwhile"
	case !p.Words:
		return "Change title and tags"
	}
	return "Edit your words"
}

// Named gives the frame the page's heading as title.
func (p EditPage) Named() layout.Page {
	frame := p.Page
	frame.Title = p.heading()
	return frame
}

func (p DeletePage) consequence() string {
	what := "A note that it was here stays in its place, without its words. They leave search and every post that quotes them."
	if p.WholeThread {
		what = "The thread goes with it: nothing of it stays in lists or search."
	}
	if p.Own {
		return what + fmt.Sprintf(" You can bring it back for %d days.", p.Days)
	}
	return what + " A moderator can bring it back."
}
