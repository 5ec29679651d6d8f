package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// What nobody can see is no text, however long it is.
func TestText_ofNothingVisibleIsEmpty(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "It rains on it.")
		for what, blank := range map[string]string{
			"spaces": " \n\t ", "zero width": "\u200b\u200b\u200b", "joiners": "\u200d\u2060\u200c", "a byte order mark": "\ufeff\ufeff\ufeff",
			"soft hyphens": "\u00ad\u00ad\u00ad", "Hangul fillers": "\u3164\u3164\u3164", "blank Braille": "\u2800\u2800\u2800",
			"marks on nothing": "\u0301\u0301\u0301", "variation selectors": "\ufe0f\ufe0f\ufe0f", "wide spaces": "\u3000\u2003\u00a0",
		} {
			_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: blank})
			if models.KindOf(err) != models.Invalid {
				t.Errorf("%s is taken for a reply: %v", what, err)
			}
			_, err = w.Store.CreateThread(w.Ctx, w.Max, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: blank, Body: "Words."})
			if models.KindOf(err) != models.Invalid || models.AsError(err).Fields["title"] == "" {
				t.Errorf("%s is taken for a title: %v", what, err)
			}
			if err := w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", blank); models.KindOf(err) != models.Invalid {
				t.Errorf("%s is taken for a reason: %v", what, err)
			}
		}
		for what, seen := range map[string]string{
			"an emoji": "👍", "a family": "👩\u200d👩\u200d👧", "a sign": "…", "Arabic with a joiner": "می\u200cخواهم", "Korean": "ㅋㅋ", "a digit": "1",
		} {
			p, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: seen})
			if err != nil || p.Body != seen {
				t.Errorf("%s is stored as %q: %v", what, p.Body, err)
			}
		}
	})
}
