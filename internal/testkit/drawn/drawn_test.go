package drawn

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

// listener is a test that only notes whether it failed.
type listener struct {
	testing.TB
	failures []string
}

func (l *listener) Helper() {}

func (l *listener) Errorf(format string, args ...any) {
	l.failures = append(l.failures, fmt.Sprintf(format, args...))
}

func (l *listener) Error(args ...any) { l.failures = append(l.failures, fmt.Sprint(args...)) }

func (l *listener) Fatalf(format string, args ...any) {
	l.Errorf(format, args...)
	panic(l)
}

// heard is what a check says about some HTML.
func heard(t *testing.T, html string, check func(*Page)) (failures []string) {
	t.Helper()
	l := &listener{TB: t}
	defer func() {
		if r := recover(); r != nil && r != any(l) {
			panic(r)
		}
		failures = l.failures
	}()
	check(Draw(l, templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, html)
		return err
	})))
	return nil
}

const sound = `<main id="main"><h1>Rooms</h1><h2>Quiet ones</h2><form method="post" action="/rooms">
	<div id="form-errors"><ul class="mistakes"><li><a href="#name">The name</a></li></ul></div>
	<label for="name">Name</label><input id="name" name="name" aria-describedby="name-error" aria-invalid="true" value="x"><p class="field__error" id="name-error">Mend this.</p>
	<fieldset><legend>Which</legend><label><input type="radio" name="which" value="a" checked>A</label></fieldset><button>Save</button></form>
	<img src="/a.png" alt="" width="1" height="1"><time datetime="2026-03-02T09:14:00Z">2 March 2026</time><time datetime="2026-03-02">2 March 2026</time>
	<a href="/rooms">Rooms</a><a href="mailto:a@b.example">Write</a></main>`

func TestSound_isContentWithASoundPage(t *testing.T) {
	if got := heard(t, sound, (*Page).Sound); len(got) != 0 {
		t.Errorf("a sound page: %q", got)
	}
}

// Each rule is broken in one place; a rule that nothing breaks would prove nothing on any page.
func TestSound_hearsEachRuleBroken(t *testing.T) {
	for name, c := range map[string][2]string{
		"no h1":                   {"<h1>Rooms</h1>", ""},
		"two h1":                  {"<h2>Quiet ones</h2>", "<h1>Quiet ones</h1>"},
		"a level left out":        {"<h2>Quiet ones</h2>", "<h3>Quiet ones</h3>"},
		"a heading without words": {"<h2>Quiet ones</h2>", "<h2> <span></span></h2>"},
		"no main":                 {`<main id="main">`, `<main id="other">`},
		"an id twice":             {`id="name-error"`, `id="name"`},
		"an id with a space":      {`id="name-error"`, `id="name error"`},
		"described by nothing":    {`id="name-error"`, `id="other-error"`},
		"a field without a label": {`<label for="name">Name</label>`, ""},
		"a label without words":   {`<label for="name">Name</label>`, `<label for="name"></label>`},
		"a group without a name":  {"<legend>Which</legend>", ""},
		"two radio buttons on":    {"</fieldset>", `<label><input type="radio" name="which" value="b" checked>B</label></fieldset>`},
		"optional but needed":     {`<label for="name">Name</label>`, `<div class="field"><label for="name">Name <span class="field__optional">optional</span></label><p class="field__hint">Needed to save.</p></div>`},
		"a button without a name": {"<button>Save</button>", "<button><svg></svg></button>"},
		"a link without a name":   {`<a href="/rooms">Rooms</a>`, `<a href="/rooms"></a>`},
		"a picture without alt":   {` alt=""`, ""},
		"a picture without size":  {` width="1"`, ""},
		"an error beside nothing": {` aria-describedby="name-error"`, ""},
		"a summary into nothing":  {`href="#name"`, `href="#rooms"`},
		"a summary of the title":  {`href="#name"`, `href="#main"`},
		"a mistake it leaves out": {`<li><a href="#name">The name</a></li>`, ""},
		"a time of no moment":     {`datetime="2026-03-02T09:14:00Z"`, `datetime="yesterday"`},
		"a time by another clock": {`datetime="2026-03-02T09:14:00Z"`, `datetime="2026-03-02T09:14:00+01:00"`},
		"a time without words":    {">2 March 2026</time><time", "></time><time"},
		"a time that passes":      {">2 March 2026</time><time", ">3 days ago</time><time"},
		"a form that leaves":      {`action="/rooms"`, `action="https://evil.example"`},
		"a form to another host":  {`action="/rooms"`, `action="//evil.example"`},
		"a form by PUT":           {`method="post"`, `method="put"`},
		"a link that is a script": {`href="/rooms"`, `href="javascript:alert(1)"`},
		"a handler":               {"<h1>", `<h1 onclick="x()">`},
		"a style":                 {"<h1>", `<h1 style="color:red">`},
		"a button in a link":      {`<a href="/rooms">Rooms</a>`, `<a href="/rooms">Rooms<button>Go</button></a>`},
		"two that want the focus": {"<h1>Rooms</h1>", `<h1>Rooms</h1><p data-focus>a</p><p data-focus>b</p>`},
	} {
		html := strings.Replace(sound, c[0], c[1], 1)
		if html == sound {
			t.Fatalf("%s changes nothing", name)
		}
		if got := heard(t, html, (*Page).Sound); len(got) == 0 {
			t.Errorf("%s: nothing is heard", name)
		}
	}
}

func TestHarmless_hearsWhatBecameMoreThanText(t *testing.T) {
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(Hostile)
	if got := heard(t, "<p>"+escaped+"</p>", (*Page).Harmless); len(got) != 0 {
		t.Errorf("escaped: %q", got)
	}
	for name, html := range map[string]string{
		"as it is":         "<p>" + Hostile + "</p>",
		"in part":          "<p>" + escaped + `</p><img src="x" onerror="alert(1)">`,
		"in a script":      "<p>" + escaped + "</p><script>var a = 'alert(1)'</script>",
		"not there at all": "<p>Nothing.</p>",
	} {
		if got := heard(t, html, (*Page).Harmless); len(got) == 0 {
			t.Errorf("%s: nothing is heard", name)
		}
	}
}

func TestWrong_wantsTheMarkTheMessageAndWhatWasTyped(t *testing.T) {
	check := func(p *Page) { p.Wrong("name", "Mend this.", "x") }
	if got := heard(t, sound, check); len(got) != 0 {
		t.Errorf("a refused field: %q", got)
	}
	for name, c := range map[string][2]string{
		"no mark":         {` aria-invalid="true"`, ""},
		"another message": {"Mend this.", "No."},
		"emptied":         {`value="x"`, `value=""`},
		"no such control": {`name="name"`, `name="other"`},
	} {
		if got := heard(t, strings.Replace(sound, c[0], c[1], 1), check); len(got) == 0 {
			t.Errorf("%s: nothing is heard", name)
		}
	}
}

func TestQuestions_failWhereTheAnswerIsAnother(t *testing.T) {
	for name, check := range map[string]func(*Page){
		"One of two":       func(p *Page) { p.One("a") },
		"One of none":      func(p *Page) { p.One("table") },
		"None of some":     func(p *Page) { p.None("table", "a") },
		"Count":            func(p *Page) { p.Count("a", 4) },
		"Says":             func(p *Page) { p.Says("h1", "Room") },
		"Mentions":         func(p *Page) { p.Mentions("main", "Loud ones") },
		"Has, another":     func(p *Page) { p.Has("main", "id", "other") },
		"Has, none at all": func(p *Page) { p.Has("main", "title", "") },
	} {
		if got := heard(t, sound, check); len(got) == 0 {
			t.Errorf("%s: nothing is heard", name)
		}
	}
	if got := heard(t, sound, func(p *Page) {
		p.One("h1")
		p.None("table")
		p.Count("a", 3)
		p.Says("h1", "Rooms")
		p.Mentions("main", "Quiet ones")
		p.Has("main", "id", "main")
	}); len(got) != 0 {
		t.Errorf("right answers: %q", got)
	}
}

func TestValue_isWhatAControlSends(t *testing.T) {
	const html = `<textarea name="a">x
y</textarea><select name="b"><option value="1">One</option><option value="2" selected>Two</option></select><input name="c" value="z"><select name="d"><option value="1">One</option></select>`
	p := Draw(t, templ.Raw(html))
	for name, want := range map[string]string{"a": "x\ny", "b": "2", "c": "z", "d": ""} {
		if got := Value(p.One("[name=" + name + "]")); got != want {
			t.Errorf("%s sends %q, want %q", name, got, want)
		}
	}
}
