package main

import (
	"context"
	"net"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/views/links"
)

// welcome tells the person who started the server where it is and, while nobody
// administers it, where to set it up. That address is printed, not logged: it is
// worth an administrator's account until it is used.
func (t terminal) welcome(ctx context.Context, cfg config.Config, d *data, at net.Addr) error {
	site := address(cfg, at)
	t.printf("Commonthread is at %s\n", site)
	token, err := d.store.SetupToken(ctx)
	if err != nil {
		return err
	}
	if token != "" {
		t.printf("Nobody administers it yet. Set it up, once, at %s\n", links.Absolute(site, links.SetUp(token)))
	}
	return nil
}

// address is where people on this machine reach the site: its public address
// where one is set, else the port that was really taken.
func address(cfg config.Config, at net.Addr) string {
	if cfg.BaseURL != nil {
		return cfg.BaseURL.String()
	}
	host, port, err := net.SplitHostPort(at.String())
	ip := net.ParseIP(host)
	if err != nil || ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
