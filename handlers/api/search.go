package api

import (
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func searchEndpoints() []endpoint {
	filters := []param{
		{name: "q", doc: "Words to look for, up to 200 characters."},
		{name: "kind", doc: "One kind of thread.", enum: []string{"story", "discussion", "question", "suggestion", "gallery", "consultation", "event"}},
		{name: "topic", doc: "The slug of a topic."},
		{name: "author", doc: "A handle."},
		{name: "tag", doc: "A tag."},
		{name: "state", doc: "Of suggestions: one state."},
	}
	return []endpoint{{
		method: "GET", path: "/search", name: "search", summary: "Find posts that you may see, the best first",
		query: append(filters, pageParams...), gives: list[hit]{}, do: (*call).search,
	}}
}

// hit is a post that was found.
type hit struct {
	PostID    int64     `json:"post_id"`
	Number    int64     `json:"number"`
	URL       string    `json:"url"`
	Author    *person   `json:"author"`
	CreatedAt time.Time `json:"created_at"`
	Snippet   []span    `json:"snippet" doc:"The place that matches, in pieces."`
	Thread    thread    `json:"thread"`
}

// span is a piece of found text.
type span struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked" doc:"Whether it is what was looked for."`
}

func hitOf(c *call, h models.SearchHit) hit {
	out := hit{
		PostID: h.PostID, Number: h.Number, URL: c.api.Absolute(c, links.Post(h.PostID)), Author: personOf(h.Author),
		CreatedAt: h.At, Snippet: []span{}, Thread: c.threadItem(h.Thread),
	}
	for _, s := range h.Snippet {
		out.Snippet = append(out.Snippet, span{Text: s.Text, Marked: s.Match})
	}
	return out
}

// hitsMost is how many hits are ranked; none stands further down.
const hitsMost = 1_000

func (c *call) search() error {
	limit, err := c.limit()
	if err != nil {
		return err
	}
	in := models.Search{
		Words: c.QueryParam("q"), Kind: c.QueryParam("kind"), Topic: c.QueryParam("topic"), Author: c.QueryParam("author"),
		Tag: strings.ToLower(c.QueryParam("tag")), State: c.QueryParam("state"),
	}
	name := fmt.Sprintf("search %q", in)
	from, err := c.offset(name, hitsMost)
	if err != nil {
		return err
	}
	found, err := c.store.SearchFrom(c.ctx, c.viewer, in, from, limit)
	if err != nil {
		return err
	}
	var next *string
	if from+limit < int(found.Total.N) {
		next = cursor(name, int64(from+limit))
	}
	items, threads := make([]hit, len(found.Hits)), make([]thread, len(found.Hits))
	for i, h := range found.Hits {
		items[i] = hitOf(c, h)
		threads[i] = items[i].Thread
	}
	if err := c.addHeads(threads); err != nil {
		return err
	}
	for i := range items {
		items[i].Thread = threads[i]
	}
	return c.answer(listOf(items, next))
}
