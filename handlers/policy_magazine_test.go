package handlers_test

import (
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// waiting is a story of the author's that waits for another's eyes.
func waiting(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string {
		th := f.story(models.ThreadDraft)
		f.Must(f.Store.AskForReview(f.Ctx, f.writer(), th.ID, true))
		return fmt.Sprint("/stories/", th.ID, rest)
	}, pairs...)
}

// previewed is a link to a story that is not out.
func previewed(f *fixture) string {
	th := f.story(models.ThreadDraft)
	f.Must(f.Store.RevokePreviews(f.Ctx, f.writer(), th.ID))
	token, err := f.Store.MakePreview(f.Ctx, f.writer(), th.ID)
	f.Must(err)
	return "/stories/preview/" + token
}

// themed is the form of a gallery's theme.
func themed(f *fixture) string {
	th, err := f.Store.CreateThread(f.Ctx, f.Viewer("hana"), models.ThreadInput{
		Topic: testkit.Photography, Kind: string(models.KindGallery), Title: "The hour before dark", Body: "One picture each.", ThemeUntil: f.Clock.Now().Add(48 * time.Hour),
	})
	f.Must(err)
	return fmt.Sprint("/t/", th.ID, "/theme")
}

// templated is the address of a story template.
func templated(rest string) func(*fixture) string {
	return func(f *fixture) string {
		name := fmt.Sprint("Interview ", f.Count(`SELECT COUNT(*) FROM story_templates`))
		t, err := f.Store.SaveStoryTemplate(f.Ctx, f.Ada, models.StoryTemplateInput{Name: name, Body: "Who are you?"})
		f.Must(err)
		return fmt.Sprint("/console/templates/", t.ID, rest)
	}
}

var magazineRules = []rule{
	{get, "/stories/preview/:token", everybody, to(previewed)},
	{get, "/stories/preview/:token", nobody, at("/stories/preview/guessed")},
	{get, "/stories/preview/:token/uploads/:key/:size", nobody, at("/stories/preview/guessed/uploads/aaaaaaaaaaaaaaaaaaaaaa/480.webp")},
	{get, "/stories/:id/review", authors, onStory(models.ThreadDraft, "/review")},
	{post, "/stories/:id/review", authors, onStory(models.ThreadDraft, "/review", "on", "0")},
	{get, "/stories/:id/verdict", staff, waiting("/verdict")},
	{post, "/stories/:id/verdict", staff, waiting("/verdict", "publish", "0")},
	{get, "/stories/:id/check", authors + " " + staff, onStory(models.ThreadPublished, "/check")},
	{post, "/stories/:id/check", authors + " " + staff, onStory(models.ThreadPublished, "/check", "months", "7")},
	{get, "/stories/:id/previews", authors + " " + staff, waiting("/previews")},
	{post, "/stories/:id/previews", authors + " " + staff, waiting("/previews", "do", "revoke")},
	{get, "/t/:id/theme", hosts + " contributor", to(themed)},
	{post, "/t/:id/theme", hosts + " contributor", to(themed, "theme_until", "soon")},
	{get, "/stories/:id/series", authors + " " + staff, onStory(models.ThreadPublished, "/series")},
	{post, "/stories/:id/series", authors + " " + staff, onStory(models.ThreadPublished, "/series", "series", "Fog", "part", "x")},
	{get, "/console/desk", staff, at("/console/desk")},
	{get, "/console/desk/calendar", staff, at("/console/desk/calendar")},
	{get, "/console/templates", staff, at("/console/templates")},
	{post, "/console/templates", staff, at("/console/templates", "name", "x")},
	{get, "/console/templates/:id", staff, to(templated(""))},
	{post, "/console/templates/:id", staff, to(templated(""), "name", "x")},
	{post, "/console/templates/:id/archive", staff, to(templated("/archive"), "on", "0")},
	{post, "/console/members/:handle/four-eyes", moderators, at("/console/members/max/four-eyes", "on", "0")},
	{get, "/console/front", staff, at("/console/front")},
	{post, "/console/front", staff, at("/console/front", "do", "find")},
	{post, "/console/front", staff, at("/console/front", "do", "preview")},
	{get, "/console/topics/:slug/front", staff, at("/console/topics/staff-table/front")},
	{post, "/console/topics/:slug/front", staff, at("/console/topics/photography/front", "do", "find")},
}
