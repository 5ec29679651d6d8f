package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/static"
)

// readingRoutes are the pages that anybody may read, and what belongs to them.
func (s *Server) readingRoutes() {
	e := s.echo
	e.GET("/", s.showFront, s.kept())
	e.GET("/topics", s.showTopics, s.kept())
	e.GET("/topics/:slug", s.showTopic, s.kept("kind", "page", "sort"))
	e.GET("/topics/:slug/feed.atom", s.showTopicFeed, s.kept())
	e.GET("/t/:id", s.showThread, s.kept("page", "record", "merged"))
	e.GET("/t/:id/", s.showThread, s.kept("page", "record", "merged"))
	e.GET("/t/:id/:slug", s.showThread, s.kept("page", "record", "merged"))
	e.GET("/t/:id/feed.atom", s.showThreadFeed, s.kept())
	e.GET("/posts/:id", s.showPost)
	e.GET("/stories", s.showStories, s.kept("page"))
	e.GET("/photos", s.showPhotos, s.kept("page"))
	e.GET("/members/:handle", s.showMember, s.kept("page"))
	e.GET("/search", s.showSearch, s.kept("q", "kind", "topic", "author", "tag", "state", "page"))
	e.GET("/threads/mine", s.showYourThreads, s.accountOnly)
	e.GET("/feed.atom", s.showSiteFeed, s.kept())

	e.GET("/sitemap.xml", s.showSitemap, s.kept())
	e.GET("/sitemaps/:file", s.showSitemapFile, s.kept())
	e.GET("/robots.txt", s.showRobots, s.kept())
	e.GET("/opensearch.xml", s.showOpenSearch, s.kept())
	e.GET("/manifest.webmanifest", s.showManifest, s.kept())
	e.GET("/favicon.ico", s.showFavicon)
	e.GET("/favicon.svg", s.showFavicon)
	e.GET("/icons/:size", s.showIcon)
	e.GET("/avatars/:handle", s.showAvatar)
	e.GET("/faces/:key/:size", s.showFace)
	e.GET("/covers/:scene/:variant", s.showCover)
	e.GET("/watch", s.showWatch)
	e.GET("/brand/:sheet", s.showBrandSheet)
	e.GET("/brand/:sheet/:file", s.showBrandFile)
	e.GET("/static/*", echo.WrapHandler(static.Handler()))
	e.GET("/metrics", s.showMetrics)
}
