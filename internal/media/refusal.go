package media

import (
	"fmt"

	"github.com/commonthread/commonthread/internal/media/size"
)

// Cause is why a file is not taken. Each has an answer of its own over HTTP.
type Cause int

const (
	// WrongType is a file of no kind that is taken, whatever its name says.
	WrongType Cause = iota + 1
	// TooLarge is over a limit in bytes or pixels.
	TooLarge
	// Broken is a file that ends early or contradicts itself.
	Broken
)

// Refusal tells the sender what is wrong with a file, which limit it met, and what helps.
type Refusal struct {
	Cause Cause
	// Message is for the person who sent the file; the file's name is the caller's to add.
	Message string
	err     error
}

func (r *Refusal) Error() string {
	if r.err != nil {
		return r.Message + " (" + r.err.Error() + ")"
	}
	return r.Message
}

func (r *Refusal) Unwrap() error { return r.err }

// drawing is a file that may hold scripts, and lines where pictures have pixels.
const drawing = "an SVG drawing"

func wrongType(found string) error {
	if found == "" {
		found = "something else"
	}
	as := "JPEG"
	if found == drawing {
		as = "PNG, which keeps clear parts clear,"
	}
	return &Refusal{Cause: WrongType, Message: fmt.Sprintf("This is %s. Pictures are JPEG, PNG, WebP or GIF; save it as %s and send it again.", found, as)}
}

func broken(err error) error {
	return &Refusal{Cause: Broken, err: err, Message: "This picture ends early or is damaged. Open it, save it again, and send that."}
}

func tooManyPixels(w, h int) error {
	return &Refusal{Cause: TooLarge, Message: fmt.Sprintf(
		"This picture is %d by %d pixels. The limit is %d million pixels and %d on a side; make it smaller and send it again.",
		w, h, MaxPixels/1_000_000, MaxSide)}
}

func tooHeavy() error {
	return &Refusal{Cause: TooLarge, Message: "This picture takes more memory to open than is allowed here. Save it as a plain JPEG of at most 24 million pixels and send it again."}
}

// TooManyBytes is the refusal of a file over MaxBytes.
func TooManyBytes() error {
	return &Refusal{Cause: TooLarge, Message: size.TooLarge}
}

// CutShort is the refusal of a file whose sending broke off.
func CutShort(err error) error {
	return &Refusal{Cause: Broken, err: err, Message: "This file did not arrive whole. Send it again."}
}
