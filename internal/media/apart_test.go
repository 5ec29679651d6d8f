package media_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/media"
)

// asDrawer makes the test's program be the process that draws.
const asDrawer = "COMMONTHREAD_TEST_AS_DRAWER"

func TestMain(m *testing.M) {
	if os.Getenv(asDrawer) == "" {
		os.Exit(m.Run())
	}
	if err := media.Serve(os.Stdin, os.Stdout); err != nil {
		os.Exit(1)
	}
}

func drawer() *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = []string{asDrawer + "=1"}
	return command
}

// apart is a Maker whose processes the commands start, one after the other; the last goes on being used.
func apart(t *testing.T, log *bytes.Buffer, commands ...func() *exec.Cmd) *media.Maker {
	t.Helper()
	started := 0
	m := media.NewMakerApart(func() *exec.Cmd {
		started++
		return commands[min(started, len(commands))-1]()
	}, slog.New(slog.NewTextHandler(log, nil)))
	t.Cleanup(m.Close)
	return m
}

func fileOf(t *testing.T, contents []byte) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sent")
	if err := os.WriteFile(path, contents, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func TestMakerApart_drawsWhatOneInThisProcessDoes(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	m := apart(t, &log, drawer)
	for _, sent := range [][]byte{jpegOf(t, quarters(700, 500)), pngOf(t, quarters(90, 120))} {
		got, err := m.Make(t.Context(), fileOf(t, sent), inspect(t, sent))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, made(t, sent)) {
			t.Error("the picture differs")
		}
	}
	if log.Len() > 0 {
		t.Errorf("it complained: %s", &log)
	}
}

func TestMakerApart_refusesInTheSameWords(t *testing.T) {
	t.Parallel()
	whole := jpegOf(t, quarters(700, 500))
	cut := whole[:len(whole)/2]
	_, want := media.NewMaker().Make(t.Context(), bytes.NewReader(cut), inspect(t, cut))
	m := apart(t, new(bytes.Buffer), drawer)
	_, got := m.Make(t.Context(), fileOf(t, cut), inspect(t, cut))
	if want == nil || refused(t, got).Message != refused(t, want).Message {
		t.Errorf("refused with %v, want %v", got, want)
	}
	if _, err := m.Make(t.Context(), fileOf(t, whole), inspect(t, whole)); err != nil {
		t.Errorf("the next picture: %v", err)
	}
}

// A picture is never lost to a process that something else killed; one that kills its process is refused, and the next
// is drawn.
func TestMakerApart_outlivesItsProcesses(t *testing.T) {
	t.Parallel()
	dead := func() *exec.Cmd { return exec.Command("false") }
	sent := jpegOf(t, quarters(300, 200))
	once := apart(t, new(bytes.Buffer), dead, drawer)
	if _, err := once.Make(t.Context(), fileOf(t, sent), inspect(t, sent)); err != nil {
		t.Errorf("after one death: %v", err)
	}
	var log bytes.Buffer
	twice := apart(t, &log, dead, dead, drawer)
	_, err := twice.Make(t.Context(), fileOf(t, sent), inspect(t, sent))
	if refused(t, err).Cause != media.Broken {
		t.Errorf("after two deaths: %v", err)
	}
	if strings.Count(log.String(), "ended") != 2 {
		t.Errorf("the log says %s", &log)
	}
	if _, err := twice.Make(t.Context(), fileOf(t, sent), inspect(t, sent)); err != nil {
		t.Errorf("the next picture: %v", err)
	}
}

func TestMakerApart_drawsHereWhereNoProcessCanBeStarted(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	m := apart(t, &log, func() *exec.Cmd { return exec.Command("/nowhere/to-be-found") })
	sent := jpegOf(t, quarters(300, 200))
	if _, err := m.Make(t.Context(), fileOf(t, sent), inspect(t, sent)); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "nowhere") {
		t.Errorf("the log does not say why: %s", &log)
	}
}

// Whoever goes away frees the turn at once: the drawing stops with its process.
func TestMakerApart_stopsForWhoeverWentAway(t *testing.T) {
	t.Parallel()
	echoing := func() *exec.Cmd { return exec.Command("cat") } // hears everything, and answers with what was asked
	slow := func() *exec.Cmd { return exec.Command("sleep", "60") }
	m := apart(t, new(bytes.Buffer), slow, echoing, drawer)
	sent := jpegOf(t, image.NewGray(image.Rect(0, 0, 40, 30)))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := m.Make(ctx, fileOf(t, sent), inspect(t, sent)); !strings.Contains(err.Error(), context.DeadlineExceeded.Error()) {
		t.Errorf("it says %v", err)
	}
	if waited := time.Since(begun); waited > 20*time.Second {
		t.Errorf("it went on for %s", waited)
	}
	if _, err := m.Make(t.Context(), fileOf(t, sent), inspect(t, sent)); err != nil {
		t.Errorf("the next picture: %v", err)
	}
}

func refused(t *testing.T, err error) *media.Refusal {
	t.Helper()
	r, ok := errors.AsType[*media.Refusal](err)
	if !ok {
		t.Fatalf("no refusal: %v", err)
	}
	return r
}
