package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// createAnnotation puts staff's words beside the figures of the promise.
func (s *Server) createAnnotation(c echo.Context) error {
	err := s.store.AnnotatePromise(c.Request().Context(), viewer(c), c.FormValue("words"))
	if e, ok := refused(err); ok {
		private(c)
		return s.renderPromise(c, http.StatusUnprocessableEntity, ledger.Annotate{Typed: c.FormValue("words"), Wrong: e.Fields["words"]})
	}
	return s.annotationDone(c, err, "Your words stand beside the figures.")
}

// deleteAnnotation takes them off.
func (s *Server) deleteAnnotation(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.annotationDone(c, s.store.RemoveAnnotation(c.Request().Context(), viewer(c), id), "It is taken off.")
}

func (s *Server) annotationDone(c echo.Context, err error, words string) error {
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.Promise)
}
