package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

// site serves pages by path; each gets a frame that axe has nothing against.
func site(t *testing.T, bodies map[string]string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, body)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>A page</title>
			<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
			<body><main><h1>A page</h1>%s</main></body></html>`, body)
	}))
	t.Cleanup(s.Close)
	return s
}

func TestOpen_findsNothingWrongWithAGoodPage(t *testing.T) {
	s := site(t, map[string]string{"/": `<p>Fine.</p><script src="/a.js"></script>`, "/a.js": `document.title = "Run"`})
	p := Open(t, s.URL)
	if got := p.Faults(); len(got) != 0 {
		t.Errorf("faults %v, want none", got)
	}
	if got := p.Axe(); len(got) != 0 {
		t.Errorf("violations %v, want none", got)
	}
	if p.Title() != "Run" {
		t.Error("the page's script did not run")
	}
}

func TestFaults_areFoundByKind(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want FaultKind
		text string
	}{
		"console error": {`<script>console.error("broken", 7)</script>`, FaultConsole, "broken 7"},
		"exception":     {`<script>throw new Error("thrown")</script>`, FaultException, "thrown"},
		"promise":       {`<script>Promise.reject(new Error("refused"))</script>`, FaultException, "refused"},
		"policy":        {`<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script src="/a.js"></script>`, FaultPolicy, "script-src"},
		"foreign image": {`<img alt="" src="http://elsewhere.test/pixel.png">`, FaultForeign, "elsewhere.test/pixel.png"},
		"socket":        {`<script>new WebSocket("ws://elsewhere.test/live")</script>`, FaultForeign, "ws://elsewhere.test/live"},
		"missing file":  {`<script src="/gone.js"></script>`, FaultMissing, "404"},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, map[string]string{"/": test.body, "/a.js": ""})
			p := Open(t, s.URL, FaultsAllowed())
			p.Settle()
			found := slices.ContainsFunc(p.Faults(), func(f Fault) bool {
				return f.Kind == test.want && strings.Contains(f.Text, test.text)
			})
			if !found {
				t.Errorf("faults %q, want %s with %q", p.Faults(), test.want, test.text)
			}
		})
	}
}

func TestFaults_leaveARefusedFormAlone(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		fmt.Fprint(w, `<link rel="icon" href="data:,"><form method="post"><input name="title" id="title"><button>Send</button></form>`)
	}))
	defer s.Close()
	p := Open(t, s.URL)
	p.Fill("#title", "Hello")
	if got := p.Follow("button"); got != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", got)
	}
	if got := p.Faults(); len(got) != 0 {
		t.Errorf("faults %v, want none", got)
	}
}

func TestAxe_findsMissingAltText(t *testing.T) {
	s := site(t, map[string]string{"/": `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`})
	p := Open(t, s.URL)
	found := p.Axe()
	if len(found) != 1 || found[0].Rule != "image-alt" || !found[0].Serious() {
		t.Fatalf("violations %v, want image-alt alone", found)
	}
	if !strings.Contains(found[0].String(), "<img src=") {
		t.Errorf("%s does not show the element", found[0])
	}
}

func TestNoScripts_leavesThePageWithoutScriptsAndTheTestWith(t *testing.T) {
	s := site(t, map[string]string{"/": `<noscript><p id="plain">No scripts here.</p></noscript>
		<p id="rich" hidden>Scripts</p><script>document.getElementById("rich").hidden = false</script>
		<a href="/next">next</a>`, "/next": `<p id="next">Next</p>`})
	p := Open(t, s.URL, NoScripts())
	if got := p.Text("#plain"); got != "No scripts here." {
		t.Errorf("read %q", got)
	}
	if !Eval[bool](p, `document.getElementById("rich").hidden`) {
		t.Error("the page's script ran")
	}
	if got := p.Axe(); len(got) != 0 {
		t.Errorf("violations %v, want none", got)
	}
	if status := p.Follow("a"); status != 200 || p.Text("#next") != "Next" {
		t.Errorf("following a link: status %d", status)
	}
}

func TestOpen_emulatesTheScreen(t *testing.T) {
	s := site(t, map[string]string{"/": ""})
	for name, test := range map[string]struct {
		options []Option
		width   int
		query   string
	}{
		"desktop": {nil, 1280, `(prefers-color-scheme: light) and (prefers-reduced-motion: reduce)`},
		"phone":   {[]Option{On(Phone), Dark()}, 390, `(prefers-color-scheme: dark) and (pointer: coarse)`},
		"narrow":  {[]Option{On(Narrow), WithMotion()}, 320, `(prefers-reduced-motion: no-preference)`},
	} {
		t.Run(name, func(t *testing.T) {
			p := Open(t, s.URL, test.options...)
			if got := Eval[int](p, `innerWidth`); got != test.width {
				t.Errorf("width %d, want %d", got, test.width)
			}
			if !Eval[bool](p, `matchMedia("`+test.query+`").matches`) {
				t.Errorf("%s does not hold", test.query)
			}
		})
	}
}

func TestOpen_isAPersonOfItsOwn(t *testing.T) {
	s := site(t, map[string]string{"/": ""})
	mia, max := Open(t, s.URL), Open(t, s.URL)
	Eval[string](mia, `document.cookie = "who=mia"`)
	if got := Eval[string](mia, `document.cookie`); got != "who=mia" {
		t.Fatalf("cookie %q, so this proves nothing", got)
	}
	if got := Eval[string](max, `document.cookie`); got != "" {
		t.Errorf("the other person has cookie %q", got)
	}
}

func TestTraffic_countsWhatWasSent(t *testing.T) {
	const script = 40_000
	s := site(t, map[string]string{"/": `<script src="/a.js"></script>`, "/a.js": strings.Repeat(" ", script)})
	p := Open(t, s.URL)
	all := p.Traffic()
	if all.Requests != 2 {
		t.Fatalf("%s, want 2 requests", all)
	}
	scripts := all.Only("Script")
	if scripts.Requests != 1 || scripts.Decoded != script || scripts.Wire < script || scripts.Files[0].Status != 200 {
		t.Errorf("%s, want one script of %d bytes", scripts, script)
	}
	p.ForgetTraffic()
	if got := p.Traffic(); got.Requests != 0 {
		t.Errorf("%s, want nothing since", got)
	}
}

func TestSettle_forgetsWhatTheLeftPageWaitedFor(t *testing.T) {
	asked, never := make(chan bool, 1), make(chan bool)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow.gif":
			asked <- true
			select {
			case <-never:
			case <-r.Context().Done():
			}
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<link rel="icon" href="data:,"><a href="/next">next</a><script>if (location.pathname === "/") new Image().src = "/slow.gif"</script>`)
		}
	}))
	defer s.Close()
	defer close(never)
	p := Open(t, "about:blank")
	p.watch.expect(s.URL)
	Eval[bool](p, `(location.href = `+quote(s.URL+"/")+`, true)`)
	<-asked
	p.Follow("a")
	p.Settle()
}

func TestActions_fillPressChooseAndWait(t *testing.T) {
	s := site(t, map[string]string{"/": `<label>Name <input id="name" value="old"></label>
		<label>Kind <select id="kind"><option>story<option>question</select></label>
		<button id="go" type="button">Go</button><p id="out"></p>
		<script>document.getElementById("go").onclick = () => setTimeout(() => {
			out.textContent = document.getElementById("name").value + ", a " + kind.value
		}, 100)</script>`})
	p := Open(t, s.URL)
	p.Fill("#name", "new")
	p.Press("er")
	p.Choose("#kind", "question")
	p.Focus("#kind")
	p.Press(kb.Tab)
	if got := p.Focused(); got != "button#go 'Go'" {
		t.Errorf("the keyboard is on %s", got)
	}
	p.Press(kb.Enter)
	p.WaitText("#out", "newer, a question")
	p.Fill("#name", "")
	if got := p.Value("#name"); got != "" {
		t.Errorf("the emptied field holds %q", got)
	}
}

func TestMustNotScrollSideways_namesWhatSticksOut(t *testing.T) {
	s := site(t, map[string]string{"/": `<div class="wide" style="width: 900px">wide</div>`})
	report := &recorder{TB: t}
	p := Open(t, s.URL, On(Phone))
	p.t = report
	p.MustNotScrollSideways()
	if len(report.errors) != 1 || !strings.Contains(report.errors[0], `class="wide"`) {
		t.Errorf("reported %q", report.errors)
	}
	p.Resize(Desktop)
	p.MustNotScrollSideways()
	if len(report.errors) != 1 {
		t.Errorf("reported %q on a wide screen", report.errors[1:])
	}
	p.Resize(Phone)
	p.MustNotScrollSideways()
	if len(report.errors) != 2 {
		t.Errorf("reported %q once the screen is narrow again", report.errors[1:])
	}
}

func TestMustBeAccessible_failsForSeriousOnly(t *testing.T) {
	s := site(t, map[string]string{
		"/serious":  `<button></button>`,
		"/moderate": `<h4>Skipped two levels</h4>`,
	})
	report := &recorder{TB: t}
	p := Open(t, s.URL+"/serious")
	p.t = report
	p.MustBeAccessible()
	if len(report.errors) != 1 || !strings.Contains(report.errors[0], "button-name") {
		t.Errorf("reported %q", report.errors)
	}
	p.Go(s.URL + "/moderate")
	p.MustBeAccessible()
	if len(report.errors) != 1 {
		t.Errorf("reported %q", report.errors[1:])
	}
}

func TestScreenshot_savesWhereAsked(t *testing.T) {
	s := site(t, map[string]string{"/": `<div style="height: 3000px">long</div>`})
	p := Open(t, s.URL)
	folder := filepath.Join(t.TempDir(), "pictures")
	t.Setenv(ScreenshotVariable, folder)
	p.Screenshot("front page/dark")
	picture, err := os.ReadFile(filepath.Join(folder, "front-page-dark.png"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Error("not a PNG")
	}
}

func TestFind_refusesAProgramThatIsNotThere(t *testing.T) {
	t.Setenv(ProgramVariable, "/no/such/browser")
	if _, err := Find(); err == nil || !strings.Contains(err.Error(), ProgramVariable) {
		t.Errorf("got %v, want an error that names the setting", err)
	}
}

// recorder takes a page's failures instead of the test.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
