package benchmark_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// BenchmarkReaders_besideHostileTexts says what readers notice of members who have texts drawn that are made to be slow,
// without a pause and without a limit: their 99th of a hundred waits is to stay under twice what it is alone (FAULTS E06).
// Texts of two lengths try it: the longest of those that count as short, and long ones. Readers, members
// and server share this machine and this process.
func BenchmarkReaders_besideHostileTexts(b *testing.B) {
	for _, bytes := range []int{2 << 10, 16_000} {
		b.Run(fmt.Sprintf("%d bytes", bytes), func(b *testing.B) { besideHostileTexts(b, bytes) })
	}
}

func besideHostileTexts(b *testing.B, bytes int) {
	const visits, apart = 400, 5 * time.Millisecond
	w := testkit.NewWorld(b, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "What readers notice", "Nothing, that is hoped.")
	for i := range 19 {
		w.Reply(w.Max, th.ID, fmt.Sprintf("%d. %s", i, reply))
	}
	site := testsite.Serve(w, uncached)
	slow := strings.Repeat("\\```\n#a", bytes/7)
	reader := site.Browser()
	p99 := func() time.Duration {
		var took []time.Duration
		tick := time.NewTicker(apart)
		defer tick.Stop()
		for range visits {
			<-tick.C
			begun := time.Now()
			reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
			took = append(took, time.Since(begun))
		}
		slices.Sort(took)
		return took[len(took)*99/100]
	}
	var alone, beside []time.Duration
	for b.Loop() {
		alone = append(alone, p99())
		var end atomic.Bool
		var drawn atomic.Int64
		var drawing sync.WaitGroup
		for _, by := range []models.Viewer{w.Mia, w.Max, w.Hana, w.Sam} {
			member := site.As(by)
			drawing.Go(func() {
				for !end.Load() {
					res := member.Post("/preview", url.Values{"body": {slow}, "thread": {fmt.Sprint(th.ID)}})
					if res.Status == http.StatusTooManyRequests {
						w.Clock.Advance(time.Minute) // as if nobody had counted
					} else {
						drawn.Add(1)
						res.Want(http.StatusOK)
					}
				}
			})
		}
		beside = append(beside, p99())
		end.Store(true)
		b.Logf("%d texts drawn meanwhile", drawn.Load())
		drawing.Wait()
	}
	median := func(t []time.Duration) float64 {
		slices.Sort(t)
		return t[len(t)/2].Seconds() * 1000
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(alone), "alone-p99-ms")
	b.ReportMetric(median(beside), "beside-p99-ms")
	b.ReportMetric(median(beside)/median(alone), "beside/alone")
}
