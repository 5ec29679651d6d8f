package handlers

// writingRoutes are everything a member does with words. Readers are led to the sign-in, with what they typed.
func (s *Server) writingRoutes() {
	e := s.echo
	e.GET("/new", s.newThread, s.accountOnly)
	e.POST("/threads", s.createThread, s.carrying)
	e.POST("/t/:id/posts", s.createPost, s.carrying)
	e.GET("/uploads", s.showPictures, s.accountOnly)
	e.POST("/uploads", s.sendPictures, s.accountOnly)
	e.GET("/uploads/:key", s.showPicture)
	e.GET("/uploads/:key/:size", s.showUpload)
	e.GET("/uploads/:key/words", s.editPicture, s.accountOnly)
	e.POST("/uploads/:key/words", s.updatePicture, s.accountOnly)
	e.POST("/uploads/:key/delete", s.deletePicture, s.accountOnly)
	e.POST("/uploads/:key/restore", s.restorePicture, s.accountOnly)
	e.POST("/preview", s.createPreview, s.carrying)

	e.GET("/posts/:id/edit", s.editPost, s.accountOnly)
	e.POST("/posts/:id/edit", s.updatePost, s.carrying)
	e.GET("/stories/:id/edit", s.editStory, s.accountOnly)
	e.GET("/posts/:id/history", s.showHistory)
	e.POST("/posts/:id/history/hide", s.hideHistory, s.accountOnly)
	e.GET("/posts/:id/delete", s.confirmDeletion, s.accountOnly)
	e.POST("/posts/:id/delete", s.deletePost, s.accountOnly)
	e.GET("/posts/:id/restore", s.confirmRestore, s.accountOnly)
	e.POST("/posts/:id/restore", s.restorePost, s.accountOnly)

	e.POST("/posts/:id/reactions", s.createReaction, s.accountOnly)
	e.POST("/posts/:id/bookmark", s.createBookmark, s.accountOnly)
	e.POST("/posts/:id/accept", s.acceptPost, s.accountOnly)
	e.POST("/posts/:id/official", s.markPostOfficial, s.accountOnly)
	e.GET("/bookmarks", s.showBookmarks, s.accountOnly)

	e.POST("/t/:id/read", s.createReadPosition, s.accountOnly)
	e.GET("/t/:id/unread", s.showUnread)

	e.GET("/drafts", s.showDrafts, s.accountOnly)
	e.POST("/drafts", s.saveDraft, s.carrying)
	e.POST("/drafts/forms", s.saveForm, s.carrying)
	e.POST("/drafts/:key/delete", s.deleteDraft, s.accountOnly)
	e.POST("/drafts/:key/restore", s.restoreDraft, s.accountOnly)
}
