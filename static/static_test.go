package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestEveryFileIsServedByItsAddressForAYear(t *testing.T) {
	if len(assets) < 10 {
		t.Fatalf("only %d files are embedded: this proves nothing", len(assets))
	}
	for name, a := range assets {
		res := get(t, Path(name))
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusOK || string(body) != string(a.plain) {
			t.Errorf("%s: status %d, %d bytes of %d", name, res.StatusCode, len(body), len(a.plain))
		}
		if got := res.Header.Get("Cache-Control"); got != keepForever {
			t.Errorf("%s: Cache-Control is %q", name, got)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Content-Type") == "" {
			t.Errorf("%s: the browser is left to guess the type", name)
		}
	}
}

func TestStyleAndScriptsAreSentCompressedToWhoeverTakesIt(t *testing.T) {
	for _, name := range []string{"app.css", "app.js", "icons.svg"} {
		res := get(t, Path(name), "Accept-Encoding", "br, gzip;q=0.8")
		if res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: not compressed", name)
			continue
		}
		unpacked, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(unpacked)
		if plain, _, _ := Bytes(name); string(body) != string(plain) {
			t.Errorf("%s: unpacks to something else", name)
		}
		if plain := get(t, Path(name), "Accept-Encoding", "gzip;q=0"); plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed for somebody who refuses it", name)
		}
	}
}

func TestAnAddressChangesWithItsContent(t *testing.T) {
	one := mustLoad(fstest.MapFS{"dist/app.css": {Data: []byte("a{}")}})["app.css"].address()
	two := mustLoad(fstest.MapFS{"dist/app.css": {Data: []byte("b{}")}})["app.css"].address()
	if one == two || !regexp.MustCompile(`^/static/[0-9a-f]{10}/app\.css$`).MatchString(one) {
		t.Errorf("got %s and %s", one, two)
	}
}

func TestAStyleSheetNamesFontsByTheirHashedAddress(t *testing.T) {
	css, _, _ := Bytes("app.css")
	if strings.Contains(string(css), "./fonts/") {
		t.Error("a font has no hashed address in the style sheet")
	}
	if !strings.Contains(string(css), Path("fonts/newsreader.woff2")) {
		t.Error("the style sheet and the preload link name different addresses")
	}
}

func TestAnOldHashGetsTodaysContentForAMinute(t *testing.T) {
	res := get(t, "/static/0123456789/app.css")
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != keepBriefly {
		t.Errorf("status %d, Cache-Control %q", res.StatusCode, res.Header.Get("Cache-Control"))
	}
}

func TestARepeatedRequestIsAnsweredWithoutBody(t *testing.T) {
	tag := get(t, Path("app.css"), "Accept-Encoding", "gzip").Header.Get("ETag")
	res := get(t, Path("app.css"), "Accept-Encoding", "gzip", "If-None-Match", tag)
	if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusNotModified || len(body) != 0 {
		t.Errorf("status %d with %d bytes", res.StatusCode, len(body))
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	for _, path := range []string{
		"/static/", "/static/app.css", "/static/0123456789/", "/static/0123456789/nothing.css",
		"/static/0123456789/../static.go", "/static/0123456789/dist/app.css", "/static/short/app.css",
	} {
		if res := get(t, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
}

func TestOnlyReadingIsPossible(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, Path("app.css"), nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: status %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
	w = httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodHead, Path("app.css"), nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: status %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestPathOfAMisspeltNamePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Path("ap.css")
}
