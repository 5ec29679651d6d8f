// Command withpostgres runs another command beside a throw-away PostgreSQL
// server, and gives it the address in COMMONTHREAD_TEST_DATABASE_URL:
//
//	go run ./internal/testkit/withpostgres go test ./...
//
// make test uses it so that the server is started once for all packages. It
// ends with the command's own exit code, 125 where no server could be started.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

// exitNoServer is what env, timeout and their like use for their own failures.
const exitNoServer = 125

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	if len(args) == 0 {
		fmt.Fprintln(errOut, "usage: withpostgres COMMAND [ARGUMENT...]")
		return exitNoServer
	}
	server, err := pgserver.Start(ctx)
	if err != nil {
		fmt.Fprintln(errOut, err)
		return exitNoServer
	}
	code := runCommand(ctx, args, server.URL, out, errOut)
	if err := server.Stop(); err != nil {
		fmt.Fprintln(errOut, err)
	}
	return code
}

func runCommand(ctx context.Context, args []string, url string, out, errOut io.Writer) int {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), pgserver.Variable+"="+url)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, out, errOut
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	default:
		fmt.Fprintf(errOut, "run %s: %v\n", args[0], err)
		return 1
	}
}
