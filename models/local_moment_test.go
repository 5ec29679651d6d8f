package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/models"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestParseLocalMoment_readsTheClockOfTheCommunity(t *testing.T) {
	for _, c := range []struct{ zone, text, want string }{
		{"Europe/Berlin", "2026-03-02T14:30", "2026-03-02T13:30:00Z"},
		{"Europe/Berlin", "2026-07-02T14:30", "2026-07-02T12:30:00Z"},
		{"Europe/Berlin", " 2026-07-02T14:30:15 ", "2026-07-02T12:30:15Z"},
		{"Asia/Kathmandu", "2026-07-02T00:15", "2026-07-01T18:30:00Z"},
		{"UTC", "2024-02-29T23:59", "2024-02-29T23:59:00Z"},
		{"Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z"},
		{"Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"},
	} {
		got, err := models.ParseLocalMoment("publish_at", c.text, zone(t, c.zone))
		if err != nil || got.At.Format(time.RFC3339) != c.want || got.Twice {
			t.Errorf("%s in %s: got %v twice %v, %v; want %s", c.text, c.zone, got.At, got.Twice, err, c.want)
		}
	}
}

func TestParseLocalMoment_emptyIsNoMoment(t *testing.T) {
	got, err := models.ParseLocalMoment("publish_at", "  ", time.UTC)
	if err != nil || !got.At.IsZero() {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestParseLocalMoment_refusesWhatTheClockSkips(t *testing.T) {
	for _, c := range []struct{ zone, text, says string }{
		{"Europe/Berlin", "2026-03-29T02:30", "from 02:00 to 03:00"},
		{"America/New_York", "2026-03-08T02:00", "from 02:00 to 03:00"},
		{"Australia/Lord_Howe", "2026-10-04T02:15", "from 02:00 to 02:30"},
	} {
		_, err := models.ParseLocalMoment("publish_at", c.text, zone(t, c.zone))
		refusedField(t, err, "publish_at")
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s in %s: %q does not say %q", c.text, c.zone, err, c.says)
		}
	}
}

func TestParseLocalMoment_takesTheFirstOfTwoAndSaysSo(t *testing.T) {
	for _, c := range []struct{ zone, text, want string }{
		{"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z"},
		{"America/New_York", "2026-11-01T01:00", "2026-11-01T05:00:00Z"},
	} {
		got, err := models.ParseLocalMoment("publish_at", c.text, zone(t, c.zone))
		if err != nil || !got.Twice || got.At.Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s: got %v twice %v, %v; want %s", c.text, c.zone, got.At, got.Twice, err, c.want)
		}
	}
}

func TestParseLocalMoment_refusesWhatIsNoTime(t *testing.T) {
	for _, text := range []string{"tomorrow", "2026-02-30T10:00", "2026-03-02", "2026-03-02T25:00", "2026-03-02T10:00Z", "\x00"} {
		_, err := models.ParseLocalMoment("publish_at", text, time.UTC)
		refusedField(t, err, "publish_at")
	}
}
