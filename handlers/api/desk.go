package api

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func deskEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/desk", name: "listDesk", summary: "List the stories of the publishing desk; for staff, drafts of others for moderators alone",
			access: account, query: append([]param{
				{name: "state", doc: "review when left out; check: somebody is to say whether they are still true.", enum: []string{"review", "scheduled", "drafts", "published", "check"}},
				{name: "topic", doc: "A slug."}, {name: "author", doc: "A handle."},
			}, pageParams...),
			gives: list[deskStory]{}, do: (*call).listDesk,
		},
		{
			method: "GET", path: "/threads/:id/desk", name: "getDeskStory", summary: "Read how a story stands on the desk; for its author and staff",
			access: account, gives: deskDetail{}, do: (*call).getDeskStory,
		},
		{
			method: "PUT", path: "/threads/:id/review", name: "askForReview", summary: "Have a story that is not out wait for another of the staff; for its author",
			access: writing, gives: deskDetail{}, do: reviewing(true),
		},
		{
			method: "DELETE", path: "/threads/:id/review", name: "unaskForReview", summary: "Have a story wait no more; for its author",
			access: writing, gives: deskDetail{}, do: reviewing(false),
		},
		{
			method: "POST", path: "/threads/:id/verdict", name: "reviewStory", summary: "Put a story out that waits for a review, or hand it back; for staff but its author",
			access: writing, takes: verdictInput{}, gives: deskDetail{}, repeats: true, do: (*call).reviewStory,
		},
		{
			method: "POST", path: "/threads/:id/checks", name: "checkStory", summary: "Say that a story is still true, which readers are told; for its author and staff",
			access: writing, takes: checkInput{}, gives: deskDetail{}, status: http.StatusCreated, repeats: true, do: (*call).checkStory,
		},
		{
			method: "POST", path: "/threads/:id/previews", name: "createPreview", summary: "Make a link to a story that is not out, for a week; it is answered once",
			access: writing, gives: previewLink{}, status: http.StatusCreated, repeats: true, do: (*call).createPreview,
		},
		{
			method: "DELETE", path: "/threads/:id/previews", name: "revokePreviews", summary: "End every link to a story",
			access: writing, status: http.StatusNoContent, do: (*call).revokePreviews,
		},
	}
}

// verdictInput is what somebody makes of a story that they read.
type verdictInput struct {
	Publish bool   `json:"publish" doc:"false hands it back."`
	Words   string `json:"words" doc:"What is to be changed; needed to hand it back."`
	Version int64  `json:"version" need:"yes" doc:"opening_version as you read it; 409 when its author changed it since, or somebody else was first."`
}

// checkInput is when to ask again.
type checkInput struct {
	Months *int64 `json:"months" doc:"6, 12 or 24; 0: never. 12 when left out."`
}

// deskStory is a story as those who make the magazine see it.
type deskStory struct {
	thread
	ReviewAskedAt *time.Time `json:"review_asked_at" doc:"Since when it waits for another's eyes."`
	HandedBack    *string    `json:"handed_back" doc:"Why it was handed back last."`
	CheckDueAt    *time.Time `json:"check_due_at" doc:"When somebody is to say whether it is still true; null: never, or it is not out."`
	CheckedAt     *time.Time `json:"checked_at"`
}

// deskDetail is one of them by itself.
type deskDetail struct {
	deskStory
	OpeningVersion int64 `json:"opening_version" doc:"Of its words; a verdict names it."`
	PreviewLinks   int64 `json:"preview_links" doc:"How many links to it work."`
}

// previewLink is the address by which a colleague reads a story.
type previewLink struct {
	URL       *string    `json:"url" doc:"null where a request is repeated: it is told once."`
	ExpiresAt *time.Time `json:"expires_at"`
}

func (c *call) deskStory(t models.Thread, author models.Person, topicSlug string) deskStory {
	out := deskStory{thread: c.thread(t, author, topicSlug), HandedBack: textOrNull(t.ReviewWords), CheckedAt: t.CheckedAt}
	if t.InReview() {
		out.ReviewAskedAt = t.ReviewAskedAt
	}
	if due := t.CheckDue(); !due.IsZero() {
		out.CheckDueAt = &due
	}
	return out
}

func (c *call) listDesk() error {
	if !c.viewer.CanSeeConsole() {
		return &models.Error{Kind: models.NotFound}
	}
	limit, err := c.limit()
	if err != nil {
		return err
	}
	slug, filter := c.QueryParam("topic"), models.DeskFilter{State: models.DeskState(c.QueryParam("state")), Author: strings.ToLower(c.QueryParam("author")), Limit: limit}
	if filter.State == "" {
		filter.State = models.DeskReview
	}
	if !slices.Contains(models.DeskStates, filter.State) {
		return badRequest("state", "There are review, scheduled, drafts, published and check.")
	}
	name := strings.Join([]string{"desk", string(filter.State), slug, filter.Author}, " ")
	if filter.Offset, err = c.offset(name, positionMost); err != nil {
		return err
	}
	if slug != "" {
		d, err := c.store.Directory(c.ctx)
		if err != nil {
			return err
		}
		t, err := d.Topic(c.viewer, slug)
		if err != nil { // as of threads: an unknown topic has none
			return c.answer(listOf[deskStory](nil, nil))
		}
		filter.TopicID = t.ID
	}
	found, more, err := c.store.DeskStories(c.ctx, c.viewer, filter)
	if err != nil {
		return err
	}
	var next *string
	if more {
		next = cursor(name, int64(filter.Offset+limit))
	}
	var items []deskStory
	for _, t := range found {
		items = append(items, c.deskStory(t.Thread, t.Author, t.TopicSlug))
	}
	return c.answer(listOf(items, next))
}

func (c *call) getDeskStory() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showDeskStory(id)
}

// showDeskStory answers with a story as it is now; to its author and staff.
func (c *call) showDeskStory(id int64) error {
	th, err := c.store.Thread(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	if th.Kind != models.KindStory || (!c.viewer.Staff() && th.AuthorID != c.viewer.ID) {
		return &models.Error{Kind: models.Forbidden, Message: "Only a story has a place on the desk, for its author and staff."}
	}
	out := deskDetail{deskStory: c.deskStory(th.Thread, th.Author, th.Topic.Slug)}
	if out.OpeningVersion, err = c.store.OpeningVersion(c.ctx, id); err != nil {
		return err
	}
	if out.PreviewLinks, err = c.store.OpenPreviews(c.ctx, id); err != nil {
		return err
	}
	return c.answer(out)
}

// changeDesk runs one verb on the story of the address, once under its key, and answers with how it stands. A story that
// left the viewer's sight by it is answered as they last saw it.
func (c *call) changeDesk(into any, verb func(s *models.Store, id int64) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err = c.read(into); err != nil {
		return err
	}
	seen, unseen := c.store.Thread(c.ctx, c.viewer, id)
	if _, err := c.once(func(s *models.Store) (int64, error) { return id, verb(s, id) }); err != nil {
		return err
	}
	err = c.showDeskStory(id)
	if err != nil && models.KindOf(err) == models.NotFound && unseen == nil {
		return c.answer(deskDetail{deskStory: c.handedBack(seen)})
	}
	return err
}

// handedBack is a story just handed back, as far as whoever did so saw it: now it is its author's alone.
func (c *call) handedBack(seen models.ThreadView) deskStory {
	seen.ReviewAskedAt = nil
	return c.deskStory(seen.Thread, seen.Author, seen.Topic.Slug)
}

func reviewing(on bool) func(c *call) error {
	return func(c *call) error {
		return c.changeDesk(&struct{}{}, func(s *models.Store, id int64) error { return s.AskForReview(c.ctx, c.viewer, id, on) })
	}
}

func (c *call) reviewStory() error {
	var in verdictInput
	return c.changeDesk(&in, func(s *models.Store, id int64) error {
		return s.ReviewStory(c.ctx, c.viewer, id, models.ReviewInput{Publish: in.Publish, Words: in.Words, Version: in.Version})
	})
}

func (c *call) checkStory() error {
	var in checkInput
	return c.changeDesk(&in, func(s *models.Store, id int64) error {
		months := int64(12)
		if in.Months != nil {
			months = *in.Months
		}
		return s.CheckStory(c.ctx, c.viewer, id, months)
	})
}

func (c *call) createPreview() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.read(&struct{}{}); err != nil {
		return err
	}
	token := ""
	_, err = c.once(func(s *models.Store) (int64, error) {
		var err error
		token, err = s.MakePreview(c.ctx, c.viewer, id)
		return id, err
	})
	switch {
	case err != nil:
		return err
	case token == "":
		return c.answer(previewLink{})
	}
	url, ends := c.api.Absolute(c, links.StoryPreview(token)), c.store.Now().Add(models.PreviewFor)
	return c.answer(previewLink{URL: &url, ExpiresAt: &ends})
}

func (c *call) revokePreviews() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.store.RevokePreviews(c.ctx, c.viewer, id); err != nil {
		return err
	}
	return c.done()
}
