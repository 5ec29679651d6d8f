package main

import (
	"image"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/media"
)

// Strangers' files are decoded by the program itself, started anew, which knows no secret of the server's.
func TestNewMaker_drawsInAProcessWithoutSecrets(t *testing.T) {
	for _, setting := range drawEnviron {
		if strings.HasPrefix(setting, "COMMONTHREAD_") {
			t.Errorf("it is told %s", setting)
		}
	}
	before := drawEnviron
	self, drawEnviron = thisProgram(), append(slices.Clone(drawEnviron), asProgram+"=1")
	t.Cleanup(func() { self, drawEnviron = "", before })
	var log strings.Builder
	maker := newMaker(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(maker.Close)

	file, err := os.Create(filepath.Join(t.TempDir(), "sent.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	header, err := media.Inspect(file)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := maker.Make(t.Context(), file, header)
	if err != nil || drawn.Width != 60 || len(drawn.Files) == 0 {
		t.Errorf("drawn %dx%d, %v", drawn.Width, drawn.Height, err)
	}
	if log.Len() > 0 {
		t.Errorf("it was drawn elsewhere: %s", &log)
	}
}

func TestDraw_isNotOfferedToPeople(t *testing.T) {
	var out strings.Builder
	if code := run(t.Context(), []string{"--help"}, nil, strings.NewReader(""), &out, &out); code != exitDone {
		t.Fatal(code)
	}
	if strings.Contains(out.String(), "draw") {
		t.Errorf("--help names it:\n%s", &out)
	}
	out.Reset()
	run(t.Context(), []string{"drow"}, nil, strings.NewReader(""), &out, &out)
	if strings.Contains(out.String(), `"draw"`) {
		t.Errorf("a wrong word leads to it: %s", &out)
	}
}
