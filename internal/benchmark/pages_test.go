package benchmark_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

const storiesPerPage = 18 // as the page of stories has

// uncached keeps no page: a byte holds none.
func uncached(o *handlers.Options) { o.CacheBytes = 1 }

// pages draws whole pages without a cache, on the small and on the large database, and the ends of a long thread.
func pages(b *testing.B, small, large community) {
	smallSite, largeSite := testsite.Serve(small.World, uncached), testsite.Serve(large.World, uncached)
	draw := func(site *testsite.Site, address string) func() error {
		return func() error { return fetch(site.Server, address) }
	}
	for _, page := range []struct {
		name string
		of   func(community) string
	}{
		{"front", func(community) string { return links.Front }},
		{"thread, short", func(c community) string { return c.thread(b, c.short, first) }},
		{"thread, long, first page", func(c community) string { return c.thread(b, c.long, first) }},
		{"thread, long, last page", func(c community) string { return c.thread(b, c.long, last) }},
		{"topic, first page", func(c community) string { return links.TopicPage(c.slug, "", "", 1) }},
		{"topic, middle page", func(c community) string { return links.TopicPage(c.slug, "", "", c.topicPages(b)/2) }},
		{"topic, last page", func(c community) string { return links.TopicPage(c.slug, "", "", c.topicPages(b)) }},
		{"stories, middle page", func(c community) string { return links.StoriesPage(c.storyPages(b) / 2) }},
		{"member", func(c community) string { return links.Member(c.handle) }},
		{"search", func(community) string { return "/search?q=kettle" }},
		{"feed", func(community) string { return links.SiteFeed }},
	} {
		b.Run(page.name, func(b *testing.B) {
			compare(b, draw(smallSite, page.of(small)), draw(largeSite, page.of(large)))
		})
	}
	b.Run("thread, few posts and thousands", func(b *testing.B) {
		compare(b, draw(largeSite, large.thread(b, large.short, first)), draw(largeSite, large.thread(b, large.long, middle)))
	})
	b.Run("thread, first page and last", func(b *testing.B) {
		compare(b, draw(largeSite, large.thread(b, large.long, first)), draw(largeSite, large.thread(b, large.long, last)))
	})
}

func (c community) thread(b *testing.B, id int64, at depth) string {
	b.Helper()
	th, err := c.Store.Thread(c.Ctx, models.Viewer{}, id)
	c.Must(err)
	pages := th.Pages()
	if at == last && pages > 1 {
		pages-- // the very last is rarely full, which would flatter it
	}
	return links.ThreadPage(th.ID, th.Slug, at.of(pages))
}

func (c community) topicPages(b *testing.B) int {
	b.Helper()
	n, err := c.Store.CountThreads(c.Ctx, models.Viewer{}, models.ThreadFilter{TopicID: c.topic})
	c.Must(err)
	return int(n.N / models.ThreadsPerPage)
}

func (c community) storyPages(b *testing.B) int {
	b.Helper()
	n, err := c.Store.CountThreads(c.Ctx, models.Viewer{}, models.ThreadFilter{Kind: models.KindStory})
	c.Must(err)
	return int(n.N / storiesPerPage)
}

// fetch asks a handler for a page as a reader does.
func fetch(h http.Handler, address string) error {
	req := httptest.NewRequest(http.MethodGet, address, nil)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if rec.Code != http.StatusOK {
		return fmt.Errorf("%s: status %d", address, rec.Code)
	}
	return nil
}

// served measures requests a second over real connections, eight at once, against Echo with a constant answer.
func served(b *testing.B, c community) {
	bare := 0.0
	for i, way := range []struct {
		name   string
		header string
		serve  func() (base string, stop func())
	}{
		{"bare Echo, 20 KB", "", bareEcho},
		{"reader, from memory, packed", "Accept-Encoding: gzip\r\n", c.serving()},
		{"reader, from memory, plain", "", c.serving()},
		{"reader, drawn afresh", "", c.serving(uncached)},
		{"reader, drawn afresh, packed", "Accept-Encoding: gzip\r\n", c.serving(uncached)},
		{"member", "MEMBER", c.serving()},
	} {
		b.Run(way.name, func(b *testing.B) {
			base, stop := way.serve()
			defer stop()
			header, path := way.header, c.thread(b, c.long, first)
			if header == "MEMBER" {
				header = "Cookie: " + signIn(b, base) + "\r\n"
			}
			request := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n", path, strings.TrimPrefix(base, "http://"), header)
			b.SetParallelism(4)
			var size int64
			b.RunParallel(func(pb *testing.PB) {
				conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
				if err != nil {
					b.Error(err)
					return
				}
				defer conn.Close()
				in := bufio.NewReaderSize(conn, 64<<10)
				for pb.Next() {
					if size, err = exchange(conn, in, request); err != nil {
						b.Error(err)
						return
					}
				}
			})
			perSecond := float64(b.N) / b.Elapsed().Seconds()
			if i == 0 {
				bare = perSecond
			}
			b.ReportMetric(perSecond, "req/s")
			b.ReportMetric(100*perSecond/bare, "%-of-bare")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

func exchange(conn net.Conn, in *bufio.Reader, request string) (int64, error) {
	if _, err := io.WriteString(conn, request); err != nil {
		return 0, err
	}
	res, err := http.ReadResponse(in, nil)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", res.StatusCode)
	}
	return n, err
}

func (c community) serving(change ...func(*handlers.Options)) func() (string, func()) {
	return func() (string, func()) { return testsite.Serve(c.World, change...).URL, func() {} }
}

func bareEcho() (string, func()) {
	e := echo.New()
	page := []byte(strings.Repeat("0123456789abcdef", 20<<10/16))
	e.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, page) })
	ts := httptest.NewServer(e)
	return ts.URL, ts.Close
}

// signIn is Mia's session cookie.
func signIn(b *testing.B, base string) string {
	b.Helper()
	req, err := http.NewRequest(http.MethodPost, base+links.SignIn, strings.NewReader(url.Values{"email": {"mia"}, "password": {testkit.Password}}.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", base)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		b.Fatal(err)
	}
	_ = res.Body.Close()
	for _, c := range res.Cookies() {
		return c.Name + "=" + c.Value
	}
	b.Fatalf("sign in: status %d and no session", res.StatusCode)
	return ""
}
