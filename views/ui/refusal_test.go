package ui

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
)

func children(parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return templ.Join(parts...).Render(ctx, w)
	})
}

func refused(t *testing.T, r Refusal, fields ...templ.Component) *goquery.Document {
	t.Helper()
	return draw(t, templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return Form("/x", r).Render(templ.WithChildren(ctx, children(fields...)), w)
	}))
}

func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func said(doc *goquery.Document) string {
	return words(doc.Find("#form-errors p")) + " | " + words(doc.Find("#form-errors li"))
}

func TestRefused_namesEachMistakeAndLeadsToItsField_inTheOrderOfThePage(t *testing.T) {
	r := Refusal{Errors: map[string]string{"name": "Write a name.", "about": "Say more.", "which": "Choose one.", "agree": "Needed."}}
	doc := refused(t, r,
		Input(Field{Name: "name", Label: "Name", Error: r.Errors["name"]}),
		Input(Field{ID: "of-me", Name: "about", Label: "What brings you?", Type: "textarea", Error: r.Errors["about"]}),
		Select(Choice{Name: "which", Label: "Which", Radios: true, Error: r.Errors["which"], Options: []Option{{Value: "a", Label: "A", Disabled: true}, {Value: "b", Label: "B"}}}),
		Checkbox(Check{Name: "agree", Label: "I agree", Error: r.Errors["agree"]}),
	)
	want := [][2]string{
		{"#field-name", "Name: Write a name."}, {"#of-me", "What brings you? Say more."},
		{"#field-which", "Which: Choose one."}, {"#field-agree", "I agree: Needed."},
	}
	got := doc.Find("#form-errors li a")
	if got.Length() != len(want) {
		t.Fatalf("%d links, want %d", got.Length(), len(want))
	}
	got.Each(func(i int, a *goquery.Selection) {
		if a.AttrOr("href", "") != want[i][0] || words(a) != want[i][1] {
			t.Errorf("link %d: %s to %s, want %v", i, words(a), a.AttrOr("href", ""), want[i])
		}
	})
	if got := words(doc.Find("#form-errors p")); !strings.HasPrefix(got, "4 things need changing") {
		t.Errorf("it says %q", got)
	}
	if doc.Find("form").Children().First().AttrOr("id", "") != "form-errors" {
		t.Error("the summary does not stand on top of its form")
	}
	if got := doc.Find("#field-which").AttrOr("value", ""); got != "b" {
		t.Errorf("the link leads to the radio button %q, want the first that can be chosen", got)
	}
	for _, marked := range []string{"#field-name", "#of-me", "fieldset[role=radiogroup]", "#field-agree"} {
		if doc.Find(marked).AttrOr("aria-invalid", "") != "true" || !strings.HasSuffix(doc.Find(marked).AttrOr("aria-describedby", ""), "-error") {
			t.Errorf("%s is not marked as wrong, or has no message", marked)
		}
	}
}

func TestRefused_ofOneThing_namesItToo(t *testing.T) {
	doc := refused(t, OneWrong("body", "Write something."), Input(Field{Name: "body", Label: "Your words", Error: "Write something."}))
	if got := said(doc); got != "1 thing needs changing before this can be saved. Nothing you typed is lost. | Your words: Write something." {
		t.Errorf("it says %q", got)
	}
}

func TestRefused_losesNoMessageThatNoFieldShows(t *testing.T) {
	doc := refused(t, Refusal{Errors: map[string]string{"hidden": "The topic is gone."}}, Input(Field{Name: "title", Label: "Title"}))
	if got := words(doc.Find("#form-errors li")); got != "The topic is gone." || doc.Find("#form-errors a").Length() != 0 {
		t.Errorf("it says %q", got)
	}
}

func TestRefused_forAReasonOfNoField_saysThatAndWhatElseIsWrong(t *testing.T) {
	r := Refusal{Summary: "It closed meanwhile.", Errors: map[string]string{"why": "Too long."}}
	doc := refused(t, r, Input(Field{Name: "why", Label: "Why", Error: "Too long."}))
	if got := said(doc); got != "It closed meanwhile. | Why: Too long." {
		t.Errorf("it says %q", got)
	}
}

func TestRefused_isNothingWhereNothingWasWrong(t *testing.T) {
	if refused(t, Refusal{}, Input(Field{Name: "why", Label: "Why"})).Find("[role=alert]").Length() != 0 {
		t.Error("an alarm without a mistake")
	}
	if len(OneWrong("why", "").Errors) != 0 {
		t.Error("a mistake without a message")
	}
}
