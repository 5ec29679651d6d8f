package handlers

// moderationRoutes are reports by anybody, what members are told, and where moderators work.
func (s *Server) moderationRoutes() {
	e := s.echo
	e.GET("/posts/:id/reports", s.newReport)
	e.POST("/posts/:id/reports", s.createReport)
	e.GET("/reports/:receipt", s.showReport)
	e.GET("/promise/moderation", s.showModerationFigures)
	e.GET("/promise/moderation.json", s.showModerationData)
	e.GET("/standing", s.showStanding, s.standingOnly)
	e.GET("/standing/key", s.newStandingKey)
	e.POST("/standing/key", s.createStandingKey)
	e.POST("/actions/:id/appeals", s.createAppeal, s.standingOnly)
	e.POST("/notices/moderation/read", s.readModeration, s.accountOnly)
	e.GET("/held", s.showHeldPosts, s.accountOnly)
	e.GET("/held/:id", s.showHeld, s.accountOnly)
	e.POST("/held/:id", s.resendHeld, s.accountOnly)
	e.POST("/held/:id/withdraw", s.deleteHeld, s.accountOnly)
	e.GET("/console/holds", s.editHolds, s.administratorOnly)
	e.POST("/console/holds", s.updateHolds, s.administratorOnly)
	e.GET("/console/cases/:id", s.showCase)
	e.POST("/console/cases/:id", s.decideCase)
	e.POST("/console/actions/:id/undo", s.undoAction)
	e.POST("/console/members/:handle/warnings", s.createWarning)
	e.POST("/console/members/:handle/restriction", s.createRestriction)
	e.POST("/console/members/:handle/restriction/lift", s.deleteRestriction)
}
