package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// unreadable refuses what cannot be understood at all.
func unreadable(words string) error { return echo.NewHTTPError(http.StatusBadRequest, words) }

// badRequest refuses a parameter that cannot be understood.
func badRequest(name, words string) error {
	return echo.NewHTTPError(http.StatusBadRequest, name+": "+words)
}

// wrongFields refuses fields that break a rule.
func wrongFields(fields map[string]string) error {
	return &models.Error{Kind: models.Invalid, Fields: fields}
}
