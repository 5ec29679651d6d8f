package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// keyStanding is where a request keeps whose standing it may read and appeal.
const keyStanding = "standing"

func (s *Server) standingCookie() string {
	if s.secure() {
		return "__Host-ct_standing"
	}
	return "ct_standing"
}

// standingOnly lets through whoever is signed in, and whoever proved within the hour who they are: a suspended member
// has no session, and must be able to read why and to appeal.
func (s *Server) standingOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if v := viewer(c); v.SignedIn() {
			c.Set(keyStanding, v)
			return next(c)
		}
		if cookie, err := c.Cookie(s.standingCookie()); err == nil {
			v, err := s.store.StandingKeyHolder(c.Request().Context(), cookie.Value)
			if err == nil {
				v.Address = c.RealIP()
				c.Set(keyStanding, v)
				return next(c)
			}
			if models.KindOf(err) != models.Unauthenticated {
				return err
			}
		}
		return s.accountOnly(next)(c)
	}
}

func standingOf(c echo.Context) models.Viewer {
	v, _ := c.Get(keyStanding).(models.Viewer)
	return v
}

// newStandingKey asks whoever cannot sign in any more who they are.
func (s *Server) newStandingKey(c echo.Context) error {
	return s.renderStandingKey(c, http.StatusOK, "", "")
}

func (s *Server) renderStandingKey(c echo.Context, status int, login, wrong string) error {
	private(c)
	page := moderation.KeyPage{Page: s.page(c, "Read your standing"), Login: login, Wrong: wrong}
	page.Canonical, page.Robots = "", "noindex"
	return s.render(c, status, moderation.NewKey(page))
}

// createStandingKey opens the record of whoever shows handle and password, for an hour, and nothing else.
func (s *Server) createStandingKey(c echo.Context) error {
	login := c.FormValue("email")
	token, err := s.store.CreateStandingKey(c.Request().Context(), models.Credentials{
		Login: login, Password: c.FormValue("password"), Address: c.RealIP(),
	})
	if models.KindOf(err) == models.Unauthenticated {
		return s.renderStandingKey(c, http.StatusUnprocessableEntity, login, models.AsError(err).Message)
	}
	if err != nil {
		return err
	}
	c.SetCookie(&http.Cookie{
		Name: s.standingCookie(), Value: token, Path: "/", HttpOnly: true, Secure: s.secure(),
		SameSite: http.SameSiteStrictMode, MaxAge: int(models.StandingKeyFor.Seconds()),
	})
	private(c)
	return c.Redirect(http.StatusSeeOther, links.Standing)
}

// createAppeal says that something moderators did was wrong.
func (s *Server) createAppeal(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	_, err = s.store.CreateAppeal(c.Request().Context(), standingOf(c), id, c.FormValue("words"))
	if e, ok := refused(err); ok {
		return s.renderStanding(c, http.StatusUnprocessableEntity, id, e)
	}
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.StandingAction(id))
}

// casePage is what every case has.
func (p presenter) casePage(view models.CaseView, form console.Form, message string) console.CasePage {
	page := console.CasePage{
		Form: form, Kind: view.Kind, ID: view.ID, Version: view.Version, Open: view.Open(),
		Own: view.MemberID == p.viewer.ID, Message: message, Outcome: view.Outcome, Words: view.Words,
		By: p.person(view.Closer, "").Name, At: p.atPointer(view.ClosedAt), Author: p.person(view.Member, ""),
		Status: view.Post.Status, Title: view.Thread.Title, Href: links.ThreadPost(view.Thread.ID, view.Thread.Slug, view.Post.Number),
		Number: view.Post.Number, Written: p.at(view.Post.CreatedAt), Body: markup.Trusted(view.Post.HTML),
	}
	if !page.Author.Former {
		page.AuthorURL = links.ConsoleMember(page.Author.Handle)
	}
	page.Before, page.After = p.nearPosts(view.Before), p.nearPosts(view.After)
	page.Known = p.known(view.History)
	for _, f := range view.Feuds {
		page.Feuds = append(page.Feuds, console.Feud{
			With: p.person(f.Other, ""), Theirs: ui.Count(f.Theirs, "time", "times"), Own: ui.Count(f.Own, "time", "times"),
		})
	}
	return page
}

// renderAppeal draws an appeal with what it is about.
func (s *Server) renderAppeal(c echo.Context, status int, view models.CaseView, form console.Form, message string) error {
	p, now := s.presenter(c), s.store.Now()
	page := console.AppealPage{CasePage: p.casePage(view, form, message)}
	page.About = p.actionLines([]models.ActionView{view.Appeal}, now)[0]
	page.Mine = view.Appeal.ActorID != nil && *view.Appeal.ActorID == p.viewer.ID
	for _, line := range p.actionLines(view.Actions, now) {
		if line.ID != view.Appeal.ID {
			page.Earlier = append(page.Earlier, line)
		}
	}
	if view.HeldID != nil {
		h, err := s.store.Held(c.Request().Context(), p.viewer, *view.HeldID)
		if err != nil {
			return err
		}
		page.Status = models.PostRemoved
		page.Body, page.Written, page.Title = markup.Trusted(h.Shown), p.at(h.CreatedAt), h.TopicName
		if h.ThreadID != nil {
			page.Title, page.Href = h.ThreadTitle, links.Thread(*h.ThreadID, h.ThreadSlug)
		}
	}
	return s.renderOpened(c, status, view.Ref(), "Appeal", func(base console.CasePage) console.InboxPage {
		page.CaseBase(base)
		return console.InboxPage{Appeal: &page}
	})
}

// decideAppeal answers an appeal.
func (s *Server) decideAppeal(c echo.Context, id int64) error {
	in := models.AppealDecision{Do: c.FormValue("do"), Words: c.FormValue("words"), Version: formNumber(c, "version")}
	if err := s.sending(c).DecideAppeal(c.Request().Context(), viewer(c), id, in); err != nil {
		return s.caseAgain(c, err)
	}
	s.cleanUp(c)
	private(c)
	s.flash(c, ui.Done, "Answered. They read it on their standing.")
	return s.goOn(c, models.QueueRef{Kind: models.CaseAppeal, ID: id})
}
