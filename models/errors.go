package models

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/commonthread/commonthread/internal/database"
)

// ErrorKind says what sort of refusal an Error is; each surface maps it to its own status.
type ErrorKind string

const (
	Invalid         ErrorKind = "invalid"         // breaks a rule; Fields say where
	Unauthenticated ErrorKind = "unauthenticated" // needs an account
	Forbidden       ErrorKind = "forbidden"       // seen, but not allowed
	NotFound        ErrorKind = "not_found"       // absent, or not visible to the viewer: the same on purpose
	Gone            ErrorKind = "gone"            // removed; Message may say why
	Conflict        ErrorKind = "conflict"        // somebody else changed it first
	TooMany         ErrorKind = "too_many"        // over a limit; RetryAfter says when to come back
	Unavailable     ErrorKind = "unavailable"     // the database is away or too slow
	Held            ErrorKind = "held"            // taken, but a moderator looks at it first; see HeldBy
	Full            ErrorKind = "full"            // the disk is full
	Internal        ErrorKind = "internal"        // anything else
)

// Error is a refusal with a sentence for the person who caused it. Cause is for the log alone.
type Error struct {
	Kind       ErrorKind
	Message    string
	Fields     map[string]string // field name -> what to do about it
	RetryAfter time.Duration
	Cause      error
}

func (e *Error) Error() string {
	parts := []string{string(e.Kind)}
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	for _, f := range slices.Sorted(maps.Keys(e.Fields)) {
		parts = append(parts, f+": "+e.Fields[f])
	}
	if e.Cause != nil {
		parts = append(parts, e.Cause.Error())
	}
	return strings.Join(parts, ": ")
}

func (e *Error) Unwrap() error { return e.Cause }

// KindOf classifies any error; what is not an Error is classified by its cause, Internal by default.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return NotFound
	case database.Full(err):
		return Full
	case database.Unavailable(err):
		return Unavailable
	}
	return Internal
}

// AsError returns the Error in the chain, or a new one of the kind KindOf finds.
func AsError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: KindOf(err), Cause: err}
}

func notFound() error { return &Error{Kind: NotFound} }

func forbidden(format string, args ...any) error {
	return &Error{Kind: Forbidden, Message: fmt.Sprintf(format, args...)}
}

// orNotFound is what went wrong while rows were read, and that there is none where nothing did.
func orNotFound(err error) error {
	if err == nil {
		return notFound()
	}
	return err
}

func gone(format string, args ...any) error {
	return &Error{Kind: Gone, Message: fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &Error{Kind: Conflict, Message: fmt.Sprintf(format, args...)}
}

func invalid(field, format string, args ...any) error {
	return &Error{Kind: Invalid, Fields: map[string]string{field: fmt.Sprintf(format, args...)}}
}

func tooMany(after time.Duration, format string, args ...any) error {
	return &Error{Kind: TooMany, RetryAfter: after, Message: fmt.Sprintf(format, args...)}
}

func unauthenticated() error {
	return &Error{Kind: Unauthenticated, Message: "Sign in to do this."}
}

// fieldErrors collects what is wrong with each field of an input; err is nil when nothing is.
type fieldErrors map[string]string

func (f fieldErrors) add(field, format string, args ...any) {
	if _, told := f[field]; !told {
		f[field] = fmt.Sprintf(format, args...)
	}
}

func (f fieldErrors) err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Fields: f}
}
