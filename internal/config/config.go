package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"time"
)

// Config is every setting, checked and typed.
type Config struct {
	Addr           string         // host:port to listen on; the host may be empty, port 0 means any free one
	BaseURL        *url.URL       // the public address without a trailing slash; nil when unset
	DataDir        string         // made by EnsureDataDir
	Database       Database       // SQLite in DataDir unless told otherwise
	Storage        Storage        // where uploads are kept
	Bus            Bus            // how nodes tell each other
	SMTP           *SMTP          // nil: no mail is sent
	MailFrom       string         // an address that net/mail can parse, maybe with a name
	Secret         string         // as given; empty when it is to be generated, see EnsureSecret
	TrustedProxies []netip.Prefix // whose X-Forwarded-* headers are believed
	Log            slog.Level
	RateLimits     bool
	Clock          time.Time // when the rehearsal clock starts; zero: the real time
	SpamCheck      *url.URL  // the program that is asked about new members' posts; nil: none is
	SpamCheckToken string    // sent to it; empty: none is
	MetricsToken   string    // lets other machines read /metrics; empty: loopback only
}

// PublicURL is BaseURL, or http://localhost:PORT while none is set. It is for
// links in mail and on the console; which hosts are served is decided by
// whether BaseURL is nil.
func (c Config) PublicURL() string {
	if c.BaseURL != nil {
		return c.BaseURL.String()
	}
	_, port, _ := net.SplitHostPort(c.Addr)
	return "http://" + net.JoinHostPort("localhost", port)
}

// Secure reports whether people reach the site by https, so that cookies may be
// bound to it.
func (c Config) Secure() bool {
	return c.BaseURL != nil && c.BaseURL.Scheme == "https"
}

// Rehearsing reports whether the program is to believe another time.
func (c Config) Rehearsing() bool {
	return !c.Clock.IsZero()
}

// Secrets lists what must not appear in a log.
func (c Config) Secrets() []string {
	secrets := []string{c.Secret, c.MetricsToken, c.SpamCheckToken, c.Database.password(), c.Bus.password()}
	if c.SMTP != nil {
		secrets = append(secrets, c.SMTP.Password)
	}
	return secrets
}

// complete fills the defaults that depend on other settings.
func (c *Config) complete() {
	if c.Database.Kind == "" {
		c.Database = Database{Kind: SQLite, Path: filepath.Join(c.DataDir, "commonthread.db")}
	}
	if c.Storage.Kind == "" {
		c.Storage = Storage{Kind: FileStorage, Path: filepath.Join(c.DataDir, "uploads")}
	}
	if c.MailFrom == "" {
		host := "localhost"
		if c.BaseURL != nil {
			host = c.BaseURL.Hostname()
		}
		c.MailFrom = "community@" + host
		if _, err := mail.ParseAddress(c.MailFrom); err != nil { // no host of mail, such as [::1]
			c.MailFrom = "community@localhost"
		}
	}
}

// contradiction finds settings that are right alone and wrong together.
func (c Config) contradiction() error {
	if c.Rehearsing() && c.Secure() {
		return fmt.Errorf("COMMONTHREAD_CLOCK is refused while COMMONTHREAD_BASE_URL is an https address: " +
			"a rehearsal clock is not for a public site; unset one of them")
	}
	if c.SpamCheckToken != "" && c.SpamCheck == nil {
		return fmt.Errorf("COMMONTHREAD_SPAM_CHECK_TOKEN is of no use without COMMONTHREAD_SPAM_CHECK_URL: set both, or neither")
	}
	return nil
}
