package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showThanks lists who helped lately and was not thanked since.
func (s *Server) showThanks(c echo.Context) error {
	return s.renderThanks(c, http.StatusOK, console.Form{})
}

func (s *Server) renderThanks(c echo.Context, status int, form console.Form) error {
	p := s.presenter(c)
	list, err := s.store.Unthanked(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	page := console.ThanksPage{Frame: s.consoleFrame(c, "Thanks", links.ConsoleOverview), Form: form}
	for _, h := range list {
		page.Helpers = append(page.Helpers, console.Helper{
			Person: p.person(h.Person, ""), ThreadID: h.ThreadID, Title: h.ThreadTitle, Href: links.Thread(h.ThreadID, h.ThreadSlug),
			At: p.at(h.HelpedAt), Never: !h.EverThanked,
		})
	}
	forms := make([]string, len(list))
	for i, h := range list {
		forms[i] = console.ThanksForm(h.Person.Handle, h.ThreadID)
	}
	if page.Kept, err = s.keptForms(c, links.ConsoleThanks, forms...); err != nil {
		return err
	}
	return s.render(c, status, console.Thanks(page))
}

// createThanks tells somebody thank you, and keeps that.
func (s *Server) createThanks(c echo.Context) error {
	err := s.sending(c).Thank(c.Request().Context(), viewer(c), c.FormValue("handle"), formNumber(c, "thread"), c.FormValue("words"))
	if e, ok := refused(err); ok {
		return s.renderThanks(c, http.StatusUnprocessableEntity, consoleForm(c, "thanks", e.Fields, "handle", "thread", "words"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "They are thanked.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleThanks)
}

// createContact keeps what was said to a member by mail or phone, where they agreed to be reached so.
func (s *Server) createContact(c echo.Context) error {
	err := s.sending(c).LogContact(c.Request().Context(), viewer(c), c.Param("handle"), c.FormValue("channel"), c.FormValue("words"))
	if err != nil {
		return s.accountAgain(c, "contact", err, "channel", "words")
	}
	return s.accountDone(c, "It is kept for your colleagues.")
}

// showContacts is the log of what was said by mail or phone.
func (s *Server) showContacts(c echo.Context) error {
	after, err := before(c)
	if err != nil {
		return err
	}
	p, member := s.presenter(c), strings.ToLower(strings.TrimPrefix(strings.TrimSpace(c.QueryParam("member")), "@"))
	list, more, err := s.store.ContactLog(c.Request().Context(), p.viewer, member, after)
	if err != nil {
		return err
	}
	page := console.ContactsPage{Frame: s.consoleFrame(c, "Mail and calls", links.ConsoleOverview), Member: member, Later: after > 0}
	for _, m := range list {
		page.Contacts = append(page.Contacts, console.Contact{
			ID: m.ID, By: p.person(m.Staff, ""), To: p.person(m.Member, ""), Channel: m.Channel, Words: m.Words, At: p.at(m.CreatedAt),
		})
	}
	if more {
		page.Next = links.ConsoleContactsPage(member, list[len(list)-1].ID)
	}
	return s.render(c, http.StatusOK, console.Contacts(page))
}

// contacts are the ways in which a member agreed to be reached, and what was said.
func (p presenter) contacts(card models.MemberCard) (ways []console.Consent, said []console.Contact) {
	for _, w := range card.Consents {
		ways = append(ways, console.Consent{Channel: w.Channel, Detail: w.Detail})
	}
	for _, m := range card.Contacts {
		said = append(said, console.Contact{By: p.person(m.Staff, ""), Channel: m.Channel, Words: m.Words, At: p.at(m.CreatedAt)})
	}
	return ways, said
}
