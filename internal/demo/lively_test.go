package demo_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// enlivens takes a community that was just loaded.
func enlivens(t *testing.T, w *testkit.World) {
	posts := func() int64 { return w.Count(`SELECT COUNT(*) FROM posts`) }
	before, writing := posts(), map[string]int64{}
	last, turns := time.Duration(0), 0
	stage := demo.Stage{
		Store: w.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Writing: func(v models.Viewer, _ models.Thread) { writing[v.Handle] = posts() },
		Wait: func(_ context.Context, moment time.Duration) bool {
			last, turns = max(last, moment), turns+1
			return true
		},
	}
	w.Must(demo.Enliven(w.Ctx, stage))
	said := posts() - before
	if said < 20 || turns < 4*int(said) {
		t.Errorf("%d lines in %d turns", said, turns)
	}
	if len(writing) < 15 {
		t.Errorf("%d members were seen writing, want many", len(writing))
	}
	if last < 10*time.Minute || last > 20*time.Minute {
		t.Errorf("it lasts %s, and the program promises a quarter of an hour", last)
	}
	if n := w.Count(`SELECT COUNT(*) FROM reactions r JOIN posts p ON p.id = r.post_id WHERE p.id > ?`, before); n < 10 {
		t.Errorf("%d reactions to what was said", n)
	}

	ended := posts()
	stage.Wait = func(context.Context, time.Duration) bool { return false }
	w.Must(demo.Enliven(w.Ctx, stage))
	if posts() != ended {
		t.Error("somebody writes although the demonstration has ended")
	}
}
