package models

import (
	"context"
	"regexp"
	"strconv"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// HouseInput is a page of the house as an administrator wrote it. Version is that of the page it was made from.
type HouseInput struct {
	Body    string
	Changed string // what is different; needed from the second version on
	Asks    bool
	Version int64
}

const houseMax, houseChangedMax = 40000, 300

// gap is what a template leaves to be filled in.
var gap = regexp.MustCompile(`\[[a-z][^\]\n]{2,80}\](?:[^(\[:]|$)`)

// PublishHouse stores a new version of a page; for administrators. Whoever accepted the last one is asked again
// where the new one asks. Invalid while a gap of the template is still open; Conflict when Version is not the newest.
func (s *Store) PublishHouse(ctx context.Context, v Viewer, k HouseKind, in HouseInput) error {
	if !v.Administrator() {
		return forbidden("Only administrators change the community's pages.")
	}
	f := fieldErrors{}
	body := f.checkText("body", in.Body, "The page", 20, houseMax)
	changed := f.checkLine("changed", in.Changed, "What changed", 0, houseChangedMax)
	if open := gap.FindString(body); open != "" {
		f.add("body", "Fill in %s first.", open)
	}
	if len(markup.Quoted(body)) > 0 {
		f.add("body", "A page of the house quotes no post: its words would stay here after the post is gone. Link to the post, or say it in your own words.")
	}
	if in.Version > 0 && changed == "" {
		f.add("changed", "Say in a sentence what changed, so that nobody has to compare.")
	}
	if err := f.err(); err != nil {
		return err
	}
	doc, err := s.renderBody(ctx, spot{kind: KindStory, opening: true}, body)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who save at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.Administrator() {
			return forbidden("Only administrators change the community's pages.")
		}
		var newest int64
		if err := s.one(ctx, &newest, `SELECT COALESCE(MAX(version), 0) FROM house_pages WHERE kind = ?`, k); err != nil {
			return err
		}
		if in.Version != newest {
			return conflict("Somebody changed this page meanwhile.")
		}
		page := HousePage{
			Kind: k, Version: newest + 1, Body: body, HTML: doc.HTML.String(), Changed: changed,
			Asks: in.Asks && k.Binding(), AuthorID: &v.ID, CreatedAt: s.now(),
		}
		if err := s.write(ctx).Create(&page).Error; err != nil {
			return err
		}
		if page.Asks { // who writes a page accepts it
			if _, err := s.storeAcceptance(ctx, v.ID, page.ID, s.now()); err != nil {
				return err
			}
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "house.published", Kind: "house", ID: page.ID, Before: houseLine(k, newest), After: houseLine(k, page.Version), Reason: changed,
		})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "publish the page %s", k)
}

func houseLine(k HouseKind, version int64) string {
	if version == 0 {
		return ""
	}
	return string(k) + ", version " + strconv.FormatInt(version, 10)
}

// storeAcceptance records that a member accepted all that was asked for up to an id, and says which was the last.
func (s *Store) storeAcceptance(ctx context.Context, memberID, shown int64, at time.Time) (upTo int64, err error) {
	if err := s.one(ctx, &upTo, `SELECT COALESCE(MAX(id), 0) FROM house_pages WHERE asks AND id <= ?`, shown); err != nil || upTo == 0 {
		return 0, wrap(err, "find what a member accepts")
	}
	_, err = s.exec(ctx, `INSERT INTO acceptances (member_id, up_to, accepted_at) VALUES (?, ?, ?)
		ON CONFLICT (member_id, up_to) DO NOTHING`, memberID, upTo, at)
	if err != nil {
		return 0, wrap(err, "record what a member accepted")
	}
	_, err = s.exec(ctx, `UPDATE members SET accepted_house = ? WHERE id = ? AND accepted_house < ?`, upTo, memberID, upTo)
	return upTo, wrap(err, "mark what a member accepted")
}

// AcceptHouse records that the viewer accepts the pages as they were shown: up to a HouseAsks of the directory.
// What came since is asked for again.
func (s *Store) AcceptHouse(ctx context.Context, v Viewer, upTo int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	err := s.InTx(ctx, func(s *Store) error {
		_, err := s.storeAcceptance(ctx, v.ID, upTo, s.now())
		return err
	})
	return wrap(err, "accept the community's pages")
}

// HouseVersions lists the versions of a page, the newest first; NotFound where there is none. Anyone may read them.
func (s *Store) HouseVersions(ctx context.Context, k HouseKind) ([]HousePage, error) {
	var list []HousePage
	err := s.list(ctx, &list, `SELECT * FROM house_pages WHERE kind = ? ORDER BY version DESC LIMIT 200`, k)
	if err != nil {
		return nil, wrap(err, "list versions of %s", k)
	}
	if len(list) == 0 {
		return nil, notFound()
	}
	return list, nil
}

// HouseChanges are the versions that the viewer has not accepted, the oldest first.
func (s *Store) HouseChanges(ctx context.Context, v Viewer) ([]HousePage, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var list []HousePage
	err := s.list(ctx, &list, `SELECT * FROM house_pages WHERE id > ? AND asks ORDER BY id LIMIT 100`, v.AcceptedHouse)
	return list, wrap(err, "list what changed in the community's pages")
}

// readHouse puts the newest version of each page into the directory.
func (s *Store) readHouse(ctx context.Context, d *Directory) error {
	var pages []HousePage
	err := s.list(ctx, &pages, `SELECT h.* FROM house_pages h
		WHERE h.version = (SELECT MAX(n.version) FROM house_pages n WHERE n.kind = h.kind) ORDER BY h.id`)
	if err != nil {
		return wrap(err, "read the community's pages")
	}
	d.House = map[HouseKind]HousePage{}
	for _, p := range pages {
		d.House[p.Kind] = p
	}
	return wrap(s.one(ctx, &d.HouseAsks, `SELECT COALESCE(MAX(id), 0) FROM house_pages WHERE asks`), "read what is asked for")
}
