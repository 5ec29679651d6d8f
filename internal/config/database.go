package config

import (
	"net/url"
	"strings"
)

// DatabaseKind is which engine keeps the data.
type DatabaseKind string

// The engines.
const (
	SQLite   DatabaseKind = "sqlite"
	Postgres DatabaseKind = "postgres"
)

// Database says where the data is kept.
type Database struct {
	Kind DatabaseKind
	Path string // SQLite: the file
	URL  string // Postgres: with the password, so never for people; see String
}

// String names the database for people, without its password.
func (d Database) String() string {
	if d.Kind == SQLite {
		return "sqlite:" + d.Path
	}
	u, err := url.Parse(d.URL)
	if err != nil {
		return "postgres"
	}
	return u.Scheme + "://" + u.Host + u.Path
}

func (d Database) password() string {
	return passwordIn(d.URL)
}

func setDatabase(c *Config, value string) error {
	scheme, rest, _ := strings.Cut(value, ":")
	switch scheme {
	case "sqlite":
		return c.setSQLite(rest)
	case "postgres", "postgresql":
		return c.setPostgres(value)
	}
	return &wrong{"sqlite:PATH or postgres://USER:PASSWORD@HOST:5432/NAME", nearestDatabase(value)}
}

// setSQLite refuses options after a ?: the program's promise that acknowledged
// writes are kept rests on the ones it sets itself.
func (c *Config) setSQLite(path string) error {
	if rest, ok := strings.CutPrefix(path, "//"); ok {
		path = rest
	}
	if path == "" || strings.HasSuffix(path, "/") || strings.ContainsAny(path, "?#") || strings.Contains(path, ":memory:") {
		return &wrong{"sqlite:PATH with the path of a file and no options", "sqlite:./data/commonthread.db"}
	}
	c.Database = Database{Kind: SQLite, Path: path}
	return nil
}

func (c *Config) setPostgres(value string) error {
	const example = "postgres://USER:PASSWORD@HOST:5432/NAME"
	u, err := url.Parse(value)
	if err != nil {
		return &wrong{allowed: example + " (it cannot be read; write special characters of the password as %40 for @, %2F for /)"}
	}
	if u.Opaque != "" || u.Host == "" && u.Query().Get("host") == "" {
		return &wrong{allowed: example + " (the host is missing)"}
	}
	if strings.Trim(u.Path, "/") == "" && u.Query().Get("dbname") == "" {
		return &wrong{example + " (the database's name is missing)", "postgres://" + u.Host + "/commonthread"}
	}
	c.Database = Database{Kind: Postgres, URL: value}
	return nil
}

// nearestDatabase shows no more of the value than its scheme, for the rest may
// hold a password.
func nearestDatabase(value string) string {
	scheme, rest, found := strings.Cut(value, "://")
	if !found {
		file := strings.TrimPrefix(value, "file:")
		if strings.ContainsAny(file, "=@ :?") || file == "" {
			return "postgres://USER:PASSWORD@HOST:5432/NAME"
		}
		return "sqlite:" + file
	}
	if nearest := Nearest(scheme, []string{"postgres", "postgresql", "sqlite", "sqlite3", "file", "pg", "mysql"}); nearest != "sqlite" && nearest != "sqlite3" && nearest != "file" {
		return "postgres://USER:PASSWORD@HOST:5432/NAME"
	}
	if strings.ContainsAny(rest, "@:?") || rest == "" {
		return "sqlite:./data/commonthread.db"
	}
	return "sqlite:" + rest
}

// passwordIn is the password in front of a host, or among the options: PostgreSQL takes both.
func passwordIn(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if password, ok := u.User.Password(); ok {
		return password
	}
	return u.Query().Get("password")
}
