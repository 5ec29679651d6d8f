package reading

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

func TestEveryPage_isSound(t *testing.T) {
	for name, c := range everyPage(t) {
		t.Run(name, func(t *testing.T) { drawn.Draw(t, c).Sound() })
	}
}

// all is everything that a viewer may ever do.
func all() (ThreadCan, PostCan) {
	var th ThreadCan
	var p PostCan
	allow(&th)
	allow(&p)
	return th, p
}

func TestThread_isSoundInEveryStateForWhoMayDoEverythingOrNothing(t *testing.T) {
	can, postCan := all()
	for name, change := range map[string]func(*ThreadPage){
		"open":        func(*ThreadPage) {},
		"pinned":      func(p *ThreadPage) { p.Thread.Pinned = true },
		"locked":      func(p *ThreadPage) { p.Thread.Locked = &Lock{By: max, At: morning, Because: "Enough."} },
		"unpublished": func(p *ThreadPage) { p.Thread.Status = models.ThreadUnpublished },
		"removed":     func(p *ThreadPage) { p.Thread.Status = models.ThreadRemoved },
		"answered": func(p *ThreadPage) {
			p.Thread.Outcome = &Outcome{Words: "A drying room.", By: sam, At: morning}
			p.Thread.Accepted, p.Thread.Official = &AnswerRef{2, max, "Wool."}, &AnswerRef{3, sam, "Felt."}
			p.Thread.Corrections = []Correction{{"It was Tuesday.", morning}}
			p.Posts[1].Post.Accepted, p.Posts[2].Post.Official = true, true
		},
		"one post": func(p *ThreadPage) { p.Posts = p.Posts[:1] },
		"stubs": func(p *ThreadPage) {
			p.Posts[1].Post.Status, p.Posts[2].Post.Status = models.PostDeleted, models.PostRemoved
			p.Posts[3].Post.Author = gone
		},
	} {
		for _, everything := range []bool{false, true} {
			for _, story := range []bool{false, true} {
				p := question(t)
				if story {
					p = storyPage(t)
				}
				change(&p)
				if everything {
					p.Viewer = &layout.Viewer{Name: "Mo", Handle: "mo", Staff: true}
					p.Can, p.Reply = can, Reply{Can: true, DraftKey: "k"}
					for i := range p.Posts {
						p.Posts[i].Mine = &Mine{Can: postCan}
					}
				}
				t.Run(name, func(t *testing.T) {
					page := drawn.Draw(t, ShowThread(p))
					page.Sound()
					if forms := page.Find("main form").Length(); !everything && forms != 0 {
						t.Errorf("a reader finds %d forms", forms)
					}
				})
			}
		}
	}
}

func TestReading_showsHostileAndArabicWordsAsWords(t *testing.T) {
	bad := ui.Person{Handle: "x", Name: drawn.Hostile, Employer: drawn.Hostile}
	hostile := card(1, models.KindQuestion)
	hostile.Title, hostile.Excerpt, hostile.Author, hostile.LastAuthor = drawn.Hostile, drawn.Hostile, bad, bad
	hostile.Topic = TopicRef{Slug: "x", Name: drawn.Hostile, Colour: "ocean"}
	arabic := card(2, models.KindDiscussion)
	arabic.Title = strings.Repeat(drawn.Arabic, 10)
	topic := TopicCard{Slug: "x", Name: drawn.Hostile, Description: drawn.Hostile, Colour: "ocean", Hosts: []ui.Person{bad}}
	thread := question(t)
	thread.Thread.Title, thread.Thread.Author, thread.Thread.Topic = drawn.Hostile, bad, hostile.Topic
	thread.Thread.Tags, thread.Thread.People = []string{drawn.Hostile}, []ui.Person{bad}
	thread.Thread.Locked = &Lock{By: bad, At: morning, Because: drawn.Hostile}
	thread.Thread.Outcome = &Outcome{Words: drawn.Hostile, By: bad, At: morning}
	thread.Thread.Accepted = &AnswerRef{2, bad, drawn.Hostile}
	thread.Posts = thread.Posts[:2]
	thread.Posts[1].Post = post(t, 2, bad, drawn.Hostile)
	thread.Posts[1].Post.ReplyTo, thread.Posts[1].Post.ReplyToName = 1, drawn.Hostile
	story := storyPage(t)
	story.Thread.Standfirst, story.Thread.Cover.Alt, story.Thread.Title = drawn.Hostile, drawn.Hostile, drawn.Hostile
	found := Contribution{Number: 4, ThreadID: 12, ThreadTitle: drawn.Hostile, Topic: hostile.Topic, Author: bad, Excerpt: drawn.Hostile, At: morning}
	for name, page := range map[string]*drawn.Page{
		"front":  drawn.Draw(t, Front(FrontPage{Page: frame(""), Lead: &hostile, Talked: []Card{hostile, arabic}, Unanswered: []Card{hostile}, Newest: []Card{hostile}, Topics: []TopicCard{topic}})),
		"topic":  drawn.Draw(t, Topic(TopicPage{Page: frame(drawn.Hostile), Topic: topic, Stories: []Card{hostile}, Threads: []Card{hostile, arabic}})),
		"topics": drawn.Draw(t, Topics(TopicsPage{Page: frame("Topics"), Topics: []TopicCard{topic}})),
		"thread": drawn.Draw(t, ShowThread(thread)),
		"story":  drawn.Draw(t, ShowThread(story)),
		"member": drawn.Draw(t, Member(MemberPage{Page: frame(drawn.Hostile), Person: bad, Wrote: []Contribution{found}})),
		"search": drawn.Draw(t, Search(SearchPage{Page: frame("Search"), Q: drawn.Hostile, Results: []Result{{Card: hostile, Author: bad, At: morning}}, Total: 1})),
	} {
		t.Run(name, func(t *testing.T) {
			page.Harmless()
			page.Sound()
		})
	}
}
