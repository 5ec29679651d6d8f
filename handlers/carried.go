package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// A text sent on a session that ended is carried through the sign-in: the page that asks for it has the text in
// hidden fields, and the text is a draft of whoever signs in there.

// carriedPrefix begins the names of carried fields.
const carriedPrefix = "carried_"

// carriedFields are what the forms of writing send; a thread's or post's id is in "thread" or "post".
var carriedFields = []string{
	"draft_key", "draft_version", "version", "kind", "topic", "thread", "post", "reply_to", "title", "body", "tags",
	"standfirst", "cover", "cover_focus", "cover_alt",
}

// carrying lets members through, and has readers sign in with what they sent.
func (s *Server) carrying(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if viewer(c).SignedIn() {
			return next(c)
		}
		if wantsFragment(c) {
			return &models.Error{Kind: models.Unauthenticated, Message: "Sign in, then send it again."}
		}
		p := s.signInPage(c, s.cameFrom(c))
		p.Summary = "You are signed out. Sign in, and what you wrote is back."
		for _, name := range carriedFields {
			if value := carriedValue(c, name); value != "" {
				p.Carried = append(p.Carried, account.Carried{Name: carriedPrefix + name, Value: value})
			}
		}
		p.Typed = c.FormValue("body")
		private(c)
		return s.render(c, http.StatusUnauthorized, account.SignIn(p))
	}
}

// carriedValue is a field as sent; the address tells of which thread or post it is.
func carriedValue(c echo.Context, name string) string {
	path := c.Path()
	switch {
	case name == "thread" && strings.HasPrefix(path, "/t/:id/"), name == "post" && strings.HasPrefix(path, "/posts/:id/"):
		return c.Param("id")
	}
	return c.FormValue(name)
}

// carriedAgain carries the fields on, where a sign-in was refused.
func carriedAgain(c echo.Context) (fields []account.Carried, typed string) {
	for _, name := range carriedFields {
		if value := c.FormValue(carriedPrefix + name); value != "" {
			fields = append(fields, account.Carried{Name: carriedPrefix + name, Value: value})
		}
	}
	return fields, c.FormValue(carriedPrefix + "body")
}

// keepCarried makes a draft of what the sign-in carried, and says where it is gone on with; empty where nothing
// was carried. A draft that the member has under the same key stays: what was carried gets a key of its own.
func (s *Server) keepCarried(c echo.Context, v models.Viewer) string {
	value := func(name string) string { return c.FormValue(carriedPrefix + name) }
	number := func(name string) int64 {
		n, err := strconv.ParseInt(value(name), 10, 64)
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	if value("body") == "" && value("title") == "" {
		return ""
	}
	in := draftInput(value, number)
	if in.PostID > 0 {
		in.Key = models.EditDraftKey(in.PostID)
	}
	if in.Key == "" {
		in.Key = auth.NewToken()
	}
	ctx := c.Request().Context()
	_, err := s.store.SaveDraft(ctx, v, in)
	if kind := models.KindOf(err); err != nil && (kind == models.Conflict || kind == models.Gone) {
		in.Key = auth.NewToken()
		_, err = s.store.SaveDraft(ctx, v, in)
	}
	if err != nil {
		c.Set(keyCause, err)
		s.flash(c, ui.Wrong, "You are signed in, but what you wrote could not be kept: "+firstOf(models.AsError(err).Message, "go back to copy it")+".")
		return ""
	}
	d, err := s.store.Draft(ctx, v, in.Key)
	if err != nil {
		return links.Drafts
	}
	return draftHref(d)
}
