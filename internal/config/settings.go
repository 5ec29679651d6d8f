package config

import (
	"fmt"
	"slices"
	"strings"
)

const (
	prefix     = "COMMONTHREAD_"
	fileSuffix = "_FILE"
)

// Setting is one row of the table.
type Setting struct {
	Name        string // the environment variable
	Default     string // as the README shows it; empty: none
	Description string
	Secret      bool // may hold a password: never printed, and better given by file

	initial string                      // the default as a value, where it stands alone
	aliases []string                    // what people call it elsewhere, for the nearest name
	set     func(*Config, string) error // checks and stores; a refusal is a *wrong
}

// Flag is the setting's name on the command line: COMMONTHREAD_BASE_URL is --base-url.
func (s Setting) Flag() string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(s.Name, prefix)), "_", "-")
}

// Settings returns the table, in the order in which people should read it.
func Settings() []Setting {
	return []Setting{
		{
			Name: "COMMONTHREAD_ADDR", Default: "`:8080`", initial: ":8080", set: setAddr,
			Description: "address to listen on",
			aliases:     []string{"PORT", "LISTEN", "ADDRESS", "BIND", "LISTEN_ADDR"},
		}, {
			Name: "COMMONTHREAD_BASE_URL", Default: "`http://localhost:PORT`", set: setBaseURL,
			Description: "public address: links in mail and feeds, origin checks, cookies (`Secure` when https). " +
				"Unset: any host name is served",
			aliases: []string{"URL", "PUBLIC_URL", "SITE_URL", "HOST", "HOSTNAME", "DOMAIN", "ORIGIN", "ROOT_URL"},
		}, {
			Name: "COMMONTHREAD_DATA_DIR", Default: "`./data`", initial: "./data", set: setDataDir,
			Description: "embedded database, uploads, generated secret",
			aliases:     []string{"DATA", "DIR", "DATADIR", "HOME", "DATA_PATH", "PATH"},
		}, {
			Name: "COMMONTHREAD_DATABASE_URL", Default: "`sqlite:DATA_DIR/commonthread.db`", set: setDatabase, Secret: true,
			Description: "or `postgres://USER:PASSWORD@HOST:5432/NAME`",
			aliases:     []string{"DB", "DSN", "DATABASE", "DB_URL", "POSTGRES_URL", "DATABASE_DSN", "SQLITE"},
		}, {
			Name: "COMMONTHREAD_STORAGE_URL", Default: "`file:DATA_DIR/uploads`", set: setStorage, Secret: true,
			Description: "where uploads are kept; or `s3://BUCKET?endpoint=https://…`",
			aliases:     []string{"STORAGE", "UPLOADS", "UPLOAD_DIR", "S3_URL", "S3_BUCKET", "MEDIA_URL"},
		}, {
			Name: "COMMONTHREAD_BUS_URL", set: setBus, Secret: true,
			Description: "how nodes tell each other: in process on SQLite, `LISTEN/NOTIFY` on PostgreSQL, or `nats://HOST:4222`",
			aliases:     []string{"BUS", "NATS_URL", "NATS", "REDIS_URL"},
		}, {
			Name: "COMMONTHREAD_SMTP_URL", set: setSMTP, Secret: true,
			Description: "`smtp://USER:PASSWORD@HOST:587`, or `smtps://` for TLS from the start. It is read and checked, but this version sends " +
				"no mail yet: links that would be mailed are shown to an administrator",
			aliases: []string{"SMTP", "MAIL_URL", "SMTP_HOST", "EMAIL_URL", "SMTP_SERVER"},
		}, {
			Name: "COMMONTHREAD_MAIL_FROM", Default: "`community@HOST`", set: setMailFrom,
			Description: "sender of mail",
			aliases:     []string{"FROM", "SMTP_FROM", "EMAIL_FROM", "MAIL_SENDER"},
		}, {
			Name: "COMMONTHREAD_SECRET", Default: "generated into `DATA_DIR/secret`", set: setSecret, Secret: true,
			Description: "at least 32 characters; must be given, and be equal on every node, when several nodes share one PostgreSQL",
			aliases:     []string{"SECRET_KEY", "KEY", "SECRET_KEY_BASE", "SESSION_SECRET", "APP_SECRET"},
		}, {
			Name: "COMMONTHREAD_TRUSTED_PROXIES", set: setTrustedProxies,
			Description: "networks (`10.0.0.0/8, ::1`) whose `X-Forwarded-*` headers are believed; nobody else's are",
			aliases:     []string{"PROXIES", "TRUST_PROXY", "TRUSTED_PROXY", "PROXY"},
		}, {
			Name: "COMMONTHREAD_LOG", Default: "`info`", initial: "info", set: setLog,
			Description: "`debug`, `info`, `warn` or `error`; text on a terminal, JSON otherwise",
			aliases:     []string{"LOG_LEVEL", "LOGLEVEL", "LEVEL", "DEBUG", "VERBOSE"},
		}, {
			Name: "COMMONTHREAD_RATE_LIMITS", Default: "`on`", initial: "on", set: setRateLimits,
			Description: "`off` for load tests on a closed machine; sign-in stays limited",
			aliases:     []string{"RATE_LIMIT", "LIMITS", "THROTTLE"},
		}, {
			Name: "COMMONTHREAD_CLOCK", set: setClock,
			Description: "rehearsal clock: `2026-03-02T09:00:00Z` is when the program believes it starts. Refused with an https base URL",
			aliases:     []string{"TIME", "NOW", "REHEARSAL", "FAKE_TIME"},
		}, {
			Name: "COMMONTHREAD_SPAM_CHECK_URL", set: setSpamCheck, Secret: true,
			Description: "`https://HOST/PATH` of a program that is asked about public posts of new members; its answer is one signal among others. " +
				"A private address only where this names one. Unset: nobody is asked",
			aliases: []string{"SPAM", "SPAM_CHECK", "SPAM_URL", "AKISMET_URL", "CHECKER"},
		}, {
			Name: "COMMONTHREAD_SPAM_CHECK_TOKEN", set: setSpamCheckToken, Secret: true,
			Description: "sent to it as `Authorization: Bearer`",
			aliases:     []string{"SPAM_TOKEN", "SPAM_KEY", "AKISMET_KEY"},
		}, {
			Name: "COMMONTHREAD_METRICS_TOKEN", set: setMetricsToken, Secret: true,
			Description: "whoever sends it as `Authorization: Bearer` reads `/metrics`, and nobody else. Unset: this machine only, and only while no public base URL is set and no proxy passes the request on",
			aliases:     []string{"METRICS", "PROMETHEUS_TOKEN", "METRICS_KEY"},
		},
	}
}

// Table is the README's list of settings, as Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| Variable | Default | |\n|---|---|---|\n")
	for _, s := range Settings() {
		initial := s.Default
		if initial == "" {
			initial = "none"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s.Name, initial, s.Description)
	}
	return b.String()
}

// nearestSetting names the setting that somebody who wrote name probably meant.
func nearestSetting(name string) string {
	word := strings.TrimPrefix(strings.ToUpper(name), prefix)
	suffix := ""
	if cut, ok := strings.CutSuffix(word, fileSuffix); ok {
		word, suffix = cut, fileSuffix
	}
	meaning := map[string]string{}
	var words []string
	for _, s := range Settings() {
		for _, alias := range append([]string{strings.TrimPrefix(s.Name, prefix)}, s.aliases...) {
			meaning[alias] = s.Name
			words = append(words, alias)
		}
	}
	return meaning[Nearest(word, words)] + suffix
}

func known(name string) bool {
	return slices.ContainsFunc(Settings(), func(s Setting) bool { return s.Name == name })
}
