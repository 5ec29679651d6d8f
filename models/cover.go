package models

import (
	"context"
	"fmt"
	"regexp"
	"slices"
)

// Covers are the scenes of the built-in picture set that a topic or story may show, where nobody
// chose a picture of their own. internal/art draws them; a test holds the two lists together.
var Covers = []string{
	"window-desk", "kitchen-table", "moor-dawn", "harbour-rain", "city-bridge", "canal-bikes", "snow-street",
	"night-ride", "hills-switchback", "market-stall", "darkroom", "sea-ferry", "train-window", "rooftop-evening",
	"garden-shed", "mountain-lake", "fog-road", "cafe-corner", "workshop-bench", "contact-sheet",
	"remote-work", "photography", "cycling-to-work", "back-room", "staff-table", "abstract",
}

// CoverFocuses are the parts of a picture that can be kept in view where a cover is cut to its place; none is the middle.
var CoverFocuses = []string{"top", "bottom", "left", "right"}

// coverWidth is how wide a picture must be to lead a page: all of the sizes in CoverSizes exist from here on.
const coverWidth = 961

// CoverSizes are those of every picture that is a cover.
var CoverSizes = []string{"480", "960", "1600"}

var coverKey = regexp.MustCompile(`^([A-Za-z0-9_-]{22})(?:#([a-z]+))?$`)

// CoverPicture is the key of the upload that a cover is, and which part of it to keep in view: a cover is written as
// KEY or KEY#top. The key is empty for a scene of the picture set.
func CoverPicture(cover string) (key, focus string) {
	if slices.Contains(Covers, cover) {
		return "", ""
	}
	found := coverKey.FindStringSubmatch(cover)
	if found == nil || found[2] != "" && !slices.Contains(CoverFocuses, found[2]) {
		return "", ""
	}
	return found[1], found[2]
}

// MayCover reports whether the picture is large enough, and opaque, to lead a page.
func (p Picture) MayCover() bool { return p.Width >= coverWidth && !p.Clear }

// refuseCover says why a picture cannot be the cover of a story by this author, whose opening is in a post (0: not
// stored yet). A picture is seen as its post is, so one that another post shows cannot be lent.
func (s *Store) refuseCover(ctx context.Context, cover string, authorID, postID int64) error {
	key, _ := CoverPicture(cover)
	if key == "" {
		return nil
	}
	var list []Picture
	if err := s.list(ctx, &list, `SELECT * FROM pictures WHERE key = ? AND member_id = ? AND deleted_at IS NULL AND (post_id IS NULL OR post_id = ?)`, key, authorID, postID); err != nil {
		return fmt.Errorf("look up cover: %w", err)
	}
	switch {
	case len(list) == 0:
		return invalid("cover", "A cover is a picture that you sent and that nothing else shows. Send it again for this.")
	case !list[0].MayCover():
		return invalid("cover", "A cover needs at least %d pixels across, and nothing clear in it; this picture has %d. Send a larger one.", coverWidth, list[0].Width)
	}
	return nil
}

// storeTopicCover has a topic show a picture, and lets go of the one before: whoever sees the topic sees its cover.
// Invalid where the viewer cannot lend it.
func (s *Store) storeTopicCover(ctx context.Context, v Viewer, topicID int64, before, cover string) error {
	key, _ := CoverPicture(cover)
	if was, _ := CoverPicture(before); was == key {
		return nil
	}
	if _, err := s.exec(ctx, `UPDATE pictures SET topic_id = NULL, loose_since = CASE WHEN post_id IS NULL THEN CAST(? AS `+s.db.Dialect.Moment()+`) END WHERE topic_id = ?`, s.now(), topicID); err != nil {
		return fmt.Errorf("let go of the cover of topic %d: %w", topicID, err)
	}
	if key == "" {
		return nil
	}
	if err := s.refuseCover(ctx, cover, v.ID, 0); err != nil {
		return err
	}
	n, err := s.exec(ctx, `UPDATE pictures SET topic_id = ? WHERE key = ? AND member_id = ? AND post_id IS NULL AND topic_id IS NULL`, topicID, key, v.ID)
	if err == nil && n == 0 {
		return invalid("cover", "Another topic shows this picture. Send it again for this one.")
	}
	return wrap(err, "show the cover of topic %d", topicID)
}

// checkCover lets none, one of the scenes, or what may be an upload pass.
func (f fieldErrors) checkCover(cover string) string {
	if key, _ := CoverPicture(cover); key != "" {
		return cover
	}
	if cover != "" && !slices.Contains(Covers, cover) {
		f.add("cover", "Choose one of the covers, or none.")
		return ""
	}
	return cover
}
