package markup

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/util"
)

// maxAddress is the longest address linked. A reference definition lets a few
// characters stand for a long one, so all addresses together are capped too.
const (
	maxAddress      = 2_000
	maxAddressesSum = 200_000
)

type addressKind int

const (
	refused addressKind = iota
	internal
	external
)

// address is where a link or an image leads, after the rules.
type address struct {
	href string
	kind addressKind
}

// resolve applies the rules to an address as written: http, https and mailto
// outside, absolute paths and "#heading" inside. A path relative to the page is
// refused, since a post stands on many pages; so is a name or password in front
// of a host, which shows one host and leads to another.
func (r *Renderer) resolve(written []byte) address {
	href := string(util.URLEscape(written, true))
	if href == "" || len(href) > maxAddress || strings.ContainsFunc(href, notInAddress) {
		return address{}
	}
	if strings.HasPrefix(href, "//") {
		href = "https:" + href
	}
	u, err := url.Parse(href)
	if err != nil || u.User != nil {
		return address{}
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return r.resolveHost(u, href)
	case "mailto":
		if !strings.Contains(u.Opaque, "@") {
			return address{}
		}
		return address{href: href, kind: external}
	case "":
		return resolvePath(u, href)
	}
	return address{}
}

func (r *Renderer) resolveHost(u *url.URL, href string) address {
	if u.Opaque != "" || u.Hostname() == "" {
		return address{}
	}
	if r.host == "" || !strings.EqualFold(u.Host, r.host) {
		return address{href: href, kind: external}
	}
	u.Scheme, u.Host = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return resolvePath(u, u.String())
}

func resolvePath(u *url.URL, href string) address {
	if u.Host != "" {
		return address{}
	}
	if strings.HasPrefix(href, "#") && len(href) > 1 {
		return address{href: "#" + DraftPrefix + "h-" + strings.ToLower(href[1:]), kind: internal}
	}
	if !strings.HasPrefix(href, "/") || strings.HasPrefix(href, "//") {
		return address{}
	}
	return address{href: href, kind: internal}
}

// notInAddress names characters that browsers drop or read as a slash.
func notInAddress(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f || unwanted(r) }

// ownPicture matches the only places a picture may be loaded from: no other host
// learns who reads a post, and no dots lead elsewhere.
var ownPicture = regexp.MustCompile(`^/(?:uploads|static)(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$`)

// uploadsPath is in front of the keys of uploads.
const uploadsPath = "/uploads/"

func isUpload(href string) bool { return strings.HasPrefix(href, uploadsPath) }
