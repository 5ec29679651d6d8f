package markup

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// FAULTS E13: what is beyond the specification, GFM's tables, task lists and strikethrough among it.
func TestRender_drawsTheDialect(t *testing.T) {
	for name, tc := range map[string]struct{ source, want string }{
		"emphasis":           {"*a* __b__ ~~c~~", `<p><em>a</em> <strong>b</strong> <del>c</del></p>`},
		"quotation marks":    {`"a" and 'b' -- it's...`, `<p>“a” and ‘b’ – it’s…</p>`},
		"arrows stay":        {`a << b >> c`, `<p>a &lt;&lt; b &gt;&gt; c</p>`},
		"emoji":              {`:tada: :nosuch: a:b`, `<p>🎉 :nosuch: a:b</p>`},
		"raw HTML is text":   {`<b>a</b> <?c?> 1 < 2`, `<p>&lt;b&gt;a&lt;/b&gt; &lt;?c?&gt; 1 &lt; 2</p>`},
		"HTML block is text": {"<div>\n*a*\n</div>", "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>"},
		"hard break":         {"a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>"},
		"task list": {"- [x] a\n- [ ] b", `<ul>
<li class="task"><input type="checkbox" disabled="" checked="" aria-label="Done"> a</li>
<li class="task"><input type="checkbox" disabled="" aria-label="Not done"> b</li>
</ul>`},
		"table": {"|a|b|\n|-|:-:|\n|1|2|", `<div class="table" role="region" tabindex="0" aria-label="Table"><table>
<thead>
<tr>
<th scope="col">a</th>
<th scope="col" class="align-center">b</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
<td class="align-center">2</td>
</tr>
</tbody>
</table></div>`},
		"footnote": {"a[^n]\n\n[^n]: b", `<p>a<sup class="footnote" id="p901-fnref-1"><a href="#p901-fn-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>
<section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol>
<li id="p901-fn-1">
<p>b <a class="footnote-back" href="#p901-fnref-1" role="doc-backlink" aria-label="Back to mark 1">↩</a></p>
</li>
</ol></section>`},
		"numbered from": {"3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>"},
		"code": {"```go\nx := 1 // <\n```", `<pre class="code" tabindex="0" role="group" aria-label="Code, Go"><code>x <span class="o">:=</span> <span class="mi">1</span> <span class="c1">// &lt;</span>
</code></pre>`},
		"code of an unknown language": {"```klingon\n<x>\n```", `<pre class="code" tabindex="0" role="group" aria-label="Code"><code>&lt;x&gt;
</code></pre>`},
		"empty": {" \n\t\n", ""},
	} {
		if got := mustRender(t, tc.source).HTML.String(); got != tc.want {
			t.Errorf("%s: %q\n got %s\nwant %s", name, tc.source, got, tc.want)
		}
	}
}

func TestRender_matchesTheGoldenFiles(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("testdata", "article.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]Place{
		"post":  {IDPrefix: "p901-"},
		"story": {IDPrefix: "p7-", TopHeading: StoryHeading},
	} {
		document, err := render(t, string(source), at)
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, name+".html", document.HTML.String())
		compareGolden(t, name+".txt", document.Text)
		if found := faults(document, at.IDPrefix); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != string(want) {
		t.Errorf("%s differs (run with -update and read the change):\n%s", name, got)
	}
}

func TestRender_refusesWhatIsNoText(t *testing.T) {
	for name, source := range map[string]string{"invalid UTF-8": "a\xffb", "cut character": "\xe2\x82", "NUL": "a\x00b", "surrogate": "\xed\xa0\x80"} {
		if _, err := render(t, source, Place{}); !errors.Is(err, ErrInvalidText) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestRender_countsCharactersAndNotBytes(t *testing.T) {
	at := Place{MaxCharacters: 4}
	if _, err := render(t, "äöüß", at); err != nil {
		t.Errorf("four characters: %v", err)
	}
	if _, err := render(t, "äöüßa", at); !errors.Is(err, ErrTooLong) {
		t.Errorf("five characters: error is %v", err)
	}
	if _, err := render(t, strings.Repeat("a", MaxCharacters+1), Place{}); !errors.Is(err, ErrTooLong) {
		t.Errorf("without a limit of its own: error is %v", err)
	}
}

func TestRender_refusesAnUnusablePlace(t *testing.T) {
	for _, at := range []Place{{IDPrefix: `"><script>`}, {IDPrefix: "p1"}, {IDPrefix: "P1-"}, {IDPrefix: "1-"}, {TopHeading: 1}, {TopHeading: 7}} {
		if _, err := render(t, "a", at); err == nil {
			t.Errorf("%q and %d are accepted", at.IDPrefix, at.TopHeading)
		}
	}
}

func TestRender_waitsForItsTurnAsLongAsTheContextLasts(t *testing.T) {
	busy := New(Options{Parallel: 1})
	busy.slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := busy.Render(ctx, "a", Place{})
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	<-busy.slots
	if _, err := busy.Render(t.Context(), "a", Place{}); err != nil {
		t.Errorf("after the other left: %v", err)
	}
	if _, err := busy.Render(ctx, "a", Place{}); !errors.Is(err, context.Canceled) {
		t.Errorf("on a context that is over: %v", err)
	}
}

func TestRender_givesUpItsTurnOnError(t *testing.T) {
	one := New(Options{Parallel: 1})
	for range 3 {
		if _, err := one.Render(t.Context(), "\x00", Place{}); !errors.Is(err, ErrInvalidText) {
			t.Fatal(err)
		}
	}
	if _, err := one.Render(t.Context(), "a", Place{}); err != nil || len(one.slots) != 0 {
		t.Errorf("%v, %d turns taken", err, len(one.slots))
	}
}

func TestRender_isSafeForManyAtOnce(t *testing.T) {
	many := New(Options{Parallel: 4})
	source, err := os.ReadFile(filepath.Join("testdata", "article.md"))
	if err != nil {
		t.Fatal(err)
	}
	results := make(chan HTML)
	for range 16 {
		go func() {
			document, _ := many.Render(context.Background(), string(source), Place{})
			results <- document.HTML
		}()
	}
	first := <-results
	for range 15 {
		if got := <-results; got != first || got.Empty() {
			t.Error("two renderings at once differ")
		}
	}
}

func TestRender_putsHeadingsUnderThePagesOwn(t *testing.T) {
	for name, tc := range map[string]struct {
		source string
		top    int
		levels []int
	}{
		"post":              {"# a\n\n## b", 0, []int{3, 4}},
		"story":             {"# a\n\n## b", StoryHeading, []int{2, 3}},
		"starts low":        {"### a\n\n#### b", 0, []int{3, 4}},
		"no level skipped":  {"# a\n\n#### b\n\n###### c", 0, []int{3, 4, 5}},
		"smaller one first": {"## a\n\n# b", 0, []int{4, 3}},
		"six at most":       {"# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", 0, []int{3, 4, 5, 6, 6, 6}},
		"inside a list":     {"- # a\n\n> ## b", 0, []int{3, 4}},
	} {
		document, err := render(t, tc.source, Place{TopHeading: tc.top})
		if err != nil {
			t.Fatal(err)
		}
		var levels []int
		for _, heading := range document.Headings {
			levels = append(levels, heading.Level)
		}
		if !slices.Equal(levels, tc.levels) {
			t.Errorf("%s: levels %v, want %v", name, levels, tc.levels)
		}
	}
}

func TestRender_givesEachHeadingAnIDOfItsOwn(t *testing.T) {
	document := mustRender(t, "# Räder & *mehr*\n\n# Twice\n\n# Twice\n\n# Twice-2\n\n# 日本\n\n# !!!\n\n# ???\n\n#\n")
	want := []Heading{
		{3, "p901-h-rader-and-mehr", "Räder & mehr"}, {3, "p901-h-twice", "Twice"}, {3, "p901-h-twice-2", "Twice"},
		{3, "p901-h-twice-2-2", "Twice-2"}, {3, "p901-h-ri-ben", "日本"}, {3, "p901-h-section", "!!!"}, {3, "p901-h-section-2", "???"},
	}
	if !slices.Equal(document.Headings, want) {
		t.Errorf("headings are\n%v, want\n%v", document.Headings, want)
	}
	for _, heading := range want {
		if !strings.Contains(document.HTML.String(), `<h3 id="`+heading.ID+`">`) {
			t.Errorf("no heading has the id %q", heading.ID)
		}
	}
}

func TestRender_leavesARoomForShortTextsBesideLongOnes(t *testing.T) {
	r := New(Options{Parallel: 2})
	under, goOn := make(chan struct{}), make(chan struct{})
	slow := Place{Mention: func(string) (string, bool) {
		close(under)
		<-goOn
		return "", false
	}}
	done := make(chan error, 1)
	go func() {
		_, err := r.Render(t.Context(), "@mia "+strings.Repeat("long ", longText/4), slow)
		done <- err
	}()
	<-under
	if _, err := r.Render(t.Context(), "A few words.", Place{}); err != nil {
		t.Errorf("a short text: %v", err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := r.Render(soon, strings.Repeat("long ", longText/4), Place{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second long one beside the first: %v", err)
	}
	close(goOn)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := r.Render(t.Context(), strings.Repeat("long ", longText/4), Place{}); err != nil {
		t.Errorf("a long one after it: %v", err)
	}
}
