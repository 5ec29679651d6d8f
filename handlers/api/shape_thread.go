package api

import (
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// person is whoever wrote something.
type person struct {
	Handle string `json:"handle"`
	Name   string `json:"name"`
	Staff  bool   `json:"staff" doc:"Whether they are staff now."`
}

// personOf is nil for nobody and for former members.
func personOf(p models.Person) *person {
	if p.ID == 0 || p.Former() {
		return nil
	}
	return &person{Handle: p.Handle, Name: p.Name, Staff: p.Staff()}
}

// topic is a subject with a front page of its own.
type topic struct {
	Slug         string    `json:"slug"`
	Name         string    `json:"name"`
	Description  string    `json:"description"`
	PostingRules string    `json:"posting_rules"`
	URL          string    `json:"url"`
	Cover        string    `json:"cover" doc:"A scene of the picture set, or the key of an upload with # and the part of it to keep in view; empty: a plain one."`
	Colour       string    `json:"colour" enum:"moss,rust,ocean,plum,ochre,slate,rose,teal"`
	Visibility   string    `json:"visibility" enum:"public,members,staff"`
	Kinds        []string  `json:"kinds" doc:"The kinds of thread that may be started here."`
	Starters     []string  `json:"starters" doc:"kind:who for kinds that only publishers (those who may publish, and staff) or staff may start, where that is not usual."`
	Hosts        []person  `json:"hosts" doc:"For administrators with those who are suspended, so that what they send back drops nobody."`
	Position     int64     `json:"position"`
	Archived     bool      `json:"archived"`
	Version      int64     `json:"version"`
	CreatedAt    time.Time `json:"created_at"`
}

func (c *call) topic(t models.TopicEntry) topic {
	out := topic{
		Slug: t.Slug, Name: t.Name, Description: t.Description, PostingRules: t.PostingRules,
		URL: c.api.Absolute(c, links.Topic(t.Slug)), Cover: t.Cover, Colour: t.Colour, Visibility: string(t.Visibility),
		Kinds: []string{}, Starters: []string{}, Hosts: []person{}, Position: t.Position, Archived: t.Archived(), Version: t.Version, CreatedAt: t.CreatedAt,
	}
	for _, k := range t.KindList() {
		out.Kinds = append(out.Kinds, string(k))
	}
	if t.Starters != "" {
		out.Starters = strings.Split(t.Starters, ",")
	}
	hosts := t.Hosts
	if c.viewer.Administrator() {
		hosts = t.AllHosts()
	}
	for _, h := range hosts {
		out.Hosts = append(out.Hosts, *personOf(h))
	}
	return out
}

// thread is anything with an address and replies; its opening is post 1.
type thread struct {
	ID             int64      `json:"id"`
	Kind           string     `json:"kind" enum:"story,discussion,question,suggestion,gallery,consultation,event"`
	Status         string     `json:"status" enum:"draft,scheduled,published,unpublished,removed"`
	Topic          string     `json:"topic" doc:"The slug of its topic."`
	Title          string     `json:"title"`
	URL            string     `json:"url"`
	Author         *person    `json:"author" doc:"null for a former member."`
	Employer       *string    `json:"employer" doc:"The author's label as staff when it was written."`
	Standfirst     string     `json:"standfirst"`
	Cover          string     `json:"cover"`
	CoverAlt       string     `json:"cover_alt"`
	Excerpt        string     `json:"excerpt" doc:"The start of the opening as plain text."`
	Tags           []string   `json:"tags"`
	CreatedAt      time.Time  `json:"created_at"`
	PublishAt      *time.Time `json:"publish_at" doc:"When a scheduled story will be out."`
	PublishedAt    *time.Time `json:"published_at"`
	LastActivityAt time.Time  `json:"last_activity_at"`
	PostCount      int64      `json:"post_count" doc:"Visible posts, the opening included."`
	LastNumber     int64      `json:"last_number" doc:"The highest post number given."`
	Pinned         bool       `json:"pinned"`
	Locked         bool       `json:"locked"`
	LockedBecause  *string    `json:"locked_because"`
	Outcome        *string    `json:"outcome" doc:"What came of it."`
	OutcomeAt      *time.Time `json:"outcome_at"`
	AcceptedPostID *int64     `json:"accepted_post_id"`
	OfficialPostID *int64     `json:"official_post_id"`
	Version        int64      `json:"version" doc:"Of title, tags and, of a suggestion, its ledger; send it with a change to be told of somebody else's."`
	ledgerHead
}

// ledgerHead is where a suggestion stands; null in all other threads.
type ledgerHead struct {
	Number         *int64     `json:"number" doc:"Of a suggestion."`
	State          *string    `json:"state" enum:"received,under_review,needs_info,planned,under_way,done,declined,already_there,parked,merged"`
	Owner          *person    `json:"owner" doc:"Whoever of the staff looks after the suggestion."`
	Support        *int64     `json:"support" doc:"How many people support it, its author and staff not counted."`
	DueAt          *time.Time `json:"due_at" doc:"When the next thing is owed; null where nothing is, or the clock is paused."`
	AcknowledgedAt *time.Time `json:"acknowledged_at" doc:"The first post or decision by staff."`
	DecidedAt      *time.Time `json:"decided_at" doc:"When the present answer was first given."`
	Late           *bool      `json:"late"`
}

// addHeads fills in where those of the threads stand that are suggestions.
func (c *call) addHeads(threads []thread) error {
	var ids []int64
	for _, t := range threads {
		if t.Kind == string(models.KindSuggestion) {
			ids = append(ids, t.ID)
		}
	}
	heads, err := c.store.LedgerHeads(c.ctx, ids)
	if err != nil {
		return err
	}
	for i := range threads {
		if h, ok := heads[threads[i].ID]; ok {
			threads[i].ledgerHead = c.ledgerHead(h)
		}
	}
	return nil
}

func (c *call) ledgerHead(h models.LedgerHead) ledgerHead {
	g := h.Ledger
	state, late := string(g.State), g.Late(c.store.Now())
	return ledgerHead{
		Number: &g.Number, State: &state, Owner: personOf(h.Owner), Support: &g.SupportCount, DueAt: g.DueAt,
		AcknowledgedAt: g.AcknowledgedAt, DecidedAt: g.DecidedNow(), Late: &late,
	}
}

func (c *call) thread(t models.Thread, author models.Person, topicSlug string) thread {
	out := thread{
		ID: t.ID, Kind: string(t.Kind), Status: string(t.Status), Topic: topicSlug, Title: t.Title,
		URL: c.api.Absolute(c, links.Thread(t.ID, t.Slug)), Author: personOf(author), Employer: textOrNull(t.Employer),
		Standfirst: t.Standfirst, Cover: t.Cover, CoverAlt: t.CoverAlt, Excerpt: t.Excerpt, Tags: t.TagList(),
		CreatedAt: t.CreatedAt, PublishAt: t.PublishAt, PublishedAt: t.PublishedAt, LastActivityAt: t.LastActivityAt,
		PostCount: t.PostCount, LastNumber: t.LastNumber, Pinned: t.Pinned(), Locked: t.Locked(),
		LockedBecause: textOrNull(t.LockedBecause), Outcome: textOrNull(t.Outcome), OutcomeAt: t.OutcomeAt,
		AcceptedPostID: t.AcceptedPostID, OfficialPostID: t.OfficialPostID, Version: t.Version,
	}
	if c.viewer.HidesThread(t) {
		out.Title, out.URL = "A thread by somebody you blocked", c.api.Absolute(c, links.Thread(t.ID, ""))
		out.Author, out.Employer, out.Standfirst, out.Cover, out.CoverAlt, out.Excerpt, out.Tags = nil, nil, "", "", "", "", nil
	}
	if out.Tags == nil {
		out.Tags = []string{}
	}
	return out
}

func (c *call) threadItem(i models.ThreadItem) thread {
	return c.thread(i.Thread, i.Author, i.TopicSlug)
}

// correction is a visible note of what was put right in a story.
type correction struct {
	Words     string    `json:"words"`
	CreatedAt time.Time `json:"created_at"`
}

// threadWhole is a thread by itself.
type threadWhole struct {
	thread
	Corrections []correction `json:"corrections"`
	ReadNumber  *int64       `json:"read_number" doc:"The highest post number that you have seen; null: never opened."`
	ThemeUntil  *time.Time   `json:"theme_until" doc:"Until when everybody may, or might, add pictures to a gallery; null: it is its author's alone."`
	Series      *series      `json:"series" doc:"What a story belongs to; null: it stands by itself."`
}

func (c *call) threadWhole(v models.ThreadView) threadWhole {
	out := threadWhole{thread: c.thread(v.Thread, v.Author, v.Topic.Slug), Corrections: []correction{}, ReadNumber: v.ReadNumber}
	for _, one := range v.Corrections {
		out.Corrections = append(out.Corrections, correction{Words: one.Words, CreatedAt: one.CreatedAt})
	}
	return out
}

func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
