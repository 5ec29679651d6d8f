package handlers_test

import (
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// This file is where who may do what is looked up: who there is, what the words of the tables mean, and the tables
// themselves, each in a file of its own beside this one (policy_NAME_test.go), since together they are longer than a
// file may be. A route that none of them names fails TestPolicy_everyRouteForEveryRole.
var policyTable = []struct {
	part  string
	rules []rule
}{
	{"reading", readingRules},       // policy_rules_test.go: pages and files that anybody may ask for
	{"accounts", accountRules},      // policy_rules_test.go: signing in, settings, blocks
	{"writing", writingRules},       // policy_rules_test.go: threads, posts, pictures, drafts
	{"tools", toolRules},            // policy_rules_test.go: what hosts, moderators and authors do with a thread
	{"ledger", ledgerRules},         // policy_ledger_test.go: suggestions, support, verdicts, consultations
	{"events", eventRules},          // events_test.go: live hours
	{"moderation", moderationRules}, // policy_moderation_test.go: reports, holds, cases, sanctions, appeals
	{"house", houseRules},           // policy_house_test.go: the pages of the house, joining, invitations
	{"magazine", magazineRules},     // policy_magazine_test.go: fronts, the desk, galleries, series
	{"console", consoleRules},       // policy_console_test.go: where staff work
	{"api", apiRules},               // policy_api_test.go: the JSON API, with a token of every scope its owner can have
}

// Who asks. The fixture's threads and posts are Mia's, the author's; Hana hosts the topic they are in; Max is a
// member beside them, Nia joined an hour ago, Sue is suspended but kept her cookie.
var actors = map[string]func(*testkit.World) models.Viewer{
	"reader":        func(w *testkit.World) models.Viewer { return w.Reader },
	"suspended":     func(w *testkit.World) models.Viewer { return w.Sue },
	"new":           func(w *testkit.World) models.Viewer { return w.Nia },
	"member":        func(w *testkit.World) models.Viewer { return w.Max },
	"author":        func(w *testkit.World) models.Viewer { return w.Viewer("mia") },
	"host":          func(w *testkit.World) models.Viewer { return w.Hana },
	"contributor":   func(w *testkit.World) models.Viewer { return w.Sam },
	"moderator":     func(w *testkit.World) models.Viewer { return w.Mo },
	"administrator": func(w *testkit.World) models.Viewer { return w.Ada },
}

const (
	administrators = "administrator"
	moderators     = "moderator " + administrators
	staff          = "contributor " + moderators
	members        = "new member author host " + staff
	everybody      = "reader suspended " + members
	callers        = "reader " + members // of the API, where the token of the suspended is dead
	hosts          = "host " + moderators
	authors        = "author"
	nobody         = ""
)

// rule says who may use a route; everybody else is refused. One route may have several, for objects in
// different states.
type rule struct {
	method, route string
	may           string
	// ask makes a fresh object for each request, so that no request meets what another left behind
	ask func(f *fixture) request
}

// somebody is one of those who may, if anybody does.
func (r rule) somebody() string {
	all := strings.Fields(r.may)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

func (r rule) allows(name string) bool { return slices.Contains(strings.Fields(r.may), name) }
