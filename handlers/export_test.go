package handlers

import "github.com/labstack/echo/v4"

// TryKept serves a handler of a test as a reader's page.
func (s *Server) TryKept(path string, h echo.HandlerFunc) { s.echo.GET(path, h, s.kept("page")) }

// Tag says that the page of a test shows a thread.
func Tag(c echo.Context, threadID int64) { tag(c, tagThread(threadID)) }

// Misses is how many readers' pages were not in memory.
func (s *Server) Misses() int64 { return s.cache.Misses.Load() }
