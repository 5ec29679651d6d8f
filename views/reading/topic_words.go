package reading

import (
	"slices"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// kindTabs filter a topic by kind. The kinds offered are those that people start, whether or not this viewer may
// start one, and the one that is looked at.
func (p TopicPage) kindTabs() []ui.Tab {
	tabs := []ui.Tab{{Label: "Everything", Href: links.TopicPage(p.Topic.Slug, "", p.Sort, 1), Current: p.Kind == ""}}
	for _, k := range models.Kinds {
		if k != p.Kind && !slices.Contains(models.OpenKinds, k) {
			continue
		}
		tabs = append(tabs, ui.Tab{
			Label:   kindsWord(k),
			Href:    links.TopicPage(p.Topic.Slug, string(k), p.Sort, 1),
			Current: p.Kind == k,
		})
	}
	return tabs
}

// rowOf is how a row of so many stories is set.
func rowOf(stories int) string {
	switch stories {
	case 1:
		return "row--1"
	case 2:
		return "row--2"
	}
	return "row--3"
}

// sortTabs order a topic's threads; the default order has no word in its address.
func (p TopicPage) sortTabs() []ui.Tab {
	var tabs []ui.Tab
	for _, s := range []struct {
		sort  models.ThreadSort
		label string
	}{{models.SortLatest, "Latest"}, {models.SortNew, "New"}, {models.SortUnanswered, "Unanswered"}} {
		inAddress := string(s.sort)
		if s.sort == models.SortLatest {
			inAddress = ""
		}
		tabs = append(tabs, ui.Tab{
			Label:   s.label,
			Href:    links.TopicPage(p.Topic.Slug, string(p.Kind), inAddress, 1),
			Current: p.Sort == string(s.sort) || (p.Sort == "" && inAddress == ""),
		})
	}
	return tabs
}

// newestFirst reports whether this is where a thread with news stands first.
func (p TopicPage) newestFirst() bool {
	return p.Pager.Page <= 1 && p.Kind == "" && p.Sort == string(models.SortLatest)
}

// blocks are the parts above the threads that are shown, in order.
func (p TopicPage) blocks() []models.FrontBlock {
	if p.Blocks == nil {
		return models.FrontBlocks(1)
	}
	return p.Blocks
}
