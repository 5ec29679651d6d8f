package reading

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

func TestFront_leadsWithAStoryAndLeavesOutWhatThereIsNot(t *testing.T) {
	lead := card(1, models.KindStory)
	doc := page(t, Front(FrontPage{Page: frame(""), Lead: &lead}))
	if got := words(one(t, doc, ".lead h2")); got != "Title 1" {
		t.Errorf("leads with %q", got)
	}
	none(t, doc, ".talked", ".front-lists", ".strip", ".front-top__second", ".empty")
}

func TestFront_withoutAStoryLeadsWithTheLiveliestConversation(t *testing.T) {
	doc := page(t, Front(FrontPage{Page: frame(""), Talked: []Card{card(2, models.KindDiscussion), card(3, models.KindDiscussion)}}))
	if got := words(one(t, doc, ".lead h2")); got != "Title 2" {
		t.Errorf("leads with %q", got)
	}
	if got := words(one(t, doc, ".talk h3")); got != "Title 3" {
		t.Errorf("then %q", got)
	}
}

func TestFront_withNothingSaysHowToBegin(t *testing.T) {
	one(t, page(t, Front(FrontPage{Page: frame("")})), `.empty a[href="/join"]`)
}

func TestFront_showsSomebodysWordsBesideAConversation(t *testing.T) {
	c := card(2, models.KindDiscussion)
	c.Latest = &Voice{Author: max, Words: "Get mudguards.", Number: 4, At: morning}
	doc := page(t, Front(FrontPage{Page: frame(""), Lead: &c, Talked: []Card{c}}))
	if got := words(one(t, doc, ".voice")); got != "Get mudguards. Max Oduya 2 March 2026" {
		t.Errorf("got %q", got)
	}
}

func TestFront_showsItsBlocksInTheOrderTheyWerePut(t *testing.T) {
	lead, pinned, picture := card(1, models.KindStory), card(4, models.KindDiscussion), card(5, models.KindGallery)
	pinned.Latest = &Voice{Author: max, Words: "Get mudguards.", Number: 4, At: morning}
	p := FrontPage{
		Page: frame(""), Lead: &lead, Pinned: &pinned, Pictures: []Card{picture}, Newest: []Card{card(2, models.KindDiscussion)},
		Hours:  []events.Item{{ThreadID: 6, Title: "Ask a mechanic", StartsAt: morning, EndsAt: morning.Add(time.Hour), Host: max}},
		Talked: []Card{card(3, models.KindDiscussion)},
	}
	order := func() string {
		return strings.Join(page(t, Front(p)).Find("live-list > *").Map(func(_ int, s *goquery.Selection) string { return strings.Fields(s.AttrOr("class", ""))[0] }), " ")
	}
	if got := order(); got != "front-top front-pictures pinned-talk talked front-hours front-lists" {
		t.Errorf("by itself: %s", got)
	}
	p.Blocks = []models.FrontBlock{models.FrontPinned, models.FrontTopics, models.FrontPictures}
	if got := order(); got != "pinned-talk front-pictures" {
		t.Errorf("as it was put: %s", got)
	}
	if p.Lead = nil; len(p.talked()) != 1 {
		t.Error("a lead that is off takes a conversation away")
	}
	p.Blocks = []models.FrontBlock{}
	none(t, page(t, Front(p)), "live-list > *")
}

func TestThreadLine_leadsToTheFirstPostNotYetRead(t *testing.T) {
	c := card(2, models.KindDiscussion)
	c.Unread, c.FirstUnread = 3, 22
	doc := page(t, ThreadLine(c, true))
	if got := one(t, doc, "a.fresh"); got.AttrOr("href", "") != "/t/2/a-title?page=2#post-22" || words(got) != "3 new" {
		t.Errorf("%q leads to %s", words(got), got.AttrOr("href", ""))
	}
}

func TestThreadLine_showsWhatCameOfIt(t *testing.T) {
	c := card(2, models.KindQuestion)
	c.Outcome, c.Official, c.Accepted = "We mended it.", true, true
	doc := page(t, ThreadLine(c, false))
	if got := words(one(t, doc, ".line__outcome")); got != "What came of it: We mended it." {
		t.Errorf("got %q", got)
	}
	if got := words(one(t, doc, ".line__states")); got != "Official answer Answered" {
		t.Errorf("states: %q", got)
	}
}

func TestTopic_filtersKeepTheOrderAndOrdersKeepTheFilter(t *testing.T) {
	doc := page(t, Topic(TopicPage{
		Page: frame("Cycling"), Topic: TopicCard{Slug: "cycling-to-work", Name: "Cycling to work"},
		Kind: models.KindQuestion, Sort: "new",
	}))
	if got := words(one(t, doc, ".tabs [aria-current]")); got != "Questions" {
		t.Errorf("current filter: %q", got)
	}
	one(t, doc, `.tabs a[href="/topics/cycling-to-work?kind=story&sort=new"]`)
	one(t, doc, `.sorts a[href="/topics/cycling-to-work?kind=question"]`)
	one(t, doc, `.sorts [aria-current][href="/topics/cycling-to-work?kind=question&sort=new"]`)
}

func TestTopic_offersToStartOnlyWhatMayBeStarted(t *testing.T) {
	p := TopicPage{Page: frame("Cycling"), Topic: TopicCard{Slug: "cycling-to-work", Name: "Cycling"}, Kinds: []models.Kind{models.KindQuestion}}
	none(t, page(t, Topic(p)), `a[href^="/new"]`)
	p.CanStart = true
	p.Threads = []Card{card(1, models.KindQuestion)}
	doc := page(t, Topic(p))
	if got := words(one(t, doc, `a[href="/new?kind=question&topic=cycling-to-work"]`)); got != "Ask a question" {
		t.Errorf("got %q", got)
	}
}

func TestTopics_namesHostsAsOneSaysThem(t *testing.T) {
	topic := TopicCard{Slug: "p", Name: "Photography", Hosts: []ui.Person{hana, mia, max}, Visibility: models.VisibleMembers}
	doc := page(t, Topics(TopicsPage{Page: frame("Topics"), Topics: []TopicCard{topic}}))
	if got := words(doc.Find(".topic-entry .byline").First()); !strings.Contains(got, "Hosted by Hana Sato, Mia Thornbury and Max Oduya") || !strings.Contains(got, "Members only") {
		t.Errorf("got %q", got)
	}
}

func TestMember_showsOnlyTheFieldsGiven(t *testing.T) {
	p := MemberPage{Page: frame("Mia"), Person: mia, Fields: []ProfileField{{Label: "Place", Value: "Leeds"}}}
	doc := page(t, Member(p))
	if got := words(one(t, doc, "dl.member-head__fields")); got != "Place Leeds" {
		t.Errorf("got %q", got)
	}
	none(t, doc, `a[href="/settings/profile"]`)
	p.Self = true
	one(t, page(t, Member(p)), `a[href="/settings/profile"]`)
}

func TestSearch_keepsWhatWasAskedAndMarksWhatMatched(t *testing.T) {
	doc := page(t, Search(SearchPage{
		Page: frame("Search"), Q: "dry socks", Kind: models.KindQuestion, Total: 1000, Capped: true,
		Results: []Result{{Card: card(3, models.KindQuestion), Number: 24, Author: mia, At: morning, Snippet: []Span{{Text: "one pair of "}, {Text: "dry socks", Match: true}}}},
		Pager:   ui.Pager{Page: 1, Pages: 50, Label: "Results", Of: func(n int) string { return links.SearchPage("dry socks", "question", "", "", n) }},
	}))
	if got := one(t, doc, `main input[name=q]`).AttrOr("value", ""); got != "dry socks" {
		t.Errorf("searched for %q", got)
	}
	if got := one(t, doc, `select[name=kind] option[selected]`).AttrOr("value", ""); got != "question" {
		t.Errorf("kind %q", got)
	}
	if words(one(t, doc, "mark")) != "dry socks" || words(one(t, doc, ".found__total")) != "More than 1,000 found; the best are shown." {
		t.Errorf("mark %q, total %q", words(doc.Find("mark")), words(doc.Find(".found__total")))
	}
	one(t, doc, `.found__title a[href="/t/3/a-title?page=2#post-24"]`)
}

func TestError_saysWhatHappenedWhatToDoAndKeepsWhatWasTyped(t *testing.T) {
	doc := page(t, Error(ErrorPage{Page: frame(""), Status: 503, RetryAfter: 90 * time.Second, Typed: "<b>half</b>"}))
	if got := words(one(t, doc, "h1")); got != "We will be back in a moment" {
		t.Errorf("headline %q", got)
	}
	if got := words(one(t, doc, ".oops__wait")); got != "Try again in 90 seconds." {
		t.Errorf("wait %q", got)
	}
	if got := one(t, doc, "textarea[readonly]").Text(); got != "<b>half</b>" {
		t.Errorf("kept %q", got)
	}
}

func TestError_ofAKindWithoutWordsOfItsOwnIsStillHelpful(t *testing.T) {
	doc := page(t, Error(ErrorPage{Page: frame(""), Status: 418}))
	if words(one(t, doc, "h1")) == "" || doc.Find(`main a[href="/"]`).Length() != 1 {
		t.Error("no words or no way out")
	}
}

func TestFront_setsStoriesSoThatRowsComeOutEven(t *testing.T) {
	for n, want := range map[int][2]int{0: {0, 0}, 2: {2, 0}, 4: {4, 0}, 5: {3, 2}, 6: {3, 3}, 7: {4, 3}} {
		p := FrontPage{Second: make([]Card, n)}
		if got := [2]int{len(p.secondBeside()), len(p.secondBelow())}; got != want {
			t.Errorf("%d stories: %v beside and below, want %v", n, got, want)
		}
	}
}
