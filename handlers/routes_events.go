package handlers

// eventRoutes are live hours: their list, their calendar, and what their hosts do. Their threads are threads.
func (s *Server) eventRoutes() {
	e := s.echo
	e.GET("/events", s.showEvents, s.kept("page"))
	e.GET("/events.ics", s.showCalendar, s.kept())
	e.GET("/events/new", s.newEvent, s.accountOnly)
	e.POST("/events", s.createEvent, s.carrying)
	e.GET("/events/:id/edit", s.editEvent, s.accountOnly)
	e.POST("/events/:id/edit", s.updateEvent)
	e.POST("/events/:id/end", s.createEventEnd)
	e.POST("/events/:id/summary", s.updateEventSummary)
	e.POST("/events/:id/questions/:number", s.updateQuestion)
}
