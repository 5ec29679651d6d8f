package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// naughty are strings that programs have stumbled over. Each has at least three characters, as a title must.
var naughty = []string{
	"undefined", "null", "NULL", "nil", "true", "-100", "0/0", "1e309", "NaN", "0x0", "1,000.00", "2020-02-30", "../../etc/passwd%00", "CON", "%n%s%d",
	"`~!@#$%^&*()_+-=[]{}|;':\",./<>?", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい", "사회과학원", "الفصحى العربية", "שלום עולם", "ด้้้้้็็็็็้้้้้", "Z̴̢̡a̷͝l̸̛g̵o̴", "𝕳𝖊𝖑𝖑𝖔 𐐜 ﷽",
	"👩‍👩‍👧‍👧 🏳️‍🌈 🇩🇪", "á is a\u0301", "ﬁligree ½ ™", "ı İ ß ẞ ǆ", "a\u00a0b\u2003c", "a\u200bb\u200dc\ufeffd", "line\u2028and\u2029paragraph",
	"<script>alert(1)</script>", "&lt;b&gt; &amp;amp;", "]]><!--", "{{7*7}} ${7*7} <%= 7 %>", "' OR 1=1 --", "%_\\ LIKE", "\"; DROP TABLE posts; --",
	"=HYPERLINK(1)", "@everyone", "# not a heading", "[a](javascript:alert(1))", "![x](https://evil.test/x.png)", "http://a/%%30%30", "https://user:pw@host.test/?a=b&c",
	strings.Repeat("x", 150), strings.Repeat("W", 150), strings.Repeat("字", 150), strings.Repeat("🚲", 150),
}

// refusedText are strings that are no text, or would turn around what stands beside them.
var refusedText = []string{"a\x00b c", "a\x1b[31mb", "a\u202eb c", "a\u2066b c", "a\xffb c", "a\x7fb c", "a\u0085b\u0000c"}

// shown is a string in the form that is stated: NFC, in one line with single spaces.
func shown(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// FAULTS E04, E05: what is written is shown as it was written, on the page, in the feed and over the API, or is refused.
func TestNaughtyStrings_comeBackAsTheyWereWritten(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mia, reader := site.As(w.Mia), site.Browser()
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Odd words", "Let us see.")
		for _, s := range naughty {
			w.Must(w.Store.Retitle(w.Ctx, w.Mia, th.ID, s, "", 0))
			res := mia.Post(links.ThreadPosts(th.ID), url.Values{"body": {s}})
			if res.Status != http.StatusSeeOther {
				t.Errorf("%q: %d", s, res.Status)
				continue
			}
			var got struct {
				Title string
				Items []struct{ Body string }
			}
			decode := func(path string) {
				t.Helper()
				if err := json.Unmarshal([]byte(reader.Get(path).Want(http.StatusOK).Body), &got); err != nil {
					t.Fatalf("%q: %s: %v", s, path, err)
				}
			}
			decode("/api/v1/threads/" + itoa(th.ID))
			decode("/api/v1/threads/" + itoa(th.ID) + "/posts?limit=100")
			if last := got.Items[len(got.Items)-1].Body; got.Title != shown(s) || last != norm.NFC.String(s) {
				t.Errorf("%q: the API says %q and %q", s, got.Title, last)
			}
			page := reader.Get(threadPath(w, th.ID)).Want(http.StatusOK)
			if got := shown(page.Find("main h1").First().Text()); got != shown(s) {
				t.Errorf("%q: the page is called %q", s, got)
			}
			if f := read(t, reader, "/feed.atom"); f.Entries[0].Title != shown(s) {
				t.Errorf("%q: the feed says %q", s, f.Entries[0].Title)
			}
			for _, query := range []string{s, `"` + s + `"`} {
				if res := reader.Get("/search?q=" + url.QueryEscape(query)); res.Status != http.StatusOK {
					t.Errorf("%q: the search answers %d", query, res.Status)
				}
			}
		}
		before := state(w)
		for _, s := range refusedText {
			for path, form := range map[string]url.Values{
				links.ThreadPosts(th.ID): {"body": {s}}, links.ThreadAction(th.ID, "title"): {"title": {s}, "tags": {""}}, "/settings/profile": {"name": {s}},
			} {
				if res := mia.Post(path, form); res.Status != http.StatusUnprocessableEntity && res.Status != http.StatusBadRequest {
					t.Errorf("%q to %s: %d", s, path, res.Status)
				}
			}
			if res := reader.Get("/search?q=" + url.QueryEscape(s)); res.Status >= http.StatusInternalServerError {
				t.Errorf("%q: the search answers %d", s, res.Status)
			}
		}
		if state(w) != before {
			t.Error("something of what was refused is kept")
		}
	})
}
