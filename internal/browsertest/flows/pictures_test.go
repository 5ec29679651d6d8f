package flows

import (
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

// pictureFile is a picture of one colour on this machine.
func pictureFile(t *testing.T, name string, w, h int) string {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.SetNRGBA(i%w, i/w, color.NRGBA{90, 130, 170, 255})
	}
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, m); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	pickField = `#reply input[data-pictures]`
	sentItem  = `#reply .sent-picture`
)

// drawn waits until a picture is there in pixels, not as its place alone.
func (p person) drawn(css string) {
	p.t.Helper()
	p.WaitFor(css)
	p.Until("the picture "+css+" is drawn", `(i => i !== null && (i.scrollIntoView(), i.complete) && i.naturalWidth > 0)(document.querySelector(`+"`"+css+"`"+`))`)
}

func TestPictures_areSentWhileWritingAndSeenByOthers(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.Photography, "discussion", "The pass in snow", "Who was there?")
	page := "/t/" + number(th.ID) + "/" + th.Slug
	mia := member(t, site, w.Mia, page, browsertest.On(browsertest.Phone))
	mia.Fill(replyField, "On Sunday, from the hut.")
	mia.Upload(pickField, pictureFile(t, "hut.png", 1100, 700), pictureFile(t, "road.png", 300, 500))
	mia.WaitFor(sentItem + `:nth-of-type(2)[data-state="sent"]`)
	mia.Fill(sentItem+`:nth-of-type(1) [data-alt]`, "The hut under [a metre] of snow")
	words := mia.Value(replyField)
	if n := strings.Count(words, "](/uploads/"); n != 2 || !strings.HasPrefix(words, "On Sunday, from the hut.") || !strings.Contains(words, "![The hut under  a metre  of snow](/uploads/") {
		t.Fatalf("the text became %q", words)
	}
	mia.Click(sentItem + `:nth-of-type(2) [data-out]`)
	if n := strings.Count(mia.Value(replyField), "](/uploads/"); n != 1 || mia.Count(sentItem) != 1 {
		t.Errorf("left out, and still there: %q", mia.Value(replyField))
	}
	notes := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(notes, []byte("no picture at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	mia.Upload(pickField, notes)
	mia.WaitText(sentItem+`[data-state="refused"] [data-status]`, "JPEG, PNG, WebP or GIF")
	mia.MustBeAccessible()
	mia.Click(sentItem + `[data-state="refused"] [data-out]`)
	mia.Click(replySend)
	mia.drawn("#post-2 .picture img")
	reader := visitor(t, site, page, browsertest.NoScripts())
	reader.WaitFor("#post-2 .picture img")
	reader.follow("#post-2 .picture", http.StatusOK)
	reader.WaitFor("main img")
	reader.follow("main .picture-alone__back a", http.StatusOK)
	reader.WaitFor("#post-2 .picture img")
}

func TestPictures_getIntoATextWithoutScripts(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.Photography, "discussion", "The pass in snow", "Who was there?")
	mia := member(t, site, w.Mia, "/t/"+number(th.ID)+"/"+th.Slug, browsertest.NoScripts())
	mia.follow(`#reply .composer__pictures a`, http.StatusOK)
	mia.Upload(`#file`, pictureFile(t, "hut.png", 1100, 700))
	mia.follow(`form[action="/uploads"] .button--primary`, http.StatusOK)
	line := mia.Value(".pictures__line")
	mia.GoTo("/t/" + number(th.ID) + "/" + th.Slug)
	mia.Fill(replyField, line)
	mia.follow(replySend, http.StatusOK)
	mia.WaitFor(`#post-2 .picture img[alt="Say what it shows"]`)
}

// What the mouse drags, drops and clicks, the keyboard picks, orders, describes and turns over.
func TestPictures_byTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.Photography, "discussion", "The pass in snow", "Who was there?")
	page := "/t/" + number(th.ID) + "/" + th.Slug
	mia := member(t, site, w.Mia, page)
	mia.Press("r")
	mia.Until("the composer has the keyboard", `document.activeElement.matches("#reply textarea")`)
	mia.Press("From the hut.")
	mia.Focus("#reply [data-add-pictures]") // opens what the machine picks files with
	mia.Upload(pickField, pictureFile(t, "hut.png", 1100, 700), pictureFile(t, "road.png", 500, 300))
	mia.WaitFor(sentItem + `:nth-of-type(2)[data-state="sent"]`)
	for i, words := range []string{"The hut", "The road"} {
		mia.tabTo(sentItem + ":nth-of-type(" + number(int64(i+1)) + ") [data-alt]")
		mia.Press(words)
	}
	mia.Focus(replyField)
	mia.Press(kb.Enter, chromedp.ModifierCtrl)
	mia.drawn("#post-2 .picture img")
	if got := strings.Join(mia.alts("#post-2 .picture img"), ", "); got != "The hut, The road" {
		t.Errorf("the pictures are described as %q", got)
	}

	mia.Focus("#post-2 a.picture")
	mia.Press(kb.Enter)
	mia.WaitText("dialog[open] [data-count]", "Picture 1 of 2")
	mia.Press(kb.ArrowRight)
	mia.WaitText("dialog[open] [data-count]", "Picture 2 of 2")
	mia.MustBeAccessible()
	mia.Press(kb.Escape)
	mia.WaitGone("dialog[open]")
	if !browsertest.Eval[bool](mia.Page, `document.activeElement === document.querySelectorAll("#post-2 a.picture")[1]`) {
		t.Errorf("closed, the keyboard is on %s, not on the picture last seen", mia.Focused())
	}
}

// A page that showed no picture when it was loaded shows those that arrive in its light box, not on pages of their own.
func TestPictures_thatArriveLiveOpenInTheLightBox(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.Photography, "discussion", "The pass in snow", "Who was there?")
	page := "/t/" + number(th.ID) + "/" + th.Slug
	reader := visitor(t, site, page)
	if reader.Count("main .picture") != 0 {
		t.Fatal("the page has a picture already: this proves nothing")
	}
	reader.live()
	mia := member(t, site, w.Mia, page)
	mia.Upload(pickField, pictureFile(t, "hut.png", 1100, 700), pictureFile(t, "road.png", 500, 300))
	mia.WaitFor(sentItem + `:nth-of-type(2)[data-state="sent"]`)
	mia.Click(replySend)
	reader.drawn("#post-2 .picture img")
	reader.Click("#post-2 a.picture")
	reader.WaitText("dialog[open] [data-count]", "Picture 1 of 2")
	reader.Click(`dialog[open] [data-turn="1"]`)
	reader.WaitText("dialog[open] [data-count]", "Picture 2 of 2")
	reader.Click("dialog[open] [data-close]")
	reader.WaitGone("dialog[open]")
	if got := browsertest.Eval[string](reader.Page, "location.pathname"); got != page {
		t.Errorf("it left the thread for %s", got)
	}
}

func (p person) alts(css string) []string {
	p.t.Helper()
	return browsertest.Eval[[]string](p.Page, "Array.from(document.querySelectorAll(`"+css+"`), i => i.alt)")
}
