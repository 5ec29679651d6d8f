package markup

import (
	"strconv"
	"testing"
)

var shared = New(Options{Host: "forum.example"})

// testPicture is the key of the one upload there is.
const testPicture = "abcdefghijklmnopqrstuv"

var picture = Picture{Width: 700, Height: 400, Sizes: []PictureSize{{"480.webp", 480, false}, {"960.webp", 700, false}, {"960.jpg", 700, true}}}

// everyone exists, except nobody.
func everyone(handle string) (string, bool) { return "/members/" + handle, handle != "nobody" }

func render(t testing.TB, source string, at Place) (Document, error) {
	t.Helper()
	if at.Mention == nil {
		at.Mention = everyone
	}
	if at.Pictures == nil {
		at.Pictures = map[string]Picture{testPicture: picture}
	}
	return shared.Render(t.Context(), source, at)
}

func mustRender(t testing.TB, source string) Document {
	t.Helper()
	document, err := render(t, source, Place{IDPrefix: "p901-"})
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	return document
}

func itoa(n int) string { return strconv.Itoa(n) }

const articleParagraph = `The third summer we cycled it was "different": *slower*, with **bold** ideas -- and
rain, [as told](https://example.org/story?id=1) before, ` + "`with a map`" + ` and 20 € in coins.

`
