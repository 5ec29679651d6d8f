package flows

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestADraft_survivesAReloadAndFollowsToAnotherDevice(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	page := "/t/" + number(th.ID) + "/" + th.Slug
	laptop := member(t, site, w.Mia, page)
	laptop.Fill(replyField, "Bread and cheese, standing up")
	laptop.WaitText("[data-status]", "Draft kept")
	laptop.Reload()
	if got := laptop.Value(replyField); got != "Bread and cheese, standing up" {
		t.Errorf("after a reload the composer holds %q", got)
	}

	phone := member(t, site, w.Mia, page, browsertest.On(browsertest.Phone))
	if got := phone.Value(replyField); got != "Bread and cheese, standing up" {
		t.Fatalf("on the other device the composer holds %q", got)
	}
	phone.reply("Bread and cheese, standing up. In the hall.")
	phone.reads("#post-2 .prose", "In the hall.")
	laptop.Reload()
	if got := laptop.Value(replyField); got != "" {
		t.Errorf("what was posted is still in the composer: %q", got)
	}
	phone.GoTo("/drafts")
	phone.notSeen("main .draft")
}

func TestADraft_isKeptByAButtonWithoutScripts(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := member(t, site, w.Mia, "/new?kind=discussion&topic="+testkit.RemoteWork, browsertest.NoScripts())
	mia.Fill(`[name="title"]`, "Half a thought")
	mia.Fill(body, "It is about chairs.")
	mia.follow(`[formaction="/drafts"]`, http.StatusOK)
	mia.GoTo("/drafts")
	mia.reads("main", "Half a thought")
	mia.follow(`main .draft a`, http.StatusOK)
	if got := mia.Value(body); got != "It is about chairs." {
		t.Errorf("the opened draft holds %q", got)
	}
	mia.follow(`[formaction="/preview"]`, http.StatusOK)
	mia.reads(".preview .prose", "It is about chairs.")
	mia.follow(send, http.StatusOK)
	mia.reads("h1", "Half a thought")
	mia.GoTo("/drafts")
	mia.notSeen("main .draft")
}

func TestMentions_areCompletedByName(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	mia := member(t, testsite.Serve(w), w.Mia, "/t/"+number(th.ID)+"/"+th.Slug)
	mia.Focus(replyField)
	mia.Press("Ask @han")
	// the list of all that was typed: one for fewer letters is still to be replaced
	mia.WaitFor(`.suggestions[data-asked="han"] [aria-selected="true"]`)
	mia.Press(kb.Enter)
	mia.Until("the name is completed", `document.querySelector("#reply textarea").value.startsWith("Ask @hana")`)
	mia.Press("about the lens.")
	mia.sendReply()
	if got := mia.Attribute("#post-2 .prose a", "href"); got != "/members/hana" {
		t.Errorf("the mention leads to %q", got)
	}
}

// Everything that the renderer knows, in one text.
const everything = "Some **bold**, *soft*, ~~gone~~ and `code`, @hana.\n\n- [x] done\n- [ ] open\n\n" +
	"| a | b |\n|---|---|\n| 1 | 2 |\n\n```go\nfunc main() {}\n```\n\n> quoted\n\nA note.[^1]\n\n[^1]: Below.\n\n<script>alert(1)</script>\n\nhttps://example.test/"

func TestThePreview_isWhatWillBeSaved(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	mia := member(t, testsite.Serve(w), w.Mia, "/t/"+number(th.ID)+"/"+th.Slug)
	mia.Fill(replyField, everything)
	mia.Click(`[data-view="preview"]`)
	mia.WaitFor(`[data-result] table`)
	shown := inner(mia, "[data-result]")
	mia.Click(`[data-view="write"]`)
	if got := mia.Value(replyField); got != everything {
		t.Errorf("after the preview the composer holds %q", got)
	}
	mia.sendReply()
	saved := inner(mia, "#post-2 .prose")
	// the ids of footnotes carry the post's number, which a preview does not know yet
	mia.notSeen("#post-2 script")
	if plain(shown) != plain(saved) {
		t.Errorf("the preview was\n%s\nand what was saved is\n%s", plain(shown), plain(saved))
	}
}

func inner(p person, css string) string {
	p.t.Helper()
	return browsertest.Eval[string](p.Page, `document.querySelector("`+css+`").innerHTML.trim()`)
}

func plain(html string) string {
	return footnoteID.ReplaceAllString(html, `${1}fn`)
}

func TestTheEditor_isWorkedByItsToolbarAndKeys(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	mia := member(t, testsite.Serve(w), w.Mia, "/t/"+number(th.ID)+"/"+th.Slug)
	mia.Fill(replyField, "soup")
	mia.Press("a", chromedp.ModifierCtrl)
	mia.Click("#reply md-bold")
	if got := mia.Value(replyField); got != "**soup**" {
		t.Errorf("the toolbar made %q", got)
	}
	mia.Focus(replyField)
	mia.Press(kb.Enter, chromedp.ModifierCtrl)
	mia.WaitFor("#post-2")
	mia.reads("#post-2 .prose strong", "soup")
	if strings.Contains(mia.URL(), "posts") {
		t.Errorf("sending leads to %s", mia.URL())
	}
}
