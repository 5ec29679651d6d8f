// Command commonthread is the community: it serves it, shows a demonstration of
// it, and keeps its database.
//
// This package owns the command line and the wiring, and no rule of the domain:
// each command checks what it was given, puts the parts together and calls a
// verb. Start reading at run; there is one file a command, and serve.go is where
// everything meets.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Exit codes, as the shell sees them.
const (
	exitDone   = 0
	exitFailed = 1 // it was asked rightly and could not be done
	exitUsage  = 2 // it was asked wrongly: command, flag or setting
)

// Set by the linker where the build has no version control to read from, as in
// a container; the Makefile says how.
var (
	version string
	commit  string
)

func main() {
	self = thisProgram()
	// Times without a zone would otherwise be the machine's; the community's own
	// zone is a setting in its database.
	time.Local = time.UTC

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program without the process around it: it ends when ctx does
// and returns the exit code.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := terminal{environ: environ, in: stdin, out: stdout, err: stderr}
	command, code, err := parse(args, t)
	if command == nil {
		t.complain(err)
		return code
	}
	if err := command.Run(ctx, t); err != nil {
		if ctx.Err() != nil {
			err = errors.New("interrupted")
		}
		t.complain(err)
		return exitCode(err)
	}
	return exitDone
}
