package models

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"
)

// limit is how often one key may do something within a window that begins with its first time. The window
// is never stretched: whoever was refused can come back at most one window later.
type limit struct {
	scope  string
	most   int64
	window time.Duration
}

// The limits on proving who one is. They hold whatever COMMONTHREAD_RATE_LIMITS says. An address is let in
// less often than fifty wrong passwords (FAULTS A03) even where two windows touch; a guessed account opens
// again after a quarter of an hour (A02), and for its owner's usual places it never closes because of others.
var (
	signInsByAddress  = limit{"sign-in.address", 24, 15 * time.Minute}
	signInsByAccount  = limit{"sign-in.account", 20, 15 * time.Minute}
	signInsAtUsual    = limit{"sign-in.usual", 20, 15 * time.Minute}
	passwordsByMember = limit{"password.member", 10, 15 * time.Minute}
	joinsByAddress    = limit{"join.address", 20, time.Hour}
	resetsByAddress   = limit{"reset.address", 10, 15 * time.Minute}
	resetsByAccount   = limit{"reset.account", 3, time.Minute}
)

// previewsByMember bounds what drawing previews costs.
var previewsByMember = limit{"preview.member", 40, time.Minute}

// usualPlace is how long an address that a member signed in from counts as theirs.
const usualPlace = 90 * 24 * time.Hour

// LimitKey is the client that limits count: an address, or the /64 network of an IPv6 one, since one
// customer has that many.
func LimitKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	p, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// NetworkPrefix is the network that an address is taken for: its /24, or its /64 of IPv6. Whoever has one address of it
// often has others.
func NetworkPrefix(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || !ip.Unmap().Is4() {
		return LimitKey(address)
	}
	p, err := ip.Unmap().Prefix(24)
	if err != nil {
		return address
	}
	return p.String()
}

// countKey hides what is counted: the table shows nobody's address, and no handle beside an e-mail address.
func countKey(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}
