package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

func draftEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/drafts", name: "listDrafts", summary: "List your drafts, the last changed first: at most 100",
			access: account, gives: list[draft]{}, do: (*call).listDrafts,
		},
		{
			method: "GET", path: "/drafts/:key", name: "getDraft", summary: "Read a draft",
			access: account, gives: draft{}, do: (*call).getDraft,
		},
		{
			method: "PUT", path: "/drafts/:key", name: "saveDraft", summary: "Keep a draft under its key; one without any words is dropped (204)",
			access: writing, takes: draftInput{}, gives: draft{}, do: (*call).saveDraft,
		},
		{
			method: "DELETE", path: "/drafts/:key", name: "deleteDraft", summary: "Delete a draft; it can be brought back for an hour",
			access: writing, status: http.StatusNoContent, do: (*call).deleteDraft,
		},
		{
			method: "POST", path: "/drafts/:key/restore", name: "restoreDraft", summary: "Bring a deleted draft back",
			access: writing, gives: draft{}, repeats: true, do: (*call).restoreDraft,
		},
	}
}

// draft is a text of yours that is not sent yet. Its key is the draft_key of what will be made of it.
type draft struct {
	Key         string    `json:"key"`
	Kind        string    `json:"kind"`
	Topic       string    `json:"topic"`
	ThreadID    *int64    `json:"thread_id" doc:"Of a reply."`
	PostID      *int64    `json:"post_id" doc:"Of an edit."`
	ReplyTo     *int64    `json:"reply_to"`
	Title       string    `json:"title"`
	Body        string    `json:"body"`
	Tags        []string  `json:"tags"`
	Standfirst  string    `json:"standfirst"`
	Cover       string    `json:"cover"`
	CoverAlt    string    `json:"cover_alt"`
	PostVersion int64     `json:"post_version" doc:"Of an edit: the version of the post that it began from. Name it when you save the edit."`
	Version     int64     `json:"version"`
	UpdatedAt   time.Time `json:"updated_at"`
}

// draftInput is a draft as it is sent: the whole of it.
type draftInput struct {
	Kind        string   `json:"kind"`
	Topic       string   `json:"topic"`
	ThreadID    int64    `json:"thread_id"`
	PostID      int64    `json:"post_id"`
	ReplyTo     int64    `json:"reply_to"`
	Title       string   `json:"title"`
	Body        string   `json:"body"`
	Tags        []string `json:"tags"`
	Standfirst  string   `json:"standfirst"`
	Cover       string   `json:"cover"`
	CoverAlt    string   `json:"cover_alt"`
	PostVersion int64    `json:"post_version" doc:"Of an edit: the version of the post that you saw; 0: the present one."`
	Version     int64    `json:"version" doc:"The version you saw, 0 for a new draft; 409 when another device changed it."`
}

func draftOf(d models.Draft) draft {
	out := draft{
		Key: d.DraftKey, Kind: d.Kind, Topic: d.Topic, ThreadID: d.ThreadID, PostID: d.PostID, ReplyTo: d.ReplyTo, Title: d.Title,
		Body: d.Body, Tags: []string{}, Standfirst: d.Standfirst, Cover: d.Cover, CoverAlt: d.CoverAlt, PostVersion: d.PostVersion, Version: d.Version, UpdatedAt: d.UpdatedAt,
	}
	for tag := range strings.SplitSeq(d.Tags, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			out.Tags = append(out.Tags, tag)
		}
	}
	return out
}

func (c *call) listDrafts() error {
	kept, err := c.store.Drafts(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	var items []draft
	for _, d := range kept {
		items = append(items, draftOf(d.Draft))
	}
	return c.answer(listOf(items, nil))
}

func (c *call) getDraft() error { return c.showDraft(c.text("key")) }

func (c *call) showDraft(key string) error {
	d, err := c.store.Draft(c.ctx, c.viewer, key)
	if err != nil {
		return err
	}
	return c.answer(draftOf(d.Draft))
}

func (c *call) saveDraft() error {
	var in draftInput
	if err := c.read(&in); err != nil {
		return err
	}
	tags, err := models.JoinTags(in.Tags)
	if err != nil {
		return err
	}
	d, err := c.store.SaveDraft(c.ctx, c.viewer, models.DraftInput{
		Key: c.text("key"), Kind: in.Kind, Topic: in.Topic, ThreadID: in.ThreadID, PostID: in.PostID, ReplyTo: in.ReplyTo, Title: in.Title,
		Body: in.Body, Tags: tags, Standfirst: in.Standfirst, Cover: in.Cover, CoverAlt: in.CoverAlt, PostVersion: in.PostVersion, Version: in.Version,
	})
	if err != nil {
		return err
	}
	if d.Empty() {
		return c.NoContent(http.StatusNoContent)
	}
	return c.showDraft(d.DraftKey)
}

func (c *call) deleteDraft() error {
	if err := c.store.DeleteDraft(c.ctx, c.viewer, c.text("key")); err != nil {
		return err
	}
	return c.done()
}

func (c *call) restoreDraft() error {
	if err := c.read(&struct{}{}); err != nil {
		return err
	}
	key := c.text("key")
	if _, err := c.repeatable(func(models.RequestKey) (int64, error) {
		return 1, c.store.RestoreDraft(c.ctx, c.viewer, key)
	}); err != nil {
		return err
	}
	return c.showDraft(key)
}
