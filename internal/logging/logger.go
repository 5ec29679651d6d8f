package logging

import (
	"io"
	"log/slog"
	"os"
	"time"

	"golang.org/x/term"
)

// Options say how to log. The zero value logs JSON from level info.
type Options struct {
	Level   slog.Level
	Text    bool     // for people; JSON otherwise
	Secrets []string // masked wherever they turn up, if at least minSecret long
}

// New returns a logger that writes to w, one line a record.
func New(w io.Writer, o Options) *slog.Logger {
	mask := newMask(o.Secrets)
	handler := &slog.HandlerOptions{
		Level: o.Level,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if _, ok := a.Value.Any().(slog.Level); ok {
				return a
			}
			if a.Value.Kind() == slog.KindTime {
				return slog.String(a.Key, a.Value.Time().UTC().Format(time.RFC3339Nano))
			}
			return mask.attr(a)
		},
	}
	if o.Text {
		return slog.New(slog.NewTextHandler(w, handler))
	}
	return slog.New(slog.NewJSONHandler(w, handler))
}

// Terminal reports whether a person reads what is written to w.
func Terminal(w any) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
