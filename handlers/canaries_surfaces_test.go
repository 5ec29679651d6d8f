package handlers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// surfaces are all addresses that the router knows, found and not listed, of everything there is; a part of an address
// that nobody filled in fails the test.
func (h *hideaway) surfaces(site *testsite.Site) (paths []string) {
	h.T.Helper()
	for _, r := range site.Server.Routes() {
		if r.Method != http.MethodGet || slices.ContainsFunc([]string{"/static/", "/covers/", "/avatars/", "/icons/", "/brand/"}, func(p string) bool { return strings.HasPrefix(r.Path, p) }) {
			continue
		}
		paths = append(paths, h.filled(r.Path)...)
	}
	for id := range h.Count(`SELECT MAX(id) FROM threads`) {
		paths = append(paths, fmt.Sprintf("/live/events?since=0&channel=thread:%d", id+1))
	}
	for _, channel := range []string{"front", "me", "console"} {
		paths = append(paths, "/live/events?since=0&channel="+channel)
	}
	for _, slug := range []string{testkit.RemoteWork, testkit.BackRoom, testkit.StaffTable} {
		paths = append(paths, "/search?topic="+slug, links.Topic(slug)+"?sort=new", "/live/events?since=0&channel=topic:"+slug, root+"/threads?topic="+slug, root+"/search?q=plain&topic="+slug)
	}
	for _, handle := range []string{"hana", "mia", "sam"} {
		paths = append(paths, "/search?author="+handle, root+"/threads?author="+handle, root+"/search?author="+handle)
	}
	return append(paths, "/search?q=plain", "/members/suggest?q=ha", "/console?queue=waiting", "/console?queue=held", "/console?queue=appeals", "/suggestions?sort=recent", root+"/search?q=plain")
}

func (h *hideaway) filled(route string) []string {
	paths := []string{route}
	for {
		_, rest, more := strings.Cut(paths[0], ":")
		if !more {
			return paths
		}
		name, _, _ := strings.Cut(rest, "/")
		var next []string
		for _, p := range paths {
			for _, value := range h.values(route, name) {
				next = append(next, strings.Replace(p, ":"+name, value, 1))
			}
		}
		if len(next) == 0 {
			h.T.Fatalf("nothing stands for %s in %s", name, route)
		}
		paths = next
	}
}

// values are what a part of an address can be.
func (h *hideaway) values(route, name string) (values []string) {
	switch name {
	case "id":
		from := "threads"
		for table, prefix := range map[string]string{
			"posts": "/posts", "held_posts": "/held", "cases": "/cases", "actions": "/actions", "reports": "/reports", "joining_requests": "/joining",
			"saved_reasons": "/reasons", "saved_replies": "/replies", "story_templates": "/templates",
		} {
			if strings.Contains(route, prefix+"/:id") {
				from = table
			}
		}
		for id := range max(1, h.Count(`SELECT COALESCE(MAX(id), 0) FROM `+from)) {
			values = append(values, fmt.Sprint(id+1))
		}
	case "slug":
		values = []string{testkit.RemoteWork, testkit.BackRoom, testkit.StaffTable}
		if strings.HasPrefix(route, "/t/") {
			values = []string{"x"}
		}
	case "handle":
		values = []string{"hana", "mia", "sam"}
	case "section":
		for _, s := range models.MemberSections {
			values = append(values, string(s))
		}
	case "page":
		values = []string{"rules", "contact"}
	case "file":
		values = []string{"topics.xml", "1.xml"}
	case "figure":
		for _, f := range models.PromiseFigures {
			values = append(values, string(f))
		}
	case "key":
		values = []string{"k"}
	case "size":
		values = []string{"480.webp"}
	case "token", "receipt":
		values = []string{"guessed"}
	}
	return values
}
