package handlers

import (
	"crypto/subtle"
	"database/sql"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/commonthread/commonthread/models"
)

// metrics are the node's figures for Prometheus. Labels are routes and status classes: never a title, a handle
// or an address.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	handler  http.Handler
}

func newMetrics(s *Server, pools map[string]*sql.DB) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "commonthread_request_seconds", Help: "Time to answer, by route and class of status.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
	}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for name, pool := range pools {
		m.registry.MustRegister(collectors.NewDBStatsCollector(pool, name))
	}
	for name, read := range map[string]func() float64{
		"commonthread_page_cache_hits_total":   func() float64 { return float64(s.cache.Hits.Load()) },
		"commonthread_page_cache_misses_total": func() float64 { return float64(s.cache.Misses.Load()) },
		"commonthread_page_cache_behind_total": func() float64 { return float64(s.cache.Behinds.Load()) },
	} {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: "Readers' pages: from memory, drawn, and old ones shown while the database was away."}, read))
	}
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "commonthread_page_cache_bytes", Help: "Memory that readers' pages take."},
		func() float64 { return float64(s.cache.Bytes()) }))
	m.countChecks(s)
	figures := s.live.Figures()
	for name, figure := range map[string]struct {
		help string
		read *atomic.Int64
	}{
		"commonthread_live_accepted_total":  {"Sockets that were opened.", &figures.Accepted},
		"commonthread_live_frames_total":    {"Frames written to rooms' listeners.", &figures.Frames},
		"commonthread_live_missed_total":    {"Frames that listeners were not sent since they read too slowly.", &figures.Missed},
		"commonthread_live_resyncs_total":   {"Listeners told to fetch the page.", &figures.Resyncs},
		"commonthread_live_dropped_total":   {"Sockets closed for their silence.", &figures.Dropped},
		"commonthread_live_malformed_total": {"Messages that could not be read.", &figures.Malformed},
		"commonthread_live_refused_total":   {"Sockets, subscriptions and messages beyond a limit.", &figures.Refused},
	} {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: figure.help},
			func() float64 { return float64(figure.read.Load()) }))
	}
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "commonthread_live_sockets", Help: "Sockets open on this node."},
		func() float64 { return float64(figures.Sockets.Load()) }))
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
	return m
}

// countChecks counts what came of asking the operator's program about posts, where there is one.
func (m *metrics) countChecks(s *Server) {
	if _, on := s.store.SpamChecks(); !on {
		return
	}
	for name, figure := range map[string]struct {
		help string
		read func(models.CheckFigures) int64
	}{
		"commonthread_spam_checks_total":        {"Posts that the spam check was asked about.", func(f models.CheckFigures) int64 { return f.Asked }},
		"commonthread_spam_checks_failed_total": {"Those on which it gave no answer in time, or none that makes sense.", func(f models.CheckFigures) int64 { return f.Failed }},
		"commonthread_spam_checks_passed_total": {"Posts that it was not asked about, after failures or since many were asked about at once.", func(f models.CheckFigures) int64 { return f.Passed }},
	} {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: figure.help}, func() float64 {
			f, _ := s.store.SpamChecks()
			return float64(figure.read(f))
		}))
	}
}

func (m *metrics) observe(c echo.Context, took time.Duration) {
	route := c.Path()
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(c.Request().Method, route, strconv.Itoa(c.Response().Status/100)+"xx").Observe(took.Seconds())
}

// showMetrics answers scrapers on this machine, or those that have the token. To everybody else there is
// nothing here.
func (s *Server) showMetrics(c echo.Context) error {
	if !s.mayScrape(c.Request()) {
		return &models.Error{Kind: models.NotFound}
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	s.metrics.handler.ServeHTTP(c.Response(), c.Request())
	return nil
}

// mayScrape asks for the token where there is one. Without it the loopback address is let in, unless a proxy may
// stand in front, since behind one everybody comes from there: not on a site with a public address, nor with a
// proxy's headers or the name of another host.
func (s *Server) mayScrape(r *http.Request) bool {
	if s.MetricsToken != "" {
		given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		return ok && subtle.ConstantTimeCompare([]byte(given), []byte(s.MetricsToken)) == 1
	}
	for _, name := range proxyHeaders {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	if s.BaseURL != nil && !ownMachine(s.BaseURL.Host) {
		return false
	}
	return ownMachine(r.Host) && ownMachine(r.RemoteAddr)
}

// proxyHeaders are what proxies add to a request that they pass on.
var proxyHeaders = []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"}

// ownMachine reports whether a host, with or without a port, is the loopback address.
func ownMachine(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
