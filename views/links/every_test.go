package links

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/models"
)

// What somebody may type where an address takes a text.
var typed = []string{
	"", "plain", "a b", "a/b", "../console", "..", "?x=1", "#top", "a&b=c", "100%", "%2e%2e", `"><script>`, "javascript:alert(1)", "//evil.example", "\\evil.example",
	"täglich", "\u202eevil", "a\nb", ";", "+", "=", "@mia",
}

func drawTyped(t *rapid.T, label string) string {
	if rapid.Bool().Draw(t, label+" is odd") {
		return rapid.SampledFrom(typed).Draw(t, label)
	}
	return rapid.String().Draw(t, label)
}

// inSegment are the addresses that hold a text as one segment of their path.
var inSegment = map[string]func(string) string{
	"/topics/{}":                     Topic,
	"/members/{}":                    Member,
	"/settings/{}":                   Settings,
	"/drafts/{}/delete":              DeleteDraft,
	"/drafts/{}/restore":             RestoreDraft,
	"/reset/{}":                      Reset,
	"/departments/{}":                Department,
	"/console/topics/{}":             ConsoleTopic,
	"/console/members/{}":            ConsoleMember,
	"/console/members/{}/posts":      func(s string) string { return ConsoleMemberSection(s, "posts", 1) },
	"/console/members/{}/suspension": func(s string) string { return ConsoleMemberAction(s, "suspension") },
	"/console/departments/{}":        ConsoleDepartment,
	"/promise/{}":                    func(s string) string { return PromiseList(s, 1) },
	"/avatars/{}":                    Avatar,
	"/brand/{}.css":                  BrandSheet,
}

// inQuery are those that hold texts in their query, by the names that they go under.
var inQuery = map[string]struct {
	path string
	of   func(a, b string) string
}{
	"q topic":          {"/search", func(a, b string) string { return SearchPage(a, "", b, "", 1) }},
	"tag":              {"/search", func(a, _ string) string { return Tag(a) }},
	"next":             {"/login", func(a, _ string) string { return SignInThen(a) }},
	"kind topic":       {"/new", Compose},
	"q role":           {"/console/members", func(a, b string) string { return ConsoleMembersPage(a, b, "", 0) }},
	"actor action":     {"/console/audit", func(a, b string) string { return ConsoleAuditPage(AuditQuery{Actor: a, Action: b}, 0) }},
	"state topic":      {"/suggestions", func(a, b string) string { return SuggestionsPage(a, b, "", false, false, 1) }},
	"state topic of":   {"/heard", func(a, b string) string { return HeardPage(a, b, 0) }},
	"of":               {"/watch", func(a, _ string) string { return Watch(a) }},
	"accent typeface":  {"/console/brand/sample.css", func(a, b string) string { return ConsoleBrandSample(a, b, "") }},
	"state of figures": {"/promise/decisions", func(a, _ string) string { return HeardLately(a) }},
}

func TestTextInAPath_isOneSegmentWhateverWasTyped(t *testing.T) {
	for shape, of := range inSegment {
		t.Run(shape, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := drawTyped(t, "text")
				if text == "" {
					return // the list itself, where there is one
				}
				u, err := url.Parse(of(text))
				if err != nil {
					t.Fatalf("%q: %v", text, err)
				}
				before, after, _ := strings.Cut(shape, "{}")
				if u.Host != "" || u.Scheme != "" || u.RawQuery != "" || u.Fragment != "" || u.Path != before+text+after {
					t.Fatalf("%q leads to %q: path %q", text, of(text), u.Path)
				}
				if strings.Count(u.EscapedPath(), "/") != strings.Count(shape, "/") {
					t.Fatalf("%q is more than one segment of %q", text, u.EscapedPath())
				}
			})
		})
	}
}

func TestTextInAQuery_comesBackAsItWasTyped(t *testing.T) {
	for names, c := range inQuery {
		t.Run(names, func(t *testing.T) {
			first, rest, _ := strings.Cut(names, " ")
			second, _, _ := strings.Cut(rest, " ")
			rapid.Check(t, func(t *rapid.T) {
				a, b := drawTyped(t, "a"), drawTyped(t, "b")
				u, err := url.Parse(c.of(a, b))
				if err != nil || u.Path != c.path || u.Host != "" || u.Fragment != "" {
					t.Fatalf("%q, %q: %q (%v)", a, b, c.of(a, b), err)
				}
				q, err := url.ParseQuery(u.RawQuery)
				if err != nil || q.Get(first) != a || (second != "" && second != "of" && q.Get(second) != b) {
					t.Fatalf("%q, %q became %q (%v)", a, b, u.RawQuery, err)
				}
				if a == "" && q.Has(first) {
					t.Fatalf("an empty %s stands in %q", first, u.RawQuery)
				}
			})
		})
	}
}

func TestQueue_everythingOwedHasNoQuery(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ConsoleQueue(models.InboxOpen, 0), "/console?queue=open"},
		{ConsoleQueue(models.InboxLate, 0), "/console?queue=late"},
		{ConsoleQueue(models.InboxLate, 7), "/console?after=7&queue=late"},
		{ConsoleSuggestion(7, models.InboxOpen), "/console/suggestions/7"},
		{ConsoleAnswer(7), "/console/suggestions/7#decide-words"},
		{ConsoleSuggestion(7, models.InboxMine), "/console/suggestions/7?queue=mine"},
		{ConsoleSuggestionAction(7, "snooze/end"), "/console/suggestions/7/snooze/end"},
		{ConsoleDecisionUndo(7, 9), "/console/suggestions/7/decisions/9/undo"},
		{ConsoleReply(4, ""), "/console/replies/4"},
		{ConsoleReply(4, "delete"), "/console/replies/4/delete"},
		{ConsoleConsultation(7, ""), "/console/consultations/7"},
		{ConsoleConsultation(7, "decision"), "/console/consultations/7/decision"},
		{ConsoleAbsenceEnd(3), "/console/team/absences/3/end"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestConsoleAnswerWith_keepsTheListAndGoesToTheForm(t *testing.T) {
	for from, want := range map[string]string{
		"/console/suggestions/7":                        "/console/suggestions/7?reply=4#decide-words",
		"/console/suggestions/7?queue=late":             "/console/suggestions/7?queue=late&reply=4#decide-words",
		"/console/suggestions/7?queue=late&reply=2#top": "/console/suggestions/7?queue=late&reply=4#decide-words",
	} {
		if got := ConsoleAnswerWith(from, 4); got != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
	}
}

func TestAddressesOfTheLedger(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{SuggestionsPage("", "", "", false, false, 1), "/suggestions"},
		{SuggestionsPage("", "", "", false, true, 1), "/suggestions?mine=1"},
		{SuggestionsPage("planned", "remote-work", "due", true, false, 3), "/suggestions?late=1&page=3&sort=due&state=planned&topic=remote-work"},
		{MySuggestionsPage(false, 1), "/suggestions/mine"},
		{MySuggestionsPage(true, 2), "/suggestions/mine?page=2&show=supported"},
		{Support(7), "/suggestions/7/support"},
		{WithdrawSupport(7), "/suggestions/7/support/withdraw"},
		{Verdict(7), "/suggestions/7/verdict"},
		{Reopen(7), "/suggestions/7/reopen"},
		{Private(7), "/suggestions/7/private"},
		{WithdrawSuggestion(7), "/suggestions/7/withdraw"},
		{Votes(7), "/consultations/7/votes"},
		{WithdrawVote(7), "/consultations/7/votes/withdraw"},
		{ThreadRecord(7, "quiet-rooms"), "/t/7/quiet-rooms?record=1#record"},
		{RecordPost(7, "quiet-rooms", 3), "/t/7/quiet-rooms?record=1#post-3"},
		{RecordPost(7, "quiet-rooms", 45), "/t/7/quiet-rooms?page=3&record=1#post-45"},
		{MergedThread(7, "quiet-rooms"), "/t/7/quiet-rooms?merged=1"},
		{HeardPage("done", "", 9), "/heard?before=9&state=done"},
		{HeardLatelyPage("done", 9), "/promise/decisions?before=9&state=done"},
		{DepartmentPage("buildings", 9), "/departments/buildings?before=9"},
		{PromiseList("late", 2), "/promise/late?page=2"},
		{NoticesPage(0), "/notices"},
		{NoticesPage(9), "/notices?before=9"},
		{SuggestionNumber(12), "No. 12"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestThreadPost_isOnThePageThatShowsItsNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 1<<40).Draw(t, "number")
		u, err := url.Parse(ThreadPost(12, "fog", n))
		if err != nil {
			t.Fatal(err)
		}
		page := int64(1)
		if p := u.Query().Get("page"); p != "" {
			if page, err = parse(p); err != nil || page < 2 {
				t.Fatalf("post %d is on page %q", n, p)
			}
		}
		if n <= 20*(page-1) || n > 20*page || !strings.HasPrefix(u.Fragment, "post-") {
			t.Fatalf("post %d leads to %s", n, u)
		}
	})
}

func parse(s string) (n int64, err error) {
	for _, r := range s {
		n = n*10 + int64(r-'0')
	}
	return n, err
}
