package handlers

import (
	"context"
	"fmt"

	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/reading"
)

// liveRoutes starts the live side and mounts it: a socket, and the same events for networks that block sockets.
func (s *Server) liveRoutes() {
	s.live = live.New(live.Options{
		Store: s.store, Log: s.Log, Draw: s.drawPost, Viewer: viewer, BaseURL: s.BaseURL, Bus: s.Bus, RateLimits: s.RateLimits,
	})
	s.echo.GET("/live", s.live.Connect)
	s.echo.GET("/live/events", s.live.Poll)
}

// drawPost is a post's article as anyone who may see the thread sees it, the same as on the thread's page.
func (s *Server) drawPost(ctx context.Context, th models.ThreadView, p models.PostView) (string, error) {
	d, err := s.store.Directory(ctx)
	if err != nil {
		return "", fmt.Errorf("find the site: %w", err)
	}
	buf := getBuffer()
	defer buffers.Put(buf)
	if err := reading.Post(presenter{site: d}.post(th, p)).Render(ctx, buf); err != nil {
		return "", err
	}
	return buf.String(), nil
}
