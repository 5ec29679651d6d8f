package markup

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestQuote_makesWhatRenderRecognises(t *testing.T) {
	document := mustRender(t, Quote("Ada", 901, "First.\n\nSecond @bob.")+"My answer.")
	want := `<blockquote class="quote" data-post="901"><p><a href="/posts/901">@ada</a> wrote:</p>
<p>First.</p>
<p>Second <a class="mention" href="/members/bob">@bob</a>.</p>
</blockquote>
<p>My answer.</p>`
	if document.HTML.String() != want {
		t.Errorf("got %s", document.HTML)
	}
	if !slices.Equal(document.Quotes, []int64{901}) || document.Text != "My answer." || len(document.Mentions) != 0 {
		t.Errorf("quotes %v, text %q, mentions %q", document.Quotes, document.Text, document.Mentions)
	}
}

func TestQuote_leavesOutQuotationsWithin(t *testing.T) {
	first := Quote("ada", 1, "One.") + "Two.\n\n> ordinary"
	got := Quote("bob", 2, first)
	if want := "> [@bob](/posts/2) wrote:\n>\n> Two.\n>\n> > ordinary\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestQuote_staysShort(t *testing.T) {
	got := Quote("ada", 1, strings.Repeat("ä ", 5_000))
	if n := len([]rune(got)); n > quotedLimit+60 {
		t.Errorf("%d characters", n)
	}
	if !strings.HasSuffix(got, " …\n\n") {
		t.Error("nothing says that it was cut")
	}
}

func TestQuote_keepsAnOpenFenceInside(t *testing.T) {
	document := mustRender(t, Quote("ada", 1, "```\ncode")+"My *answer*.")
	if !strings.HasSuffix(document.HTML.String(), "</blockquote>\n<p>My <em>answer</em>.</p>") {
		t.Errorf("got %s", document.HTML)
	}
}

func TestRender_recognisesOnlyTheMarker(t *testing.T) {
	for name, source := range map[string]string{
		"no quotation":   "[@ada](/posts/1) wrote:",
		"another word":   "> [@ada](/posts/1) said:",
		"another place":  "> [@ada](https://x.example/posts/1) wrote:",
		"no number":      "> [@ada](/posts/x) wrote:",
		"zero":           "> [@ada](/posts/0) wrote:",
		"too large":      "> [@ada](/posts/9999999999999999999) wrote:",
		"not first":      "> Hm.\n>\n> [@ada](/posts/1) wrote:",
		"no such handle": "> [@a b](/posts/1) wrote:",
	} {
		if document := mustRender(t, source); len(document.Quotes) != 0 || strings.Contains(document.HTML.String(), "data-post") {
			t.Errorf("%s: quotes %v", name, document.Quotes)
		}
	}
	twice := mustRender(t, Quote("ada", 1, "a")+"b\n\n"+Quote("bob", 2, "c")+"d\n\n"+Quote("ada", 1, "e"))
	if !slices.Equal(twice.Quotes, []int64{1, 2}) {
		t.Errorf("quotes are %v", twice.Quotes)
	}
}

func TestUnquote_takesOutOnePostsWordsOnly(t *testing.T) {
	source := Quote("ada", 1, "Secret.\n\n- words") + "Mine.\n\n" + Quote("bob", 2, "Other.") + "> plain\n\nEnd."
	got := Unquote(source, 1)
	if strings.Contains(got, "Secret") || strings.Contains(got, "words") || strings.Contains(got, "/posts/1") {
		t.Errorf("something is left: %q", got)
	}
	for _, kept := range []string{"Mine.", "> [@bob](/posts/2) wrote:", "> Other.", "> plain", "End."} {
		if !strings.Contains(got, kept) {
			t.Errorf("%q is gone: %q", kept, got)
		}
	}
	nested := "> > [@ada](/posts/1) wrote:\n> >\n> > Secret.\n\nEnd."
	if got := Unquote(nested, 1); strings.Contains(got, "Secret") {
		t.Errorf("a quotation within one is left: %q", got)
	}
}

func TestQuote_roundTripsAnyText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		body := rapid.StringOf(rapid.SampledFrom([]rune("ab \n>*_`[]()@#-1.\t|"))).Draw(r, "body")
		id := rapid.Int64Range(1, 1<<59).Draw(r, "id")
		source := Quote("ada", id, body) + "My answer."
		document, err := render(t, source, Place{})
		if err != nil {
			r.Fatal(err)
		}
		if !slices.Equal(document.Quotes, []int64{id}) {
			r.Fatalf("quotes of %q are %v", source, document.Quotes)
		}
		if rest := strings.TrimSpace(Unquote(source, id)); rest != "My answer." {
			r.Fatalf("without the quotation %q is %q", source, rest)
		}
	})
}

func TestStub_standsInForTheWordsOfWhatIsGone(t *testing.T) {
	source := Quote("ada", 1, "Secret words.\n\nMore of them.") + "My answer.\n\n" + Quote("bob", 2, "Kept.") + "And mine."
	got := Stub(source, func(id int64) bool { return id == 1 }, "*Gone.*")
	want := "> *Gone.*\n\nMy answer.\n\n> [@bob](/posts/2) wrote:\n>\n> Kept.\n\nAnd mine."
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRefill_putsBackWhatStubUnderLeftOut(t *testing.T) {
	source := Quote("ada", 1, "Secret words.\n\n- more") + "My answer.\n\n" + Quote("bob", 2, "Kept.") + "And mine.\n\n> > [@ada](/posts/1) wrote:\n> >\n> > Deep.\n> after\n\nEnd."
	stubbed := StubUnder(source, func(id int64) bool { return id == 1 }, "*Gone.*")
	want := "> [@ada](/posts/1) wrote:\n>\n> *Gone.*\n\nMy answer.\n\n" + Quote("bob", 2, "Kept.") + "And mine.\n\n> > [@ada](/posts/1) wrote:\n> >\n> > *Gone.*\n\nEnd."
	if stubbed != want {
		t.Fatalf("got %q, want %q", stubbed, want)
	}
	isStub := func(words string) bool { return words == "*Gone.*" }
	if got := Refill(stubbed, source, isStub); got != source {
		t.Errorf("got %q, want %q", got, source)
	}
	for name, c := range map[string][2]string{
		"other words stand there now": {"> [@ada](/posts/1) wrote:\n>\n> My own.\n\nEnd.", "> [@ada](/posts/1) wrote:\n>\n> My own.\n\nEnd."},
		"another post is named":       {"> [@ada](/posts/3) wrote:\n>\n> *Gone.*\n\nEnd.", "> [@ada](/posts/3) wrote:\n>\n> *Gone.*\n\nEnd."},
		"the quotation is out":        {"End.", "End."},
		"with Windows' line ends":     {"> [@ada](/posts/1) wrote:\r\n>\r\n> *Gone.*\r\n\r\nEnd.", Quote("ada", 1, "Secret words.\n\n- more") + "End."},
	} {
		if got := Refill(c[0], source, isStub); got != c[1] {
			t.Errorf("%s: got %q, want %q", name, got, c[1])
		}
	}
}

func TestRefill_roundTripsAnyText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		body := rapid.StringOf(rapid.SampledFrom([]rune("ab \n>*_[]()-1"))).Draw(r, "body")
		source := Quote("ada", 1, body) + "A\n\n" + Quote("bob", 2, body) + "B\n\n" + Quote("ada", 1, body+"c") + "C"
		gone := rapid.SliceOfDistinct(rapid.Int64Range(1, 3), func(id int64) int64 { return id }).Draw(r, "gone")
		stubbed := StubUnder(source, func(id int64) bool { return slices.Contains(gone, id) }, "*Gone.*")
		if got := Refill(stubbed, source, func(words string) bool { return words == "*Gone.*" }); got != source {
			r.Fatalf("%q became %q", source, got)
		}
	})
}

func TestQuoted_listsEachPostOnce(t *testing.T) {
	source := Quote("ada", 1, "One.") + Quote("bob", 2, "Two.") + Quote("ada", 1, "Again.") + "> ordinary"
	if got := Quoted(source); !slices.Equal(got, []int64{1, 2}) {
		t.Errorf("got %v", got)
	}
	if got := Quoted("No quotation."); got != nil {
		t.Errorf("got %v", got)
	}
}
