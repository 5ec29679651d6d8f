package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Licence is what others may do with a picture, as its author chose.
type Licence string

const (
	AllRightsReserved Licence = "all-rights-reserved"
	licenceBY         Licence = "cc-by"
	licenceBYSA       Licence = "cc-by-sa"
	licenceBYNC       Licence = "cc-by-nc"
	licenceZero       Licence = "cc0"
)

// Licences lists every licence, the default first.
var Licences = []Licence{AllRightsReserved, licenceBY, licenceBYSA, licenceBYNC, licenceZero}

// Name is the licence as people write it.
func (l Licence) Name() string {
	return map[Licence]string{
		AllRightsReserved: "All rights reserved", licenceBY: "CC BY 4.0", licenceBYSA: "CC BY-SA 4.0", licenceBYNC: "CC BY-NC 4.0", licenceZero: "CC0, no rights reserved",
	}[l]
}

// PictureWords are what an author says of a picture beside what it shows.
type PictureWords struct {
	Alt        string // what it shows, for those who do not see it
	Caption    string
	Credit     string // whose it is, where not its sender's
	Licence    Licence
	CameraName string
	Lens       string
	Exposure   string
}

const (
	pictureAltMax     = 300
	pictureCaptionMax = 500
	pictureNoteMax    = 80
	// undoDeletion is how long a deleted picture can be had back.
	undoDeletion = time.Hour
)

// Notes is what stands under the picture beside its caption; empty until its author has told.
func (p Picture) Notes() string {
	if !p.Told {
		return ""
	}
	var notes []string
	for _, note := range []string{p.Credit, p.Licence.Name(), p.CameraName, p.Lens, p.Exposure} {
		if note != "" {
			notes = append(notes, note)
		}
	}
	return strings.Join(notes, " · ")
}

// TellPicture stores what the viewer says of their picture, or a moderator, on record, of one that a post shows: a wrong
// credit, say. A post that shows it is drawn again, with one event.
// What it shows and its caption stand in the text of a post, and are changed there. The same words again change
// nothing but a post that was not drawn again the first time. Invalid, NotFound; Unauthenticated for a reader.
func (s *Store) TellPicture(ctx context.Context, v Viewer, key string, in PictureWords) (Picture, error) {
	if !v.SignedIn() {
		return Picture{}, unauthenticated()
	}
	f := fieldErrors{}
	in.Alt = f.checkLine("alt", in.Alt, "What it shows", 0, pictureAltMax)
	in.Caption = f.checkLine("caption", in.Caption, "The caption", 0, pictureCaptionMax)
	in.Credit = f.checkLine("credit", in.Credit, "The credit", 0, pictureNoteMax)
	in.CameraName = f.checkLine("camera_name", in.CameraName, "The camera", 0, pictureNoteMax)
	in.Lens = f.checkLine("lens", in.Lens, "The lens", 0, pictureNoteMax)
	in.Exposure = f.checkLine("exposure", in.Exposure, "The exposure", 0, pictureNoteMax)
	if in.Licence == "" {
		in.Licence = AllRightsReserved
	}
	if !slices.Contains(Licences, in.Licence) {
		f.add("licence", "Choose one of the licences.")
	}
	if err := f.err(); err != nil {
		return Picture{}, err
	}
	var p Picture
	err := s.InTx(ctx, func(s *Store) error {
		var err error
		if p, err = s.holdPictureToTell(ctx, v, key); err != nil {
			return err
		}
		if p.PostID != nil {
			in.Alt, in.Caption = p.Alt, p.Caption
		}
		if p.Told && p.PictureWords == in {
			return nil
		}
		if p.MemberID != v.ID {
			err := s.audit(ctx, v, auditEntry{Action: "picture.told", Kind: "post", ID: *p.PostID, Before: p.line(), After: in.line()})
			if err != nil {
				return err
			}
		}
		p.PictureWords, p.Told = in, true
		_, err = s.exec(ctx, `UPDATE pictures SET alt = ?, caption = ?, credit = ?, licence = ?, camera_name = ?, lens = ?, exposure = ?, told = TRUE WHERE id = ?`,
			in.Alt, in.Caption, in.Credit, in.Licence, in.CameraName, in.Lens, in.Exposure, p.ID)
		return wrap(err, "store the words of picture %d", p.ID)
	})
	if err != nil {
		return Picture{}, fmt.Errorf("tell of a picture: %w", err)
	}
	if p.PostID == nil {
		return p, nil
	}
	return p, s.redrawPost(ctx, *p.PostID)
}

// line is what is told of a picture, for the audit log.
func (w PictureWords) line() string { return Picture{PictureWords: w, Told: true}.Notes() }

// mayTell finds a picture that the viewer may say something of: their own, and for moderators what a post shows.
const mayTell = `SELECT * FROM pictures WHERE key = ? AND deleted_at IS NULL AND (member_id = ? OR (post_id IS NOT NULL AND CAST(? AS BOOLEAN)))`

func (s *Store) holdPictureToTell(ctx context.Context, v Viewer, key string) (Picture, error) {
	var p Picture
	err := s.one(ctx, &p, mayTell+s.db.Dialect.ForUpdate(), key, v.ID, v.Moderator())
	return p, wrap(err, "hold a picture")
}

// PictureToTell finds a picture that TellPicture would take words for. NotFound.
func (s *Store) PictureToTell(ctx context.Context, v Viewer, key string) (Picture, error) {
	var p Picture
	err := s.one(ctx, &p, mayTell, key, v.ID, v.Moderator())
	return p, wrap(err, "find a picture to tell of")
}

func (s *Store) holdOwnPicture(ctx context.Context, v Viewer, key string) (Picture, error) {
	var p Picture
	err := s.one(ctx, &p, `SELECT * FROM pictures WHERE key = ? AND member_id = ?`+s.db.Dialect.ForUpdate(), key, v.ID)
	return p, wrap(err, "hold a picture")
}

// DeletePicture takes away a picture that nothing shows; RestorePicture has it back for an hour. The same again changes
// nothing. Conflict while something shows it; NotFound.
func (s *Store) DeletePicture(ctx context.Context, v Viewer, key string) error {
	return s.InTx(ctx, func(s *Store) error {
		p, err := s.holdOwnPicture(ctx, v, key)
		if err != nil {
			return err
		}
		var face bool
		if err := s.one(ctx, &face, `SELECT COUNT(*) > 0 FROM faces WHERE picture_id = ?`, p.ID); err != nil {
			return fmt.Errorf("look for a face: %w", err)
		}
		switch {
		case p.DeletedAt != nil:
			return nil
		case p.PostID != nil:
			return conflict("A post shows this picture. Take it out of the post first.")
		case p.TopicID != nil:
			return conflict("This picture leads a topic’s front. Choose another cover there first.")
		case face:
			return conflict("This picture is your face. Choose another face first.")
		}
		_, err = s.exec(ctx, `UPDATE pictures SET deleted_at = ? WHERE id = ?`, s.now(), p.ID)
		return wrap(err, "delete picture %d", p.ID)
	})
}

// RestorePicture takes a deletion back. NotFound once its hour is over.
func (s *Store) RestorePicture(ctx context.Context, v Viewer, key string) error {
	return s.InTx(ctx, func(s *Store) error {
		p, err := s.holdOwnPicture(ctx, v, key)
		if err != nil {
			return err
		}
		if p.DeletedAt != nil && !s.now().Before(p.DeletedAt.Add(undoDeletion)) {
			return notFound()
		}
		_, err = s.exec(ctx, `UPDATE pictures SET deleted_at = NULL WHERE id = ?`, p.ID)
		return wrap(err, "restore picture %d", p.ID)
	})
}

// OwnPictures are a page of the viewer's own pictures, the newest first, and how many there are.
func (s *Store) OwnPictures(ctx context.Context, v Viewer, page, perPage int) ([]Picture, int64, error) {
	if !v.SignedIn() {
		return nil, 0, unauthenticated()
	}
	var n int64
	if err := s.one(ctx, &n, `SELECT COUNT(*) FROM pictures WHERE member_id = ? AND deleted_at IS NULL`, v.ID); err != nil {
		return nil, 0, fmt.Errorf("count own pictures: %w", err)
	}
	var list []Picture
	err := s.list(ctx, &list, `SELECT * FROM pictures WHERE member_id = ? AND deleted_at IS NULL
		ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?`, v.ID, perPage, (page-1)*perPage)
	return list, n, wrap(err, "list own pictures")
}
