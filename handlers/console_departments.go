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

// departmentFields are the fields of the form, with what a clash calls them.
var departmentFields = [][2]string{{"name", "Name"}, {"lead", "Lead"}, {"members", "People"}}

func (s *Server) newDepartment(c echo.Context) error {
	return s.renderDepartment(c, http.StatusOK, "", console.Form{})
}

func (s *Server) editDepartment(c echo.Context) error {
	return s.renderDepartment(c, http.StatusOK, c.Param("slug"), console.Form{})
}

func (s *Server) createDepartment(c echo.Context) error { return s.saveDepartment(c, "") }

func (s *Server) updateDepartment(c echo.Context) error { return s.saveDepartment(c, c.Param("slug")) }

// saveDepartment makes a department or changes one. Whoever comes second sees what the first stored.
func (s *Server) saveDepartment(c echo.Context, slug string) error {
	err := s.store.EditDepartment(c.Request().Context(), viewer(c), models.DepartmentInput{
		Slug: slug, Name: c.FormValue("name"), Lead: c.FormValue("lead"), Members: c.FormValue("members"), Version: formNumber(c, "version"),
	})
	if e, ok := refused(err); ok {
		return s.renderDepartment(c, http.StatusUnprocessableEntity, slug, consoleForm(c, "department", e.Fields, "name", "lead", "members"))
	}
	if models.KindOf(err) == models.Conflict && err != nil {
		return s.renderDepartment(c, http.StatusConflict, slug, consoleForm(c, "department", nil, "name", "lead", "members"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The department is saved.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleTeam)
}

func (s *Server) renderDepartment(c echo.Context, status int, slug string, form console.Form) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	page := console.DepartmentPage{Form: form, Slug: slug, Now: map[string]string{}}
	title := "A new department"
	if slug != "" {
		d, err := s.store.DepartmentBySlug(ctx, slug)
		if err != nil {
			return err
		}
		var members []string
		for _, m := range d.Members {
			members = append(members, m.Handle)
		}
		title, page.Version = d.Name, d.Version
		page.Now = map[string]string{"name": d.Name, "lead": "", "members": strings.Join(members, ", ")}
		if d.LeadID != nil {
			page.Now["lead"] = d.Lead.Handle
		}
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, page.Now, departmentFields...)
	}
	staff, err := s.store.Colleagues(ctx, p.viewer)
	if err != nil {
		return err
	}
	for _, m := range staff {
		page.Staff = append(page.Staff, p.colleague(m))
	}
	page.Frame = s.consoleFrame(c, title, links.ConsoleTeam)
	return s.render(c, status, console.EditDepartment(page))
}
