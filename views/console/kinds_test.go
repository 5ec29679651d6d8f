package console

import (
	"testing"

	"github.com/commonthread/commonthread/models"
)

func TestKindWords_nameEveryKindThatATopicMayTake(t *testing.T) {
	for _, k := range models.OpenKinds {
		if kindWords[k] == "" {
			t.Errorf("the box for %q has no words", k)
		}
	}
}
