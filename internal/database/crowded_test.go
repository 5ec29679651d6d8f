package database

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestCrowded_isAnAnswerThatSaysLater(t *testing.T) {
	for code, want := range map[string]bool{"53300": true, "57P03": true, "28P01": false, "3D000": false, "40001": false} {
		err := fmt.Errorf("open: %w", &pgconn.PgError{Code: code})
		if got := Crowded(err); got != want {
			t.Errorf("code %s: %t, want %t", code, got, want)
		}
	}
	if Crowded(errors.New("connection refused")) || Crowded(nil) {
		t.Error("something that is no answer counts as one")
	}
}
