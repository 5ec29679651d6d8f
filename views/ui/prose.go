package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"github.com/commonthread/commonthread/internal/markup"
)

// HTML is markup that the sanitiser let through; nothing else can be one.
type HTML = markup.HTML

// raw sends safe markup as it is.
func raw(h HTML) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, h.String())
		return err
	})
}
