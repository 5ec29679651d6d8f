package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

const (
	seriesNameMin, seriesNameMax = 2, 80
	seriesPartsMost              = 100
	// seriesOffered bounds the names that a form proposes; any other can be typed.
	seriesOffered = 50
)

// Series is what several stories are called together. It is of whoever wrote its first part, and stays when it is empty:
// nobody sees it then.
type Series struct {
	ID        int64
	OwnerID   int64
	Name      string
	CreatedAt time.Time
}

// TableName keeps the word, which has no plural.
func (Series) TableName() string { return "series" }

// SeriesView is a series as somebody meets it in one of its parts.
type SeriesView struct {
	Series
	Parts []Thread // what the viewer may read of it, in order: what is out, and drafts of their own
	Place int      // of the part in which they meet it, among Parts, from 1
}

// SeriesInput is which series a story belongs to, and where.
type SeriesInput struct {
	Name string
	Part int64 // the place that it takes, from 1, the others move on; 0: the last, or where it is
}

// SeriesOf is the series of a story that the caller got from Thread; nil where it is in none.
func (s *Store) SeriesOf(ctx context.Context, v Viewer, th Thread) (*SeriesView, error) {
	if th.Kind != KindStory {
		return nil, nil
	}
	var rows []struct {
		Series Series `gorm:"embedded;embeddedPrefix:in_"`
		Thread `gorm:"embedded"`
	}
	err := s.list(ctx, &rows, `SELECT s.id AS in_id, s.owner_id AS in_owner_id, s.name AS in_name, s.created_at AS in_created_at, t.*
		FROM series_parts m
		JOIN series s ON s.id = m.series_id
		JOIN series_parts x ON x.series_id = m.series_id
		JOIN threads t ON t.id = x.thread_id
		JOIN topics o ON o.id = t.topic_id
		WHERE m.thread_id = ? AND (t.id = m.thread_id OR `+seenPart+`)
		ORDER BY x.place, t.id`, th.ID, v.Visibilities(), v.ID)
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "read the series of story %d", th.ID)
	}
	view := &SeriesView{Series: rows[0].Series}
	for i, r := range rows {
		view.Parts = append(view.Parts, r.Thread)
		if r.ID == th.ID {
			view.Place = i + 1
		}
	}
	return view, nil
}

// seenPart holds for a part that its viewer may read; its parameters are the visibilities and the viewer.
const seenPart = `(o.visibility IN ? AND (t.status = 'published' OR (t.author_id = ? AND t.status IN ('draft', 'scheduled'))))`

// SeriesNames are the names that a form proposes for the story, to whoever may say which series it belongs to: those of
// the viewer's own, and for staff any of which something is out.
func (s *Store) SeriesNames(ctx context.Context, v Viewer) (names []string, err error) {
	err = s.list(ctx, &names, `SELECT DISTINCT s.name FROM series s
		JOIN series_parts x ON x.series_id = s.id
		JOIN threads t ON t.id = x.thread_id
		JOIN topics o ON o.id = t.topic_id
		WHERE (s.owner_id = ? OR CAST(? AS BOOLEAN)) AND `+seenPart+`
		ORDER BY s.name LIMIT ?`, v.ID, v.Staff(), v.Visibilities(), v.ID, seriesOffered)
	return names, wrap(err, "list names of series")
}

// SetSeries puts a story into a series at a place; by its author within series of their own, and by staff, on record. A
// name that is new begins a series of its author's. Invalid; Conflict when the series is full.
func (s *Store) SetSeries(ctx context.Context, v Viewer, id int64, in SeriesInput) error {
	f := fieldErrors{}
	in.Name = f.checkLine("series", in.Name, "The name of the series", seriesNameMin, seriesNameMax)
	if in.Part < 0 || in.Part > seriesPartsMost {
		f.add("part", "Give a place from 1 to %d, or none for the last.", seriesPartsMost)
	}
	err := s.changeSeries(ctx, v, id, in.Name, func(s *Store, th Thread, was *SeriesView) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		if was != nil && was.Name == in.Name && was.OwnerID != v.ID && !v.Staff() { // the staff put it there
			if in.Part != 0 && in.Part != int64(was.Place) {
				return false, invalid("part", "The staff put your story into this series, and give it its place. You can take it out.")
			}
			return false, nil
		}
		to, err := s.seriesNamed(ctx, v, th, was, in.Name)
		if err != nil {
			return false, err
		}
		return s.placePart(ctx, v, th, to, in.Part)
	})
	return wrap(err, "set the series of story %d", id)
}

// LeaveSeries takes a story out of the series that it is in; by its author and staff. In none it changes nothing.
func (s *Store) LeaveSeries(ctx context.Context, v Viewer, id int64) error {
	err := s.changeSeries(ctx, v, id, "", func(s *Store, _ Thread, _ *SeriesView) (bool, error) {
		n, err := s.exec(ctx, `DELETE FROM series_parts WHERE thread_id = ?`, id)
		return n > 0, err
	})
	return wrap(err, "take story %d out of its series", id)
}

// changeSeries runs one change of where a story belongs, on record where another than its author makes it.
func (s *Store) changeSeries(ctx context.Context, v Viewer, id int64, to string, change func(s *Store, th Thread, was *SeriesView) (bool, error)) error {
	return s.changeThread(ctx, v, id, func(h held) bool { return v.CanSetSeries(h.Thread, h.Topic) }, func(s *Store, h held) (bool, error) {
		was, err := s.SeriesOf(ctx, v, h.Thread)
		if err != nil {
			return false, err
		}
		changed, err := change(s, h.Thread, was)
		if err != nil || !changed || v.ID == h.AuthorID {
			return changed, err
		}
		entry := auditEntry{Action: "story.series", Kind: "thread", ID: id, After: to}
		if was != nil {
			entry.Before = was.Name
		}
		return true, s.audit(ctx, v, entry)
	})
}

// seriesNamed is the series that a name means for the story, locked: the one it is in, its author's, the viewer's or, for
// staff, any of which something is out. Where there is none it is begun.
func (s *Store) seriesNamed(ctx context.Context, v Viewer, th Thread, was *SeriesView, name string) (Series, error) {
	var stays int64
	if was != nil {
		stays = was.ID
	}
	var found []Series
	err := s.list(ctx, &found, `SELECT s.* FROM series s
		WHERE s.name = ? AND (s.owner_id IN ? OR s.id = ? OR (CAST(? AS BOOLEAN) AND EXISTS (
			SELECT 1 FROM series_parts x JOIN threads t ON t.id = x.thread_id WHERE x.series_id = s.id AND t.status = 'published')))
		ORDER BY CASE WHEN s.id = ? THEN 0 WHEN s.owner_id = ? THEN 1 WHEN s.owner_id = ? THEN 2 ELSE 3 END, s.id
		LIMIT 1`+s.db.Dialect.ForUpdate(), name, []int64{v.ID, th.AuthorID}, stays, v.Staff(), stays, th.AuthorID, v.ID)
	if err != nil {
		return Series{}, fmt.Errorf("look for the series: %w", err)
	}
	if len(found) > 0 {
		return found[0], nil
	}
	begun := Series{OwnerID: th.AuthorID, Name: name, CreatedAt: s.now()}
	return begun, wrap(s.write(ctx).Create(&begun).Error, "begin a series")
}

// placePart gives the story its place in a locked series, and the others theirs around it. A place counts what the viewer
// sees.
func (s *Store) placePart(ctx context.Context, v Viewer, th Thread, to Series, part int64) (changed bool, err error) {
	var rows []struct {
		ThreadID int64
		Seen     bool
	}
	err = s.list(ctx, &rows, `SELECT x.thread_id, `+seenPart+` AS seen FROM series_parts x
		JOIN threads t ON t.id = x.thread_id
		JOIN topics o ON o.id = t.topic_id
		WHERE x.series_id = ? ORDER BY x.place, x.thread_id`, v.Visibilities(), v.ID, to.ID)
	if err != nil {
		return false, fmt.Errorf("list parts: %w", err)
	}
	var before, after []int64
	place, seen := -1, int64(0)
	for _, r := range rows {
		before = append(before, r.ThreadID)
		if r.ThreadID == th.ID {
			continue
		}
		if seen+1 == part && place < 0 {
			place = len(after)
		}
		after = append(after, r.ThreadID)
		if r.Seen {
			seen++
		}
	}
	if place < 0 {
		place = len(after)
	}
	if len(after) >= seriesPartsMost {
		return false, conflict("This series has %d parts, which is as many as one holds. Begin another.", len(after))
	}
	there := slices.Index(before, th.ID)
	if part == 0 && there >= 0 {
		return false, nil
	}
	if after = slices.Insert(after, place, th.ID); slices.Equal(before, after) {
		return false, nil
	}
	if _, err := s.exec(ctx, `DELETE FROM series_parts WHERE thread_id = ?`, th.ID); err != nil {
		return false, err
	}
	if _, err := s.exec(ctx, `INSERT INTO series_parts (thread_id, series_id, place) VALUES (?, ?, ?)`, th.ID, to.ID, place+1); err != nil {
		return false, fmt.Errorf("add part: %w", err)
	}
	for i, id := range after {
		if _, err := s.exec(ctx, `UPDATE series_parts SET place = ? WHERE thread_id = ? AND place <> ?`, i+1, id, i+1); err != nil {
			return false, fmt.Errorf("place part: %w", err)
		}
	}
	return true, nil
}
