package moderation

import (
	"strings"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// FiguresPage is what moderators did, month by month.
type FiguresPage struct {
	layout.Page
	Months []models.ModerationMonth // the newest first
}

// told leaves the quiet months at the end out; this month is always there.
func (p FiguresPage) told() []models.ModerationMonth {
	list := p.Months
	for len(list) > 1 && list[len(list)-1].Quiet() {
		list = list[:len(list)-1]
	}
	return list
}

// byRule ends the sentence: by which rules, in the order of the house rules.
func byRule(m models.ModerationMonth) string {
	var parts []string
	for _, r := range models.Rules {
		if n := m.Removed[r]; n > 0 {
			parts = append(parts, ruleWords[r]+" "+ui.Number(n))
		}
	}
	if parts == nil {
		return "."
	}
	return ": " + strings.Join(parts, "; ") + "."
}

// reversedShare is how many of a hundred answered appeals were right; empty for few, of whom one would be somebody.
func reversedShare(m models.ModerationMonth) string {
	answered := m.Upheld + m.Reversed
	if answered < models.PromiseFew {
		return ""
	}
	return " (" + ui.Number(100*m.Reversed/answered) + " % of those answered)"
}
