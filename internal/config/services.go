package config

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// StorageKind is what keeps uploads.
type StorageKind string

// The kinds of storage.
const (
	FileStorage StorageKind = "file"
	S3Storage   StorageKind = "s3"
)

// Storage says where uploads are kept.
type Storage struct {
	Kind     StorageKind
	Path     string // file: the directory
	Bucket   string // s3
	Endpoint string // s3: another service than Amazon's, as an http(s) address
	Region   string // s3
}

func setStorage(c *Config, value string) error {
	const allowed = "file:PATH or s3://BUCKET?endpoint=https://HOST&region=REGION"
	scheme, rest, _ := strings.Cut(value, ":")
	switch scheme {
	case "file":
		if after, ok := strings.CutPrefix(rest, "//"); ok {
			rest = after
		}
		if rest == "" || strings.ContainsAny(rest, "?#") {
			return &wrong{allowed, "file:./data/uploads"}
		}
		c.Storage = Storage{Kind: FileStorage, Path: rest}
		return nil
	case "s3":
		return c.setS3(value)
	}
	if !strings.ContainsAny(value, ":@?") {
		return &wrong{allowed, "file:" + value}
	}
	if Nearest(scheme, []string{"file", "s3", "minio", "gs", "aws"}) == "file" {
		return &wrong{allowed, "file:./data/uploads"}
	}
	return &wrong{allowed, "s3://BUCKET"}
}

// setS3 takes no keys in the address: they come from the environment that every
// S3 program reads (AWS_ACCESS_KEY_ID and its like).
func (c *Config) setS3(value string) error {
	const allowed = "s3://BUCKET?endpoint=https://HOST&region=REGION"
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Port() != "" || u.Path != "" && u.Path != "/" {
		return &wrong{allowed, "s3://BUCKET"}
	}
	if u.User != nil {
		return &wrong{allowed: allowed + ", with the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"}
	}
	options := []string{"endpoint", "region"}
	for name := range u.Query() {
		if !slices.Contains(options, name) {
			return &wrong{allowed, "s3://" + u.Host + "?" + Nearest(name, options) + "=…"}
		}
	}
	endpoint := u.Query().Get("endpoint")
	if e, err := url.Parse(endpoint); endpoint != "" && (err != nil || e.Host == "" || e.Scheme != "http" && e.Scheme != "https") {
		return &wrong{allowed, "s3://" + u.Host + "?endpoint=https://HOST"}
	}
	c.Storage = Storage{Kind: S3Storage, Bucket: u.Host, Endpoint: endpoint, Region: u.Query().Get("region")}
	return nil
}

// Bus says how nodes tell each other what has changed. The zero value is what
// the database brings: in process on SQLite, LISTEN/NOTIFY on PostgreSQL.
type Bus struct {
	URL string // nats://, with a password perhaps; see String
}

// String names the bus for people, without its password.
func (b Bus) String() string {
	u, err := url.Parse(b.URL)
	if b.URL == "" || err != nil {
		return "built in"
	}
	return u.Scheme + "://" + u.Host
}

// password is the token where there is one: it stands alone, in place of a name.
func (b Bus) password() string {
	u, err := url.Parse(b.URL)
	if err != nil {
		return ""
	}
	if _, named := u.User.Password(); !named {
		return u.User.Username()
	}
	return passwordIn(b.URL)
}

func setBus(c *Config, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "nats" && u.Scheme != "tls" || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return &wrong{"nats://HOST:4222, or tls://HOST:4222", "nats://HOST:4222"}
	}
	c.Bus = Bus{URL: value}
	return nil
}

// SMTP says where mail is handed over.
type SMTP struct {
	Host     string
	Port     int
	User     string // empty: without signing in
	Password string
	TLS      bool // from the start (smtps); otherwise by STARTTLS where offered
}

// Address is HOST:PORT, for dialling and for people.
func (s SMTP) Address() string {
	return net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
}

func setSMTP(c *Config, value string) error {
	const allowed = "smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465"
	u, err := url.Parse(value)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return &wrong{allowed, nearestSMTP(value)}
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return &wrong{allowed + ", with nothing after the port", u.Scheme + "://" + u.Host}
	}
	s := SMTP{Host: u.Hostname(), TLS: u.Scheme == "smtps", User: u.User.Username(), Port: 587}
	s.Password, _ = u.User.Password()
	if s.TLS {
		s.Port = 465
	}
	if u.Port() != "" {
		port, err := strconv.ParseUint(u.Port(), 10, 16)
		if err != nil || port == 0 {
			return &wrong{allowed, u.Scheme + "://" + net.JoinHostPort(s.Host, strconv.Itoa(s.Port))}
		}
		s.Port = int(port)
	}
	c.SMTP = &s
	return nil
}

// nearestSMTP repeats a bare host; anything longer may hold a password.
func nearestSMTP(value string) string {
	if value != "" && !strings.ContainsAny(value, ":/@? ") {
		return "smtp://" + value + ":587"
	}
	scheme, _, found := strings.Cut(value, "://")
	if found && Nearest(scheme, []string{"smtp", "smtps"}) == "smtps" {
		return "smtps://USER:PASSWORD@HOST:465"
	}
	return "smtp://USER:PASSWORD@HOST:587"
}
