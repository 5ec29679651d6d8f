// Package reading draws the pages that people read: the front page, topics,
// threads of every kind, stories, members, search, their own lists, and the
// pages that say what went wrong.
//
// data_*.go has the structs a handler fills, one a page. A post is drawn once
// for everybody by Post, which names no viewer; what is the viewer's own is its
// children (PostTools), so the same bytes can go out over a socket.
package reading
