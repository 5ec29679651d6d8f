package handlers

import "github.com/commonthread/commonthread/views/tools"

// toolRoutes are what hosts, moderators and writers do with a thread: each tool as a page and as a form.
func (s *Server) toolRoutes() {
	e := s.echo
	e.GET("/t/:id/tools", s.showTools, s.visibleThread)
	e.POST("/t/:id/pin", s.updatePin)
	e.GET("/t/:id/lock", s.showTool(tools.Lock), s.visibleThread)
	e.POST("/t/:id/lock", s.updateLock)
	e.GET("/t/:id/slow", s.showTool(tools.Slow), s.visibleThread)
	e.POST("/t/:id/slow", s.updateSlowMode)
	e.GET("/t/:id/title", s.showTool(tools.Title), s.visibleThread)
	e.POST("/t/:id/title", s.updateTitle)
	e.GET("/t/:id/outcome", s.showTool(tools.Outcome), s.visibleThread)
	e.POST("/t/:id/outcome", s.updateOutcome)
	e.GET("/t/:id/move", s.showTool(tools.Move), s.visibleThread)
	e.POST("/t/:id/move", s.createMove)
	e.GET("/t/:id/split", s.newSplit, s.visibleThread)
	e.POST("/t/:id/split", s.createSplit)
	e.GET("/t/:id/remove", s.showTool(tools.Remove), s.visibleThread)
	e.POST("/t/:id/remove", s.createRemoval)
	e.GET("/t/:id/restore", s.showTool(tools.Restore), s.visibleThread)
	e.POST("/t/:id/restore", s.deleteRemoval)

	e.GET("/stories/desk", s.showDesk, s.accountOnly)
	e.GET("/stories/preview/:token", s.showPreview)
	e.GET("/stories/preview/:token/uploads/:key/:size", s.showPreviewUpload)
	e.GET("/stories/:id/review", s.showTool(tools.Review), s.visibleThread)
	e.POST("/stories/:id/review", s.updateReview)
	e.GET("/stories/:id/verdict", s.showTool(tools.Verdict), s.visibleThread)
	e.POST("/stories/:id/verdict", s.createStoryVerdict)
	e.GET("/stories/:id/check", s.showTool(tools.Check), s.visibleThread)
	e.POST("/stories/:id/check", s.createCheck)
	e.GET("/stories/:id/previews", s.showTool(tools.Previews), s.visibleThread)
	e.POST("/stories/:id/previews", s.updatePreviews)
	e.GET("/stories/:id/series", s.showTool(tools.Series), s.visibleThread)
	e.POST("/stories/:id/series", s.updateSeries)
	e.GET("/stories/:id/publish", s.showTool(tools.Publish), s.visibleThread)
	e.POST("/stories/:id/publish", s.createPublication)
	e.GET("/stories/:id/schedule", s.showTool(tools.Schedule), s.visibleThread)
	e.POST("/stories/:id/schedule", s.updateSchedule)
	e.GET("/stories/:id/corrections", s.showTool(tools.Corrections), s.visibleThread)
	e.POST("/stories/:id/corrections", s.createCorrection)
	e.GET("/stories/:id/withdraw", s.showTool(tools.Withdraw), s.visibleThread)
	e.POST("/stories/:id/withdraw", s.createWithdrawal)
}
