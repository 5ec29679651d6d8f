package handlers

import "github.com/commonthread/commonthread/views/tools"

// ledgerRoutes are the public record of what was asked and what became of it, and what members do about it.
func (s *Server) ledgerRoutes() {
	e := s.echo
	e.GET("/suggestions", s.showSuggestions, s.kept("state", "topic", "sort", "late", "page"))
	e.GET("/suggestions/mine", s.showMySuggestions, s.accountOnly)
	e.GET("/suggestions/alike", s.showAlike, s.accountOnly)
	e.POST("/suggestions/:id/support", s.createSupport, s.carrying)
	e.POST("/suggestions/:id/support/withdraw", s.deleteSupport, s.accountOnly)
	e.POST("/suggestions/:id/verdict", s.createVerdict, s.accountOnly)
	e.POST("/suggestions/:id/reopen", s.createReopening, s.accountOnly)
	e.GET("/suggestions/:id/withdraw", s.showTool(tools.TakeBack), s.visibleThread)
	e.POST("/suggestions/:id/withdraw", s.deleteSuggestion)
	e.GET("/suggestions/:id/private", s.showPrivate, s.accountOnly)
	e.POST("/suggestions/:id/private", s.createPrivate, s.accountOnly)
	e.POST("/consultations/:id/votes", s.createVote, s.accountOnly)
	e.POST("/consultations/:id/votes/withdraw", s.deleteVote, s.accountOnly)
	e.GET("/t/:id/suggestion", s.showTool(tools.Suggestion), s.visibleThread)
	e.POST("/t/:id/suggestion", s.createSuggestion)

	e.GET("/promise", s.showPromise)
	e.GET("/promise.json", s.showPromiseData)
	e.GET("/promise/decisions", s.showPromiseDecisions)
	e.GET("/promise/:figure", s.showPromiseList)
	e.GET("/departments/:slug", s.showDepartment, s.kept("before"))
	e.GET("/heard", s.showHeard, s.kept("state", "topic", "before"))
	e.GET("/heard.atom", s.showHeardFeed, s.kept())

	e.GET("/notices", s.showNotices, s.accountOnly)
	e.GET("/notices/unread", s.showBell, s.accountOnly)
	e.POST("/notices/read", s.readNotices, s.accountOnly)
}
