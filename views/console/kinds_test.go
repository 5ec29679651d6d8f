package console_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func TestTopic_namesEveryKindThatItMayTake(t *testing.T) {
	page := drawn.Draw(t, console.EditTopic(console.TopicPage{Frame: frame(), Now: map[string]string{}}))
	for _, k := range models.OpenKinds {
		box := page.Find(`input[name="kinds"][value="` + string(k) + `"]`)
		if words := strings.TrimSpace(box.Parent().Text()); words == "" {
			t.Errorf("the box for %q has no words", k)
		}
	}
}
