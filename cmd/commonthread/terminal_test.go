package main

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/models"
)

func TestComplain_speaksToPeople(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
		code int
	}{
		{nil, "", exitFailed},
		{errors.New("listen on :80: permission denied"), "commonthread: listen on :80: permission denied\n", exitFailed},
		{errors.New("reach db:\n\tdial: refused\n\tdial: refused"), "commonthread: reach db: dial: refused\n", exitFailed},
		{wrongUsage("no %q", "x"), "commonthread: no \"x\"\n", exitUsage},
		{fmt.Errorf("start: %w", config.Problems{"one", "two"}), "commonthread: one\ncommonthread: two\n", exitUsage},
		{
			fmt.Errorf("create: %w", &models.Error{Kind: models.Invalid, Fields: map[string]string{"b": "Two.", "a": "One."}, Cause: errors.New("cause")}),
			"commonthread: a: One.\ncommonthread: b: Two.\n", exitFailed,
		},
		{&models.Error{Kind: models.Conflict, Message: "Taken."}, "commonthread: Taken.\n", exitFailed},
		{&models.Error{Kind: models.NotFound}, "commonthread: not_found\n", exitFailed},
		{&models.Error{Kind: models.Unavailable, Message: "Sorry.", Cause: errors.New("refused")}, "commonthread: unavailable: Sorry.: refused\n", exitFailed},
	} {
		var b bytes.Buffer
		terminal{err: &b}.complain(c.err)
		if b.String() != c.want {
			t.Errorf("%v: %q, want %q", c.err, &b, c.want)
		}
		if got := exitCode(c.err); got != c.code {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.code)
		}
	}
}
