package main

import (
	"context"
	"log/slog"
	"os"
	"os/exec"

	"github.com/commonthread/commonthread/internal/media"
)

// self is the file of this very program, to start processes of its own with. Empty where run is not called by main.
var self string

// drawEnviron is all that the process that draws is told: it meets strangers' files, so it knows no secret. It takes
// one core, and collects its garbage before it grows past what one large picture needs.
var drawEnviron = []string{"GOMAXPROCS=1", "GOMEMLIMIT=256MiB"}

// thisProgram stays this program when an upgrade replaces its file.
func thisProgram() string {
	const running = "/proc/self/exe"
	if _, err := os.Stat(running); err == nil {
		return running
	}
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return path
}

// newMaker makes what draws pictures: a process beside the server, started with the first picture.
func newMaker(log *slog.Logger) *media.Maker {
	if self == "" {
		return media.NewMaker()
	}
	return media.NewMakerApart(func() *exec.Cmd {
		process := exec.Command(self, "draw")
		process.Env, process.Stderr = drawEnviron, os.Stderr
		return process
	}, log)
}

type drawCommand struct{}

// Run ends when its input does, not with a signal: somebody may wait for the picture that it is at.
func (drawCommand) Run(_ context.Context, t terminal) error { return media.Serve(t.in, t.out) }
