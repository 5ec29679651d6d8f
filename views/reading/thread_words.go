package reading

import (
	"slices"
	"strconv"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// storyHere reports whether this page shows the story itself: its first.
func (p ThreadPage) storyHere() bool {
	if first := p.opening(); first != nil && first.Blocked {
		return false
	}
	return p.Thread.Kind == models.KindStory && p.Pager.Page <= 1
}

// galleryHere reports whether this page shows the pictures of the gallery themselves: its first.
func (p ThreadPage) galleryHere() bool {
	return p.Thread.Kind == models.KindGallery && p.Pager.Page <= 1
}

// replies are the posts drawn in the list: a story's opening, and a gallery's, is drawn above.
func (p ThreadPage) replies() []PostRow {
	if (p.storyHere() || p.galleryHere()) && len(p.Posts) > 0 && p.Posts[0].Post.Number == 1 {
		return p.Posts[1:]
	}
	return p.Posts
}

// opening is the post of the story itself, where this page has it.
func (p ThreadPage) opening() *PostRow {
	if len(p.Posts) == 0 || p.Posts[0].Post.Number != 1 {
		return nil
	}
	return &p.Posts[0]
}

// openingHere reports whether the thread's first post stands on this page.
func (p ThreadPage) openingHere() bool { return p.opening() != nil }

// numbered is a suggestion's kind with its number.
func numbered(t Thread) string {
	if t.SuggestionNumber == 0 {
		return kindWord(t.Kind)
	}
	return kindWord(t.Kind) + " " + strconv.FormatInt(t.SuggestionNumber, 10)
}

// sameAnswer reports whether asker and staff chose the same post.
func (t Thread) sameAnswer() bool {
	return t.Official != nil && t.Accepted != nil && t.Official.Number == t.Accepted.Number
}

// here is this page's own path.
func (p ThreadPage) here() string {
	return links.ThreadPage(p.Thread.ID, p.Thread.Slug, p.Pager.Page)
}

func startedWord(k models.Kind) string {
	switch k {
	case models.KindQuestion:
		return "asked"
	case models.KindStory:
		return "published"
	case models.KindSuggestion:
		return "suggested this"
	case models.KindConsultation:
		return "asks before deciding, since"
	}
	return "started"
}

func replyWord(k models.Kind) string {
	if k == models.KindQuestion {
		return "answer"
	}
	return "reply"
}

func repliesWord(k models.Kind) string {
	if k == models.KindQuestion {
		return "answers"
	}
	return "replies"
}

func replyTitle(k models.Kind) string {
	switch k {
	case models.KindQuestion:
		return "Your answer"
	case models.KindStory:
		return "What do you think?"
	}
	return "Your reply"
}

// kindWord is a kind as a reader would say it.
func kindWord(k models.Kind) string {
	switch k {
	case models.KindStory:
		return "Story"
	case models.KindQuestion:
		return "Question"
	case models.KindSuggestion:
		return "Suggestion"
	case models.KindConsultation:
		return "Consultation"
	case models.KindEvent:
		return "Event"
	case models.KindGallery:
		return "Gallery"
	}
	return "Discussion"
}

// kindsWord is several of a kind.
func kindsWord(k models.Kind) string {
	if k == models.KindStory {
		return "Stories"
	}
	if k == models.KindGallery {
		return "Galleries"
	}
	return kindWord(k) + "s"
}

// A story has a table of contents from so many minutes and parts on.
const longMinutes, longParts = 5, 3

// contents are the parts of a story that is long; none of any other.
func (p ThreadPage) contents() []markup.Heading {
	row := p.opening()
	if row == nil || p.Thread.Minutes < longMinutes {
		return nil
	}
	parts := slices.DeleteFunc(row.Post.Body.Headings(), func(h markup.Heading) bool { return h.Level > 2 || h.Text == "" })
	if len(parts) < longParts {
		return nil
	}
	return parts
}
