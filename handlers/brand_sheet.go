package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/tint"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// brandSheet is what a look changes of the style sheet, named by its content.
type brandSheet struct {
	look models.Look
	name string // empty: nothing is changed, and nothing has to be fetched
	css  string
}

// wholePage and sample are what a sheet speaks of: every page, or a sample on the page where a look is tried.
const (
	wholePage = ":root"
	sample    = ".brand-sample"
)

const sheetNameLength = 10

// brand is the sheet of the look as it is; it is made once a look.
func (s *Server) brand(look models.Look) *brandSheet {
	if kept := s.sheet.Load(); kept != nil && kept.look == look {
		return kept
	}
	made := &brandSheet{look: look, css: sheetOf(look, wholePage)}
	if made.css != "" {
		sum := sha256.Sum256([]byte(made.css))
		made.name = hex.EncodeToString(sum[:])[:sheetNameLength]
	}
	s.sheet.Store(made)
	return made
}

func (b *brandSheet) address() string {
	if b.name == "" {
		return ""
	}
	return links.BrandSheet(b.name)
}

// sheetOf sets the tokens that a look changes. Everything in it is ours or has a closed form: no text of anybody's.
func sheetOf(look models.Look, where string) string {
	var set []string
	if a, err := tint.AccentOf(look.Accent); look.Accent != "" && err == nil {
		set = append(set, "--accent: "+a.Accent.CSS(), "--accent-strong: "+a.Strong.CSS(), "--on-accent: "+a.On.CSS(), "--accent-wash: "+a.Wash.CSS())
	}
	switch look.Typeface {
	case models.TypefacePlain:
		set = append(set, "--serif: var(--sans)")
	case models.TypefaceBook:
		set = append(set, "--sans: var(--serif)")
	}
	switch look.Corners {
	case models.CornersSquare:
		set = append(set, "--radius-1: 0px", "--radius-2: 0px", "--radius-3: 0px")
	case models.CornersRound:
		set = append(set, "--radius-1: 6px", "--radius-2: 14px", "--radius-3: 20px")
	}
	if len(set) == 0 {
		return ""
	}
	return "@layer tokens {\n  " + where + " {\n    " + strings.Join(set, ";\n    ") + ";\n  }\n}\n"
}

// showBrandSheet answers with the sheet. A page kept somewhere may ask for a former one: it gets today's, and is told to ask again soon.
func (s *Server) showBrandSheet(c echo.Context) error {
	name, isSheet := strings.CutSuffix(c.Param("sheet"), ".css")
	if !isSheet || len(name) != sheetNameLength {
		return &models.Error{Kind: models.NotFound}
	}
	sheet := s.brand(s.directory(c).Look)
	control := "public, max-age=60"
	if name == sheet.name {
		control = "public, max-age=31536000, immutable"
	}
	return sendSheet(c, sheet.css, control)
}

// showBrandSample answers with the sheet of a look that is being tried.
func (s *Server) showBrandSample(c echo.Context) error {
	look, _ := models.CheckLook(models.LookInput{
		Accent: c.QueryParam("accent"), Typeface: models.Typeface(c.QueryParam("typeface")), Corners: models.Corners(c.QueryParam("corners")),
	})
	return sendSheet(c, sheetOf(look, sample), "no-store")
}

func sendSheet(c echo.Context, css, control string) error {
	c.Response().Header().Set("Cache-Control", control)
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", []byte(css))
}
