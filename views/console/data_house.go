package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
)

// HouseLine is one of the community's own pages in the list of them.
type HouseLine struct {
	Kind    models.HouseKind
	Version int64 // 0: nothing is published
	At      time.Time
}

// HousePage lists the community's own pages, or writes one.
type HousePage struct {
	Frame
	Form
	Pages   []HouseLine
	Kind    models.HouseKind // of the one being written; empty: the list
	Version int64
	Body    string
	Draft   bool // the text is a template
}
