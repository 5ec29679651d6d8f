package writing

import (
	"strings"

	"github.com/commonthread/commonthread/models"
)

// kindWords say what a kind is, to somebody who is about to write.
var kindWords = map[models.Kind]struct{ begin, title, hint, send string }{
	models.KindStory: {
		"Write a story", "The headline", "A longer piece with a picture: something lived, tried or made.", "Publish the story",
	},
	models.KindDiscussion: {
		"Start a discussion", "What is it about?", "Something to talk about, with no single answer.", "Start the discussion",
	},
	models.KindQuestion: {
		"Ask a question", "Your question in one line", "You can mark the answer that helped.", "Ask the question",
	},
	models.KindSuggestion: {
		"Suggest something", "What should change, in one line", "Somebody looks after it, and you get an answer by a date.", "Suggest it",
	},
	models.KindGallery: {
		"Make a gallery", "What the pictures are about", "Photographs that belong together, with a few words.", "Show the gallery",
	},
}

func beginWords(k models.Kind) string { return kindWords[k].begin }
func titleLabel(k models.Kind) string { return kindWords[k].title }
func sendWords(k models.Kind) string  { return kindWords[k].send }

// KindHint says what a kind is for.
func KindHint(k models.Kind) string { return kindWords[k].hint }

// KindName is a kind's name with a capital.
func KindName(k models.Kind) string {
	if k == "" {
		return ""
	}
	return strings.ToUpper(string(k[:1])) + string(k[1:])
}

// sceneName is a cover's scene in words.
func sceneName(scene string) string { return strings.ReplaceAll(scene, "-", " ") }

func bodyLabel(k models.Kind) string {
	if k == models.KindStory {
		return "The story"
	}
	if k == models.KindGallery {
		return "A few words, and the pictures"
	}
	return "Your words"
}

func bodyMax(story bool) int {
	if story {
		return 100_000
	}
	return 16_000
}

func bodyRows(story bool) int {
	if story {
		return 22
	}
	return 12
}
