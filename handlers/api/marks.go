package api

import (
	"context"

	"github.com/commonthread/commonthread/models"
)

func markEndpoints() []endpoint {
	var all []endpoint
	for _, m := range []struct {
		path, name, on, off string
		set                 func(on bool) func(c *call) error
	}{
		{"/posts/:id/reactions/:emoji", "Reaction", "React to a post with one of 👍 ❤️ 😄 🎉 💡 🙏", "Take a reaction back", react},
		{"/posts/:id/bookmark", "Bookmark", "Keep a post in one's own list", "Drop a post from one's own list", bookmark},
		{"/posts/:id/accept", "Accepted", "Make a reply the accepted answer; for who asked", "Take the acceptance back", accept},
		{"/posts/:id/official", "Official", "Make a reply by staff the official answer; for staff", "Take the official mark back", markOfficial},
	} {
		all = append(all,
			endpoint{method: "PUT", path: m.path, name: "set" + m.name, summary: m.on, access: writing, gives: post{}, do: m.set(true)},
			endpoint{method: "DELETE", path: m.path, name: "unset" + m.name, summary: m.off, access: writing, gives: post{}, do: m.set(false)})
	}
	return all
}

// mark runs one verb on the post of the address and answers with the post. A repeat changes nothing.
func (c *call) mark(verb func(id int64) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.read(&struct{}{}); err != nil {
		return err
	}
	if err := verb(id); err != nil {
		return err
	}
	return c.showPost(id)
}

func react(on bool) func(c *call) error {
	return func(c *call) error {
		return c.mark(func(id int64) error {
			_, err := c.store.React(c.ctx, c.viewer, id, c.text("emoji"), on)
			return err
		})
	}
}

func bookmark(on bool) func(c *call) error {
	return func(c *call) error {
		return c.mark(func(id int64) error { return c.store.Bookmark(c.ctx, c.viewer, id, on) })
	}
}

func accept(on bool) func(c *call) error {
	return markAnswer(on, (*models.Store).AcceptAnswer)
}

func markOfficial(on bool) func(c *call) error {
	return markAnswer(on, (*models.Store).MarkOfficial)
}

// verb is a Store method that sets one of the two marks of an answer.
type verb func(s *models.Store, ctx context.Context, v models.Viewer, postID int64, on bool) (models.Thread, error)

func markAnswer(on bool, set verb) func(c *call) error {
	return func(c *call) error {
		return c.mark(func(id int64) error {
			_, err := set(c.store, c.ctx, c.viewer, id, on)
			return err
		})
	}
}
