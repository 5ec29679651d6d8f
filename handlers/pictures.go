package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/art"
	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
)

const (
	keepPicture = "public, max-age=31536000, immutable"
	keepFace    = "public, max-age=86400"
	// picturePolicy: a drawing opened by itself may do nothing at all.
	picturePolicy = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; sandbox"
)

var handleShape = regexp.MustCompile(`^[a-z0-9_-]{3,30}$`)

// showAvatar draws a face. It depends on the handle alone and asks no database, so it tells nobody whether
// there is such a member.
func (s *Server) showAvatar(c echo.Context) error {
	handle := c.Param("handle")
	if !handleShape.MatchString(handle) {
		return &models.Error{Kind: models.NotFound}
	}
	return sendPicture(c, art.AvatarOf(handle, art.Cast[handle]), "image/svg+xml", keepFace)
}

// showCover draws a scene; its variant is in the address, so it may be kept for ever.
func (s *Server) showCover(c echo.Context) error {
	variant, err := strconv.ParseUint(c.Param("variant"), 10, 32)
	if err != nil || strconv.FormatUint(variant, 10) != c.Param("variant") {
		return &models.Error{Kind: models.NotFound}
	}
	drawn, err := art.Cover(c.Param("scene"), uint32(variant))
	if err != nil {
		return &models.Error{Kind: models.NotFound, Cause: err}
	}
	return sendPicture(c, drawn, "image/svg+xml", keepPicture)
}

func (s *Server) showFavicon(c echo.Context) error {
	if hash := s.directory(c).Look.IconHash(); hash != "" {
		return s.serveBrandFile(c, hash, fmt.Sprintf("icon-%d.png", size.TabIcon), keepFace)
	}
	return sendPicture(c, art.Favicon(), "image/svg+xml", keepFace)
}

// showIcon is the mark as a bitmap, for home screens.
func (s *Server) showIcon(c echo.Context) error {
	side, err := strconv.Atoi(strings.TrimSuffix(c.Param("size"), ".png"))
	draw, ok := s.icons[side]
	if err != nil || !ok {
		return &models.Error{Kind: models.NotFound}
	}
	if hash := s.directory(c).Look.IconHash(); hash != "" {
		return s.serveBrandFile(c, hash, fmt.Sprintf("icon-%d.png", side), keepFace)
	}
	drawn, err := draw()
	if err != nil {
		return err
	}
	return sendPicture(c, drawn, "image/png", keepFace)
}

// sendPicture answers with a picture of our own making, or with nothing where the browser has it already.
func sendPicture(c echo.Context, picture []byte, contentType, control string) error {
	sum := sha256.Sum256(picture)
	etag := `"` + hex.EncodeToString(sum[:8]) + `"`
	h := c.Response().Header()
	h.Set("Content-Security-Policy", picturePolicy)
	h.Set("Cache-Control", control)
	h.Set("ETag", etag)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if matches(c.Request().Header.Get("If-None-Match"), etag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, contentType, picture)
}
