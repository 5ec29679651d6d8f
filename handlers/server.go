package handlers

import (
	"cmp"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"sync/atomic"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/singleflight"

	"github.com/commonthread/commonthread/handlers/api"
	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/internal/art"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/internal/pagecache"
	"github.com/commonthread/commonthread/models"
)

// Options are what a server is made of.
type Options struct {
	Store *models.Store
	Log   *slog.Logger
	// BaseURL is the public address; nil: any Host is served, and links are made of the request's.
	BaseURL *url.URL
	// TrustedProxies are the networks whose X-Forwarded-* headers are believed.
	TrustedProxies []netip.Prefix
	// RateLimits switches the limits on reading and posting; those on signing in always hold.
	RateLimits bool
	// MetricsToken lets scrapers that are not on this machine read /metrics.
	MetricsToken string
	// Rehearsal says that the store's clock is a rehearsal clock, which the console shows.
	Rehearsal bool
	// Development adds a header with the number of queries of each page.
	Development bool
	// Demonstration says that nobody's community is shown: the console has the page of the design too.
	Demonstration bool
	Version       string
	// CacheBytes is how much memory readers' pages may take; 0: 64 MiB.
	CacheBytes uint64
	// Files keeps pictures. Nil: nobody can send any.
	Files blob.Store
	// Maker draws them; whoever made it closes it. Nil: they are drawn in this process.
	Maker *media.Maker
	// Bus tells other nodes of what is nobody's row: who listens, who writes. Nil: this node is alone. Whoever runs
	// it has it wake the store's FollowEvents.
	Bus live.Bus
}

// Server answers requests. Make one with New, end it with Close.
type Server struct {
	Options
	store    *models.Store
	echo     *echo.Echo
	stopping atomic.Bool
	rates    rates
	// lastDirectory frames pages while the database is away
	lastDirectory atomic.Pointer[models.Directory]
	cache         *pagecache.Cache
	flights       singleflight.Group
	bells         bells
	metrics       *metrics
	api           *api.API
	live          *live.Live
	uploads       *uploads
	sheet         atomic.Pointer[brandSheet]
	// icons draw the mark, each size once: it takes thousands of times what sending it does
	icons map[int]func() ([]byte, error)
}

// New builds the router and starts the live side.
func New(o Options) *Server {
	s := &Server{Options: o, store: o.Store, echo: echo.New(), icons: map[int]func() ([]byte, error){}}
	for _, size := range art.IconSizes() {
		s.icons[size] = sync.OnceValues(func() ([]byte, error) { return art.Icon(size) })
	}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.Logger.SetOutput(discard{})
	s.echo.IPExtractor = clientAddress(o.TrustedProxies)
	s.echo.HTTPErrorHandler = s.handleError
	s.cache = pagecache.New(cmp.Or(o.CacheBytes, pageCacheBytes))
	s.uploads = newUploads(s.store, o.Files, o.Maker)
	s.store.Listen(s.heed)
	s.use()
	s.routes()
	s.metrics = newMetrics(s, s.store.Pools())
	return s
}

// ServeHTTP makes the server an http.Handler. HEAD is answered as GET would be: net/http, which knows better
// what was asked, leaves the body out.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		asGet := *r
		asGet.Method = http.MethodGet
		r = &asGet
	}
	s.echo.ServeHTTP(w, r)
}

// Stopping makes /readyz answer 503, so that a balancer sends nobody here any more.
func (s *Server) Stopping() { s.stopping.Store(true) }

// Writing shows a member at work on a reply to those who look at the thread, as the member's own page would.
func (s *Server) Writing(v models.Viewer, th models.Thread) { s.live.Writing(v, th) }

// Close sends those who listen live away, with a moment to come back at, and returns when that has ended. It may
// be called again.
func (s *Server) Close() { s.live.Stop() }

// Routes lists every route, for tests that hold each to the policy.
func (s *Server) Routes() []*echo.Route { return s.echo.Routes() }

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
