package handlers

// accountRoutes are signing in and everything about one's own account.
func (s *Server) accountRoutes() {
	e := s.echo
	e.GET("/login", s.newSession)
	e.POST("/login", s.createSession)
	e.POST("/logout", s.deleteSession)
	e.GET("/join", s.newMember)
	e.POST("/join", s.createMember)
	e.GET("/forgot", s.newReset)
	e.POST("/forgot", s.createReset)
	e.GET("/reset/:token", s.showReset)
	e.POST("/reset/:token", s.useReset)
	e.GET("/setup/:token", s.showSetUp)
	e.POST("/setup/:token", s.createCommunity)

	e.GET("/settings", s.showSettings, s.accountOnly)
	e.GET("/settings/profile", s.editProfile, s.accountOnly)
	e.POST("/settings/profile", s.updateProfile, s.accountOnly)
	e.GET("/settings/face", s.editFace, s.accountOnly)
	e.POST("/settings/face", s.updateFace, s.accountOnly)
	e.POST("/settings/face/remove", s.deleteFace, s.accountOnly)
	e.GET("/settings/account", s.editAddress, s.accountOnly)
	e.POST("/settings/account", s.updateAddress, s.accountOnly)
	e.GET("/settings/password", s.editPassword, s.accountOnly)
	e.POST("/settings/password", s.updatePassword, s.accountOnly)
	e.GET("/settings/contact", s.editContact, s.accountOnly)
	e.POST("/settings/contact", s.updateContact, s.accountOnly)
	e.GET("/settings/sessions", s.showSessions, s.accountOnly)
	e.POST("/settings/sessions/others/end", s.endOtherSessions, s.accountOnly)
	e.POST("/settings/sessions/:id/end", s.endSession, s.accountOnly)
	e.GET("/settings/tokens", s.showTokens, s.accountOnly)
	e.POST("/settings/tokens", s.createToken, s.accountOnly)
	e.POST("/settings/tokens/:id/revoke", s.revokeToken, s.accountOnly)
	e.GET("/settings/delete", s.confirmLeave, s.accountOnly)
	e.POST("/settings/delete", s.deleteAccount, s.accountOnly)

	e.POST("/console/view-as", s.createViewAs)
	e.POST("/view-as/end", s.deleteViewAs)
	e.GET("/members/suggest", s.suggestMembers)
	e.GET("/console/resets", s.showResets)
	e.POST("/console/resets", s.createResetLink)
}
