package handlers_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

type feed struct {
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  string `xml:"author>name"`
		Content struct {
			Type string `xml:"type,attr"`
			Body string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

func read(t *testing.T, b *testsite.Browser, path string) feed {
	t.Helper()
	var f feed
	if err := xml.Unmarshal([]byte(b.Get(path).Want(http.StatusOK).Body), &f); err != nil {
		t.Fatalf("%s is not well formed: %v", path, err)
	}
	return f
}

func TestFeed_carriesWholePostsUnderIdsThatStay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w, func(o *handlers.Options) { o.BaseURL = nil })
		b := site.Browser()
		f := read(t, b, "/feed.atom")
		if len(f.Entries) != 3 || f.Entries[2].Title != m.story.Title || !strings.Contains(f.Entries[2].Content.Body, "<strong>Thursday</strong>") || f.Entries[2].Content.Type != "html" {
			t.Errorf("%+v", f.Entries)
		}
		if f.ID != site.URL+"/feed.atom" || f.Updated != testkit.Start.Format(time.RFC3339) || f.Entries[2].Author != "Sam Okafor" {
			t.Errorf("id %q, updated %q, author %q", f.ID, f.Updated, f.Entries[2].Author)
		}
		before := f.Entries[1].ID
		w.Clock.Advance(time.Hour)
		w.Must(w.Store.Retitle(w.Ctx, w.Mia, m.talk.ID, "Under another name", "", 0))
		if f = read(t, b, "/feed.atom"); f.Entries[1].ID != before || f.Entries[1].Title != "Under another name" {
			t.Errorf("after a new title: %q %q", f.Entries[1].ID, f.Entries[1].Title)
		}
		posts := read(t, b, links.ThreadFeed(m.question.ID))
		if len(posts.Entries) != 2 || !strings.Contains(posts.Entries[0].Content.Body, "dimmer") {
			t.Errorf("%+v", posts.Entries)
		}
		_, err := w.Store.EditPost(w.Ctx, w.Mia, m.answer.ID, models.EditInput{Body: new("One with two dimmers.")})
		w.Must(err)
		if f := read(t, b, links.ThreadFeed(m.question.ID)); f.Entries[0].Updated != testkit.Start.Add(time.Hour).Format(time.RFC3339) {
			t.Errorf("an edited entry was updated at %s", f.Entries[0].Updated)
		}
	})
}

func TestFeed_isNotSentAgainToWhoHasIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		fill(w)
		b := testsite.Serve(w).Browser()
		req := b.NewRequest(http.MethodGet, "/feed.atom", nil)
		req.Header.Set("If-None-Match", b.Get("/feed.atom").Header.Get("ETag"))
		if res := b.Do(req); res.Status != http.StatusNotModified {
			t.Errorf("status %d", res.Status)
		}
	})
}

func TestFeed_ofAnythingHiddenIsNotThereForItsOwnPeopleEither(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		site := testsite.Serve(w)
		for _, path := range []string{links.TopicFeed(testkit.BackRoom), links.ThreadFeed(hidden.ID)} {
			site.As(w.Mia).Get(path).Want(http.StatusNotFound)
		}
	})
}

func TestFeed_staysWellFormedWhateverIsWritten(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, `]]> & "quotes" <b>tags</b> 𝕳𝖊𝖑𝖑𝖔`, "]]>\n\n```\n</content>\n```\n\n&amp; 🚲 \u2028 end")
		f := read(t, testsite.Serve(w).Browser(), "/feed.atom")
		if len(f.Entries) != 1 || f.Entries[0].Title != `]]> & "quotes" <b>tags</b> 𝕳𝖊𝖑𝖑𝖔` {
			t.Errorf("%+v", f.Entries)
		}
	})
}

func TestSitemap_listsPublicThreadsAndTopics(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		base, err := url.Parse("https://talk.example")
		w.Must(err)
		site := testsite.Serve(w, func(o *handlers.Options) { o.BaseURL = base })
		b := site.Browser()
		get := func(path string) string {
			req := b.NewRequest(http.MethodGet, path, nil)
			req.Host = "talk.example"
			return b.Do(req).Want(http.StatusOK).Body
		}
		index := get("/sitemap.xml")
		if !strings.Contains(index, "<loc>https://talk.example/sitemaps/topics.xml</loc>") || strings.Count(index, "<loc>") != 2 {
			t.Errorf("index: %s", index)
		}
		threads := get("/sitemaps/1.xml")
		if strings.Count(threads, "<url>") != 3 || strings.Contains(threads, hidden.Slug) ||
			!strings.Contains(threads, "<loc>https://talk.example"+links.Thread(m.talk.ID, m.talk.Slug)+"</loc><lastmod>2026-03-02T09:00:00Z</lastmod>") {
			t.Errorf("threads: %s", threads)
		}
		if topics := get("/sitemaps/topics.xml"); !strings.Contains(topics, "/topics/photography") || strings.Contains(topics, testkit.BackRoom) {
			t.Errorf("topics: %s", topics)
		}
		for _, path := range []string{"/sitemaps/0.xml", "/sitemaps/x.xml", "/sitemaps/1", "/sitemaps/999999.xml", "/sitemaps/01.xml"} {
			req := b.NewRequest(http.MethodGet, path, nil)
			req.Host = "talk.example"
			b.Do(req).Want(http.StatusNotFound)
		}
	})
}
