package api

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func bookmarkEndpoints() []endpoint {
	return []endpoint{{
		method: "GET", path: "/bookmarks", name: "listBookmarks", summary: "List the posts that you keep, the last kept first",
		access: account, query: pageParams, gives: list[bookmarked]{}, do: (*call).listBookmarks,
	}}
}

// bookmarked is a post that you keep.
type bookmarked struct {
	PostID      int64     `json:"post_id"`
	ThreadID    int64     `json:"thread_id"`
	Number      int64     `json:"number"`
	ThreadTitle string    `json:"thread_title"`
	Kind        string    `json:"kind" enum:"story,discussion,question,suggestion,gallery"`
	URL         string    `json:"url"`
	Author      *person   `json:"author"`
	Text        string    `json:"text" doc:"Plain."`
	CreatedAt   time.Time `json:"created_at"`
	KeptAt      time.Time `json:"kept_at"`
}

func bookmarkOf(c *call, b models.BookmarkView) bookmarked {
	return bookmarked{
		PostID: b.PostID, ThreadID: b.ThreadID, Number: b.Number, ThreadTitle: b.ThreadTitle, Kind: string(b.Kind),
		URL: c.api.Absolute(c, links.Post(b.PostID)), Author: personOf(b.Author), Text: b.Text, CreatedAt: b.CreatedAt, KeptAt: b.KeptAt,
	}
}

// offsetMost bounds lists that go on by counting.
const offsetMost = 100_000

func (c *call) listBookmarks() error {
	limit, err := c.limit()
	if err != nil {
		return err
	}
	from, err := c.offset("bookmarks", offsetMost)
	if err != nil {
		return err
	}
	kept, err := c.store.BookmarksFrom(c.ctx, c.viewer, from, limit+1)
	if err != nil {
		return err
	}
	var next *string
	if len(kept) > limit {
		kept, next = kept[:limit], cursor("bookmarks", int64(from+limit))
	}
	var items []bookmarked
	for _, b := range kept {
		items = append(items, bookmarkOf(c, b))
	}
	return c.answer(listOf(items, next))
}
