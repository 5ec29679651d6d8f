package static

import (
	"net/http"
	"strconv"
	"strings"
)

const (
	keepForever = "public, max-age=31536000, immutable"
	// A page kept somewhere may ask for the style of the program before this
	// one: it gets today's, and is told to ask again soon.
	keepBriefly = "public, max-age=60"
)

// Handler serves every file under Prefix. An address with today's hash may be
// kept for a year; one with another hash gets today's content for a minute;
// an unknown name is 404.
func Handler() http.Handler { return http.HandlerFunc(serve) }

func serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are possible here.", http.StatusMethodNotAllowed)
		return
	}
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	a, ok := assets[name]
	if !ok || len(hash) != hashLength {
		http.NotFound(w, r)
		return
	}

	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", keepForever)
	if hash != a.hash {
		h.Set("Cache-Control", keepBriefly)
	}
	body, tag := a.plain, a.hash
	if a.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body, tag = a.gzipped, a.hash+"-gzip"
		}
	}
	h.Set("ETag", `"`+tag+`"`)
	if strings.Contains(r.Header.Get("If-None-Match"), `"`+tag+`"`) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // a client that went away is no fault of ours
	}
}

// acceptsGzip reads Accept-Encoding as browsers send it: gzip is wanted where
// it is named without q=0.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") || strings.TrimSpace(coding) == "*" {
			q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return q == "" || strings.Trim(q, "0.") != ""
		}
	}
	return false
}
