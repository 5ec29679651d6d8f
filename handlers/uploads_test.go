package handlers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func photograph(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type upload struct {
	name    string
	content []byte
}

func sending(b *testsite.Browser, files ...upload) *http.Request {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, _ := form.CreateFormFile("file", f.name)
		_, _ = part.Write(f.content)
	}
	_ = form.Close()
	req := b.NewRequest(http.MethodPost, "/uploads", &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return req
}

type answered struct{ Name, Key, Href, Camera, Message string }

func sendByScript(t *testing.T, b *testsite.Browser, f upload) (testsite.Response, answered) {
	t.Helper()
	req := sending(b, f)
	req.Header.Set("X-Requested-With", "fetch")
	req.Header.Set("Accept", "application/json")
	res := b.Do(req)
	var a answered
	if err := json.Unmarshal([]byte(res.Body), &a); err != nil {
		t.Fatalf("%d %s: %v", res.Status, res.Body, err)
	}
	return res, a
}

func TestUploads_fromAFileToTheReader(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		res, sent := sendByScript(t, mia, upload{"the pass.jpg", photograph(t, 1200, 800)})
		if res.Status != http.StatusCreated || sent.Href != "/uploads/"+sent.Key || res.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%d %+v", res.Status, sent)
		}
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "The pass", "![the pass]("+sent.Href+")")
		page := site.Browser().Get(fmt.Sprint("/t/", th.ID, "/", th.Slug)).Want(http.StatusOK)
		shown, err := page.Find("article .picture").Html()
		w.Must(err)
		files := regexp.MustCompile(`/uploads/[\w-]{22}/\d+\.\w+`).FindAllString(shown, -1)
		if len(files) < 3 {
			t.Fatalf("shown as %v", files)
		}
		for _, f := range files {
			got := site.Browser().Get(f).Want(http.StatusOK)
			kind := map[string]string{".webp": "image/webp", ".jpg": "image/jpeg"}[filepath.Ext(f)]
			h := got.Header
			if h.Get("Content-Type") != kind || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || !strings.HasPrefix(h.Get("Cache-Control"), "private") {
				t.Errorf("%s: %v", f, h)
			}
			again := site.Browser().NewRequest(http.MethodGet, f, nil)
			again.Header.Set("If-None-Match", h.Get("ETag"))
			if res := site.Browser().Do(again); res.Status != http.StatusNotModified {
				t.Errorf("%s asked for again: %d", f, res.Status)
			}
		}
		alone := site.Browser().Get(sent.Href).Want(http.StatusOK)
		if src, _ := alone.Find("main img").Attr("src"); src != sent.Href+"/1600.jpg" || !alone.Has("main a[href^='/posts/']") {
			t.Errorf("the picture alone is %s", src)
		}
		for _, f := range []string{sent.Href + "/2400.webp", sent.Href + "/1.webp", sent.Href + "/..%2f480.webp", "/uploads/" + strings.Repeat("a", 22) + "/480.webp"} {
			site.Browser().Get(f).Want(http.StatusNotFound)
		}
	})
}

// C10: with the post goes every size, for everybody who may not see it, at once.
func TestUploads_areAsPrivateAsTheirPost(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	_, sent := sendByScript(t, site.As(w.Mia), upload{"a.jpg", photograph(t, 900, 600)})
	sizes := []string{"", "/480.webp", "/960.webp", "/960.jpg"}
	all := func(what string, b *testsite.Browser, want int) {
		t.Helper()
		for _, size := range sizes {
			res := b.Get(sent.Href + size)
			if res.Status != want {
				t.Errorf("%s, %q: %d", what, size, res.Status)
			}
			if cache := res.Header.Get("Cache-Control"); strings.Contains(cache, "public") || strings.Contains(cache, "s-maxage") {
				t.Errorf("%s, %q: may be kept by strangers: %s", what, size, cache)
			}
		}
	}
	all("in no post", site.As(w.Max), 404)
	all("in no post, its author", site.As(w.Mia), 200)
	th := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "The pass", "![the pass]("+sent.Href+")")
	all("among members", site.As(w.Max), 200)
	all("among members, a reader", site.Browser(), 404)
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "An advertisement."))
	all("removed", site.As(w.Max), 404)
}

// F01, F05: each refusal names file, limit and remedy.
func TestUploads_refuseWithWordsThatHelp(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := site.As(w.Mia)
	good := photograph(t, 300, 200)
	for _, c := range []struct {
		file   upload
		status int
		says   string
	}{
		{upload{"notes.txt", []byte("hello")}, 415, "text/plain"},
		{upload{"drawing.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)}, 415, "an SVG drawing"},
		{upload{"picture.jpg.html", []byte("<!doctype html><script>alert(1)</script>")}, 415, "text/html"},
		{upload{"huge.jpg", append(bytes.Clone(good), make([]byte, media.MaxBytes)...)}, 413, "25 MB"},
		{upload{"half.jpg", good[:len(good)/2]}, 422, "ends early"},
		{upload{"empty.jpg", nil}, 415, "JPEG"},
	} {
		res, a := sendByScript(t, mia, c.file)
		if res.Status != c.status || !strings.HasPrefix(a.Message, c.file.name+": ") || !strings.Contains(a.Message, c.says) || a.Key != "" {
			t.Errorf("%s: %d %q", c.file.name, res.Status, a.Message)
		}
		page := mia.Do(sending(mia, upload{"fine.jpg", good}, c.file))
		if page.Status != c.status || !strings.Contains(page.Find("#form-errors").Text(), a.Message) {
			t.Errorf("%s in a form: %d %s", c.file.name, page.Status, page.Find("#form-errors").Text())
		}
	}
	if n := w.Count(`SELECT COUNT(*) FROM pictures`); n != 6 {
		t.Errorf("%d of the good ones were kept", n)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "commonthread-upload-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestUploads_withScriptsOff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		if !mia.Get("/uploads").Want(http.StatusOK).Has("form[enctype='multipart/form-data'] input[type=file][name=file]") {
			t.Error("nothing to choose a file with")
		}
		res := mia.Do(sending(mia, upload{"a.jpg", photograph(t, 500, 300)}, upload{"b.jpg", photograph(t, 300, 500)}))
		if res.Status != http.StatusSeeOther || res.Location != "/uploads" {
			t.Fatalf("%d %s", res.Status, res.Location)
		}
		page := mia.Get("/uploads").Want(http.StatusOK)
		lines := page.Find(".pictures__line")
		if lines.Length() != 2 {
			t.Fatalf("%d pictures are listed", lines.Length())
		}
		line, _ := lines.First().Attr("value")
		preview := mia.Post("/preview", url.Values{"body": {line}, "kind": {"discussion"}})
		if preview.Find(".picture img").Length() != 1 {
			t.Errorf("%s shows nothing: %s", line, preview.Body)
		}
		if res := mia.Do(sending(mia)); res.Status != http.StatusUnprocessableEntity {
			t.Errorf("a form without a file: %d", res.Status)
		}
		if res := mia.Post("/uploads", url.Values{"file": {"x"}}); res.Status != http.StatusUnsupportedMediaType {
			t.Errorf("a form that can hold no file: %d", res.Status)
		}
	})
}

func TestUploads_forMembersAndFromThisSiteAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	reader := site.Browser()
	if res := reader.Do(sending(reader, upload{"a.jpg", photograph(t, 30, 20)})); res.Status != http.StatusUnauthorized {
		t.Errorf("a reader: %d", res.Status)
	}
	mia := site.As(w.Mia)
	req := sending(mia, upload{"a.jpg", photograph(t, 30, 20)})
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if res := mia.Do(req); res.Status != http.StatusForbidden {
		t.Errorf("from elsewhere: %d", res.Status)
	}
	if n := w.Count(`SELECT COUNT(*) FROM pictures`); n != 0 {
		t.Errorf("%d were kept", n)
	}
}

// F04: who goes away half way leaves nothing.
func TestUploads_thatBreakOffLeaveNothing(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	path := t.TempDir()
	files, err := blob.OpenFolder(path)
	w.Must(err)
	site := testsite.Serve(w, func(o *handlers.Options) { o.Files = files })
	mia := site.As(w.Mia)
	whole := sending(mia, upload{"a.jpg", photograph(t, 900, 600)})
	body, err := io.ReadAll(whole.Body)
	w.Must(err)
	half := mia.NewRequest(http.MethodPost, "/uploads", bytes.NewReader(body[:len(body)/2]))
	half.Header = whole.Header.Clone()
	if res := mia.Do(half); res.Status < 400 || res.Status >= 500 {
		t.Errorf("half of a form: %d", res.Status)
	}
	if n := w.Count(`SELECT COUNT(*) FROM pictures`); n != 0 {
		t.Errorf("%d were kept", n)
	}
	w.Must(files.Each(t.Context(), "", func(i blob.Info) error { t.Errorf("left behind: %s", i.Name); return nil }))
}

// F06: what several sent is kept once, and is each one's own: nobody reads another's by having the same content.
func TestUploads_ofOneContentByManyAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		content := photograph(t, 700, 500)
		keys := make([]string, 8)
		var wait sync.WaitGroup
		for i := range keys {
			b := site.As([]models.Viewer{w.Mia, w.Max}[i%2])
			wait.Go(func() {
				res, a := sendByScript(t, b, upload{"a.jpg", content})
				if keys[i] = a.Key; res.Status != http.StatusCreated {
					t.Errorf("%d: %s", res.Status, res.Body)
				}
			})
		}
		wait.Wait()
		for i, key := range keys {
			site.As([]models.Viewer{w.Mia, w.Max}[i%2]).Get("/uploads/" + key + "/480.webp").Want(http.StatusOK)
			site.As([]models.Viewer{w.Max, w.Mia}[i%2]).Get("/uploads/" + key + "/480.webp").Want(http.StatusNotFound)
		}
		if n := w.Count(`SELECT COUNT(*) FROM picture_files`); n != 1 {
			t.Errorf("%d contents are kept", n)
		}
	})
}

// F05: who sends a large file for nothing hears why over any line: the answer waits until the file is through.
func TestUploads_refusedAtOnceAreStillAnswered(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := site.As(w.Nia)
	for n := range 20 {
		w.Must(w.Store.ClaimPictureFile(w.Ctx, fmt.Sprintf("%064x", n)))
		_, err := w.Store.AddPicture(w.Ctx, w.Nia, models.PictureInput{Hash: fmt.Sprintf("%064x", n), Width: 9, Height: 9, Colour: "#000000"})
		w.Must(err)
	}
	req := sending(mia, upload{"a.jpg", make([]byte, 20<<20)})
	req.Header.Set("X-Requested-With", "fetch")
	if res := mia.Do(req); res.Status != http.StatusTooManyRequests || !strings.HasPrefix(res.Body, "You have sent 20 pictures") {
		t.Errorf("%d %s", res.Status, res.Body)
	}
}
