package handlers

import (
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// Structured data in the words of schema.org, for search engines. Only public pages carry it, and it says
// nothing that the page does not show.

type thing map[string]any

// data encodes structured data; what cannot be encoded is left out, since nobody reading misses it.
func data(v ...thing) layout.JSONLD {
	graph := thing{"@context": "https://schema.org", "@graph": v}
	encoded, err := layout.NewJSONLD(graph)
	if err != nil {
		return layout.JSONLD{}
	}
	return encoded
}

func (s *Server) siteData(c echo.Context) layout.JSONLD {
	site := s.directory(c).Site
	return data(thing{
		"@type": "WebSite", "name": site.Name, "url": s.absolute(c, links.Front), "publisher": s.publisher(c),
		"potentialAction": thing{
			"@type": "SearchAction", "target": s.absolute(c, links.Search) + "?q={search_term_string}",
			"query-input": "required name=search_term_string",
		},
	})
}

// publisher is the community, with what stands for it.
func (s *Server) publisher(c echo.Context) thing {
	d := s.directory(c)
	return thing{"@type": "Organization", "name": d.Site.Name, "url": s.absolute(c, links.Front), "logo": s.absolute(c, iconOf(d.Look, largestIcon))}
}

func (s *Server) breadcrumbData(c echo.Context, name, path string) layout.JSONLD {
	return data(s.breadcrumbs(c, crumb{"Topics", links.Topics}, crumb{name, path}))
}

type crumb struct{ name, path string }

func (s *Server) breadcrumbs(c echo.Context, trail ...crumb) thing {
	items := []thing{}
	for i, t := range append([]crumb{{s.directory(c).Site.Name, links.Front}}, trail...) {
		items = append(items, thing{"@type": "ListItem", "position": i + 1, "name": t.name, "item": s.absolute(c, t.path)})
	}
	return thing{"@type": "BreadcrumbList", "itemListElement": items}
}

// dataComments bounds the comments that structured data repeats: the page would be twice as large with all.
const (
	dataComments = 5
	dataWords    = 300
)

// threadData describes a thread by its kind.
func (s *Server) threadData(c echo.Context, th models.ThreadView, page reading.ThreadPage, posts []models.PostView, accepted *models.ThreadAnswer) layout.JSONLD {
	crumbs := s.breadcrumbs(c, crumb{page.Thread.Topic.Name, links.Topic(page.Thread.Topic.Slug)}, crumb{th.Title, links.Thread(th.ID, th.Slug)})
	var about thing
	switch th.Kind {
	case models.KindStory:
		about = s.article(c, th, page)
	case models.KindQuestion:
		about = s.question(c, th, page, posts, accepted)
	default:
		about = s.discussion(c, th, page, posts)
	}
	return data(about, crumbs)
}

func (s *Server) article(c echo.Context, th models.ThreadView, page reading.ThreadPage) thing {
	t := thing{
		"@type": "Article", "headline": th.Title, "url": s.absolute(c, links.Thread(th.ID, th.Slug)),
		"author": s.somebody(c, page.Thread.Author), "datePublished": stamp(page.Thread.StartedAt),
		"commentCount": th.Replies(), "wordCount": th.Words, "articleSection": page.Thread.Topic.Name,
		"publisher": s.publisher(c),
	}
	if text := firstOf(th.Standfirst, th.Excerpt); text != "" {
		t["description"] = text
	}
	if page.Thread.Cover.Scene != "" {
		t["image"] = s.absolute(c, page.Thread.Cover.Src())
	}
	return t
}

func (s *Server) discussion(c echo.Context, th models.ThreadView, page reading.ThreadPage, posts []models.PostView) thing {
	t := thing{
		"@type": "DiscussionForumPosting", "headline": th.Title, "url": s.absolute(c, links.Thread(th.ID, th.Slug)),
		"author": s.somebody(c, page.Thread.Author), "datePublished": stamp(page.Thread.StartedAt), "text": th.Excerpt,
		"interactionStatistic": thing{
			"@type": "InteractionCounter", "interactionType": "https://schema.org/CommentAction", "userInteractionCount": th.Replies(),
		},
	}
	var comments []thing
	for i, m := range posts {
		if m.Visible() && !m.Opening() && len(comments) < dataComments {
			comments = append(comments, s.said(c, "Comment", th, page.Posts[i].Post, plainText(m.HTML)))
		}
	}
	if len(comments) > 0 {
		t["comment"] = comments
	}
	return t
}

func (s *Server) question(c echo.Context, th models.ThreadView, page reading.ThreadPage, posts []models.PostView, accepted *models.ThreadAnswer) thing {
	q := thing{
		"@type": "Question", "name": th.Title, "text": th.Excerpt, "answerCount": th.Replies(),
		"author": s.somebody(c, page.Thread.Author), "datePublished": stamp(page.Thread.StartedAt),
		"url": s.absolute(c, links.Thread(th.ID, th.Slug)),
	}
	if accepted != nil {
		q["acceptedAnswer"] = thing{
			"@type": "Answer", "text": markup.Excerpt(accepted.Text, dataWords), "datePublished": stamp(accepted.At),
			"url": s.absolute(c, links.ThreadPost(th.ID, th.Slug, accepted.Number)), "author": s.somebody(c, page.Thread.Accepted.Author),
		}
	}
	var suggested []thing
	for i, m := range posts {
		if m.Visible() && !m.Opening() && (accepted == nil || accepted.PostID != m.ID) && len(suggested) < dataComments {
			suggested = append(suggested, s.said(c, "Answer", th, page.Posts[i].Post, plainText(m.HTML)))
		}
	}
	if len(suggested) > 0 {
		q["suggestedAnswer"] = suggested
	}
	return thing{"@type": "QAPage", "mainEntity": q}
}

func (s *Server) said(c echo.Context, kind string, th models.ThreadView, p reading.PostView, text string) thing {
	t := thing{
		"@type": kind, "text": markup.Excerpt(text, dataWords), "datePublished": stamp(p.At),
		"url": s.absolute(c, links.ThreadPost(th.ID, th.Slug, p.Number)), "author": s.somebody(c, p.Author),
	}
	given := int64(0)
	for _, r := range p.Reactions {
		given += r.Count
	}
	if given > 0 {
		t["upvoteCount"] = given
	}
	return t
}

func (s *Server) somebody(c echo.Context, p ui.Person) thing {
	t := thing{"@type": "Person", "name": p.Name}
	if !p.Former {
		t["url"] = s.absolute(c, links.Member(p.Handle))
	}
	return t
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
