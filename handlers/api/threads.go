package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

func threadEndpoints() []endpoint {
	filters := []param{
		{name: "topic", doc: "The slug of a topic."},
		{name: "kind", doc: "One kind of thread.", enum: []string{"story", "discussion", "question", "suggestion", "gallery", "consultation", "event"}},
		{name: "author", doc: "A handle."},
		{name: "tag", doc: "A tag."},
		{name: "state", doc: "Of suggestions: one state.", enum: []string{
			"received", "under_review", "needs_info", "planned", "under_way", "done", "declined", "already_there", "parked", "merged",
		}},
		{name: "sort", doc: "latest: last activity first, the default; new: newest first; unanswered: without a reply.", enum: []string{"latest", "new", "unanswered"}},
	}
	return []endpoint{
		{
			method: "GET", path: "/threads", name: "listThreads", summary: "List the threads that you may see",
			query: append(filters, pageParams...), gives: list[thread]{}, do: (*call).listThreads,
		},
		{
			method: "POST", path: "/threads", name: "createThread", summary: "Start a thread",
			access: writing, takes: threadInput{}, gives: threadWhole{}, status: http.StatusCreated, repeats: true, do: (*call).createThread,
		},
		{
			method: "GET", path: "/threads/:id", name: "getThread", summary: "Read a thread; its words are its posts'",
			gives: threadWhole{}, do: (*call).getThread,
		},
		{
			method: "PATCH", path: "/threads/:id", name: "changeThread", summary: "Change a thread: all of what is sent, or nothing",
			access: writing, takes: threadChange{}, gives: threadWhole{}, do: (*call).changeThread,
		},
		{
			method: "DELETE", path: "/threads/:id", name: "removeThread", summary: "Remove a thread, leaving a notice; for moderators",
			access: writing, takes: reasonInput{}, gives: threadWhole{}, do: (*call).removeThread,
		},
		{
			method: "POST", path: "/threads/:id/restore", name: "restoreThread", summary: "Bring a removed thread back; for moderators",
			access: writing, takes: restoreInput{}, gives: threadWhole{}, repeats: true, do: (*call).restoreThread,
		},
		{
			method: "POST", path: "/threads/:id/split", name: "splitThread", summary: "Make a new thread of some posts; for hosts and moderators",
			access: writing, takes: splitInput{}, gives: threadWhole{}, status: http.StatusCreated, repeats: true, do: (*call).splitThread,
		},
	}
}

// threadInput is a new thread.
type threadInput struct {
	Topic      string   `json:"topic" need:"yes" doc:"The slug of its topic."`
	Kind       string   `json:"kind" need:"yes" enum:"story,discussion,question,suggestion,gallery"`
	Title      string   `json:"title" need:"yes" doc:"3 to 150 characters."`
	Body       string   `json:"body" need:"yes" doc:"Markdown: up to 16,000 characters, of a story 100,000."`
	Tags       []string `json:"tags" doc:"Up to 5 of 30 characters."`
	Standfirst string   `json:"standfirst" doc:"Of a story."`
	Cover      string   `json:"cover" doc:"Of a story: a scene of the picture set."`
	CoverAlt   string   `json:"cover_alt" doc:"Of a story: what the cover shows."`
	Later      bool     `json:"later" doc:"Keep a story as a draft instead of publishing it."`
	ThemeUntil *string  `json:"theme_until" format:"date-time" doc:"Of a gallery: everybody may add pictures until then, a day to three months ahead; for hosts and staff."`
	DraftKey   string   `json:"draft_key" doc:"The same key twice makes one thread."`
}

// threadChange is what changes of a thread; what is left out stays.
type threadChange struct {
	Title   *string   `json:"title"`
	Tags    *[]string `json:"tags"`
	Pinned  *bool     `json:"pinned" doc:"For hosts and moderators."`
	Locked  *bool     `json:"locked" doc:"For moderators; a lock needs a rule and a reason."`
	Topic   *string   `json:"topic" doc:"Move it to the topic with this slug; for moderators."`
	Outcome *string   `json:"outcome" doc:"What came of it; empty takes the note away. For staff."`
	Theme   *string   `json:"theme_until" doc:"Of a gallery: until when everybody may add pictures, RFC 3339; empty closes it now. For hosts and staff."`
	Reason  string    `json:"reason" doc:"Of a lock or a move; readers see a lock's."`
	Rule    string    `json:"rule" enum:"spam,abuse,private_data,illegal,off_topic,other" doc:"Of a lock: which was broken."`
	Version int64     `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

// reasonInput is why something is taken away.
type reasonInput struct {
	Reason  string `json:"reason" doc:"Readers see it. Only one's own posts go without."`
	Rule    string `json:"rule" enum:"spam,abuse,private_data,illegal,off_topic,other" doc:"Which was broken. Only one's own posts go without."`
	Version int64  `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

// splitInput says which posts leave.
type splitInput struct {
	Numbers []int64 `json:"numbers" need:"yes" doc:"Post numbers, not the opening's."`
	Title   string  `json:"title" need:"yes"`
	Topic   string  `json:"topic" doc:"A slug; the same topic when left out."`
}

func (c *call) listThreads() error {
	limit, err := c.limit()
	if err != nil {
		return err
	}
	f, none, err := c.threadFilter()
	if err != nil {
		return err
	}
	name := fmt.Sprintf("threads %d %s %s %s %d %s", f.TopicID, f.Kind, f.State, f.Sort, f.AuthorID, f.Tag)
	at, err := c.position(name, 2)
	if err != nil {
		return err
	}
	var after models.ThreadPosition
	if at != nil {
		after = models.ThreadPosition{At: time.UnixMicro(at[0]), ID: at[1]}
	}
	if none {
		return c.answer(listOf[thread](nil, nil))
	}
	found, err := c.store.ThreadsAfter(c.ctx, c.viewer, f, after, limit+1)
	if err != nil {
		return err
	}
	var next *string
	if len(found) > limit {
		found = found[:limit]
		last := f.Position(found[limit-1].Thread)
		next = cursor(name, last.At.UnixMicro(), last.ID)
	}
	var items []thread
	for _, i := range found {
		items = append(items, c.threadItem(i))
	}
	if err := c.addHeads(items); err != nil {
		return err
	}
	return c.answer(listOf(items, next))
}

// threadFilter reads the filters. A topic or author that does not exist, for this viewer, has no threads: none.
func (c *call) threadFilter() (f models.ThreadFilter, none bool, err error) {
	wrong := map[string]string{}
	if kind := c.QueryParam("kind"); kind != "" {
		if f.Kind, err = models.ParseAnyKind(kind); err != nil {
			wrong["kind"] = models.AsError(err).Fields["kind"]
		}
	}
	if state := c.QueryParam("state"); state != "" {
		if f.State, err = models.ParseState(state); err != nil {
			wrong["state"] = models.AsError(err).Fields["state"]
		}
	}
	if f.Sort, err = models.ParseThreadSort(c.QueryParam("sort")); err != nil {
		wrong["sort"] = "Sort by latest, new or unanswered."
	}
	if len(wrong) > 0 {
		return f, false, wrongFields(wrong)
	}
	f.Tag = c.QueryParam("tag")
	if slug := c.QueryParam("topic"); slug != "" {
		d, err := c.store.Directory(c.ctx)
		if err != nil {
			return f, false, err
		}
		t, err := d.Topic(c.viewer, slug)
		if err != nil {
			if slug, err = c.store.TopicNow(c.ctx, c.viewer, slug); err == nil {
				t, err = d.Topic(c.viewer, slug)
			}
		}
		if none = err != nil; none && models.KindOf(err) != models.NotFound {
			return f, false, err
		}
		f.TopicID = t.ID
	}
	if handle := c.QueryParam("author"); handle != "" {
		f.AuthorID, err = c.store.MemberID(c.ctx, handle)
		if models.KindOf(err) == models.NotFound && err != nil {
			return f, true, nil
		}
	}
	return f, none, err
}

func (c *call) createThread() error {
	var in threadInput
	if err := c.read(&in); err != nil {
		return err
	}
	tags, err := models.JoinTags(in.Tags)
	if err != nil {
		return err
	}
	until, err := themeMoment(in.ThemeUntil)
	if err != nil {
		return err
	}
	id, err := c.repeatable(func(r models.RequestKey) (int64, error) {
		th, err := c.store.CreateThread(c.ctx, c.viewer, models.ThreadInput{
			Topic: in.Topic, Kind: in.Kind, Title: in.Title, Body: in.Body, Tags: tags, Standfirst: in.Standfirst,
			Cover: in.Cover, CoverAlt: in.CoverAlt, Later: in.Later, DraftKey: draftKey(in.DraftKey, r), ThemeUntil: until,
		})
		return th.ID, err
	})
	if err != nil {
		return err
	}
	return c.showThread(id)
}

// themeMoment reads until when a gallery is everybody's; empty is the zero time.
func themeMoment(text *string) (time.Time, error) {
	if text == nil || *text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, *text)
	if err != nil {
		return at, wrongFields(map[string]string{"theme_until": "Give a moment such as 2026-03-29T18:00:00Z."})
	}
	return at, nil
}

func (c *call) getThread() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showThread(id)
}

// showThread answers with a thread as it is now; a new one says where it is.
func (c *call) showThread(id int64) error {
	th, err := c.store.Thread(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	whole := c.threadWhole(th)
	if whole.Series, err = c.series(th.Thread); err != nil {
		return err
	}
	if th.Kind == models.KindGallery {
		theme, err := c.store.Theme(c.ctx, id)
		if err != nil && models.KindOf(err) != models.NotFound {
			return err
		}
		if err == nil {
			whole.ThemeUntil = &theme.ClosesAt
		}
	}
	one := []thread{whole.thread}
	if err := c.addHeads(one); err != nil {
		return err
	}
	whole.thread = one[0]
	if c.status == http.StatusCreated {
		return c.made(fmt.Sprintf("/threads/%d", id), whole)
	}
	return c.answer(whole)
}

func (c *call) changeThread() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in threadChange
	if err := c.read(&in); err != nil {
		return err
	}
	out := models.ThreadChange{
		Title: in.Title, Pinned: in.Pinned, Locked: in.Locked, Topic: in.Topic, Outcome: in.Outcome, Reason: in.Reason, Rule: in.Rule, Version: in.Version,
	}
	if in.Theme != nil {
		until, err := themeMoment(in.Theme)
		if err != nil {
			if _, seen := c.store.Thread(c.ctx, c.viewer, id); seen != nil {
				return seen // what one may not see is not found first
			}
			return err
		}
		out.Theme = &until
	}
	if in.Tags != nil {
		tags, err := models.JoinTags(*in.Tags)
		if err != nil {
			return err
		}
		out.Tags = &tags
	}
	if err := c.store.ChangeThread(c.ctx, c.viewer, id, out); err != nil {
		return err
	}
	return c.showThread(id)
}

func (c *call) removeThread() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in reasonInput
	if err := c.read(&in); err != nil {
		return err
	}
	if err := c.store.RemoveThread(c.ctx, c.viewer, id, in.Rule, in.Reason); err != nil {
		return err
	}
	return c.showThread(id)
}

func (c *call) restoreThread() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in restoreInput
	if err := c.read(&in); err != nil {
		return err
	}
	if _, err = c.repeatable(func(models.RequestKey) (int64, error) {
		return id, c.store.RestoreThread(c.ctx, c.viewer, id, in.Reason)
	}); err != nil {
		return err
	}
	return c.showThread(id)
}

func (c *call) splitThread() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in splitInput
	if err := c.read(&in); err != nil {
		return err
	}
	made, err := c.once(func(s *models.Store) (int64, error) {
		th, err := s.SplitThread(c.ctx, c.viewer, id, models.SplitInput{Numbers: in.Numbers, Title: in.Title, Topic: in.Topic})
		return th.ID, err
	})
	if err != nil {
		return err
	}
	return c.showThread(made)
}
