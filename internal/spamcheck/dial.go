package spamcheck

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
)

// transport goes to the host of the setting and nowhere else: through no proxy, along no redirect, and to a private
// address only where the setting means one. The address is looked at when it is dialled, so that a name that changes
// between two answers of the DNS gains nothing.
func transport(host string) *http.Transport {
	dialer := net.Dialer{Timeout: deadline, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("read the address of the spam check: %w", err)
		}
		if !allowed(host, to.Addr()) {
			return fmt.Errorf("%s leads to the private address %s: name that in the setting, if it is meant", host, to.Addr())
		}
		return nil
	}}
	return &http.Transport{
		DialContext: dialer.DialContext, MaxIdleConnsPerHost: atOnce, MaxConnsPerHost: atOnce, IdleConnTimeout: pause,
		DisableCompression: true, MaxResponseHeaderBytes: answerMost,
	}
}

// allowed reports whether a setting with that host means that address: any public one, and a private one where the
// setting is an address itself, or a name of this machine or of its network (without a dot, or under .internal).
func allowed(host string, to netip.Addr) bool {
	to = to.Unmap()
	if to.IsGlobalUnicast() && !to.IsPrivate() && !shared.Contains(to) {
		return true
	}
	if named, err := netip.ParseAddr(host); err == nil {
		return named.Unmap() == to
	}
	return !strings.Contains(host, ".") || strings.HasSuffix(host, ".internal")
}

// shared is the address space of carriers (RFC 6598), private as well.
var shared = netip.MustParsePrefix("100.64.0.0/10")
