package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"
)

// maxPage is past the end of every list there can be; it keeps offsets far from overflowing.
const maxPage = 1 << 30

// pageParam reads ?page=; the first where it is missing. A number too large is a page past the end.
func pageParam(c echo.Context) (int, error) {
	text := c.QueryParam("page")
	if text == "" {
		return 1, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if numError, ok := err.(*strconv.NumError); ok && numError.Err == strconv.ErrRange && n > 0 {
		return maxPage, nil
	}
	if err != nil || n < 1 {
		return 0, echo.NewHTTPError(http.StatusBadRequest, "Pages are numbered from 1.")
	}
	return int(min(n, maxPage)), nil
}

// pages is how many pages hold so many things; at least one.
func pages(total int64, perPage int) int {
	return int(max(1, (total+int64(perPage)-1)/int64(perPage)))
}

// lastPage leads whoever asks for a page past the end to the last there is.
func lastPage(c echo.Context, path string) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Redirect(http.StatusFound, path)
}
