package main

import (
	"log/slog"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/internal/logging"
)

// The settings as flags, in the groups that commands need. A flag is named after
// its variable, and a test holds these to the table in internal/config.

// commonFlags are what every command that reads settings has.
type commonFlags struct {
	Config string `placeholder:"FILE" help:"Read settings from this file; the environment and flags win over it."`
	Log    string `placeholder:"LEVEL" help:"debug, info, warn or error."`
}

// dataFlags say where the community's data is.
type dataFlags struct {
	DataDir     string `placeholder:"DIR" help:"Embedded database, uploads and generated secret (./data)."`
	DatabaseURL string `name:"database-url" placeholder:"URL" help:"sqlite:PATH or postgres://…; a password is better given as a variable or in a file."`
}

// addrFlag says where to listen.
type addrFlag struct {
	Addr string `placeholder:"HOST:PORT" help:"Address to listen on."`
}

// siteFlags say how the site meets the world.
type siteFlags struct {
	BaseURL        string `name:"base-url" placeholder:"URL" help:"Public address, such as https://community.example.org."`
	TrustedProxies string `placeholder:"NETWORKS" help:"Networks whose X-Forwarded-* headers are believed."`
	RateLimits     string `placeholder:"on|off" help:"off for load tests on a closed machine."`
	Clock          string `placeholder:"INSTANT" help:"Rehearse: believe that it is this time, such as 2026-03-02T09:00:00Z."`
	MailFrom       string `placeholder:"ADDRESS" help:"Sender of mail."`
}

func (f commonFlags) fill(v map[string]string) {
	v["COMMONTHREAD_LOG"] = f.Log
}

func (f dataFlags) fill(v map[string]string) {
	v["COMMONTHREAD_DATA_DIR"] = f.DataDir
	v["COMMONTHREAD_DATABASE_URL"] = f.DatabaseURL
}

func (f addrFlag) fill(v map[string]string) {
	v["COMMONTHREAD_ADDR"] = f.Addr
}

func (f siteFlags) fill(v map[string]string) {
	v["COMMONTHREAD_BASE_URL"] = f.BaseURL
	v["COMMONTHREAD_TRUSTED_PROXIES"] = f.TrustedProxies
	v["COMMONTHREAD_RATE_LIMITS"] = f.RateLimits
	v["COMMONTHREAD_CLOCK"] = f.Clock
	v["COMMONTHREAD_MAIL_FROM"] = f.MailFrom
}

type flagGroup interface {
	fill(values map[string]string)
}

// settings reads the settings: the groups' flags win over the environment, which
// wins over the file.
func (t terminal) settings(common commonFlags, groups ...flagGroup) (config.Config, error) {
	flags := map[string]string{}
	for _, g := range append(groups, common) {
		g.fill(flags)
	}
	for name, value := range flags {
		if value == "" {
			delete(flags, name)
		}
	}
	return config.Load(config.Source{Environ: t.environ, File: common.Config, Flags: flags})
}

// logger logs to the terminal's error output, so that what was asked for stays
// clean for whoever pipes it on.
func (t terminal) logger(cfg config.Config) *slog.Logger {
	return logging.New(t.err, logging.Options{Level: cfg.Log, Text: logging.Terminal(t.err), Secrets: cfg.Secrets()})
}
