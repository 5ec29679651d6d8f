package api

import (
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

func quietEndpoints() []endpoint {
	all := []endpoint{{
		method: "GET", path: "/blocks", name: "listBlocks", summary: "List whom you blocked and what you muted; nobody else is told",
		access: account, gives: quiet{}, do: (*call).listBlocks,
	}}
	for _, m := range []struct {
		path, name, on, off string
		set                 func(c *call, on bool) error
	}{
		{"/members/:handle/block", "Block", "Block somebody: what they write is left out of what you are answered", "Lift a block", (*call).setBlock},
		{"/members/:handle/mute", "MemberMute", "Be told nothing that somebody causes", "Lift a mute of somebody", muting(models.MutePerson, "handle")},
		{"/topics/:slug/mute", "TopicMute", "Be told nothing of a topic", "Lift a mute of a topic", muting(models.MuteTopic, "slug")},
		{"/threads/:id/mute", "ThreadMute", "Be told nothing of a thread", "Lift a mute of a thread", muting(models.MuteThread, "")},
	} {
		set := func(on bool) func(c *call) error {
			return func(c *call) error { return c.quieten(func() error { return m.set(c, on) }) }
		}
		all = append(all,
			endpoint{method: "PUT", path: m.path, name: "set" + m.name, summary: m.on, access: writing, status: http.StatusNoContent, do: set(true)},
			endpoint{method: "DELETE", path: m.path, name: "unset" + m.name, summary: m.off, access: writing, status: http.StatusNoContent, do: set(false)})
	}
	return all
}

// quiet is what somebody keeps away from themselves.
type quiet struct {
	Blocks         []blocked `json:"blocks"`
	Mutes          []muted   `json:"mutes"`
	ActivityHidden bool      `json:"activity_hidden" doc:"Whether what you wrote is kept from being listed together."`
}

// blocked is somebody whom you blocked.
type blocked struct {
	Member *person   `json:"member" doc:"null for a former member."`
	Since  time.Time `json:"since"`
}

// muted is a person, a topic or a thread: one of the three.
type muted struct {
	Member *person   `json:"member"`
	Topic  *string   `json:"topic" doc:"A slug."`
	Thread *int64    `json:"thread" doc:"An id."`
	Since  time.Time `json:"since"`
}

func (c *call) listBlocks() error {
	q, err := c.store.Quiet(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	out := quiet{Blocks: []blocked{}, Mutes: []muted{}, ActivityHidden: q.ActivityHidden}
	for _, b := range q.Blocks {
		out.Blocks = append(out.Blocks, blocked{Member: personOf(b.Person), Since: b.CreatedAt})
	}
	for _, m := range q.Mutes {
		one := muted{Since: m.CreatedAt}
		switch m.Subject() {
		case models.MutePerson:
			one.Member = personOf(m.Person)
		case models.MuteThread:
			one.Thread = &m.ThreadID
		case models.MuteTopic:
			one.Topic = &m.TopicSlug
		}
		out.Mutes = append(out.Mutes, one)
	}
	return c.answer(out)
}

// quieten runs a verb that answers with nothing.
func (c *call) quieten(verb func() error) error {
	if err := c.read(&struct{}{}); err != nil {
		return err
	}
	if err := verb(); err != nil {
		return err
	}
	return c.done()
}

func (c *call) setBlock(on bool) error {
	return c.store.SetBlock(c.ctx, c.viewer, c.text("handle"), on)
}

func muting(subject models.MuteSubject, name string) func(c *call, on bool) error {
	return func(c *call, on bool) error {
		if subject == models.MuteThread {
			id, err := c.id("id")
			if err != nil {
				return err
			}
			return c.store.SetMute(c.ctx, c.viewer, subject, "", id, on)
		}
		return c.store.SetMute(c.ctx, c.viewer, subject, c.text(name), 0, on)
	}
}
