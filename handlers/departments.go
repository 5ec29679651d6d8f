package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
)

// showDepartment is what a department answered.
func (s *Server) showDepartment(c echo.Context) error {
	d, err := s.store.DepartmentBySlug(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	page := ledger.HeardPage{Department: d.Name, Slug: d.Slug}
	if d.Lead.ID != 0 {
		page.Lead = s.presenter(c).person(d.Lead, "")
	}
	err = s.heardInto(c, &page, models.HeardFilter{DepartmentID: d.ID}, func(before int64) string {
		return links.DepartmentPage(d.Slug, before)
	})
	if err != nil {
		return err
	}
	page.Page = s.page(c, d.Name)
	page.Page.Here, page.Page.Next = links.Heard, page.Next
	page.Page.Description = "What " + d.Name + " answered to suggestions here."
	if page.Before {
		page.Page.Robots = "noindex, follow"
	}
	return s.render(c, http.StatusOK, ledger.Heard(page))
}
