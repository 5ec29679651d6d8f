package links

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/models"
)

// inOddSegment are more of the addresses that hold a text as one segment of their path.
var inOddSegment = map[string]func(string) string{
	"/topics/{}/feed.atom":       TopicFeed,
	"/topics/{}/mute":            TopicMute,
	"/members/{}/block":          MemberBlock,
	"/members/{}/mute":           MemberMute,
	"/t/7/{}":                    func(s string) string { return Thread(7, s) },
	"/house/{}":                  func(s string) string { return House(models.HouseKind(s)) },
	"/house/{}/history":          func(s string) string { return HouseHistory(models.HouseKind(s)) },
	"/console/house/{}":          func(s string) string { return ConsoleHousePage(models.HouseKind(s)) },
	"/join/requests/{}":          JoiningRequest,
	"/invitations/{}":            Invitation,
	"/reports/{}":                Receipt,
	"/uploads/{}":                Upload,
	"/uploads/{}/delete":         func(s string) string { return UploadAction(s, "delete") },
	"/uploads/{}/960.webp":       func(s string) string { return UploadSize(s, "960.webp") },
	"/faces/{}/96.webp":          func(s string) string { return Face(s, "96.webp") },
	"/brand/{}/logo.png":         func(s string) string { return BrandFile(s, "logo.png") },
	"/brand/aa/{}":               func(s string) string { return BrandFile("aa", s) },
	"/covers/{}/7":               func(s string) string { return Cover(s, 7) },
	"/console/topics/{}/front":   ConsoleTopicFront,
	"/console/topics/{}/archive": func(s string) string { return ConsoleTopicAction(s, "archive") },
	"/console/members/{}/sessions/9/end": func(s string) string {
		return ConsoleEndSession(s, 9)
	},
}

func TestTextInAPath_isOneSegmentBesideOthersToo(t *testing.T) {
	for shape, of := range inOddSegment {
		t.Run(shape, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := drawTyped(t, "text")
				if text == "" {
					return
				}
				u, err := url.Parse(of(text))
				if err != nil {
					t.Fatalf("%q: %v", text, err)
				}
				before, after, _ := strings.Cut(shape, "{}")
				if u.Host != "" || u.Scheme != "" || u.RawQuery != "" || u.Fragment != "" || u.Path != before+text+after || strings.Count(u.EscapedPath(), "/") != strings.Count(shape, "/") {
					t.Fatalf("%q leads to %q: path %q", text, of(text), u.Path)
				}
			})
		})
	}
}

func TestTextInAQuery_comesBackFromTheMagazineToo(t *testing.T) {
	for names, c := range map[string]struct {
		path string
		of   func(a, b string) string
	}{
		"draft":           {"/new", func(a, _ string) string { return Draft(a) }},
		"deleted":         {"/drafts", func(a, _ string) string { return DraftsAfter(a) }},
		"deleted picture": {"/uploads", func(a, _ string) string { return DeletedUpload(a) }},
		"picture":         {"/settings/face", func(a, _ string) string { return FaceOf(a) }},
		"next":            {"/join", func(a, _ string) string { return JoinThen(a) }},
		"month":           {"/console/desk/calendar", func(a, _ string) string { return ConsoleDeskMonth(a) }},
		"member":          {"/console/contacts", func(a, _ string) string { return ConsoleContactsPage(a, 0) }},
		"topic author":    {"/console/desk", func(a, b string) string { return ConsoleDeskList("", a, b, 1) }},
		"kind sort":       {"/topics/x", func(a, b string) string { return TopicPage("x", a, b, 1) }},
	} {
		t.Run(names, func(t *testing.T) {
			first, second, _ := strings.Cut(names, " ")
			rapid.Check(t, func(t *rapid.T) {
				a, b := drawTyped(t, "a"), drawTyped(t, "b")
				u, err := url.Parse(c.of(a, b))
				if err != nil || u.Path != c.path || u.Host != "" || u.Fragment != "" {
					t.Fatalf("%q, %q: %q (%v)", a, b, c.of(a, b), err)
				}
				q := u.Query()
				if q.Get(first) != a || q.Has(first) != (a != "") || (second != "" && second != "picture" && q.Get(second) != b) {
					t.Fatalf("%q, %q became %q", a, b, u.RawQuery)
				}
			})
		})
	}
}

func TestPages_theFirstHasOneAddressAlone(t *testing.T) {
	for want, of := range map[string]func(int) string{
		"/photos": PhotosPage, "/stories": StoriesPage, "/bookmarks": BookmarksPage, "/uploads": UploadsPage, "/events": EventsPage,
		"/members/mia": func(n int) string { return MemberPage("mia", n) }, "/t/7/fog": func(n int) string { return ThreadPage(7, "fog", n) },
		"/threads/mine": func(n int) string { return YourThreadsPage(false, n) }, "/posts/9/history": func(n int) string { return PostHistoryPage(9, n) },
		"/console/desk": func(n int) string { return ConsoleDeskList("", "", "", n) }, "/suggestions/mine": func(n int) string { return MySuggestionsPage(false, n) },
		"/console/members/mia/posts": func(n int) string { return ConsoleMemberSection("mia", "posts", n) }, "/promise/late": func(n int) string { return PromiseList("late", n) },
	} {
		for _, n := range []int{math.MinInt, -1, 0, 1} {
			if got := of(n); got != want {
				t.Errorf("page %d of %s is %s", n, want, got)
			}
		}
		for n, page := range map[int]string{2: "2", 1204: "1204"} {
			if got := of(n); got != want+"?page="+page {
				t.Errorf("page %d of %s is %s", n, want, got)
			}
		}
	}
}

func TestThreadPost_ofANumberThatIsNoneStaysOnTheFirstPage(t *testing.T) {
	for n, want := range map[int64]string{0: "/t/12/fog#post-0", -1: "/t/12/fog#post--1", 1: "/t/12/fog#post-1"} {
		if got := ThreadPost(12, "fog", n); got != want {
			t.Errorf("post %d: %s, want %s", n, got, want)
		}
	}
	for n := int64(19); n <= 41; n++ {
		in, err := url.Parse(ThreadPost(12, "fog", n))
		if err != nil {
			t.Fatal(err)
		}
		for name, href := range map[string]string{"shown": ThreadShowing(12, "fog", n), "answered": ReplyTo(12, "fog", n, false), "quoted": ReplyTo(12, "fog", n, true)} {
			u, err := url.Parse(href)
			if err != nil || u.Path != in.Path || u.Query().Get("page") != in.Query().Get("page") {
				t.Errorf("post %d is on page %q, and %s on %q (%v)", n, in.Query().Get("page"), name, u.Query().Get("page"), err)
			}
		}
	}
}

func TestConsoleWaiting_leadsToWhereEachKindIsDecided(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ConsoleWaiting(models.QueueRef{Kind: models.CaseAppeal, ID: 4}, ""), "/console/cases/4"},
		{ConsoleWaiting(models.QueueRef{Kind: models.CaseJoining, ID: 4}, ""), "/console/joining/4"},
		{ConsoleWaiting(models.QueueRef{Kind: models.CaseJoining, ID: 4}, models.InboxLate), "/console/joining/4?queue=late"},
		{ConsoleCases("", models.QueueRef{}), "/console"},
		{ConsoleReason(0, ""), "/console/reasons"},
		{ConsoleReason(0, "delete"), "/console/reasons"},
		{ConsoleReason(3, ""), "/console/reasons/3"},
		{ConsoleReason(3, "delete"), "/console/reasons/3/delete"},
		{ConsoleTemplate(0, "archive"), "/console/templates"},
		{ConsoleTemplate(3, ""), "/console/templates/3"},
		{ConsoleTemplate(3, "archive"), "/console/templates/3/archive"},
		{ComposeFrom(3), "/new?kind=story&template=3"},
		{HouseVersion(models.HouseRules, 0), "/house/rules"},
		{HouseVersion(models.HouseRules, 7), "/house/rules?version=7"},
		{ConsoleJoiningPage(0), "/console/joining"},
		{ConsoleJoiningPage(9), "/console/joining?after=9"},
		{ConsoleContactsPage("", 0), "/console/contacts"},
		{ConsoleContactsPage("mia", 9), "/console/contacts?before=9&member=mia"},
		{ConsoleTopicFront(""), "/console/front"},
		{ConsoleTopicLine("a/b"), "/console/topics#topic-a%2Fb"},
		{StandingAction(3), "/standing#action-3"},
		{EventAction(7, "summary"), "/events/7/summary"},
		{EventQuestion(7, 21), "/events/7/questions/21"},
		{SplitFrom(7, 21), "/t/7/split?from=21"},
		{SplitAfter(7, 21), "/t/7/split?after=21"},
		{Cover("fog", math.MaxUint32), "/covers/fog/4294967295"},
		{Absolute("https://w.test", "/"), "https://w.test/"},
		{Absolute("https://w.test///", "/x"), "https://w.test/x"},
		{Absolute("", "/x"), "/x"},
		{ConsoleAnswerWith("%zz", 4), "%zz"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
