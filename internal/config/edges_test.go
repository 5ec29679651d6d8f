package config

import (
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSecrets_listsPasswordsWhereverAnAddressKeepsThem(t *testing.T) {
	for environ, secret := range map[string]string{
		"COMMONTHREAD_DATABASE_URL=postgres:///forum?host=/run/postgresql&user=u&password=hunter2": "hunter2",
		"COMMONTHREAD_DATABASE_URL=postgresql://u:hunter%402@db/forum":                             "hunter@2",
		"COMMONTHREAD_BUS_URL=nats://hunter2@bus:4222":                                             "hunter2", // a token stands alone
		"COMMONTHREAD_BUS_URL=tls://u:hunter2@bus":                                                 "hunter2",
		"COMMONTHREAD_SMTP_URL=smtps://u%40mail.test:hunter2@mail":                                 "hunter2",
	} {
		c := load(t, environ)
		if !slices.Contains(c.Secrets(), secret) {
			t.Errorf("%s: the secrets are %q", environ, c.Secrets())
		}
		for _, shown := range []string{c.Database.String(), c.Bus.String()} {
			if strings.Contains(shown, "hunter") {
				t.Errorf("%s: people are shown %q", environ, shown)
			}
		}
	}
	for _, c := range []Config{load(t), load(t, "COMMONTHREAD_SMTP_URL=smtp://mail"), load(t, "COMMONTHREAD_BUS_URL=nats://bus")} {
		if got := strings.Join(c.Secrets(), ""); got != "" {
			t.Errorf("without a password %q is a secret", got)
		}
	}
}

func TestLoad_senderCanBeParsedWhateverTheBaseURL(t *testing.T) {
	for base, want := range map[string]string{
		"http://[::1]:8080": "community@localhost", "http://127.0.0.1": "community@127.0.0.1", "https://a..b.example": "community@localhost",
		"https://xn--frum-5qa.test": "community@xn--frum-5qa.test", "http://my_host:80": "community@my_host",
	} {
		c := load(t, "COMMONTHREAD_BASE_URL="+base)
		if _, err := mail.ParseAddress(c.MailFrom); err != nil || c.MailFrom != want {
			t.Errorf("%s: mail comes from %q (%v), want %s", base, c.MailFrom, err, want)
		}
		if c := load(t, "COMMONTHREAD_BASE_URL="+base, "COMMONTHREAD_MAIL_FROM=a@b.test"); c.MailFrom != "a@b.test" {
			t.Errorf("%s: what was given became %q", base, c.MailFrom)
		}
	}
}

func TestLoad_keepsABaseURLAsBrowsersSendIt(t *testing.T) {
	for base, want := range map[string]string{
		"HTTPS://Forum.Example.ORG:443/": "https://forum.example.org", "http://forum.test:80": "http://forum.test", "https://forum.test:80": "https://forum.test:80",
		"http://forum.test:443": "http://forum.test:443", "http://[::1]:80": "http://[::1]", "http://[FE80::A]:8080": "http://[fe80::a]:8080",
	} {
		c := load(t, "COMMONTHREAD_BASE_URL="+base)
		if got := c.PublicURL(); got != want || c.Secure() != strings.HasPrefix(want, "https:") {
			t.Errorf("%s is kept as %s, secure: %t", base, got, c.Secure())
		}
	}
	for _, base := range []string{"https://forum.test:0", "https://forum.test:65536", "https://forum.test/?", "https://-forum.test", "https://forum.test.", "https://*.forum.test", "https://user@forum.test", "HTTPS:forum.test"} {
		c, err := Load(Source{Environ: []string{"COMMONTHREAD_BASE_URL=" + base}})
		if err == nil && c.PublicURL() != "https://forum.test" {
			t.Errorf("%s is taken as %s", base, c.PublicURL())
		}
	}
}

func TestLoad_usesEachMailServersUsualPort(t *testing.T) {
	for value, want := range map[string]SMTP{
		"smtp://mail":                  {Host: "mail", Port: 587},
		"smtps://mail/":                {Host: "mail", Port: 465, TLS: true},
		"smtps://u:p%2Fq@mail:25":      {Host: "mail", Port: 25, User: "u", Password: "p/q", TLS: true},
		"smtp://a%40b.test@[::1]:2525": {Host: "::1", Port: 2525, User: "a@b.test"},
	} {
		c := load(t, "COMMONTHREAD_SMTP_URL="+value)
		if c.SMTP == nil || *c.SMTP != want {
			t.Errorf("%s is %+v, want %+v", value, c.SMTP, want)
		}
	}
	if got := (SMTP{Host: "::1", Port: 25}).Address(); got != "[::1]:25" {
		t.Errorf("it is dialled at %s", got)
	}
	if c := load(t); c.SMTP != nil {
		t.Errorf("without the setting mail goes to %+v", c.SMTP)
	}
}

func TestDatabaseAndBus_areNamedForPeople(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Database{Kind: SQLite, Path: "/srv/x.db"}.String(), "sqlite:/srv/x.db"},
		{Database{Kind: Postgres, URL: "postgres://u:p@db:5433/forum?sslmode=disable&password=p"}.String(), "postgres://db:5433/forum"},
		{Database{Kind: Postgres, URL: "postgres://u:p@db:x/forum"}.String(), "postgres"},
		{Bus{}.String(), "built in"},
		{Bus{URL: "nats://u:p@bus:4222"}.String(), "nats://bus:4222"},
		{Bus{URL: "nats://u:p@bus:x"}.String(), "built in"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestLoad_believesProxiesInTheFormThatAddressesAreComparedIn(t *testing.T) {
	c := load(t, "COMMONTHREAD_TRUSTED_PROXIES=::ffff:10.0.0.1,, 192.0.2.0/24 fd00::/8")
	var got []string
	for _, network := range c.TrustedProxies {
		got = append(got, network.String())
	}
	if want := []string{"10.0.0.1/32", "192.0.2.0/24", "fd00::/8"}; !slices.Equal(got, want) {
		t.Errorf("believed are %q, want %q", got, want)
	}
	if c := load(t, "COMMONTHREAD_TRUSTED_PROXIES= , "); len(c.TrustedProxies) != 0 {
		t.Errorf("of no words %v are believed", c.TrustedProxies)
	}
}

func TestLoad_refusesFilesThatHoldNoValue(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, part := range map[string]string{
		dir: "directory", large: "larger than", write(t, "\r\n\n"): "empty", filepath.Join(dir, "none"): "no such file", write(t, "one\ntwo"): "one line without control characters",
	} {
		got := refuse(t, Source{Environ: []string{"COMMONTHREAD_METRICS_TOKEN_FILE=" + path}})
		if !strings.HasPrefix(got, "COMMONTHREAD_METRICS_TOKEN_FILE") || !strings.Contains(got, part) {
			t.Errorf("%s: %q does not say %q", path, got, part)
		}
		if strings.Contains(got, "two") {
			t.Errorf("the refusal shows what the file holds: %q", got)
		}
	}
	if got := refuse(t, Source{File: dir}); !strings.Contains(got, "it is a directory") {
		t.Errorf("a directory in place of a file: %q", got)
	}
}

func TestLoad_leavesAFileOfComposeItsOwnVariables(t *testing.T) {
	c, err := Load(Source{File: write(t, "PUBLISH=127.0.0.1:80\nDEMO_PUBLISH=8081\nCOMPOSE_PROJECT_NAME=forum\nCOMMONTHREAD_LOG=warn\n")})
	if err != nil || c.Log.String() != "WARN" {
		t.Errorf("%v, %v", c.Log, err)
	}
	if got := refuse(t, Source{File: write(t, "COMMONTHREAD_PUBLISH=80\n")}); !strings.Contains(got, "is not a setting") {
		t.Errorf("got %q", got)
	}
}

func TestNearest_prefersWhatAWordBeginsAndTheEarlierOne(t *testing.T) {
	for written, want := range map[string]string{"o": "on", "of": "off", "ON": "on", "offf": "off", "zz": "on"} {
		if got := Nearest(written, []string{"on", "off"}); got != want {
			t.Errorf("%q is nearest to %q, want %q", written, got, want)
		}
	}
}
