package models

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Site is what the administrator set for the whole community.
type Site struct {
	Name     string // the community's
	Tagline  string
	Brand    string // the company that hosts it; see StaffLabel
	HostLine string // "Hosted by …", the one credit line
	TimeZone *time.Location
	// WorkingDay is how many minutes a working day has by the ledger's calendar.
	WorkingDay int64
	Joining    bool // whether anyone may join, by whichever door Mode says
	Mode       JoiningMode
	// MailDomains are those whose addresses may join without an invitation; empty: all.
	MailDomains []string
	Crisis      Crisis
	// MinimumAge is how old one must be to join; 0: nobody is asked.
	MinimumAge int64
	Version    int64
	// HoldWords have a post held, in the form in which texts are compared.
	HoldWords []string
	// HoldAt is the score at which signals alone have a post held.
	HoldAt int64
	// Guide is how administrators want the guide to the first week: "off", "on", or (empty) while the community is new.
	Guide string
}

// TopicEntry is a topic with its hosts.
type TopicEntry struct {
	Topic
	Hosts []Person
	// Suspended are hosts who may do nothing at present. Only forms show them, so that saving one drops nobody.
	Suspended []Person
}

// AllHosts are the hosts as the topic's administrators set them.
func (t TopicEntry) AllHosts() []Person { return slices.Concat(t.Hosts, t.Suspended) }

// Directory is what nearly every page needs and hardly ever changes: the site's settings and all topics.
// It is kept in memory and re-read when an event says that it changed; other nodes hear of it within a second.
type Directory struct {
	Site   Site
	Look   Look
	topics []TopicEntry // in their order, archived ones last
	// House has the newest version of each of the community's own pages that was published, and HouseAsks is the
	// id of the last version that members are asked to accept.
	House     map[HouseKind]HousePage
	HouseAsks int64
	// Fronts are how the front page (0) and the topics' fronts stand, by topic; those that compose themselves are absent.
	Fronts map[int64]Front
	faces  *faceCache
}

// Topics lists the topics that exist for the viewer, in their order.
func (d *Directory) Topics(v Viewer) []TopicEntry {
	var out []TopicEntry
	for _, t := range d.topics {
		if v.CanSeeTopic(t.Topic) {
			out = append(out, t)
		}
	}
	return out
}

// Topic finds a topic by slug among those that exist for the viewer.
func (d *Directory) Topic(v Viewer, slug string) (TopicEntry, error) {
	for _, t := range d.topics {
		if t.Slug == slug && v.CanSeeTopic(t.Topic) {
			return t, nil
		}
	}
	return TopicEntry{}, notFound()
}

// TopicByID finds a topic whoever asks; the caller checks who may see it.
func (d *Directory) TopicByID(id int64) (TopicEntry, bool) {
	for _, t := range d.topics {
		if t.ID == id {
			return t, true
		}
	}
	return TopicEntry{}, false
}

// HostedBy lists the ids of the topics a member hosts.
func (d *Directory) HostedBy(memberID int64) []int64 {
	var ids []int64
	for _, t := range d.topics {
		if slices.ContainsFunc(t.Hosts, func(p Person) bool { return p.ID == memberID }) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// directoryCache holds the last Directory until an event makes it stale. The generation keeps a reading
// that began before a change from being kept after it.
type directoryCache struct {
	mu         sync.Mutex
	generation int64
	now        *Directory
}

func (c *directoryCache) heed(events []Event) {
	for _, e := range events {
		if e.Type == EventSiteChanged || e.Type == EventMemberChanged || e.Type == EventUnheard {
			c.mu.Lock()
			c.generation++
			c.now = nil
			c.mu.Unlock()
			return
		}
	}
}

// Directory returns the site's settings and topics, from memory where it can.
func (s *Store) Directory(ctx context.Context) (*Directory, error) {
	c := s.directory
	c.mu.Lock()
	kept, generation := c.now, c.generation
	c.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	fresh, err := s.readDirectory(ctx)
	if err != nil {
		return nil, fmt.Errorf("read directory: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation == generation && s.tx == nil {
		c.now = fresh
	}
	return fresh, nil
}

func (s *Store) readDirectory(ctx context.Context) (*Directory, error) {
	d := &Directory{faces: s.faces}
	var err error
	if s.tx == nil {
		if err = s.refreshFaces(ctx); err != nil {
			return nil, err
		}
		if d.Fronts, err = s.readFronts(ctx, newestFronts); err != nil {
			return nil, err
		}
	}
	if d.Site, err = s.readSite(ctx); err != nil {
		return nil, err
	}
	if d.Look, err = s.readLook(ctx, d.Site); err != nil {
		return nil, err
	}
	if err := s.readHouse(ctx, d); err != nil {
		return nil, err
	}
	var topics []Topic
	if err := s.list(ctx, &topics, topicsInOrder); err != nil {
		return nil, err
	}
	var hosts []struct {
		TopicID int64
		Person
	}
	err = s.list(ctx, &hosts, `SELECT h.topic_id, m.id, m.handle, m.name, m.role, m.status
		FROM topic_hosts h
		JOIN members m ON m.id = h.member_id
		WHERE m.status IN ('active', 'suspended')
		ORDER BY m.name, m.id`)
	if err != nil {
		return nil, err
	}
	for _, t := range topics {
		entry := TopicEntry{Topic: t}
		for _, h := range hosts {
			switch {
			case h.TopicID != t.ID:
			case h.Status == MemberActive:
				entry.Hosts = append(entry.Hosts, h.Person)
			default:
				entry.Suspended = append(entry.Suspended, h.Person)
			}
		}
		d.topics = append(d.topics, entry)
	}
	return d, nil
}
