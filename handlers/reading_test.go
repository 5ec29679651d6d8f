package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// magazine fills a world with one thread of each kind, and answers.
type magazine struct {
	story, talk, question models.Thread
	answer                models.Post
}

func fill(w *testkit.World) magazine {
	w.T.Helper()
	var m magazine
	var err error
	m.story, err = w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
		Topic: testkit.Photography, Kind: "story", Title: "One corner, fifty-two Thursdays", Body: "The first **Thursday** it rained.",
		Standfirst: "A year at one street corner.", Cover: "fog-road", CoverAlt: "A road in fog", Tags: "street,patience",
	})
	w.Must(err)
	m.talk = w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "We argue about it each Monday.")
	m.question = w.Start(w.Max, testkit.RemoteWork, models.KindQuestion, "Which lamp for a dark desk?", "Mine buzzes.")
	w.Reply(w.Hana, m.talk.ID, "Off, and nobody died of it.")
	m.answer = w.Reply(w.Mia, m.question.ID, "One with a dimmer, from the left.")
	return m
}

func TestEveryReadingPageAnswersReaderAndMember(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		for who, b := range map[string]*testsite.Browser{"reader": site.Browser(), "member": site.As(w.Mia)} {
			for path, contentType := range map[string]string{
				"/": "text/html", "/topics": "text/html", "/topics/remote-work": "text/html", "/stories": "text/html",
				"/topics/remote-work?kind=question&sort=new": "text/html",
				links.Thread(m.story.ID, m.story.Slug):       "text/html",
				links.Thread(m.talk.ID, m.talk.Slug):         "text/html",
				links.Thread(m.question.ID, m.question.Slug): "text/html",
				"/members/mia":                  "text/html",
				"/search":                       "text/html",
				"/search?q=lamp":                "text/html",
				"/feed.atom":                    "application/atom+xml",
				"/topics/remote-work/feed.atom": "application/atom+xml",
				links.ThreadFeed(m.talk.ID):     "application/atom+xml",
				"/sitemap.xml":                  "application/xml",
				"/sitemaps/topics.xml":          "application/xml",
				"/sitemaps/1.xml":               "application/xml",
				"/robots.txt":                   "text/plain",
				"/opensearch.xml":               "application/opensearchdescription+xml",
				"/manifest.webmanifest":         "application/manifest+json",
				"/favicon.ico":                  "image/svg+xml",
				"/icons/192.png":                "image/png",
				"/avatars/mia":                  "image/svg+xml",
				"/covers/fog-road/7":            "image/svg+xml",
				"/metrics":                      "text/plain",
			} {
				res := b.Get(path)
				if res.Status != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), contentType) {
					t.Errorf("%s, %s: status %d, %s: %.300s", who, path, res.Status, res.Header.Get("Content-Type"), res.Body)
				}
				head := b.Do(b.NewRequest(http.MethodHead, path, nil))
				if head.Status != http.StatusOK || head.Body != "" {
					t.Errorf("%s, HEAD %s: status %d with %d bytes", who, path, head.Status, len(head.Body))
				}
			}
		}
	})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
