package handlers

// consoleRoutes are where staff work. The middleware staffOnly keeps everybody else from all of /console.
func (s *Server) consoleRoutes() {
	e := s.echo
	e.GET("/console", s.showInbox)
	e.GET("/console/overview", s.showOverview)
	e.GET("/console/suggestions/:id", s.showSuggestion)
	e.POST("/console/suggestions/:id/decisions", s.createDecision)
	e.POST("/console/suggestions/:id/decisions/:decision/undo", s.deleteDecision)
	e.POST("/console/suggestions/:id/draft", s.saveDecisionDraft)
	e.POST("/console/suggestions/:id/owner", s.updateOwner)
	e.POST("/console/suggestions/:id/notes", s.createNote)
	e.POST("/console/suggestions/:id/snooze", s.createSnooze)
	e.POST("/console/suggestions/:id/snooze/end", s.deleteSnooze)
	e.POST("/console/suggestions/:id/unmerge", s.deleteMerge)
	e.GET("/console/members", s.showMembers)
	e.GET("/console/members/:handle", s.showAccount)
	e.POST("/console/members/:handle/role", s.updateRole)
	e.POST("/console/members/:handle/may-publish", s.updateInvitation)
	e.POST("/console/members/:handle/employer", s.updateEmployer)
	e.POST("/console/members/:handle/suspension", s.createSuspension)
	e.POST("/console/members/:handle/suspension/lift", s.deleteSuspension)
	e.GET("/console/topics", s.showConsoleTopics)
	e.POST("/console/topics", s.createTopic, s.administratorOnly)
	e.GET("/console/topics/new", s.newTopic, s.administratorOnly)
	e.GET("/console/topics/:slug", s.editTopic, s.administratorOnly)
	e.POST("/console/topics/:slug", s.updateTopic, s.administratorOnly)
	e.GET("/console/site", s.editSite, s.administratorOnly)
	e.POST("/console/site", s.updateSite, s.administratorOnly)
	e.GET("/console/audit", s.showAudit)
}
