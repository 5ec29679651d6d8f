package reading

import (
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

func (p SearchPage) searched() bool {
	return p.Q != "" || p.Tag != "" || p.Author != "" || p.Topic != "" || p.Kind != "" || p.State != ""
}

func (p SearchPage) heading() string {
	if p.Tag != "" && p.Q == "" {
		return "Tagged “" + p.Tag + "”"
	}
	return "Search"
}

// totalWords says how much was found, and no more than is known.
func (p SearchPage) totalWords() string {
	switch {
	case p.Error != "":
		return ""
	case p.Capped:
		return "More than " + ui.Number(p.Total) + " found; the best are shown."
	}
	return ui.Count(p.Total, "found", "found")
}

func (p SearchPage) topicOptions() []ui.Option {
	options := []ui.Option{{Label: "Any"}}
	for _, t := range p.Topics {
		options = append(options, ui.Option{Value: t.Slug, Label: t.Name})
	}
	return options
}

// ofSuggestions reports whether the search is one that states narrow.
func (p SearchPage) ofSuggestions() bool { return p.Kind == models.KindSuggestion || p.State != "" }

func searchStates() []ui.Option {
	options := []ui.Option{{Label: "Any"}}
	for _, s := range models.States {
		options = append(options, ui.Option{Value: string(s), Label: ledger.StateWord(s)})
	}
	return options
}

func (r Result) href() string {
	if r.Number > 1 {
		return links.ThreadPost(r.Card.ID, r.Card.Slug, r.Number)
	}
	return r.Card.href()
}
