package main

import (
	"context"
	"net"

	"github.com/commonthread/commonthread/internal/config"
)

// welcome tells the person who started the server where it is.
func (t terminal) welcome(_ context.Context, cfg config.Config, _ *data, at net.Addr) error {
	t.printf("Commonthread is at %s\n", address(cfg, at))
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
