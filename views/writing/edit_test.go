package writing_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

var mia = ui.Person{Handle: "mia", Name: "Mia Thornbury"}

func editing() writing.EditPage {
	return writing.EditPage{
		Page: drawn.Frame("Edit", "mia"), PostID: 904, ThreadID: 12, ThreadSlug: "wet-feet", ThreadTitle: "Wet feet", Number: 4,
		Kind: models.KindDiscussion, Version: 2, Words: true, Out: true, Typed: writing.Text{Title: "Wet feet", Body: "Words.", Tags: "rain"},
	}
}

func TestShowEdit_asksForWhatTheViewerMayChange(t *testing.T) {
	p := drawn.Draw(t, writing.ShowEdit(editing()))
	p.Sound()
	p.Says("h1", "Edit your words")
	p.Has("main form", "action", "/posts/904/edit")
	p.Has("input[name=version]", "value", "2")
	p.Count("main [name=reason]", 1)
	p.None("main [name=title]", "main [name=tags]", "main [name=cover]")

	labels := editing()
	labels.Words, labels.Labels, labels.Number = false, true, 1
	p = drawn.Draw(t, writing.ShowEdit(labels))
	p.Sound()
	p.Says("h1", "Change title and tags")
	p.None("main textarea[name=body]", `button[formaction="/drafts"]`)
	p.Has("main [name=title]", "value", "Wet feet")
	p.Has("main [name=tags]", "value", "rain")

	story := editing()
	story.Number, story.Kind, story.Labels, story.Out = 1, models.KindStory, true, false
	p = drawn.Draw(t, writing.ShowEdit(story))
	p.Sound()
	p.Count("main [name=standfirst]", 1)
	p.None("main [name=reason]") // nobody saw it: nothing to explain
	p.Has("#field-body", "maxlength", "100000")

	reply := editing()
	reply.Kind = models.KindStory // a reply to a story is no story
	p = drawn.Draw(t, writing.ShowEdit(reply))
	p.None("main [name=standfirst]")
	p.Has("#field-body", "maxlength", "16000")
}

func TestShowEdit_comesBackWithErrorsAndWords(t *testing.T) {
	page := editing()
	page.Labels, page.Number, page.Kind = true, 1, models.KindStory
	page.Form = refusal("title", "body", "tags", "reason", "cover")
	page.Typed.Body, page.Reason = "Typed.", "Because"
	p := drawn.Draw(t, writing.ShowEdit(page))
	p.Sound()
	p.Wrong("title", "Mend the title.", "Wet feet")
	p.Wrong("body", "Mend the body.", "Typed.")
	p.Wrong("tags", "Mend the tags.", "rain")
	p.Wrong("reason", "Mend the reason.", "Because")
	p.Wrong("cover", "Mend the cover.", "")
}

var changes = []models.TextChange{
	{Op: models.TextSame, Text: "It was "}, {Op: models.TextRemoved, Text: "raining"}, {Op: models.TextAdded, Text: "pouring"}, {Op: models.TextSame, Text: "."},
}

func TestShowEdit_aConflictShowsBothTextsAndLosesNothing(t *testing.T) {
	page := editing()
	page.Version, page.Typed.Body, page.Typed.Title, page.Labels = 5, "It was pouring.", "Mine", true
	page.Summary = "Somebody changed this while you were writing."
	page.Theirs = &writing.Theirs{Text: writing.Text{Title: "Theirs", Body: "It was raining."}, Changes: changes}
	p := drawn.Draw(t, writing.ShowEdit(page))
	p.Sound()
	p.Says("h1", "Somebody changed this meanwhile")
	if got := drawn.Value(p.One("textarea#their-text[readonly]:not([name])")); got != "It was raining." {
		t.Errorf("theirs is %q", got)
	}
	if got := drawn.Value(p.One("textarea#field-body")); got != "It was pouring." {
		t.Errorf("mine is %q", got)
	}
	p.Says(".conflict strong", "Theirs")
	p.Says(".diff del", "raining")
	p.Says(".diff ins", "pouring")
	p.Has("input[name=version]", "value", "5")
	page.Theirs.Text.Title = "Mine"
	drawn.Draw(t, writing.ShowEdit(page)).None(".conflict strong")
}

func TestShowEdit_whereNothingCanBeSavedTheWordsAreGivenBack(t *testing.T) {
	page := editing()
	page.Closed = "This thread was closed while you were writing."
	page.Typed.Body = "A long reply."
	page.Theirs = &writing.Theirs{Changes: changes}
	p := drawn.Draw(t, writing.ShowEdit(page))
	p.Sound()
	p.Says("h1", "Your change could not be saved")
	p.Says(".notice--shut", "This thread was closed while you were writing.")
	p.None("main form")
	if got := drawn.Value(p.One("textarea#typed[readonly]")); got != "A long reply." {
		t.Errorf("gives back %q", got)
	}
	p.Has("main .buttons a", "href", "/t/12/wet-feet#post-4")
}

func deleting() writing.DeletePage {
	return writing.DeletePage{
		Page: drawn.Frame("Delete this post?", "mia"), PostID: 904, ThreadID: 12, ThreadSlug: "wet-feet", ThreadTitle: "Wet feet", Number: 4,
		Author: mia, Version: 2, Days: 30,
	}
}

func TestShowDelete_asksAuthorsForNothingAndModeratorsForAReason(t *testing.T) {
	own := deleting()
	own.Own, own.Body = true, prose(t, "My words.")
	p := drawn.Draw(t, writing.ShowDelete(own))
	p.Sound()
	p.Says("main .button--danger", "Take it back")
	p.None("main [name=reason][required]")
	p.Mentions("main", "You can bring it back for 30 days.")
	p.Mentions("blockquote.doomed", "My words.")
	p.Has("input[name=version]", "value", "2")

	other := deleting()
	other.Form, other.Reason = refusal("reason"), "x"
	p = drawn.Draw(t, writing.ShowDelete(other))
	p.Sound()
	p.Says("main .button--danger", "Remove it")
	p.Wrong("reason", "Mend the reason.", "x")
	p.Count("main [name=reason][required]", 1)
	p.Mentions("main", "A moderator can bring it back.")

	whole := deleting()
	whole.WholeThread = true
	drawn.Draw(t, writing.ShowDelete(whole)).Mentions("main", "The thread goes with it")
}

func TestShowHistory_comparesEachVersionWithTheOneBefore(t *testing.T) {
	page := writing.HistoryPage{
		Page: drawn.Frame("What was edited", ""), PostID: 904, ThreadID: 12, ThreadSlug: "wet-feet", ThreadTitle: "Wet feet", Number: 1,
		Author: mia, WrittenAt: morning,
		Edits: []writing.Edit{
			{Version: 3, Editor: mia, At: morning, Reason: "A slip", Body: changes},
			{Version: 2, Editor: ui.Person{Name: models.FormerMember, Former: true}, At: morning, Title: changes},
			{
				Version: 1, Editor: mia, At: morning, Tags: changes, Standfirst: changes,
				Body: []models.TextChange{{Op: models.TextSame, Text: "As it was."}},
			},
		},
	}
	p := drawn.Draw(t, writing.ShowHistory(page))
	p.Sound()
	p.Count("section.edit", 3)
	p.Count("[aria-labelledby=version-1] .diff", 2)
	p.Mentions("[aria-labelledby=version-1]", "Standfirst")
	p.Mentions("[aria-labelledby=version-1]", "Tags")
	p.Says(`[aria-labelledby=version-3] .edit__reason`, "“A slip”")
	p.Says(`[aria-labelledby=version-2] .edit__what`, "Title")
	p.None(`[aria-labelledby=version-2] .edit__reason`, `[aria-labelledby=version-3] .edit__what`, `[aria-labelledby=version-2] a`, ".notice")
	p.Says(".aside-line", "Written 2 March 2026")

	page.Removed, page.Edits = true, nil
	p = drawn.Draw(t, writing.ShowHistory(page))
	p.Sound()
	p.Mentions(".notice--shut", "Only moderators see its history")
	p.Says(".empty__title", "Nothing was edited")
}

func TestShowHistory_ofHiddenVersionsSaysWhyAndOffersTheWayBack(t *testing.T) {
	page := writing.HistoryPage{
		Page: drawn.Frame("What was edited", ""), PostID: 904, ThreadID: 12, ThreadSlug: "wet-feet", ThreadTitle: "Wet feet", Number: 1,
		Author: mia, WrittenAt: morning,
		Edits: []writing.Edit{{Version: 2, Editor: mia, At: morning, Hidden: true, Because: "It named somebody."}}, SomeHidden: true,
	}
	p := drawn.Draw(t, writing.ShowHistory(page))
	p.Sound()
	p.Mentions("[aria-labelledby=version-2] .notice--shut", "It named somebody.")
	p.None(".diff", "form[action='/posts/904/history/hide']")

	page.CanHide = true
	p = drawn.Draw(t, writing.ShowHistory(page))
	p.Sound()
	p.Says("form[action='/posts/904/history/hide'] button", "Show the hidden versions to everybody again")
	p.None("#hide")

	page.SomeHidden, page.SomeShown, page.Edits = false, true, []writing.Edit{{Version: 2, Editor: mia, At: morning, Body: changes}}
	page.Typed, page.Errors = "no", map[string]string{"reason": "Say it in a sentence."}
	p = drawn.Draw(t, writing.ShowHistory(page))
	p.Sound()
	p.Has("#hide[open] input[name=reason]", "value", "no")
}

func TestPagesOfEdits_showHostileWordsAsWords(t *testing.T) {
	hostile := []models.TextChange{{Op: models.TextAdded, Text: drawn.Hostile}, {Op: models.TextRemoved, Text: drawn.Hostile}, {Op: models.TextSame, Text: drawn.Hostile}}
	edit, closed, gone := editing(), editing(), deleting()
	edit.ThreadTitle, edit.Typed.Body, edit.Reason = drawn.Hostile, drawn.Hostile, drawn.Hostile
	edit.Theirs = &writing.Theirs{Text: writing.Text{Title: drawn.Hostile, Body: drawn.Hostile}, Changes: hostile}
	closed.Closed, closed.Typed.Body = drawn.Hostile, drawn.Hostile
	gone.ThreadTitle, gone.Reason, gone.Author.Name, gone.Title = drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile
	for name, page := range map[string]*drawn.Page{
		"edit":    drawn.Draw(t, writing.ShowEdit(edit)),
		"closed":  drawn.Draw(t, writing.ShowEdit(closed)),
		"delete":  drawn.Draw(t, writing.ShowDelete(gone)),
		"history": drawn.Draw(t, writing.ShowHistory(writing.HistoryPage{Page: drawn.Frame("History", ""), ThreadTitle: drawn.Hostile, Author: mia, WrittenAt: morning, Edits: []writing.Edit{{Version: 2, Editor: mia, Reason: drawn.Hostile, At: morning, Title: hostile, Tags: hostile, Standfirst: hostile, Body: hostile}}})),
	} {
		t.Run(name, func(t *testing.T) {
			page.Harmless()
			page.Sound()
		})
	}
}
