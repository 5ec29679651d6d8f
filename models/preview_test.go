package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// However it is asked for: the limit is the verb's own.
func TestPreview_isLimitedToWhatSomebodyWritingNeeds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		preview := func(v models.Viewer) error {
			_, err := w.Store.Preview(w.Ctx, v, models.PreviewPlace{Kind: models.KindDiscussion}, "Some *words*.")
			return err
		}
		for range 40 {
			w.Must(preview(w.Mia))
		}
		kind(t, preview(w.Mia), models.TooMany)
		kind(t, preview(w.Max), "")
		w.Clock.Advance(time.Minute)
		kind(t, preview(w.Mia), "")
	})
}
