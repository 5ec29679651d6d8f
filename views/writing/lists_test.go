package writing_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

func TestShowDrafts_namesEachByWhatThereIsOfIt(t *testing.T) {
	p := drawn.Draw(t, writing.ShowDrafts(writing.DraftsPage{Page: drawn.Frame("Drafts", "mia"), Drafts: []writing.Draft{
		{Key: "a", Title: "Standing desks", Words: "Do they help?", What: "A discussion in", Where: "Remote work", Href: "/new?draft=a", ChangedAt: morning},
		{Key: "b", Words: "A little.", What: "A reply in", Where: "Wet feet", Href: "/t/12#reply", ChangedAt: morning},
		{Key: "c/d e", What: "A story", Href: "/new?draft=c", ChangedAt: morning},
	}}))
	p.Sound()
	p.Count(".draft", 3)
	p.Count(".draft__text", 1)
	p.Count(".draft__where strong", 2)
	p.Count(`button[aria-label="Delete the draft: Standing desks"]`, 1)
	p.Count(`button[aria-label="Delete the draft: A little."]`, 1)
	p.Count(`button[aria-label="Delete the draft: Without words yet"]`, 1)
	p.Count(`form[action="`+links.DeleteDraft("c/d e")+`"]`, 1)
	p.None(".undo", ".empty")
}

func TestShowDrafts_offersToTakeADeletionBack(t *testing.T) {
	p := drawn.Draw(t, writing.ShowDrafts(writing.DraftsPage{Page: drawn.Frame("Drafts", "mia"), Deleted: "a"}))
	p.Sound()
	p.Has("form.undo", "action", links.RestoreDraft("a"))
	p.Says("form.undo button", "Undo")
	p.Says(".empty__title", "No drafts")
	p.None("ul.drafts li")
}

func TestDraftConflict_keepsBothTextsAndCarriesTheFormOn(t *testing.T) {
	p := drawn.Draw(t, writing.DraftConflict(writing.DraftConflictPage{
		Page: drawn.Frame("Drafts", "mia"), Key: "k", Version: 4, KeptAt: morning, Href: "/new?draft=k", Changes: changes,
		Kept: writing.Text{Title: "Kept title", Body: "Kept."}, Typed: writing.Text{Title: "Typed title", Body: "Typed."},
		Hidden: []writing.Hidden{{Name: "title", Value: "Typed title"}, {Name: "topic", Value: "remote-work"}},
	}))
	p.Sound()
	if got := drawn.Value(p.One("#kept-text[readonly]:not([name])")); got != "Kept." {
		t.Errorf("kept %q", got)
	}
	if got := drawn.Value(p.One("textarea[name=body]")); got != "Typed." {
		t.Errorf("typed %q", got)
	}
	for name, want := range map[string]string{"draft_key": "k", "draft_version": "4", "title": "Typed title", "topic": "remote-work"} {
		p.Has("main input[type=hidden][name="+name+"]", "value", want)
	}
	p.Has(".conflict a.button", "href", "/new?draft=k")
	p.Says("main .button--primary", "Keep this one instead")
}

func TestShowBookmarks_leadToThePostAndCanBeDropped(t *testing.T) {
	page := writing.BookmarksPage{
		Page: drawn.Frame("Bookmarks", "mia"), Total: 41,
		Kept:  []writing.Kept{{PostID: 904, Number: 4, ThreadID: 12, ThreadSlug: "wet-feet", ThreadTitle: "Wet feet", Author: mia, Words: "Words.", WrittenAt: morning}},
		Pager: ui.Pager{Page: 2, Pages: 3, Label: "Bookmarks", Of: links.BookmarksPage},
	}
	p := drawn.Draw(t, writing.ShowBookmarks(page))
	p.Sound()
	p.Has(".draft__title a", "href", "/t/12/wet-feet#post-4")
	p.Has(".draft form", "action", "/posts/904/bookmark")
	p.Has(".draft input[name=on]", "value", "0")
	p.Has(".draft button", "aria-label", "Drop post 4 of Wet feet")
	p.Count("main nav a[rel=prev], main nav a[rel=next]", 2)

	p = drawn.Draw(t, writing.ShowBookmarks(writing.BookmarksPage{Page: drawn.Frame("Bookmarks", "mia")}))
	p.Sound()
	p.Says(".empty__title", "Nothing kept yet")
	p.None(".draft")
}

func TestLists_showHostileAndArabicWordsAsWords(t *testing.T) {
	for name, page := range map[string]*drawn.Page{
		"drafts": drawn.Draw(t, writing.ShowDrafts(writing.DraftsPage{Page: drawn.Frame("Drafts", "mia"), Deleted: "k", Drafts: []writing.Draft{
			{Key: "a", Title: drawn.Hostile, Words: drawn.Arabic, What: drawn.Hostile, Where: drawn.Hostile, Href: "/new", ChangedAt: morning},
		}})),
		"conflict": drawn.Draw(t, writing.DraftConflict(writing.DraftConflictPage{
			Page: drawn.Frame("Drafts", "mia"), Key: drawn.Hostile, KeptAt: morning, Href: "/new", Kept: writing.Text{Title: drawn.Hostile, Body: drawn.Hostile},
			Typed: writing.Text{Title: drawn.Arabic, Body: drawn.Hostile}, Hidden: []writing.Hidden{{Name: "title", Value: drawn.Hostile}},
		})),
		"bookmarks": drawn.Draw(t, writing.ShowBookmarks(writing.BookmarksPage{Page: drawn.Frame("Bookmarks", "mia"), Kept: []writing.Kept{
			{PostID: 1, Number: 1, ThreadID: 1, ThreadTitle: drawn.Hostile, Author: ui.Person{Handle: "x", Name: drawn.Hostile}, Words: drawn.Hostile, WrittenAt: morning},
		}})),
	} {
		t.Run(name, func(t *testing.T) {
			page.Harmless()
			page.Sound()
		})
	}
}
