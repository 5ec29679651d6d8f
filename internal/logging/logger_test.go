package logging

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

const secret = "correct-horse-battery-staple"

// lines logs one record in both formats and returns the lines, having checked
// what holds for every record: one line, valid UTF-8, no control characters.
func lines(t *testing.T, msg string, args ...any) []string {
	t.Helper()
	var out []string
	for _, text := range []bool{true, false} {
		var b bytes.Buffer
		New(&b, Options{Text: text, Secrets: []string{secret}}).Info(msg, args...)
		line := b.String()
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
			t.Errorf("not one line: %q", line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("not UTF-8: %q", line)
		}
		if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool { return r < ' ' || obeyed(r) }) {
			t.Errorf("control characters: %q", line)
		}
		if !text && !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %q", line)
		}
		out = append(out, line)
	}
	return out
}

func TestNew_writesTextForPeopleAndJSONForCollectors(t *testing.T) {
	got := lines(t, "serving", "addr", ":8080", "count", 3)
	if !strings.Contains(got[0], "msg=serving addr=:8080 count=3") {
		t.Errorf("text: %q", got[0])
	}
	var record struct {
		Level, Msg, Addr, Time string
		Count                  int
	}
	if err := json.Unmarshal([]byte(got[1]), &record); err != nil {
		t.Fatal(err)
	}
	if record.Level != "INFO" || record.Msg != "serving" || record.Addr != ":8080" || record.Count != 3 {
		t.Errorf("JSON: %+v", record)
	}
	if !strings.HasSuffix(record.Time, "Z") {
		t.Errorf("time %q is not UTC", record.Time)
	}
}

func TestNew_isQuietBelowItsLevel(t *testing.T) {
	for _, level := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		var b bytes.Buffer
		log := New(&b, Options{Level: level})
		log.Debug("one")
		log.Info("two")
		log.Warn("three")
		log.Error("four")
		want := map[slog.Level]int{slog.LevelDebug: 4, slog.LevelInfo: 3, slog.LevelWarn: 2, slog.LevelError: 1}[level]
		if got := strings.Count(b.String(), "\n"); got != want {
			t.Errorf("level %s: %d records, want %d", level, got, want)
		}
	}
}

func TestNew_keepsARecordOnOneLine(t *testing.T) {
	for _, input := range []string{
		"two\nlines", "return\rhere", "crlf\r\nlevel=ERROR msg=forged", "tab\tbell\a",
		"escape \x1b[31mred\x1b[0m", "nul\x00byte", "del\x7f", "csi\u009b31m", "broken \xff\xfe bytes", "\x80", "line\u2028separator", "quote\" and \\",
		`{"level":"ERROR"}`, strings.Repeat("\n", 100),
	} {
		lines(t, input)
		lines(t, "value", "path", input)
		lines(t, "value", input, "under a strange key")
		lines(t, "error", "err", errors.New(input))
		lines(t, "bytes", "body", []byte(input))
		lines(t, "list", "names", []string{input, "second"})
		lines(t, "group", slog.Group("request", "path", input))
	}
}

func TestNew_keepsBytesThatAreNotUTF8Readable(t *testing.T) {
	for _, line := range lines(t, "read", "path", "caf\xe9/\u00e9") {
		if !strings.Contains(line, `\xe9/é`) && !strings.Contains(line, `\\xe9/é`) {
			t.Errorf("lost the byte: %q", line)
		}
	}
}

func TestNew_survivesValuesUnderTheNamesOfItsOwn(t *testing.T) {
	lines(t, "names", "time", "not a time", "level", "not a level\n", "msg", "another\n", "source", 4)
}

func TestNew_shortensWhatIsTooLong(t *testing.T) {
	for _, line := range lines(t, "read", "body", strings.Repeat("é", maxText)) {
		if len(line) > 2*maxText || !strings.Contains(line, "bytes more") {
			t.Errorf("%d bytes, ending in %q", len(line), line[len(line)-40:])
		}
	}
}

type credentials struct{ User, Pass string }

func TestNew_masksSecrets(t *testing.T) {
	address, err := url.Parse("postgres://forum:" + secret + "@db/forum")
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]any{
		"telling name":       {"password", "hunter2-hunter2"},
		"telling suffix":     {"smtp_password", "hunter2-hunter2"},
		"header":             {"Authorization", "Bearer hunter2-hunter2"},
		"cookie":             {"cookie", "ct_session=hunter2-hunter2"},
		"in a group":         {slog.Group("mail", "secret", "hunter2-hunter2")},
		"postgres address":   {"database", "postgres://forum:hunter2-hunter2@db:5432/forum"},
		"password with /":    {"database", "postgres://forum:hunter2-hunter2/x@db/forum"},
		"password with @":    {"database", "postgres://forum:hunter2-hunter2@x@db/forum"},
		"no user":            {"bus", "redis://:hunter2-hunter2@db"},
		"connection string":  {"database", "host=db user=forum password=hunter2-hunter2 dbname=forum"},
		"quoted":             {"database", "host=db password='hunter2-hunter2 with spaces'"},
		"inside an error":    {"err", errors.New(`dial "smtp://a:hunter2-hunter2@mail:587": refused`)},
		"one-time link":      {"link", "https://forum.example/reset?id=4&token=hunter2-hunter2"},
		"list":               {"tried", []string{"nats://a:hunter2-hunter2@one", "nats://two"}},
		"known secret":       {"note", "the key is " + secret + "."},
		"known in an error":  {"err", errors.New("bad key " + secret)},
		"known in a struct":  {"with", credentials{"forum", secret}},
		"known in an URL":    {"at", address},
		"known in a pointer": {"with", &credentials{"forum", secret}},
	} {
		for _, line := range lines(t, "starting", args...) {
			if strings.Contains(line, "hunter2") || strings.Contains(line, secret) || strings.Contains(line, "with spaces") {
				t.Errorf("%s: %q", name, line)
			}
			if !strings.Contains(line, masked) && !strings.Contains(line, "xxxxx") {
				t.Errorf("%s: nothing masked, so nothing proved: %q", name, line)
			}
		}
	}
	for _, line := range lines(t, "cannot open postgres://forum:hunter2@db with "+secret) {
		if strings.Contains(line, "hunter2") || strings.Contains(line, secret) {
			t.Errorf("in the message: %q", line)
		}
	}
}

func TestNew_leavesOrdinaryValuesAlone(t *testing.T) {
	for _, line := range lines(t, "request",
		"method", "GET", "path", "/t/12/a-thread?page=2", "passed", true, "tokenised", 4,
		"url", "http://localhost:8080/@ada", "compass", "north", "mail", "ada@example.test") {
		if strings.Contains(line, masked) {
			t.Errorf("masked too much: %q", line)
		}
	}
}

func TestNew_doesNotMaskShortSecrets(t *testing.T) {
	var b bytes.Buffer
	New(&b, Options{Text: true, Secrets: []string{"", "a", "serve"}}).Info("serve a page")
	if strings.Contains(b.String(), masked) {
		t.Errorf("got %q", b.String())
	}
}

func TestTerminal_isFalseForFilesPipesAndBuffers(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	defer write.Close()
	for name, w := range map[string]any{"file": file, "pipe": write, "buffer": &bytes.Buffer{}, "nothing": nil} {
		if Terminal(w) {
			t.Errorf("a %s is taken for a terminal", name)
		}
	}
}

func FuzzNew_keepsARecordOnOneLine(f *testing.F) {
	f.Add("message", "key", "value\n\xff")
	f.Fuzz(func(t *testing.T, msg, key, value string) {
		lines(t, msg, key, value)
	})
}
