package demo

import (
	"regexp"
	"slices"

	"github.com/commonthread/commonthread/internal/demo/pictures"
	"github.com/commonthread/commonthread/models"
)

// pictureName is how a script shows a picture: ![words](picture:NAME "caption").
var pictureName = regexp.MustCompile(`\]\(picture:([a-z-]+)`)

// sent is who sent which picture.
type sent struct{ handle, name string }

// illustrated has the author send the pictures that a text names, each once, and writes their addresses in its place.
func (l *loader) illustrated(v models.Viewer, body string) (string, error) {
	var err error
	body = pictureName.ReplaceAllStringFunc(body, func(found string) string {
		name := pictureName.FindStringSubmatch(found)[1]
		key, sendErr := l.send(v, name)
		if sendErr != nil {
			err = sendErr
		}
		return "](/uploads/" + key
	})
	return body, err
}

// send is the verbs that an upload ends with; the files themselves are made when they are asked for (pictures.In).
func (l *loader) send(v models.Viewer, name string) (key string, err error) {
	if key, ok := l.pictures[sent{v.Handle, name}]; ok {
		return key, nil
	}
	p, err := pictures.Named(name)
	if err != nil {
		return "", err
	}
	if err := l.store.ClaimPictureFile(l.ctx, p.Hash); err != nil {
		return "", err
	}
	added, err := l.store.AddPicture(l.ctx, v, p.PictureInput)
	if err != nil {
		return "", err
	}
	l.pictures[sent{v.Handle, name}] = added.Key
	return added.Key, nil
}

// ownFace has those show a painted portrait who sat for one; the others keep their drawn faces.
func (l *loader) ownFace(handle string) error {
	all, err := pictures.All()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p pictures.Picture) bool { return p.Name == "portrait-"+handle })
	if i < 0 {
		return nil
	}
	v, err := l.store.ViewerByHandle(l.ctx, handle)
	if err != nil {
		return err
	}
	key, err := l.send(v, all[i].Name)
	if err != nil {
		return err
	}
	if err := l.store.ClaimPictureFile(l.ctx, all[i].FaceHash()); err != nil {
		return err
	}
	_, err = l.store.SetFace(l.ctx, v, key, pictures.FaceCrop)
	return err
}
