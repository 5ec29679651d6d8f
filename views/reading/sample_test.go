package reading

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)
	cycling = TopicRef{Slug: "cycling-to-work", Name: "Cycling to work", Colour: "ocean"}
	mia     = ui.Person{Handle: "mia", Name: "Mia Thornbury"}
	max     = ui.Person{Handle: "max", Name: "Max Oduya"}
	hana    = ui.Person{Handle: "hana", Name: "Hana Sato", Host: true}
	sam     = ui.Person{Handle: "sam", Name: "Sam Okafor", Employer: "Larkmoor"}
	gone    = ui.Person{Name: models.FormerMember, Former: true}
)

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatalf("draw: %v", err)
	}
	return b.String()
}

func page(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(draw(t, c)))
	if err != nil {
		t.Fatalf("read what was drawn: %v", err)
	}
	return doc
}

// words is an element's text, with a space between parts that the style sets apart.
func words(s *goquery.Selection) string {
	var parts []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			parts = append(parts, strings.Fields(n.Data)...)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	for _, n := range s.Nodes {
		walk(n)
	}
	return strings.NewReplacer(" ,", ",", " :", ":", " .", ".").Replace(strings.Join(parts, " "))
}

func one(t *testing.T, doc *goquery.Document, selector string) *goquery.Selection {
	t.Helper()
	found := doc.Find(selector)
	if found.Length() != 1 {
		t.Fatalf("%s: found %d, expected one", selector, found.Length())
	}
	return found
}

func none(t *testing.T, doc *goquery.Document, selectors ...string) {
	t.Helper()
	for _, selector := range selectors {
		if n := doc.Find(selector).Length(); n != 0 {
			t.Errorf("%s: found %d, expected none", selector, n)
		}
	}
}

func frame(title string) layout.Page {
	return layout.Page{
		Title: title,
		Site:  layout.Site{Name: "Waymark", Tagline: "Out and about", HostLine: "Hosted by Larkmoor"},
		Nav:   []layout.NavTopic{{Name: "Cycling to work", Slug: "cycling-to-work", Colour: "ocean"}},
	}
}

func prose(t *testing.T, source string) markup.HTML {
	t.Helper()
	document, err := markup.New(markup.Options{}).Render(context.Background(), source, markup.Place{})
	if err != nil {
		t.Fatal(err)
	}
	return document.HTML
}

func card(n int64, kind models.Kind) Card {
	return Card{
		ID: n, Slug: "a-title", Kind: kind, Title: fmt.Sprintf("Title %d", n), Topic: cycling, Author: mia,
		Excerpt: "The first words.", StartedAt: morning, LastActivityAt: morning, LastAuthor: max, Replies: 3,
	}
}

func post(t *testing.T, number int64, author ui.Person, body string) PostView {
	return PostView{
		ID: 900 + number, ThreadID: 12, ThreadSlug: "wet-feet", Number: number, Kind: models.KindQuestion,
		Author: author, Status: models.PostVisible, Body: prose(t, body), At: morning,
	}
}

// question is a thread of twenty posts as a reader meets it.
func question(t *testing.T) ThreadPage {
	p := ThreadPage{
		Page: frame("Wet feet"),
		Thread: Thread{
			ID: 12, Slug: "wet-feet", Kind: models.KindQuestion, Status: models.ThreadPublished, Title: "Wet feet",
			Topic: cycling, Author: mia, Replies: 19, StartedAt: morning, People: []ui.Person{mia, max, hana, sam},
			PeopleCount: 4, Tags: []string{"rain", "shoes"},
		},
		Pager: ui.Pager{Page: 1, Pages: 3, Label: "Posts", Of: func(n int) string { return links.ThreadPage(12, "wet-feet", n) }},
		Reply: Reply{SignIn: true},
		Seq:   57,
	}
	text := strings.Repeat("It rained on the canal this morning, sideways, and I have one pair of dry socks left in the drawer. ", 4)
	people := []ui.Person{mia, max, hana, sam}
	for n := int64(1); n <= 20; n++ {
		one := post(t, n, people[n%4], fmt.Sprintf("%s\n\nNumber %d.", text, n))
		one.Reactions = []Reaction{{Emoji: "👍", Count: n}, {Emoji: "💡", Count: 2}}
		if n > 2 {
			one.ReplyTo, one.ReplyToName = n-1, "Max Oduya"
		}
		p.Posts = append(p.Posts, PostRow{Post: one})
	}
	return p
}

// everyPage is one of each page, for what must hold on all of them.
func everyPage(t *testing.T) map[string]templ.Component {
	story := card(1, models.KindStory)
	story.Cover = Cover{Scene: "fog-road", Variant: 1, Alt: "A road in fog"}
	lead := story
	topic := TopicCard{Slug: "cycling-to-work", Name: "Cycling to work", Colour: "ocean", Hosts: []ui.Person{hana}, Cover: story.Cover}
	member := question(t)
	member.Viewer = &layout.Viewer{Name: "Mia", Handle: "mia"}
	member.Reply = Reply{Can: true, DraftKey: "k"}
	for i := range member.Posts {
		member.Posts[i].Mine = &Mine{Can: PostCan{Reply: true, React: true, Bookmark: true, Edit: true}}
	}
	found := Contribution{Number: 4, ThreadID: 12, ThreadTitle: "Wet feet", Topic: cycling, Author: mia, Excerpt: "Words", At: morning}
	return map[string]templ.Component{
		"front": Front(FrontPage{
			Page: frame(""), Lead: &lead, Second: []Card{story, story, story, story},
			Talked: []Card{card(2, models.KindDiscussion)}, Unanswered: []Card{card(3, models.KindQuestion)},
			Newest: []Card{card(4, models.KindDiscussion)}, Topics: []TopicCard{topic},
		}),
		"topics":   Topics(TopicsPage{Page: frame("Topics"), Topics: []TopicCard{topic}}),
		"topic":    Topic(TopicPage{Page: frame("Cycling"), Topic: topic, Stories: []Card{story}, Threads: []Card{card(5, models.KindQuestion)}}),
		"stories":  Stories(StoriesPage{Page: frame("Stories"), Stories: []Card{story, story}}),
		"thread":   ShowThread(question(t)),
		"member's": ShowThread(member),
		"story":    ShowThread(storyPage(t)),
		"member":   Member(MemberPage{Page: frame("Mia"), Person: mia, Wrote: []Contribution{found}}),
		"search":   Search(SearchPage{Page: frame("Search"), Q: "socks", Results: []Result{{Card: card(6, models.KindDiscussion), Author: mia, At: morning}}, Total: 1}),
		"yours":    YourThreads(YourThreadsPage{Page: frame("Your threads"), Threads: []Card{card(7, models.KindStory)}}),
		"error":    Error(ErrorPage{Page: frame("Not found"), Status: 404}),
	}
}

func storyPage(t *testing.T) ThreadPage {
	p := question(t)
	p.Thread.Kind = models.KindStory
	p.Thread.Standfirst = "On rain."
	p.Thread.Author = sam
	p.Thread.Minutes = 6
	p.Thread.Cover = Cover{Scene: "harbour-rain", Alt: "A harbour in rain"}
	return p
}
