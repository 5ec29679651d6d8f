package handlers

// routes lists every address of the program. A test replays each against the policy table.
func (s *Server) routes() {
	e := s.echo
	e.GET("/healthz", s.showHealth)
	e.GET("/readyz", s.showReady)
	s.readingRoutes()
	s.writingRoutes()
	s.accountRoutes()
	s.toolRoutes()
	s.ledgerRoutes()
	s.moderationRoutes()
	s.eventRoutes()
	s.houseRoutes()
	s.magazineRoutes()
	s.joiningRoutes()
	s.quietRoutes()
	s.apiRoutes()
	s.consoleRoutes()
	s.liveRoutes()
}
