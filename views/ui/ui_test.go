package ui

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
)

func draw(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestPager_offersTheEndsAndTheNeighbours(t *testing.T) {
	for _, c := range []struct {
		page, pages int
		want        []int
	}{
		{1, 1, []int{1}},
		{1, 3, []int{1, 2, 3}},
		{1, 9, []int{1, 2, 0, 9}},
		{5, 9, []int{1, 0, 4, 5, 6, 0, 9}},
		{3, 9, []int{1, 2, 3, 4, 0, 9}},
		{4, 9, []int{1, 2, 3, 4, 5, 0, 9}}, // a gap of one page is that page
		{9, 9, []int{1, 0, 8, 9}},
		{5000, 50000, []int{1, 0, 4999, 5000, 5001, 0, 50000}},
	} {
		if got := (Pager{Page: c.page, Pages: c.pages}).shown(); !slices.Equal(got, c.want) {
			t.Errorf("page %d of %d: got %v, want %v", c.page, c.pages, got, c.want)
		}
	}
}

func TestPager_leadsBackFromPastItsEnd(t *testing.T) {
	of := func(n int) string { return "/x?page=" + strconv.Itoa(n) }
	for _, c := range []struct {
		page, pages int
		prev        string
	}{{9, 3, "/x?page=3"}, {4, 3, "/x?page=3"}, {3, 3, "/x?page=2"}, {2, 0, "/x?page=1"}, {1, 3, ""}} {
		p := Pager{Page: c.page, Pages: c.pages, Of: of}
		if p.Prev() != c.prev || (c.page >= c.pages && p.Next() != "") {
			t.Errorf("page %d of %d leads back to %q and on to %q", c.page, c.pages, p.Prev(), p.Next())
		}
	}
}

func TestPager_hasNoStepBeyondItsEnds(t *testing.T) {
	of := func(n int) string { return "/x?page=" + strconv.Itoa(n) }
	first, last := Pager{Page: 1, Pages: 2, Of: of}, Pager{Page: 2, Pages: 2, Of: of}
	if first.Prev() != "" || first.Next() != "/x?page=2" || last.Prev() != "/x?page=1" || last.Next() != "" {
		t.Errorf("got %q %q %q %q", first.Prev(), first.Next(), last.Prev(), last.Next())
	}
	if draw(t, Pages(Pager{Page: 1, Pages: 1, Of: of})).Find("nav").Length() != 0 {
		t.Error("one page needs no pager")
	}
}

func TestNumber_hasCommasBetweenThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1500: "-1,500"} {
		if got := Number(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
	if got := Count(1, "reply", "replies") + ", " + Count(1204, "reply", "replies"); got != "1 reply, 1,204 replies" {
		t.Errorf("got %q", got)
	}
}

func TestFaces_areNamedForThoseWhoDoNotSeeThem(t *testing.T) {
	people := []Person{{Name: "Mia", Handle: "mia"}, {Name: "Max", Handle: "max"}, {Name: "Hana", Handle: "hana"}}
	if got := draw(t, Faces(people)).Find("[role=img]").AttrOr("aria-label", ""); got != "Mia, Max and Hana" {
		t.Errorf("got %q", got)
	}
}

func TestName_saysInWhichRoleSomebodySpeaks(t *testing.T) {
	for want, p := range map[string]Person{
		"Larkmoor":         {Name: "Sam", Handle: "sam", Employer: "Larkmoor"},
		"then at Larkmoor": {Name: "Sam", Handle: "sam", Employer: "Larkmoor", Then: true},
		"Host":             {Name: "Hana", Handle: "hana", Host: true},
		"":                 {Name: "Mia", Handle: "mia"},
	} {
		if got := draw(t, Name(p)).Find(".role").Text(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhen_standsInWordsBeforeAnyScript(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 14, 0, 0, time.FixedZone("CET", 3600))
	got := draw(t, When(at)).Find("time")
	if got.Text() != "2 March 2026" || got.AttrOr("datetime", "") != "2026-03-02T08:14:00Z" || got.AttrOr("title", "") != "2 March 2026, 09:14 CET" {
		t.Errorf("got %q, %q, %q", got.Text(), got.AttrOr("datetime", ""), got.AttrOr("title", ""))
	}
}

func TestInput_keepsWhatWasTypedAndTiesItsErrorToIt(t *testing.T) {
	doc := draw(t, Input(Field{Name: "email", Label: "E-mail", Hint: "Only for you.", Error: "It has no @.", Value: `a"b`, Type: "email", Required: true}))
	input := doc.Find("input#field-email")
	for name, want := range map[string]string{
		"value": `a"b`, "type": "email", "aria-invalid": "true", "aria-describedby": "field-email-hint field-email-error", "spellcheck": "false",
	} {
		if got := input.AttrOr(name, ""); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if strings.TrimSpace(doc.Find("#field-email-error").Text()) != "It has no @." || doc.Find(`label[for="field-email"]`).Length() != 1 {
		t.Error("label or error is missing")
	}
	if _, required := input.Attr("required"); !required {
		t.Error("a required field is not said to be")
	}
}

// What is needed with some choices only is neither asked for by the browser nor called optional.
func TestInput_thatDependsOnAChoice_isNotCalledOptional(t *testing.T) {
	for depends, want := range map[bool]int{true: 0, false: 1} {
		doc := draw(t, Input(Field{Name: "since", Label: "Since when?", Depends: depends}))
		if got := doc.Find(".field__optional").Length(); got != want {
			t.Errorf("depends: %t, called optional %d times", depends, got)
		}
		if doc.Find("[required]").Length() != 0 {
			t.Error("the browser asks for it")
		}
	}
}

func TestSelect_marksTheChoiceThatWasMade(t *testing.T) {
	c := Choice{Name: "kind", Label: "Kind", Value: "b", Options: []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}}
	if got := draw(t, Select(c)).Find("option[selected]").Text(); got != "B" {
		t.Errorf("menu: %q", got)
	}
	c.Radios = true
	doc := draw(t, Select(c))
	if got := doc.Find("input[checked]").AttrOr("value", ""); got != "b" || doc.Find("fieldset > legend").Text() != "Kind" {
		t.Errorf("radios: %q", got)
	}
}

func TestToggle_sendsTheStateThatIsWanted(t *testing.T) {
	on := draw(t, Toggle("/posts/9/bookmark", true, "bookmark", "Keep", "Kept")).Find("button")
	off := draw(t, Toggle("/posts/9/bookmark", false, "bookmark", "Keep", "Kept")).Find("button")
	if on.AttrOr("value", "") != "0" || on.AttrOr("aria-pressed", "") != "true" || off.AttrOr("value", "") != "1" || off.AttrOr("aria-pressed", "") != "false" {
		t.Error("a toggle sends what is already so")
	}
}

func TestCompose_isATextFieldInAFormWithoutScripts(t *testing.T) {
	doc := draw(t, Compose(Composer{Label: "Your reply", Value: "Half a sentence", DraftKey: "k1", MaxLength: 16000, Required: true}))
	if got := doc.Find(`textarea[name=body][maxlength="16000"]`); got.Text() != "Half a sentence" {
		t.Errorf("kept %q", got.Text())
	}
	if doc.Find(`input[name=draft_key]`).AttrOr("value", "") != "k1" || doc.Find("post-composer").AttrOr("data-drafts", "") != "/drafts" {
		t.Error("the draft would not be found again")
	}
	if draw(t, Compose(Composer{Label: "Edit"})).Find("post-composer").AttrOr("data-drafts", "?") != "" {
		t.Error("a draft is kept without a key")
	}
	doc.Find("markdown-toolbar > *").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("aria-label", "") == "" {
			t.Errorf("%s has no name", goquery.NodeName(s))
		}
	})
}

func TestTabsAndTheRestDraw(t *testing.T) {
	doc := draw(t, Tabs("Kinds", []Tab{{Label: "All", Href: "/a", Current: true}, {Label: "Some", Href: "/b", Count: "3"}}))
	if doc.Find("[aria-current=page]").Length() != 1 || doc.Find(".tabs__count").Text() != "3" {
		t.Error("the current tab or a count is missing")
	}
	if got := draw(t, Crumbs(Crumb{"Topics", "/topics"})).Find("nav a").AttrOr("href", ""); got != "/topics" {
		t.Errorf("crumb leads to %s", got)
	}
	if draw(t, Dialog("keys", "Keys")).Find(`dialog#keys[aria-labelledby="keys-title"] form[method=dialog]`).Length() != 1 {
		t.Error("a dialog without name or way out")
	}
}
