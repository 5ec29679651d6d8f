package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The shortest secrets that are taken. 32 characters are what a person gets who
// follows any advice for making one, and out of reach of guessing even in hex.
const (
	minSecret       = 32
	minSecretKinds  = 8 // different characters, against "aaaa…"
	minMetricsToken = 16
)

func setAddr(c *Config, value string) error {
	host, port, err := net.SplitHostPort(value)
	number, bad := strconv.ParseUint(port, 10, 16)
	if err != nil || bad != nil || strings.ContainsAny(host, "/ ") {
		return &wrong{"HOST:PORT or :PORT with a port from 0 to 65535", nearestAddr(value)}
	}
	c.Addr = net.JoinHostPort(host, strconv.FormatUint(number, 10))
	return nil
}

var digits = regexp.MustCompile(`^[0-9]{1,5}$`)

func nearestAddr(value string) string {
	for _, scheme := range []string{"http://", "https://", "tcp://"} {
		if rest, ok := strings.CutPrefix(value, scheme); ok {
			value = strings.TrimRight(rest, "/")
		}
	}
	value = strings.TrimSpace(value)
	if _, err := netip.ParseAddr(value); err == nil {
		return net.JoinHostPort(value, "8080")
	}
	host, port, err := net.SplitHostPort(value)
	switch {
	case digits.MatchString(value):
		host, port = "", value
	case err != nil && !strings.ContainsAny(value, ":/ "):
		host, port = value, "8080"
	}
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
		port = "8080"
	}
	return net.JoinHostPort(strings.ReplaceAll(host, "/", ""), port)
}

func setBaseURL(c *Config, value string) error {
	u, err := url.Parse(value)
	if err != nil || !baseURL(u) {
		return &wrong{"http:// or https:// with a host name and nothing after it", nearestBaseURL(value)}
	}
	c.BaseURL = &url.URL{Scheme: u.Scheme, Host: plainHost(u)}
	return nil
}

// baseURL refuses a path too: addresses on the site begin at its root.
func baseURL(u *url.URL) bool {
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return (u.Scheme == "http" || u.Scheme == "https") &&
		hostName.MatchString(u.Hostname()) && (u.Port() == "" || err == nil && port > 0) &&
		u.User == nil && (u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == ""
}

// hostName matches names (international ones in their xn-- form) and addresses.
var hostName = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|[0-9A-Fa-f:.]+)$`)

// plainHost is the host as browsers send it: lower case, without the scheme's own port.
func plainHost(u *url.URL) string {
	host := strings.ToLower(u.Host)
	usual := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return strings.TrimSuffix(host, usual)
}

func nearestBaseURL(value string) string {
	const example = "https://community.example.org"
	scheme, rest, found := strings.Cut(strings.TrimSpace(value), "://")
	if !found {
		scheme, rest = "https", scheme
	}
	scheme = Nearest(scheme, []string{"https", "http"})
	u, err := url.Parse(scheme + "://" + rest)
	if err != nil {
		return example
	}
	u = &url.URL{Scheme: scheme, Host: u.Host}
	if !baseURL(u) {
		return example
	}
	return u.String()
}

func setDataDir(c *Config, value string) error {
	if strings.Contains(value, "://") {
		return &wrong{"a directory's path", "./data"}
	}
	c.DataDir = filepath.Clean(value)
	return nil
}

func setMailFrom(c *Config, value string) error {
	if _, err := mail.ParseAddress(value); err != nil {
		return &wrong{"one mail address, with or without a name", `Commonthread <community@example.org>`}
	}
	c.MailFrom = value
	return nil
}

func setSecret(c *Config, value string) error {
	kinds := map[rune]bool{}
	for _, r := range value {
		kinds[r] = true
	}
	if len(value) < minSecret || len(kinds) < minSecretKinds {
		return &wrong{allowed: fmt.Sprintf("at least %d characters that nobody can guess (make one with: openssl rand -hex 32)", minSecret)}
	}
	c.Secret = value
	return nil
}

func setMetricsToken(c *Config, value string) error {
	if len(value) < minMetricsToken || strings.ContainsAny(value, " \t") {
		return &wrong{allowed: fmt.Sprintf("at least %d characters without spaces (make one with: openssl rand -hex 16)", minMetricsToken)}
	}
	c.MetricsToken = value
	return nil
}

// setSpamCheck takes no name and password in the address: the token has a setting of its own, which no log shows.
func setSpamCheck(c *Config, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return &wrong{allowed: "https://HOST/PATH or http://HOST/PATH, without a name or password"}
	}
	c.SpamCheck = u
	return nil
}

func setSpamCheckToken(c *Config, value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return &wrong{allowed: "printable letters, digits and signs without spaces"}
	}
	c.SpamCheckToken = value
	return nil
}

func setTrustedProxies(c *Config, value string) error {
	var networks []netip.Prefix
	separator := func(r rune) bool { return r == ',' || r == ' ' }
	for _, word := range strings.FieldsFunc(value, separator) {
		network, err := parseNetwork(word)
		if err != nil {
			return err
		}
		networks = append(networks, network)
	}
	c.TrustedProxies = networks
	return nil
}

func parseNetwork(word string) (netip.Prefix, error) {
	const allowed = "networks as ADDRESS/BITS, or single addresses, with commas between"
	if addr, err := netip.ParseAddr(word); err == nil && addr.Zone() == "" {
		return netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen()), nil
	}
	network, err := netip.ParsePrefix(word)
	if err != nil {
		return network, &wrong{allowed, nearestNetwork(word)}
	}
	if network.Bits() == 0 {
		return network, &wrong{allowed: "the proxies' own networks: " + word + " would believe everybody"}
	}
	if network != network.Masked() {
		return network, &wrong{allowed + " (" + word + " has bits behind the mask)", network.Masked().String()}
	}
	if network.Addr().Is4In6() {
		return network, &wrong{allowed, netip.PrefixFrom(network.Addr().Unmap(), max(network.Bits()-96, 1)).Masked().String()}
	}
	return network, nil
}

func nearestNetwork(word string) string {
	host, _, _ := strings.Cut(word, "/")
	if h, _, err := net.SplitHostPort(word); err == nil {
		host = h
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.Zone() == "" {
		return addr.String()
	}
	return "10.0.0.0/8"
}

var logLevels = map[string]slog.Level{
	"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
}

func setLog(c *Config, value string) error {
	level, ok := logLevels[value]
	if !ok {
		return &wrong{"debug, info, warn or error", Nearest(value, []string{"info", "debug", "warn", "error"})}
	}
	c.Log = level
	return nil
}

func setRateLimits(c *Config, value string) error {
	switch value {
	case "on", "off":
		c.RateLimits = value == "on"
		return nil
	}
	nearest := Nearest(value, []string{"on", "off", "true", "false", "yes", "no", "1", "0", "enabled", "disabled"})
	switch nearest {
	case "off", "false", "no", "0", "disabled":
		return &wrong{"on or off", "off"}
	}
	return &wrong{"on or off", "on"}
}

// setClock allows the years for which databases, calendars and browsers agree.
func setClock(c *Config, value string) error {
	start, err := time.Parse(time.RFC3339, value)
	if err != nil || start.Year() < 2000 || start.Year() > 2199 {
		return &wrong{"an instant such as 2026-03-02T09:00:00Z, from 2000 to 2199", nearestInstant(value)}
	}
	c.Clock = start.UTC()
	return nil
}

func nearestInstant(value string) string {
	value = strings.ToUpper(strings.TrimSpace(value))
	for _, layout := range []string{
		"2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05",
		"2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-1-2", "2006/01/02", "02.01.2006",
	} {
		if t, err := time.Parse(layout, value); err == nil && t.Year() >= 2000 && t.Year() < 2200 {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return "2026-03-02T09:00:00Z"
}
