package media

import (
	"bytes"
	"net/http"
	"strings"
)

// Format is a kind of picture that is taken.
type Format string

// The formats that are taken.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	WebP Format = "webp"
	GIF  Format = "gif" // its first picture
)

// sniffLength is how many bytes tell a format.
const sniffLength = 512

// formatOf tells a format by the first bytes: names and declared types are the sender's to choose.
func formatOf(first []byte) (Format, error) {
	switch {
	case bytes.HasPrefix(first, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(first, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case len(first) >= 12 && string(first[:4]) == "RIFF" && string(first[8:12]) == "WEBP":
		return WebP, nil
	case bytes.HasPrefix(first, []byte("GIF87a")), bytes.HasPrefix(first, []byte("GIF89a")):
		return GIF, nil
	case len(first) >= 12 && string(first[4:8]) == "ftyp":
		return "", wrongType(boxFile(string(first[8:12])))
	case bytes.Contains(bytes.ToLower(first), []byte("<svg")):
		return "", wrongType(drawing)
	}
	kind, _, _ := strings.Cut(http.DetectContentType(first), ";")
	if kind == "application/octet-stream" {
		kind = ""
	}
	return "", wrongType(kind)
}

// boxFile names what begins as films and Apple's photographs do.
func boxFile(brand string) string {
	switch strings.TrimSpace(brand) {
	case "heic", "heix", "mif1", "msf1", "hevc":
		return "an HEIC photograph"
	case "avif", "avis":
		return "an AVIF picture"
	}
	return "a film"
}
