package models

import (
	"context"
	"fmt"

	"github.com/commonthread/commonthread/internal/media/size"
)

const sweepAtOnce = 100

// notElsewhere is true of a picture i that is neither a face nor a topic's cover.
const notElsewhere = `i.topic_id IS NULL AND NOT EXISTS (SELECT 1 FROM faces f WHERE f.picture_id = i.id)`

// notAppealable is true of a picture that no face was cut from which moderators took away: that may come back.
const notAppealable = `NOT EXISTS (SELECT 1 FROM removed_faces v WHERE v.picture_id = i.id)`

// SweepPictures deletes pictures that no post shows and no draft holds, those of posts deleted for good, and then the
// files that are nobody's any more: remove is called with the name of each. It ends when nothing is left; called
// again after a crash it goes on.
func (s *Store) SweepPictures(ctx context.Context, remove func(ctx context.Context, name string) error) error {
	if err := s.sweepLoose(ctx); err != nil {
		return err
	}
	now := s.now()
	if _, err := s.execAlone(ctx, `DELETE FROM pictures AS i WHERE i.deleted_at <= ? AND i.post_id IS NULL AND `+notElsewhere, now.Add(-undoDeletion)); err != nil {
		return fmt.Errorf("sweep deleted pictures: %w", err)
	}
	_, err := s.execAlone(ctx, `DELETE FROM pictures AS i WHERE `+notElsewhere+` AND i.post_id IN (
		SELECT p.id FROM posts p WHERE p.id = i.post_id AND p.status = 'deleted' AND p.removed_at <= ?)`, now.Add(-goneFor))
	if err != nil {
		return fmt.Errorf("sweep pictures of deleted posts: %w", err)
	}
	for {
		hashes, err := s.doomPictureFiles(ctx)
		if err != nil || len(hashes) == 0 {
			return err
		}
		for _, hash := range hashes {
			if err := s.removePictureFiles(ctx, hash, remove); err != nil {
				return err
			}
		}
	}
}

// sweepLoose looks into drafts and what is held: a text may wait for months, and its pictures with it.
func (s *Store) sweepLoose(ctx context.Context) error {
	var loose []Picture
	after := int64(0)
	for {
		err := s.list(ctx, &loose, `SELECT * FROM pictures WHERE post_id IS NULL AND loose_since <= ? AND id > ? ORDER BY id LIMIT ?`,
			s.now().Add(-looseFor), after, sweepAtOnce)
		if err != nil {
			return fmt.Errorf("find loose pictures: %w", err)
		}
		if len(loose) == 0 {
			return nil
		}
		for _, p := range loose {
			after = p.ID
			_, err := s.execAlone(ctx, `DELETE FROM pictures AS i WHERE i.id = ? AND i.post_id IS NULL AND `+notElsewhere+` AND `+notAppealable+` AND NOT `+inHeld+`
				AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.member_id = i.member_id AND d.deleted_at IS NULL
					AND (d.body LIKE '%/uploads/' || i.key || '%' OR d.cover LIKE i.key || '%'))`, p.ID)
			if err != nil {
				return fmt.Errorf("sweep picture %d: %w", p.ID, err)
			}
		}
		loose = nil
	}
}

func (s *Store) execAlone(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		n, err = s.exec(ctx, query, args...)
		return err
	})
	return n, err
}

// doomPictureFiles takes files that are nobody's out of use, so that they can be deleted outside of a transaction.
func (s *Store) doomPictureFiles(ctx context.Context) ([]string, error) {
	var hashes []string
	err := s.InTx(ctx, func(s *Store) error {
		err := s.write(ctx).Raw(`UPDATE picture_files SET doomed = TRUE WHERE hash IN (
			SELECT f.hash FROM picture_files f WHERE (f.doomed OR f.claimed_at <= ?)
				AND NOT EXISTS (SELECT 1 FROM pictures i WHERE i.hash = f.hash)
				AND NOT EXISTS (SELECT 1 FROM faces c WHERE c.hash = f.hash)
				AND NOT EXISTS (SELECT 1 FROM removed_faces v WHERE v.hash = f.hash)
				AND NOT EXISTS (SELECT 1 FROM looks l WHERE f.hash IN (l.logo, l.logo_dark, l.icon)) ORDER BY f.hash LIMIT ?)
			RETURNING hash`, s.now().Add(-claimFor), sweepAtOnce).Scan(&hashes).Error
		if err != nil {
			return fmt.Errorf("doom pictures' files: %w", err)
		}
		return nil
	})
	return hashes, err
}

func (s *Store) removePictureFiles(ctx context.Context, hash string, remove func(ctx context.Context, name string) error) error {
	for _, name := range size.Names() {
		if err := remove(ctx, storedName(hash, name)); err != nil {
			return fmt.Errorf("delete the files of a picture: %w", err)
		}
	}
	if _, err := s.execAlone(ctx, `DELETE FROM picture_files WHERE hash = ? AND doomed`, hash); err != nil {
		return fmt.Errorf("forget the files of a picture: %w", err)
	}
	return nil
}
