// Package events draws live hours: what stands on top of the thread of one, their list, and the form that announces
// one. The posts are those of any thread and drawn by package reading. Start at hour.templ.
package events
