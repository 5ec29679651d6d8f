package markup

import (
	"slices"
	"strings"
	"testing"
)

func TestMentions_findsCandidates(t *testing.T) {
	for source, want := range map[string][]string{
		"@ada":                             {"ada"},
		"Hi @Ada, @bob-b and @c_d!":        {"ada", "bob-b", "c_d"},
		"(@ada) *@bob* \"@cyn\"":           {"ada", "bob", "cyn"},
		"@ada @ADA @ada":                   {"ada"},
		"_@ada_ @bob-":                     {"ada_", "ada", "bob-", "bob"},
		"@ada's":                           {"ada"},
		"ada@example.org a.@bob x/@cyn":    nil,
		"@ab @" + strings.Repeat("a", 31):  nil,
		"@" + strings.Repeat("a", 30):      {strings.Repeat("a", 30)},
		"@ada@example.org @@bob":           nil,
		"@adaä ä@ada":                      nil,
		"@ @- @_ @__":                      nil,
		"`@ada`":                           {"ada"},
		"日本 @ada 日本":                       {"ada"},
		"@ada\n@bob":                       {"ada", "bob"},
		"\xff@ada":                         {"ada"},
		strings.Repeat("a", 3) + " @ada.b": {"ada"},
	} {
		if got := Mentions(source); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

func TestMentions_stopsAtItsLimit(t *testing.T) {
	var source strings.Builder
	for i := range MaxMentions + 20 {
		source.WriteString("@member" + itoa(i) + " ")
	}
	if got := Mentions(source.String()); len(got) != MaxMentions {
		t.Errorf("%d candidates, want %d", len(got), MaxMentions)
	}
	document := mustRender(t, source.String())
	if len(document.Mentions) != MaxMentions || strings.Count(document.HTML.String(), `class="mention"`) != MaxMentions {
		t.Errorf("%d mentions in the document, want %d", len(document.Mentions), MaxMentions)
	}
}

func TestRender_linksOnlyMembersThatExist(t *testing.T) {
	document := mustRender(t, "@Ada and @nobody")
	if want := `<p><a class="mention" href="/members/ada">@Ada</a> and @nobody</p>`; document.HTML.String() != want {
		t.Errorf("got %s", document.HTML)
	}
	if !slices.Equal(document.Mentions, []string{"ada"}) {
		t.Errorf("mentions are %q", document.Mentions)
	}
	nobody, err := shared.Render(t.Context(), "@ada", Place{})
	if err != nil || len(nobody.Mentions) != 0 || strings.Contains(nobody.HTML.String(), "<a") {
		t.Errorf("without anybody to ask: %s, %v", nobody.HTML, err)
	}
}

func TestRender_prefersTheLongerHandle(t *testing.T) {
	only := func(handle string) (string, bool) { return "/members/" + handle, handle == "ada" }
	document, err := render(t, "@ada_ and @ada-", Place{Mention: only})
	if err != nil {
		t.Fatal(err)
	}
	if want := `<p><a class="mention" href="/members/ada">@ada</a>_ and <a class="mention" href="/members/ada">@ada</a>-</p>`; document.HTML.String() != want {
		t.Errorf("got %s", document.HTML)
	}
	both := mustRender(t, "@ada_")
	if !slices.Equal(both.Mentions, []string{"ada_"}) {
		t.Errorf("mentions are %q", both.Mentions)
	}
}

func TestRender_mentionsNobodyInCodeLinksOrQuotedPosts(t *testing.T) {
	for name, source := range map[string]string{
		"code":         "`@ada`",
		"code block":   "```\n@ada\n```",
		"indented":     "    @ada",
		"link":         "[@ada](/x)",
		"address":      "https://example.org/@ada <https://example.org/@ada>",
		"picture":      "![@ada](/uploads/abcdefghijklmnopqrstuv)",
		"escaped":      `\@ada`,
		"quoted post":  "> [@ada](/posts/1) wrote:\n>\n> @ada and @bob\n",
		"mail address": "x@ada.example",
	} {
		if document := mustRender(t, source); len(document.Mentions) != 0 {
			t.Errorf("%s: mentions %q in %s", name, document.Mentions, document.HTML)
		}
	}
	if document := mustRender(t, "> @ada"); !slices.Equal(document.Mentions, []string{"ada"}) {
		t.Errorf("an ordinary quotation mentions %q", document.Mentions)
	}
}

func TestRender_keepsAMentionsAddressInside(t *testing.T) {
	for _, href := range []string{"https://x.example/ada", "//x.example", "javascript:alert(1)", "", "ada"} {
		document, err := render(t, "@ada", Place{Mention: func(string) (string, bool) { return href, true }})
		if err != nil {
			t.Fatal(err)
		}
		if document.HTML.String() != "<p>@ada</p>" || len(document.Mentions) != 0 {
			t.Errorf("%q: %s %q", href, document.HTML, document.Mentions)
		}
	}
}
