package models

import (
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/media/size"
)

// Picture is what a member sent, drawn anew. Its files are kept under the hash of what was sent; its key is for
// addresses, and cannot be guessed.
type Picture struct {
	ID            int64
	Key           string
	MemberID      int64
	PostID        *int64 // the post it is in; nil: in none yet, and its author alone sees it
	TopicID       *int64 // the topic whose front it leads
	Hash          string
	Width, Height int
	Clear         bool   // not opaque everywhere: its fallback is a PNG
	Colour        string // "#a1b2c3", to stand in its place until it is there
	Camera        string // what the camera noted, for the author to keep or leave out
	CreatedAt     time.Time
	PictureWords
	Told       bool       // the author said what is to be known of it
	Position   int64      // among the pictures of its post
	DeletedAt  *time.Time // by its author
	LooseSince *time.Time // from when on no post shows it; nil: one does
}

// Sizes are the files of the picture.
func (p Picture) Sizes() []size.Size { return size.Of(p.Width, p.Height, p.Clear) }

// StoredName is where a size is kept.
func (p Picture) StoredName(one size.Size) string { return storedName(p.Hash, one.Name) }

func storedName(hash, size string) string {
	return fmt.Sprintf("pictures/%s/%s/%s", hash[:2], hash, size)
}

// StoredName is where a size is to be kept.
func (in PictureInput) StoredName(one size.Size) string { return storedName(in.Hash, one.Name) }

// PictureInput is a file that was judged and drawn.
type PictureInput struct {
	Hash          string // SHA-256 of the file as sent, in hex
	Width, Height int
	Clear         bool
	Colour        string
	Camera        string // what the camera noted, in words
	// CameraName, Lens and Exposure are the same, apart, for the author to confirm.
	CameraName, Lens, Exposure string
}

const (
	// PicturesPerPost is how many pictures one post may show. A story may show as many as fit its length.
	PicturesPerPost = 20
	picturesPerDay  = 200
	newcomersPerDay = 20

	// looseFor is how long a picture that no post shows is kept, and goneFor one whose post was deleted.
	looseFor = 7 * 24 * time.Hour
	goneFor  = OwnRestore + 24*time.Hour
	// claimFor is how long drawing and writing may take before what nobody owns is swept.
	claimFor = 24 * time.Hour
)
