package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/logging"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestJob_logsAFailureOnceAndItsEnd(t *testing.T) {
	var text transcript
	log := logging.New(&text, logging.Options{Text: true})
	ctx, stop := context.WithCancel(context.Background())
	runs := 0
	job{"feed the cat", time.Millisecond, func(context.Context) error {
		runs++
		switch {
		case runs <= 3:
			return errors.New("the cat is away")
		case runs == 6:
			stop()
		}
		return nil
	}}.repeat(ctx, log)

	if runs != 6 {
		t.Fatalf("%d runs, want 6", runs)
	}
	if got := text.String(); strings.Count(got, "the cat is away") != 1 || strings.Count(got, "works again: feed the cat") != 1 || strings.Count(got, "\n") != 2 {
		t.Errorf("the log says\n%s", got)
	}
}

func TestJob_isSilentAboutAFailureThatTheStopCaused(t *testing.T) {
	var text transcript
	ctx, stop := context.WithCancel(context.Background())
	job{"feed the cat", time.Hour, func(ctx context.Context) error {
		stop()
		return ctx.Err()
	}}.repeat(ctx, logging.New(&text, logging.Options{Text: true}))
	if text.String() != "" {
		t.Errorf("the log says %s", &text)
	}
}

func TestJob_goesOnAfterAnOutage(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	var text transcript
	runs := 0
	away := errors.New("nobody answers")
	job{"feed the cat", time.Millisecond, func(ctx context.Context) error {
		if runs++; runs == 3 {
			stop()
			return nil
		}
		<-ctx.Done() // as on a line that swallows what is sent
		return ctx.Err()
	}}.during(func(ctx context.Context) (context.Context, func(error) error) {
		ctx, cancel := context.WithTimeout(ctx, time.Millisecond)
		return ctx, func(err error) error {
			defer cancel()
			if err != nil {
				return errors.Join(away, err)
			}
			return nil
		}
	}).repeat(ctx, logging.New(&text, logging.Options{Text: true}))
	if runs != 3 || !strings.Contains(text.String(), away.Error()) {
		t.Errorf("%d runs, the log says %s", runs, &text)
	}
}

func TestSleep_endsEarlyWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	if !sleep(ctx, time.Nanosecond) {
		t.Error("an uninterrupted sleep says it was interrupted")
	}
	stop()
	if sleep(ctx, time.Hour) {
		t.Error("an interrupted sleep says it was not")
	}
}
