package api

import (
	"net/http"
	"strings"

	"github.com/commonthread/commonthread/models"
)

func topicEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/topics", name: "listTopics", summary: "List the topics",
			gives: list[topic]{}, do: (*call).listTopics,
		},
		{
			method: "POST", path: "/topics", name: "createTopic", summary: "Make a topic; for administrators",
			access: writing, takes: topicInput{}, gives: topic{}, status: http.StatusCreated, repeats: true, do: (*call).createTopic,
		},
		{
			method: "GET", path: "/topics/:slug", name: "getTopic", summary: "Read a topic; a former address leads to the present one",
			gives: topic{}, do: (*call).getTopic,
		},
		{
			method: "PATCH", path: "/topics/:slug", name: "changeTopic", summary: "Change a topic; for administrators",
			access: writing, takes: topicChange{}, gives: topic{}, do: (*call).changeTopic,
		},
	}
}

// topicInput is a new topic.
type topicInput struct {
	Slug         string   `json:"slug" doc:"Made from the name when left out."`
	Name         string   `json:"name" need:"yes"`
	Description  string   `json:"description"`
	PostingRules string   `json:"posting_rules"`
	Cover        string   `json:"cover"`
	Colour       string   `json:"colour" enum:"moss,rust,ocean,plum,ochre,slate,rose,teal"`
	Visibility   string   `json:"visibility" enum:"public,members,staff" doc:"public when left out."`
	Kinds        []string `json:"kinds" doc:"story, discussion, question, suggestion; all when left out."`
	Starters     []string `json:"starters" doc:"kind:who for kinds that not everybody may start; who is everybody, publishers or staff."`
	Hosts        []string `json:"hosts" doc:"Handles."`
	Owner        *string  `json:"owner" doc:"The handle of whoever of the staff gets what is suggested here; whoever is on duty when left out."`
	Position     int64    `json:"position"`
	DraftKey     string   `json:"draft_key" doc:"The same key twice makes one topic."`
}

// topicChange is what changes of a topic; what is left out stays.
type topicChange struct {
	Slug         *string   `json:"slug" doc:"The former address leads to the new one for ever."`
	Name         *string   `json:"name"`
	Description  *string   `json:"description"`
	PostingRules *string   `json:"posting_rules"`
	Cover        *string   `json:"cover"`
	Colour       *string   `json:"colour" enum:"moss,rust,ocean,plum,ochre,slate,rose,teal"`
	Visibility   *string   `json:"visibility" enum:"public,members,staff"`
	Kinds        *[]string `json:"kinds"`
	Starters     *[]string `json:"starters" doc:"All of them: what is left out is as usual."`
	Hosts        *[]string `json:"hosts" doc:"Handles: all of them."`
	Owner        *string   `json:"owner" doc:"The handle of whoever of the staff gets what is suggested here from now on; empty: whoever is on duty."`
	Position     *int64    `json:"position"`
	Archived     *bool     `json:"archived"`
	Version      int64     `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

func (c *call) listTopics() error {
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return err
	}
	var items []topic
	for _, t := range d.Topics(c.viewer) {
		items = append(items, c.topic(t))
	}
	return c.answer(listOf(items, nil))
}

// findTopic is the topic as it is now.
func (c *call) findTopic(slug string) (topic, error) {
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return topic{}, err
	}
	t, err := d.Topic(c.viewer, slug)
	if err != nil {
		return topic{}, err
	}
	return c.topic(t), nil
}

func (c *call) getTopic() error {
	slug := c.text("slug")
	t, err := c.findTopic(slug)
	if models.KindOf(err) == models.NotFound {
		if now, err := c.store.TopicNow(c.ctx, c.viewer, slug); err == nil {
			c.Response().Header().Set("Cache-Control", "no-cache")
			return c.Redirect(http.StatusMovedPermanently, c.api.Absolute(c, Root+"/topics/"+now))
		}
	}
	if err != nil {
		return err
	}
	return c.answer(t)
}

func (c *call) createTopic() error {
	var in topicInput
	if err := c.read(&in); err != nil {
		return err
	}
	id, err := c.repeatable(func(r models.RequestKey) (int64, error) {
		t, err := c.store.CreateTopic(c.ctx, c.viewer, models.TopicInput{
			Slug: in.Slug, Name: in.Name, Description: in.Description, PostingRules: in.PostingRules, Cover: in.Cover,
			Colour: in.Colour, Visibility: in.Visibility, Kinds: strings.Join(in.Kinds, ","), Starters: strings.Join(in.Starters, ","), Hosts: strings.Join(in.Hosts, ","), Owner: in.Owner,
			Position: in.Position, DraftKey: draftKey(in.DraftKey, r),
		})
		return t.ID, err
	})
	if err != nil {
		return err
	}
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return err
	}
	t, ok := d.TopicByID(id)
	if !ok || !c.viewer.CanSeeTopic(t.Topic) {
		return &models.Error{Kind: models.NotFound}
	}
	return c.made("/topics/"+t.Slug, c.topic(t))
}

// draftKey is the key of a creation: its own, else the request's.
func draftKey(own string, r models.RequestKey) string {
	if own != "" {
		return own
	}
	return r.DraftKey()
}

func (c *call) changeTopic() error {
	var in topicChange
	if err := c.read(&in); err != nil {
		return err
	}
	t, err := c.store.ChangeTopic(c.ctx, c.viewer, c.text("slug"), models.TopicChange{
		Slug: in.Slug, Name: in.Name, Description: in.Description, PostingRules: in.PostingRules, Cover: in.Cover,
		Colour: in.Colour, Visibility: in.Visibility, Kinds: joined(in.Kinds), Starters: joined(in.Starters), Hosts: joined(in.Hosts), Owner: in.Owner,
		Position: in.Position, Archived: in.Archived, Version: in.Version,
	})
	if err != nil {
		return err
	}
	shape, err := c.findTopic(t.Slug)
	if err != nil {
		return err
	}
	return c.answer(shape)
}

// joined is a list as forms send it, where there is one.
func joined(list *[]string) *string {
	if list == nil {
		return nil
	}
	text := strings.Join(*list, ",")
	return &text
}
