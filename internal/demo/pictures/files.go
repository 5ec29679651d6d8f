package pictures

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/singleflight"

	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/models"
)

// Files are a store in which the demonstration's pictures are found in all their sizes, though nobody sent them:
// they are made when one is first asked for.
type Files struct {
	blob.Store
	maker  *media.Maker
	making singleflight.Group
}

// In keeps the pictures in a store.
func In(store blob.Store) *Files { return &Files{Store: store, maker: media.NewMaker()} }

// Open is the store's, after the picture's sizes have been made where they were missing.
func (f *Files) Open(ctx context.Context, name string) (blob.File, blob.Info, error) {
	file, info, err := f.Store.Open(ctx, name)
	if !errors.Is(err, blob.ErrNotFound) {
		return file, info, err
	}
	all, listErr := All()
	if listErr != nil {
		return nil, blob.Info{}, listErr
	}
	made := f.draw
	i := slices.IndexFunc(all, func(p Picture) bool { return strings.Contains(name, "/"+p.Hash+"/") })
	if i < 0 {
		made = f.drawFace
		i = slices.IndexFunc(all, func(p Picture) bool { return strings.Contains(name, "/"+p.FaceHash()+"/") })
	}
	if i < 0 {
		return nil, blob.Info{}, err
	}
	if err := made(ctx, all[i]); err != nil {
		return nil, blob.Info{}, err
	}
	return f.Store.Open(ctx, name)
}

// drawFace makes the files of the face that is cut out of a picture.
func (f *Files) drawFace(ctx context.Context, p Picture) error {
	_, err, _ := f.making.Do("the face of "+p.Name, func() (any, error) {
		ctx := context.WithoutCancel(ctx)
		sent, err := p.File()
		if err != nil {
			return nil, err
		}
		drawn, err := f.maker.Face(ctx, bytes.NewReader(sent), media.Square(FaceCrop))
		if err != nil {
			return nil, err
		}
		for _, one := range drawn {
			if err := f.Put(ctx, models.FaceName(p.FaceHash(), one.Size), bytes.NewReader(one.Bytes), int64(len(one.Bytes)), one.Type); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("cut the demonstration's face %s: %w", p.Name, err)
	}
	return nil
}

// draw makes all sizes of a picture, once however many ask. Who asked first may go away: the others still wait.
func (f *Files) draw(ctx context.Context, p Picture) error {
	_, err, _ := f.making.Do(p.Name, func() (any, error) {
		ctx := context.WithoutCancel(ctx)
		sent, err := p.File()
		if err != nil {
			return nil, err
		}
		file := bytes.NewReader(sent)
		header, err := media.Inspect(file)
		if err != nil {
			return nil, err
		}
		drawn, err := f.maker.Make(ctx, file, header)
		if err != nil {
			return nil, err
		}
		for _, one := range drawn.Files {
			if err := f.Put(ctx, p.StoredName(one.Size), bytes.NewReader(one.Bytes), int64(len(one.Bytes)), one.Type); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("draw the demonstration's picture %s: %w", p.Name, err)
	}
	return nil
}

// Warm makes every size of every picture, until ctx ends: who looks at the front page should not wait for a brush.
func (f *Files) Warm(ctx context.Context) error {
	all, err := All()
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("warm the demonstration's pictures: %w", err)
		}
		file, _, err := f.Open(ctx, p.smallest())
		if err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return fmt.Errorf("warm the demonstration's pictures: %w", err)
		}
	}
	return nil
}
