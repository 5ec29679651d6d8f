package main

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

func TestRun_givesTheCommandAServerAndPassesItsCodeOn(t *testing.T) {
	if _, err := pgserver.Find(); errors.Is(err, pgserver.ErrNotInstalled) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	var out, errOut strings.Builder
	code := run(t.Context(), []string{"/bin/sh", "-c", "echo $" + pgserver.Variable + "; exit 7"}, &out, &errOut)
	if code != 7 {
		t.Errorf("exit code %d, want the command's own 7; %s", code, errOut.String())
	}
	if !strings.HasPrefix(out.String(), "postgres://") {
		t.Errorf("the command saw %q, want an address", out.String())
	}
}

func TestRunCommand_saysWhatCouldNotBeRun(t *testing.T) {
	var out, errOut strings.Builder
	code := runCommand(t.Context(), []string{"/no/such/program"}, "postgres://unused/", &out, &errOut)
	if code != 1 || !strings.Contains(errOut.String(), "/no/such/program") {
		t.Errorf("code %d, message %q", code, errOut.String())
	}
}

func TestRun_withoutACommandExplainsItself(t *testing.T) {
	var out, errOut strings.Builder
	if code := run(t.Context(), nil, &out, &errOut); code != exitNoServer || !strings.Contains(errOut.String(), "usage") {
		t.Errorf("code %d, message %q", code, errOut.String())
	}
}
