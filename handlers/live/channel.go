package live

import (
	"strconv"
	"strings"

	"github.com/commonthread/commonthread/models"
)

// channelKind is what a channel is about.
type channelKind int

const (
	noChannel channelKind = iota
	threadChannel
	topicChannel
	frontChannel
	meChannel
	consoleChannel
)

// channel is a name that a client gave, read.
type channel struct {
	kind   channelKind
	name   string // as clients say it
	thread int64
	slug   string
}

// parseChannel reads a name. There is one way to write each: a thread's number has no leading zero or sign, so
// that no two names mean the same.
func parseChannel(name string) channel {
	switch name {
	case "front":
		return channel{kind: frontChannel, name: name}
	case "me":
		return channel{kind: meChannel, name: name}
	case "console":
		return channel{kind: consoleChannel, name: name}
	}
	if slug, ok := strings.CutPrefix(name, "topic:"); ok && slug != "" {
		return channel{kind: topicChannel, name: name, slug: slug}
	}
	if number, ok := strings.CutPrefix(name, "thread:"); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err == nil && id > 0 && strconv.FormatInt(id, 10) == number {
			return channel{kind: threadChannel, name: name, thread: id}
		}
	}
	return channel{name: name}
}

// sequenced reports whether its events have numbers.
func (c channel) sequenced() bool {
	return c.kind == threadChannel || c.kind == meChannel || c.kind == consoleChannel
}

// table is the channel's name in the events table; each member has a "me" of their own.
func (c channel) table(v models.Viewer) string {
	switch c.kind {
	case threadChannel:
		return models.ThreadChannel(c.thread)
	case meChannel:
		return models.MemberChannel(v.ID)
	case consoleChannel:
		return models.ConsoleChannel
	}
	return ""
}

// refusal is what stands against the viewer before anything is looked up. A reader learns that "me" needs an
// account; to all but staff there is no console.
func (c channel) refusal(v models.Viewer) error {
	switch {
	case c.kind == noChannel, c.kind == consoleChannel && !v.Staff():
		return &models.Error{Kind: models.NotFound}
	case c.kind == meChannel && !v.SignedIn():
		return &models.Error{Kind: models.Unauthenticated, Message: "Sign in to hear what concerns you."}
	}
	return nil
}
