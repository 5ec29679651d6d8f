package pages

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/commonthread/commonthread/models"
)

// writingSamples are the pages on which a member writes, with what is refused and what collides.
func (s *site) writingSamples() []sample {
	s.t.Helper()
	mia := s.viewer(writer)
	thread, own := s.ownPosts(mia)
	edit := fmt.Sprintf("/posts/%d/edit", own)
	words := url.Values{"topic": {"photography"}, "kind": {"story"}, "title": {"Fog, again"}, "body": {"It came up the **fjord** at four."}}
	return []sample{
		{name: "new", route: "/new", path: "/new", as: writer},
		{name: "new-discussion", route: "/new", path: "/new?kind=discussion&topic=remote-work", as: writer},
		{name: "new-story", route: "/new", path: "/new?kind=story&topic=photography", as: writer},
		{name: "new-refused", route: "/new", path: "/threads", as: writer, status: 422, form: url.Values{"topic": {"remote-work"}, "kind": {"question"}, "title": {"?"}}},
		{name: "new-preview", route: "/new", path: "/preview", as: writer, form: words},
		{name: "reply", route: "/t/:id/:slug", path: s.thread(thread, "?reply_to=1&quote=1"), as: writer},
		{name: "reply-refused", route: "/t/:id/:slug", path: fmt.Sprintf("/t/%d/posts", thread), as: writer, status: 422, form: url.Values{"body": {""}}},
		{name: "edit", route: "/posts/:id/edit", path: edit, as: writer},
		{name: "edit-conflict", route: "/posts/:id/edit", path: edit, as: writer, status: 409, form: url.Values{"body": {"My own words."}, "version": {"1"}}},
		{name: "edit-story", route: "/posts/:id/edit", path: fmt.Sprintf("/posts/%d/edit", s.find(`SELECT p.id FROM posts p JOIN threads t ON t.id = p.thread_id
			WHERE p.number = 1 AND t.kind = 'story' AND t.author_id = ? ORDER BY p.id LIMIT 1`, mia.ID)), as: writer},
		{name: "history", route: "/posts/:id/history", path: fmt.Sprintf("/posts/%d/history", own)},
		{name: "history-hide", route: "/posts/:id/history", path: fmt.Sprintf("/posts/%d/history/hide", own), as: moderator, status: 422, form: url.Values{"on": {"1"}, "reason": {"no"}}},
		{name: "delete", route: "/posts/:id/delete", path: fmt.Sprintf("/posts/%d/delete", own), as: writer},
		{name: "remove", route: "/posts/:id/delete", path: fmt.Sprintf("/posts/%d/delete", own), as: moderator},
		{name: "pictures", route: "/uploads", path: s.sentPictures(), as: writer},
		{name: "picture", route: "/uploads/:key", path: s.onePicture(mia), as: writer},
		{name: "picture-words", route: "/uploads/:key/words", path: s.onePicture(mia) + "/words", as: writer},
		{name: "new-gallery", route: "/new", path: "/new?kind=gallery&topic=photography", as: moderator},
		{name: "pictures-none", route: "/uploads", path: "/uploads", as: moderator},
		{name: "drafts", route: "/drafts", path: "/drafts", as: writer},
		{name: "drafts-none", route: "/drafts", path: "/drafts", as: moderator},
		{name: "bookmarks", route: "/bookmarks", path: "/bookmarks", as: writer},
		{name: "your-threads", route: "/threads/mine", path: "/threads/mine", as: writer},
		{name: "your-threads-none", route: "/threads/mine", path: "/threads/mine", as: administrator},
		{name: "bookmarks-none", route: "/bookmarks", path: "/bookmarks", as: moderator},
	}
}

// ownPosts gives the writer a post that was edited twice, a draft and a bookmark.
func (s *site) ownPosts(mia models.Viewer) (thread, post int64) {
	s.t.Helper()
	ctx := s.t.Context()
	thread = s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'discussion' AND t.locked_at IS NULL ORDER BY t.post_count, t.id LIMIT 1`)
	made, err := s.store.CreatePost(ctx, mia, thread, models.PostInput{Body: "I keep a notebook for this.\n\nIt is full of weather."})
	s.must(err)
	for version, body := range []string{"I keep a notebook for this.\n\nIt is full of weather, and of names.", "I keep a small notebook for this.\n\nIt is full of names."} {
		_, err = s.store.EditPost(ctx, mia, made.ID, models.EditInput{Body: &body, Version: int64(version + 1), Reason: "said better"})
		s.must(err)
	}
	_, err = s.store.SaveDraft(ctx, mia, models.DraftInput{Key: "walked-home", Kind: "discussion", Topic: "photography", Title: "Walked home the long way", Body: "And found a door."})
	s.must(err)
	s.must(s.store.Bookmark(ctx, mia, made.ID, true))
	return thread, made.ID
}

// toolSamples are what moderators and writers do with a thread, each on a page of its own.
func (s *site) toolSamples() []sample {
	thread := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'discussion' ORDER BY t.post_count DESC, t.id LIMIT 1`)
	story := s.find(`SELECT t.id`+publicThreads+` AND t.kind = 'story' AND t.author_id = ? LIMIT 1`, s.viewer(writer).ID)
	draft, err := s.store.CreateThread(s.t.Context(), s.viewer(writer), models.ThreadInput{
		Topic: "photography", Kind: "story", Title: "The last roll of the year", Body: "Thirty-six frames, and a month to use them.", Later: true,
	})
	s.must(err)
	all := []sample{{name: "story-draft", route: "/t/:id/:slug", path: s.thread(draft.ID, ""), as: writer}, {name: "desk", route: "/stories/desk", path: "/stories/desk", as: writer}}
	for _, tool := range []string{"tools", "lock", "title", "outcome", "move", "split", "remove"} {
		all = append(all, sample{name: "thread-" + tool, route: "/t/:id/" + tool, path: fmt.Sprintf("/t/%d/%s", thread, tool), as: moderator})
	}
	theme := s.find(`SELECT t.id` + publicThreads + ` AND t.id IN (SELECT thread_id FROM themes) AND t.locked_at IS NULL ORDER BY t.id LIMIT 1`)
	all = append(all, sample{name: "thread-theme", route: "/t/:id/theme", path: fmt.Sprintf("/t/%d/theme", theme), as: moderator})
	for tool, id := range map[string]int64{"publish": draft.ID, "schedule": draft.ID, "corrections": story, "withdraw": story, "series": story} {
		all = append(all, sample{name: "story-" + tool, route: "/stories/:id/" + tool, path: fmt.Sprintf("/stories/%d/%s", id, tool), as: writer})
	}
	return all
}

// sentPictures are two of the writer's, one as tall as the other is wide.
func (s *site) sentPictures() string {
	s.t.Helper()
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	for name, size := range map[string]image.Point{"wide.png": {900, 600}, "tall.png": {400, 700}} {
		file, err := parts.CreateFormFile("file", name)
		s.must(err)
		picture := image.NewNRGBA(image.Rectangle{Max: size})
		draw.Draw(picture, picture.Bounds(), image.NewUniform(color.NRGBA{120, 150, 170, 255}), image.Point{}, draw.Src)
		s.must(png.Encode(file, picture))
	}
	s.must(parts.Close())
	req := s.request(http.MethodPost, s.url+"/uploads", s.session(writer), url.Values{})
	req.Body, req.ContentLength = io.NopCloser(&form), int64(form.Len())
	req.Header.Set("Content-Type", parts.FormDataContentType())
	res, err := http.DefaultTransport.RoundTrip(req)
	s.must(err)
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		s.t.Fatalf("send pictures: status %d", res.StatusCode)
	}
	return "/uploads"
}

// ownFacePicture is the page on which the writer's picture is cut into a face.
func (s *site) ownFacePicture() string {
	s.t.Helper()
	s.sentPictures()
	return "/settings/face?picture=" + strings.TrimPrefix(s.onePicture(s.viewer(writer)), "/uploads/")
}

func (s *site) onePicture(v models.Viewer) string {
	s.t.Helper()
	own, err := s.store.Pictures(s.t.Context(), v, 1)
	s.must(err)
	return "/uploads/" + own[0].Key
}
