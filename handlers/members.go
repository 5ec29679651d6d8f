package handlers

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

const memberStories = 3

// showMember is a member's page: what they chose to show this viewer, and what they wrote that this viewer may
// see. No count is shown: it would count what others may not see.
func (s *Server) showMember(c echo.Context) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	m, err := s.store.Member(ctx, p.viewer, c.Param("handle"))
	if err != nil {
		return err
	}
	if m.Handle != c.Param("handle") {
		c.Response().Header().Set("Cache-Control", "no-cache")
		return c.Redirect(http.StatusMovedPermanently, links.MemberPage(m.Handle, n))
	}
	tag(c, tagLists)
	wrote, more, err := s.store.Contributions(ctx, p.viewer, m.ID, n)
	if err != nil {
		return err
	}
	if n > 1 && len(wrote) == 0 {
		return lastPage(c, links.Member(m.Handle))
	}
	page, err := s.memberPage(c, p, m)
	if err != nil {
		return err
	}
	page.Pager = ui.Pager{Page: n, Pages: n, Label: "Written lately", Of: func(n int) string { return links.MemberPage(m.Handle, n) }}
	if more {
		page.Pager.Pages = n + 1
	}
	if n == 1 {
		filter := models.ThreadFilter{AuthorID: m.ID, Kind: models.KindStory, Sort: models.SortNew}
		stories, err := s.store.Threads(ctx, p.viewer, filter, 1, memberStories)
		if err != nil {
			return err
		}
		page.Stories = p.cards(stories)
	}
	for _, w := range wrote {
		page.Wrote = append(page.Wrote, p.contribution(w, m))
	}
	page.Page = s.memberFrame(c, page)
	return s.render(c, http.StatusOK, reading.Member(page))
}

func (s *Server) memberPage(c echo.Context, p presenter, m models.MemberView) (reading.MemberPage, error) {
	page := reading.MemberPage{
		Person:    p.person(m.Person, m.Employer),
		JoinedAt:  p.at(m.JoinedAt),
		Role:      roleWord(m.Role),
		Self:      m.Mine,
		Blocked:   m.Blocked,
		Muted:     m.Muted,
		Withheld:  m.ActivityHidden,
		Member:    p.viewer.SignedIn(),
		Suspended: p.viewer.Moderator() && m.Status == models.MemberSuspended,
	}
	for _, t := range m.Hosts {
		page.HostOf = append(page.HostOf, reading.TopicRef{Slug: t.Slug, Name: t.Name, Colour: t.Colour})
	}
	var err error
	for _, f := range m.Fields {
		if f.Field == "bio" {
			if page.About, err = s.store.Rendered(c.Request().Context(), f.Value); err != nil {
				return page, err
			}
			continue
		}
		page.Fields = append(page.Fields, reading.ProfileField{Label: fieldLabels[f.Field], Value: f.Value, Href: webAddress(f)})
	}
	return page, nil
}

var fieldLabels = map[string]string{"location": "Lives in", "website": "Website", "pronouns": "Pronouns", "interests": "Interests"}

// webAddress is where a website field leads; anything but a web address leads nowhere.
func webAddress(f models.ProfileField) string {
	if f.Field != "website" {
		return ""
	}
	u, err := url.Parse(f.Value)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	return u.String()
}

func roleWord(r models.Role) string {
	switch r {
	case models.RoleModerator:
		return "Moderator"
	case models.RoleAdministrator:
		return "Administrator"
	}
	return ""
}

func (p presenter) contribution(w models.Contribution, m models.MemberView) reading.Contribution {
	return reading.Contribution{
		PostID: w.PostID, Number: w.Number, ThreadID: w.ThreadID, ThreadSlug: w.ThreadSlug, ThreadTitle: w.ThreadTitle,
		ThreadKind: w.ThreadKind, Topic: p.topicRef(w.TopicID), Author: p.person(m.Person, w.Employer),
		Excerpt: w.Text, At: p.at(w.CreatedAt),
	}
}

func (s *Server) memberFrame(c echo.Context, page reading.MemberPage) layout.Page {
	frame := s.page(c, page.Person.Name)
	frame.Description = "What " + page.Person.Name + " wrote in " + frame.Site.Name + "."
	frame.Canonical = s.absolute(c, page.Pager.Of(page.Pager.Page))
	frame.Prev, frame.Next = page.Pager.Prev(), page.Pager.Next()
	frame.OpenGraph.Type = "profile"
	if len(page.Wrote) == 0 {
		frame.Robots = "noindex"
	}
	return frame
}
