package handlers

func (s *Server) accountRoutes() {
	e := s.echo
	e.POST("/login", s.createSession)
	e.POST("/logout", s.deleteSession)
}
