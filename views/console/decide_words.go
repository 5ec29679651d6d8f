package console

import (
	"slices"
	"strings"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/ui"
)

// reaches reports whether a decision may lead to one of the states, or leave it there.
func (i Item) reaches(states ...models.State) bool {
	return slices.ContainsFunc(states, func(s models.State) bool { return s == i.State || slices.Contains(i.Moves, s) })
}

func forStates(states []models.State) string {
	words := make([]string, len(states))
	for n, s := range states {
		words[n] = string(s)
	}
	return strings.Join(words, " ")
}

func reasonOptions() []ui.Option {
	options := []ui.Option{{Label: "Choose one"}}
	for _, r := range models.ReasonTypes {
		options = append(options, ui.Option{Value: string(r), Label: ledger.ReasonWord(r)})
	}
	return options
}

// staffOptions are those who can take something on; the viewer first.
func staffOptions(i Item) []ui.Option {
	var options, rest []ui.Option
	for _, c := range i.Staff {
		label := c.Person.Name
		if c.Department != "" {
			label += ", " + c.Department
		}
		o := ui.Option{Value: c.Person.Handle, Label: label, Disabled: c.AwayUntil != ""}
		if o.Disabled {
			o.Label += " (away until " + c.AwayUntil + ")"
		}
		if c.Person.Handle == i.Self {
			o.Label = "You"
			options = append(options, o)
			continue
		}
		rest = append(rest, o)
	}
	return append(options, rest...)
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
