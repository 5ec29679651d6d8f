package config

import (
	"errors"
	"log/slog"
	"net/mail"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// load reads settings from NAME=value pairs of the environment.
func load(t *testing.T, environ ...string) Config {
	t.Helper()
	c, err := Load(Source{Environ: environ})
	if err != nil {
		t.Fatalf("Load(%q): %v", environ, err)
	}
	return c
}

// refuse returns the one line with which a source is refused.
func refuse(t *testing.T, source Source) string {
	t.Helper()
	_, err := Load(source)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("Load(%+v) = %v, want Problems", source, err)
	}
	if len(problems) != 1 || strings.Contains(problems[0], "\n") {
		t.Fatalf("Load(%+v): %d problems, want one line: %q", source, len(problems), problems)
	}
	return problems[0]
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.env")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad_withNothingGivenUsesTheDefaults(t *testing.T) {
	got := load(t)
	want := Config{
		Addr:       ":8080",
		DataDir:    "data",
		Database:   Database{Kind: SQLite, Path: "data/commonthread.db"},
		Storage:    Storage{Kind: FileStorage, Path: "data/uploads"},
		MailFrom:   "community@localhost",
		Log:        slog.LevelInfo,
		RateLimits: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.PublicURL() != "http://localhost:8080" || got.Secure() || got.Rehearsing() {
		t.Errorf("public %q, secure %t, rehearsing %t", got.PublicURL(), got.Secure(), got.Rehearsing())
	}
}

func TestLoad_derivesDefaultsFromOtherSettings(t *testing.T) {
	c := load(t, "COMMONTHREAD_DATA_DIR=/srv/forum/", "COMMONTHREAD_BASE_URL=https://Forum.Example.org:443/", "COMMONTHREAD_ADDR=127.0.0.1:9000")
	if c.Database.Path != "/srv/forum/commonthread.db" || c.Storage.Path != "/srv/forum/uploads" {
		t.Errorf("database %q, storage %q", c.Database.Path, c.Storage.Path)
	}
	if c.MailFrom != "community@forum.example.org" {
		t.Errorf("mail from %q", c.MailFrom)
	}
	if c.PublicURL() != "https://forum.example.org" || !c.Secure() {
		t.Errorf("public %q, secure %t", c.PublicURL(), c.Secure())
	}
	if got := load(t, "COMMONTHREAD_ADDR=127.0.0.1:9000").PublicURL(); got != "http://localhost:9000" {
		t.Errorf("public address without a base URL: %q", got)
	}
	if _, err := mail.ParseAddress(load(t).MailFrom); err != nil {
		t.Errorf("the default sender is no address: %v", err)
	}
}

func TestLoad_readsEverySettingFromTheEnvironment(t *testing.T) {
	const secret = "0123456789abcdef0123456789abcdef"
	c := load(t,
		"COMMONTHREAD_ADDR=127.0.0.1:9000", "COMMONTHREAD_BASE_URL=http://forum.test", "COMMONTHREAD_DATA_DIR=/srv",
		"COMMONTHREAD_DATABASE_URL=postgres://u:p@db/forum", "COMMONTHREAD_STORAGE_URL=s3://pictures?endpoint=http://minio:9000&region=eu",
		"COMMONTHREAD_BUS_URL=nats://bus:4222", "COMMONTHREAD_SMTP_URL=smtp://u:p%40ss@mail.test:2525", "COMMONTHREAD_MAIL_FROM=Forum <f@forum.test>",
		"COMMONTHREAD_SECRET="+secret, "COMMONTHREAD_TRUSTED_PROXIES=10.0.0.0/8, ::1", "COMMONTHREAD_LOG=debug",
		"COMMONTHREAD_RATE_LIMITS=off", "COMMONTHREAD_CLOCK=2026-03-02T10:00:00+01:00", "COMMONTHREAD_METRICS_TOKEN=sixteen-letters-x",
		"PATH=/bin", "HOME=/root")
	if c.Addr != "127.0.0.1:9000" || c.BaseURL.String() != "http://forum.test" || c.DataDir != "/srv" || c.Secret != secret {
		t.Errorf("got %+v", c)
	}
	if c.Database != (Database{Kind: Postgres, URL: "postgres://u:p@db/forum"}) {
		t.Errorf("database %+v", c.Database)
	}
	if c.Storage != (Storage{Kind: S3Storage, Bucket: "pictures", Endpoint: "http://minio:9000", Region: "eu"}) {
		t.Errorf("storage %+v", c.Storage)
	}
	if c.Bus.URL != "nats://bus:4222" || *c.SMTP != (SMTP{Host: "mail.test", Port: 2525, User: "u", Password: "p@ss"}) {
		t.Errorf("bus %+v, mail %+v", c.Bus, c.SMTP)
	}
	if len(c.TrustedProxies) != 2 || c.TrustedProxies[0].String() != "10.0.0.0/8" || c.TrustedProxies[1].String() != "::1/128" {
		t.Errorf("proxies %v", c.TrustedProxies)
	}
	if c.Log != slog.LevelDebug || c.RateLimits || c.MailFrom != "Forum <f@forum.test>" || c.MetricsToken != "sixteen-letters-x" {
		t.Errorf("got %+v", c)
	}
	if want := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC); c.Clock != want || !c.Rehearsing() {
		t.Errorf("clock %v, want %v", c.Clock, want)
	}
}

func TestLoad_flagsWinOverTheEnvironmentWhichWinsOverTheFile(t *testing.T) {
	file := write(t, "COMMONTHREAD_ADDR=:1001\nCOMMONTHREAD_LOG=warn\nCOMMONTHREAD_DATA_DIR=/from/file\n")
	c, err := Load(Source{
		File:    file,
		Environ: []string{"COMMONTHREAD_ADDR=:1002", "COMMONTHREAD_LOG=error"},
		Flags:   map[string]string{"COMMONTHREAD_ADDR": ":1003"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != ":1003" || c.Log != slog.LevelError || c.DataDir != "/from/file" {
		t.Errorf("addr %q from the flag, log %s from the environment, data %q from the file", c.Addr, c.Log, c.DataDir)
	}
}

func TestLoad_environmentWinsOverTheFileInEitherForm(t *testing.T) {
	named := write(t, ":1002\n")
	for _, pair := range [][2]string{
		{"COMMONTHREAD_ADDR=:1001", "COMMONTHREAD_ADDR_FILE=" + named},
		{"COMMONTHREAD_ADDR_FILE=" + write(t, ":1001"), "COMMONTHREAD_ADDR=:1002"},
	} {
		c, err := Load(Source{File: write(t, pair[0]), Environ: []string{pair[1]}})
		if err != nil || c.Addr != ":1002" {
			t.Errorf("file %q, environment %q: addr %q, %v", pair[0], pair[1], c.Addr, err)
		}
	}
}

func TestLoad_takesAnEmptyValueAsNotGiven(t *testing.T) {
	var environ []string
	for _, s := range Settings() {
		environ = append(environ, s.Name+"=", s.Name+"_FILE=")
	}
	if got := load(t, environ...); !reflect.DeepEqual(got, load(t)) {
		t.Errorf("got %+v", got)
	}
}

func TestLoad_readsAFileVariantWithoutItsTrailingNewline(t *testing.T) {
	const secret = "a secret with spaces, 32 or more "
	for _, end := range []string{"", "\n", "\r\n", "\n\n"} {
		if got := load(t, "COMMONTHREAD_SECRET_FILE="+write(t, secret+end)).Secret; got != secret {
			t.Errorf("ending %q: %q", end, got)
		}
	}
}

func TestLoad_refusesASettingGivenBothWays(t *testing.T) {
	file := write(t, ":9000\n")
	got := refuse(t, Source{Environ: []string{"COMMONTHREAD_ADDR=:9000", "COMMONTHREAD_ADDR_FILE=" + file}})
	for _, part := range []string{"COMMONTHREAD_ADDR and", "COMMONTHREAD_ADDR_FILE", "both given"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q does not say %q", got, part)
		}
	}
}

func TestLoad_refusesAFileVariantThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	for path, reason := range map[string]string{
		filepath.Join(dir, "missing"):            "no such file",
		dir:                                      "directory",
		write(t, "\n"):                           "empty",
		write(t, strings.Repeat("x", maxFile+1)): "larger than",
	} {
		got := refuse(t, Source{Environ: []string{"COMMONTHREAD_SECRET_FILE=" + path}})
		if !strings.HasPrefix(got, "COMMONTHREAD_SECRET_FILE") || !strings.Contains(got, reason) {
			t.Errorf("%q does not say %q", got, reason)
		}
	}
}

func TestLoad_refusesAnUnknownNameWithTheNearest(t *testing.T) {
	for name, nearest := range map[string]string{
		"COMMONTHREAD_ADRR": "COMMONTHREAD_ADDR", "COMMONTHREAD_BASEURL": "COMMONTHREAD_BASE_URL",
		"COMMONTHREAD_PORT": "COMMONTHREAD_ADDR", "COMMONTHREAD_LOG_LEVEL": "COMMONTHREAD_LOG",
		"COMMONTHREAD_DB_URL": "COMMONTHREAD_DATABASE_URL", "COMMONTHREAD_SECRETS": "COMMONTHREAD_SECRET",
		"COMMONTHREAD_SECRET_KEY": "COMMONTHREAD_SECRET", "COMMONTHREAD_SECRT_FILE": "COMMONTHREAD_SECRET_FILE",
		"COMMONTHREAD_RATELIMITS": "COMMONTHREAD_RATE_LIMITS", "COMMONTHREAD_TRUSTED_PROXY": "COMMONTHREAD_TRUSTED_PROXIES",
		"COMMONTHREAD_addr": "COMMONTHREAD_ADDR", "COMMONTHREAD_": "COMMONTHREAD_", "COMMONTHREAD_TESTS": "COMMONTHREAD_",
	} {
		got := refuse(t, Source{Environ: []string{name + "=1"}})
		if !strings.HasPrefix(got, name+" is not a setting; did you mean "+nearest) {
			t.Errorf("%s: %q, want it to name %s", name, got, nearest)
		}
	}
	got := refuse(t, Source{File: write(t, "\nCOMMONTHREAD_ADRR=:80")})
	if !strings.Contains(got, "line 2") || !strings.HasSuffix(got, "did you mean COMMONTHREAD_ADDR?") {
		t.Errorf("in the file: %q", got)
	}
	if got := refuse(t, Source{File: write(t, "ADDR=:80")}); !strings.HasSuffix(got, "did you mean COMMONTHREAD_ADDR?") {
		t.Errorf("without the prefix: %q", got)
	}
}

func TestLoad_leavesAloneWhatIsNotMeantForIt(t *testing.T) {
	load(t, "COMMONTHREAD_TEST_POSTGRES=x", "COMMONTHREAD_SCREENSHOTS=./shots", "COMMONTHREADS=1", "MY_COMMONTHREAD_X=1",
		// what Kubernetes sets beside a service of this name
		"COMMONTHREAD_SERVICE_HOST=10.0.0.1", "COMMONTHREAD_SERVICE_PORT=80", "COMMONTHREAD_SERVICE_PORT_HTTP=80",
		"COMMONTHREAD_PORT=tcp://10.0.0.1:80", "COMMONTHREAD_PORT_80_TCP=tcp://10.0.0.1:80", "COMMONTHREAD_PORT_80_TCP_ADDR=10.0.0.1")
}

func TestLoad_reportsEveryProblemAtOnce(t *testing.T) {
	_, err := Load(Source{
		File:    write(t, "COMMONTHREAD_CLOCK=noon\nnonsense\n"),
		Environ: []string{"COMMONTHREAD_LOG=loud", "COMMONTHREAD_NAME=x"},
		Flags:   map[string]string{"COMMONTHREAD_ADDR": "8080"},
	})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 5 {
		t.Fatalf("got %d problems, want 5:\n%v", len(problems), err)
	}
	if !strings.Contains(err.Error(), `--addr is "8080"`) {
		t.Errorf("a flag is not called by its name:\n%v", err)
	}
}

func TestLoad_refusesARehearsalClockOnAnHTTPSSite(t *testing.T) {
	const clock = "COMMONTHREAD_CLOCK=2026-03-02T09:00:00Z"
	got := refuse(t, Source{Environ: []string{clock, "COMMONTHREAD_BASE_URL=https://forum.test"}})
	if !strings.Contains(got, "COMMONTHREAD_CLOCK") || !strings.Contains(got, "COMMONTHREAD_BASE_URL") {
		t.Errorf("got %q", got)
	}
	load(t, clock, "COMMONTHREAD_BASE_URL=http://forum.test")
}

func TestLoad_refusesATokenForNoSpamCheck(t *testing.T) {
	const token = "COMMONTHREAD_SPAM_CHECK_TOKEN=a-token"
	if got := refuse(t, Source{Environ: []string{token}}); !strings.Contains(got, "COMMONTHREAD_SPAM_CHECK_URL") {
		t.Errorf("got %q", got)
	}
	c := load(t, token, "COMMONTHREAD_SPAM_CHECK_URL=http://spam:8000/check")
	if c.SpamCheck.String() != "http://spam:8000/check" || c.SpamCheckToken != "a-token" || !strings.Contains(strings.Join(c.Secrets(), " "), "a-token") {
		t.Errorf("asks %s with %q", c.SpamCheck, c.SpamCheckToken)
	}
	refuse(t, Source{Environ: []string{"COMMONTHREAD_SPAM_CHECK_URL=http://spam", "COMMONTHREAD_SPAM_CHECK_TOKEN=two words"}})
}

func TestSecrets_listsEveryPassword(t *testing.T) {
	c := load(t, "COMMONTHREAD_DATABASE_URL=postgres://u:one-pass@db/forum", "COMMONTHREAD_BUS_URL=nats://u:two-pass@bus",
		"COMMONTHREAD_SMTP_URL=smtp://u:three-pass@mail", "COMMONTHREAD_METRICS_TOKEN=four-four-four-four",
		"COMMONTHREAD_SECRET=five-five-five-five-0123456789ab")
	got := strings.Join(c.Secrets(), " ")
	for _, secret := range []string{"one-pass", "two-pass", "three-pass", "four-four-four-four", "five-five-five-five-0123456789ab"} {
		if !strings.Contains(got, secret) {
			t.Errorf("%q is not among the secrets", secret)
		}
	}
	for _, text := range []string{c.Database.String(), c.Bus.String(), c.SMTP.Address()} {
		if strings.Contains(text, "pass") || text == "" {
			t.Errorf("%q is not for people", text)
		}
	}
}
