package house

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// Page is one of the community's own pages.
type Page struct {
	layout.Page
	Kind    models.HouseKind
	Version int64
	Newest  int64 // the version that holds
	Body    ui.HTML
	At      time.Time
}

// Version is a line of a page's history.
type Version struct {
	Kind    models.HouseKind
	Number  int64
	Changed string
	Asks    bool
	At      time.Time
}

// HistoryPage lists the versions of a page.
type HistoryPage struct {
	layout.Page
	Kind     models.HouseKind
	Versions []Version
}

// AcceptancePage asks a member to accept what changed.
type AcceptancePage struct {
	layout.Page
	Changes []Version
	UpTo    int64
	Next    string
}
