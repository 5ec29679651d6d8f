package handlers

// consoleRoutes are where staff work. The middleware staffOnly keeps everybody else from all of /console.
func (s *Server) consoleRoutes() {
	e := s.echo
	e.GET("/console", s.showConsole)
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
