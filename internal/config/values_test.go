package config

import (
	"strings"
	"testing"
)

func TestLoad_acceptsWhatIsAllowed(t *testing.T) {
	for name, values := range map[string][]string{
		"ADDR":            {":8080", ":0", "127.0.0.1:80", "[::1]:65535", "localhost:8080", "0.0.0.0:1"},
		"BASE_URL":        {"http://localhost:8080", "https://forum.example.org", "https://forum.example.org/", "http://[::1]:8080", "https://xn--frum-5qa.test"},
		"DATA_DIR":        {"./data", "/srv/forum", "data dir", ".."},
		"DATABASE_URL":    {"sqlite:x.db", "sqlite:///srv/x.db", "postgresql://db/forum", "postgres:///forum?host=/run/postgresql", "postgres://u@db:5433/forum?sslmode=disable"},
		"STORAGE_URL":     {"file:uploads", "file:///srv/uploads", "s3://bucket", "s3://bucket?endpoint=https://s3.example.org"},
		"BUS_URL":         {"nats://bus", "nats://u:p@bus:4222", "tls://bus:4222"},
		"SMTP_URL":        {"smtp://mail", "smtp://u:p@mail:25", "smtps://u:p@mail", "smtp://[::1]:25"},
		"MAIL_FROM":       {"a@b.test", "Our Forum <a@b.test>", `"Forum, the" <a@b.test>`},
		"SECRET":          {strings.Repeat("abcdefgh", 4), "päßwörter sind auch nur Wörter, sagt man"},
		"TRUSTED_PROXIES": {"10.0.0.0/8", "10.0.0.1", "10.0.0.1,10.0.0.2", "fd00::/8 127.0.0.1", " 10.0.0.1 , ::1 "},
		"LOG":             {"debug", "info", "warn", "error"},
		"RATE_LIMITS":     {"on", "off"},
		"CLOCK":           {"2026-03-02T09:00:00Z", "2026-03-02T09:00:00+02:00", "2028-02-29T23:59:59.5Z"},
		"METRICS_TOKEN":   {"0123456789abcdef"},
		"SPAM_CHECK_URL":  {"https://check.example.org/v1?key=1", "http://10.0.0.7:8000", "http://[::1]/", "http://spam"},
	} {
		for _, value := range values {
			load(t, prefix+name+"="+value)
		}
	}
}

// refusals lists, for each setting, a wrong value and what the message must
// hold: the nearest right one where there is one.
var refusals = map[string]map[string]string{
	"ADDR": {
		"8080": `":8080"`, "localhost": `"localhost:8080"`, "http://localhost:8080/": `"localhost:8080"`, ":http": `":8080"`,
		":65536": `":8080"`, ":-1": `":8080"`, "127.0.0.1": `"127.0.0.1:8080"`, "::1": `"[::1]:8080"`, "a:b:c": `":8080"`, ":": `":8080"`,
	},
	"BASE_URL": {
		"forum.example.org": `"https://forum.example.org"`, "htp://forum.test": `"http://forum.test"`, "https:/forum.test": "https://",
		"https://forum.test/forum": `"https://forum.test"`, "https://forum.test?x=1": `"https://forum.test"`, "https://u:p@forum.test": `"https://forum.test"`,
		"ftp://forum.test": `"http://forum.test"`, "https://": `"https://community.example.org"`, "https://forum.test:99999": "https://community.example.org",
		"https://for um.test": "https://", "https://forum.test/#top": `"https://forum.test"`, "http://<script>": "https://community.example.org",
	},
	"DATA_DIR": {"file:///srv/data": `"./data"`, "two\nlines": "control"},
	"DATABASE_URL": {
		"postgress://u:hunter2@db/forum": "postgres://USER", "mysql://u:hunter2@db/forum": "postgres://USER", "host=db password=hunter2": "postgres://USER",
		"./forum.db": `"sqlite:./forum.db"`, "file:forum.db": `"sqlite:forum.db"`, "sqlite3:///srv/forum.db": `"sqlite:/srv/forum.db"`, "sqlite:": "sqlite:PATH",
		"sqlite::memory:": "path of a file", "sqlite:x.db?_pragma=synchronous(OFF)": "no options", "sqlite:dir/": "path of a file",
		"postgres://u:hunter2@/forum": "host is missing", "postgres://u:hunter2@db": `"postgres://db/commonthread"`, "postgres:forum": "host is missing",
		"postgres://u:hunter2%zz@db/forum": "cannot be read", "postgres://u:hunter2@db:port/forum": "cannot be read",
	},
	"STORAGE_URL": {
		"uploads": `"file:uploads"`, "file:": `"file:./data/uploads"`, "fil:uploads": "file:./data/uploads", "s3:bucket": "s3://BUCKET",
		"s3://key:hunter2@bucket": "AWS_ACCESS_KEY_ID", "s3://bucket/path": "s3://BUCKET", "s3://bucket?endpiont=x": "endpoint", "s3://bucket?endpoint=minio:9000": "endpoint=https://",
		"gs://bucket": "s3://BUCKET",
	},
	"BUS_URL": {"redis://:hunter2@bus": "nats://HOST", "nats": "nats://HOST", "nats://": "nats://HOST", "nats://bus/x": "nats://HOST"},
	"SMTP_URL": {
		"mail.test": `"smtp://mail.test:587"`, "smpt://u:hunter2@mail": "smtp://USER", "smtsp://u:hunter2@mail": "smtps://USER", "smtp://": "smtp://USER",
		"smtp://mail:0": `"smtp://mail:587"`, "smtp://u:hunter2@mail/path": `"smtp://mail"`, "smtps://mail:70000": `"smtps://mail:465"`, "mail:587": "smtp://USER",
	},
	"MAIL_FROM":       {"forum": "community@example.org", "a@b.test, c@d.test": "one mail address", "<a@b": "mail address"},
	"SECRET":          {"hunter2": "at least 32", strings.Repeat("hunter2", 1) + "aaaaaaaa": "openssl rand", strings.Repeat("a", 64): "nobody can guess", strings.Repeat("ab", 20): "nobody can guess"},
	"TRUSTED_PROXIES": {"10.0.0.1/8": `"10.0.0.0/8"`, "0.0.0.0/0": "everybody", "::/0": "everybody", "10.0.0.1:80": `"10.0.0.1"`, "proxy": "10.0.0.0/8", "10.0.0.0/33": "10.0.0.0", "::ffff:10.0.0.0/104": `"10.0.0.0/8"`, "fe80::1%eth0": "ADDRESS/BITS"},
	"LOG":             {"loud": `did you mean "`, "INFO": `"info"`, "warning": `"warn"`, "err": `"error"`, "dbg": `"debug"`},
	"RATE_LIMITS":     {"true": `"on"`, "false": `"off"`, "0": `"off"`, "1": `"on"`, "no": `"off"`, "Off": `"off"`, "yes": `"on"`, "disable": `"off"`},
	"CLOCK": {
		"2026-03-02": `"2026-03-02T00:00:00Z"`, "2026-03-02 09:30": `"2026-03-02T09:30:00Z"`, "2026-03-02T09:30": `"2026-03-02T09:30:00Z"`,
		"2026-3-2": `"2026-03-02T00:00:00Z"`, "noon": `"2026-03-02T09:00:00Z"`, "2026-02-30T09:00:00Z": "2026-03-02", "1999-12-31T23:59:59Z": "from 2000", "2026-03-02t09:00:00": `"2026-03-02T09:00:00Z"`,
	},
	"SPAM_CHECK_URL": {
		"check.example.org": "https://HOST", "ftp://check.example.org": "https://HOST", "https://": "https://HOST",
		"https://me:secret@check.example.org": "without a name or password", "https://check.example.org#a": "https://HOST",
	},
	"SPAM_CHECK_TOKEN": {"hunter2 hunter2": "without spaces", "hünter2": "printable"},
	"METRICS_TOKEN":    {"hunter2": "at least 16", "hunter2 hunter2 hunter2": "without spaces"},
}

func TestLoad_refusesWrongValuesWithTheNearestRightOne(t *testing.T) {
	for _, s := range Settings() {
		cases := refusals[strings.TrimPrefix(s.Name, prefix)]
		if len(cases) == 0 {
			t.Errorf("%s: no refusal is tested", s.Name)
		}
		for value, part := range cases {
			got := refuse(t, Source{Environ: []string{s.Name + "=" + value}})
			if !strings.HasPrefix(got, s.Name) || !strings.Contains(got, "it must be ") || !strings.Contains(got, part) {
				t.Errorf("%s=%s: %q does not name the setting, what is allowed, and %s", s.Name, value, got, part)
			}
			if s.Secret && strings.Contains(got, "hunter2") {
				t.Errorf("%s=%s: the refusal shows the password: %q", s.Name, value, got)
			}
		}
	}
}

func TestLoad_refusesControlCharactersEverywhere(t *testing.T) {
	for _, s := range Settings() {
		for _, bad := range []string{"a\nb", "a\x00b", "a\x1bb", "\t"} {
			got := refuse(t, Source{Environ: []string{s.Name + "=" + bad}})
			if !strings.Contains(got, "control characters") {
				t.Errorf("%s=%q: %q", s.Name, bad, got)
			}
		}
	}
}

// suggested values must themselves be right, or the message sends people in a circle.
func TestLoad_suggestsOnlyWhatItWouldAccept(t *testing.T) {
	for name, cases := range refusals {
		for value := range cases {
			_, nearest, found := strings.Cut(refuse(t, Source{Environ: []string{prefix + name + "=" + value}}), "did you mean ")
			nearest = strings.Trim(nearest, `"?`)
			if !found || strings.Contains(nearest, "HOST") || strings.Contains(nearest, "BUCKET") || strings.Contains(nearest, "…") {
				continue // a pattern to fill in
			}
			load(t, prefix+name+"="+nearest)
		}
	}
}
