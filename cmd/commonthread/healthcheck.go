package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// healthDeadline is under what container engines usually allow a check.
const healthDeadline = 3 * time.Second

type healthcheckCommand struct {
	commonFlags
	addrFlag
}

func (c *healthcheckCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c.addrFlag)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, healthDeadline)
	defer cancel()

	address := "http://" + reachable(cfg.Addr) + "/healthz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	// Straight to this machine: never through a proxy that the environment names.
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, response.Status)
	}
	return nil
}

// reachable is where a server that listens on addr can be asked from its own machine.
func reachable(addr string) string {
	host, port, _ := net.SplitHostPort(addr)
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "" || err == nil && ip.IsUnspecified() && ip.Is4():
		host = "127.0.0.1"
	case err == nil && ip.IsUnspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port)
}
