package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// canary is a word that must not reach those who may not see what it stands in.
type canary struct {
	word    string
	where   string
	readers bool // who may see it
	members bool
	staff   bool
}

// canaries puts a word of its own into every corner that somebody may not see into.
func canaries(w *testkit.World) []canary {
	w.T.Helper()
	back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Kiwititle in the back room", "kiwibody")
	w.Reply(w.Max, back.ID, "kiwireply")
	_, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.StaffTable, Kind: "story", Title: "Tapirtitle at the table", Body: "tapirbody", Standfirst: "tapirstand", Tags: "tapirtag"})
	w.Must(err)
	open := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "An open thread", "plain words")
	removed := w.Reply(w.Hana, open.ID, "quollremoved")
	_, err = w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Rule: "other", Reason: "quollreason"})
	w.Must(err)
	deleted := w.Reply(w.Hana, open.ID, "numbatdeleted")
	_, err = w.Store.DeletePost(w.Ctx, w.Hana, deleted.ID, models.DeleteInput{})
	w.Must(err)
	edited := w.Reply(w.Hana, open.ID, "okapibefore")
	_, err = w.Store.EditPost(w.Ctx, w.Hana, edited.ID, models.EditInput{Body: new("after the edit")})
	w.Must(err)
	draft, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.Photography, Kind: "story", Title: "Dugongdraft unfinished", Body: "dugongbody", Later: true})
	w.Must(err)
	if draft.Published() {
		w.T.Fatal("the draft is out: this proves nothing")
	}
	taken := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Axolotltitle removed", "axolotlbody")
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, taken.ID, "other", "It was a mistake."))
	moved := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Markhortitle moved away", "markhorbody")
	w.Must(w.Store.MoveThread(w.Ctx, w.Mo, moved.ID, testkit.StaffTable, "Among ourselves."))
	return []canary{
		{"kiwi", "a members' topic", false, true, true},
		{"tapir", "a staff topic", false, false, true},
		{"quoll", "a removed post", false, false, false},
		{"numbat", "a deleted post", false, false, false},
		{"dugong", "a draft", false, false, false},
		{"axolotl", "a removed thread", false, false, false},
		{"markhor", "a thread moved to the staff", false, false, true},
		{"The back room", "the name of a members' topic", false, true, true},
		{"back-room", "the address of a members' topic", false, true, true},
		{"Staff table", "the name of a staff topic", false, false, true},
		{"staff-table", "the address of a staff topic", false, false, true},
	}
}

// surfaces are all addresses of the reading side: those of every id up to the last, and every list.
func surfaces(w *testkit.World) []string {
	paths := []string{
		"/", "/topics", "/stories", "/search", "/feed.atom", "/sitemap.xml", "/sitemaps/topics.xml", "/robots.txt", "/opensearch.xml", "/manifest.webmanifest",
	}
	for _, slug := range []string{testkit.RemoteWork, testkit.Photography, testkit.BackRoom, testkit.StaffTable} {
		paths = append(paths, links.Topic(slug), links.TopicFeed(slug), links.Topic(slug)+"?kind=story", links.Topic(slug)+"?sort=new", links.Topic(slug)+"?sort=unanswered",
			"/search?topic="+slug, "/search?q=the&topic="+slug)
	}
	for id := range w.Count(`SELECT MAX(id) FROM threads`) {
		for _, form := range []string{"/t/%d", "/t/%d/x", "/t/%d/feed.atom", "/sitemaps/%d.xml"} {
			paths = append(paths, fmt.Sprintf(form, id+1))
		}
		if slug := threadPath(w, id+1); slug != "" {
			paths = append(paths, slug)
		}
	}
	for id := range w.Count(`SELECT MAX(id) FROM posts`) {
		paths = append(paths, links.Post(id+1), links.PostHistory(id+1))
	}
	for _, handle := range []string{"ada", "mo-rahimi", "sam", "hana", "mia", "max"} {
		paths = append(paths, links.Member(handle), "/search?author="+handle)
	}
	for _, word := range []string{"kiwititle", "kiwibody", "tapirtitle", "tapirbody", "quollremoved", "numbatdeleted", "dugongbody", "axolotlbody", "markhorbody", "plain", "removed"} {
		paths = append(paths, "/search?q="+word)
	}
	return append(paths, "/search?tag=tapirtag")
}

func threadPath(w *testkit.World, id int64) string {
	var slug string
	w.Must(w.DB.Write.Raw(`SELECT slug FROM threads WHERE id = ?`, id).Scan(&slug).Error)
	if slug == "" {
		return ""
	}
	return links.Thread(id, slug)
}

// The words of a search are said back by its page, and paths asked for may be said back by a redirect: what was
// asked for is taken out before looking.
func said(res testsite.Response, path string) string {
	text := strings.ToLower(res.Body)
	if _, query, found := strings.Cut(path, "?"); found {
		for pair := range strings.SplitSeq(query, "&") {
			_, value, _ := strings.Cut(pair, "=")
			text = strings.ReplaceAll(text, strings.ToLower(value), "")
		}
	}
	return text + strings.ToLower(res.Location)
}

func TestNothingHiddenReachesAnySurface(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		birds := canaries(w)
		site := testsite.Serve(w)
		paths := surfaces(w)
		if len(paths) < 60 {
			t.Fatalf("only %d surfaces: this proves nothing", len(paths))
		}
		for _, who := range []struct {
			name  string
			b     *testsite.Browser
			shown func(canary) bool
		}{
			{"a reader", site.Browser(), func(c canary) bool { return c.readers }},
			{"a member", site.As(w.Max), func(c canary) bool { return c.members }},
			{"a contributor", site.As(w.Viewer("sam")), func(c canary) bool { return c.staff || c.word == "dugong" }},
		} {
			seen := map[string]bool{}
			for _, path := range paths {
				res := who.b.Get(path)
				if res.Status >= 500 {
					t.Errorf("%s, %s: status %d", who.name, path, res.Status)
				}
				text := said(res, path)
				for _, bird := range birds {
					if !strings.Contains(text, strings.ToLower(bird.word)) {
						continue
					}
					seen[bird.word] = true
					if !who.shown(bird) {
						t.Errorf("%s sees %s (%s) at %s, status %d", who.name, bird.word, bird.where, path, res.Status)
					}
				}
			}
			for _, bird := range birds {
				if who.shown(bird) && !seen[bird.word] {
					t.Errorf("%s never meets %s: this proves nothing", who.name, bird.word)
				}
			}
		}
	})
}

// FAULTS D13: neither a tag nor a byte of a list tells outsiders that something hidden changed.
func TestListsAndFeedsAreTheSameForOutsidersWhenSomethingHiddenChanges(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		fill(w)
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		b := testsite.Serve(w).Browser()
		paths := []string{"/", "/topics", "/stories", "/feed.atom", "/sitemap.xml", "/sitemaps/1.xml", "/members/max", "/search?author=max"}
		before := map[string]testsite.Response{}
		for _, path := range paths {
			before[path] = b.Get(path).Want(http.StatusOK)
		}
		w.Reply(w.Max, hidden.ID, "a reply that is nobody else's business")
		w.Start(w.Max, testkit.BackRoom, models.KindDiscussion, "Another one", "hidden too")
		for _, path := range paths {
			after := b.Get(path)
			if after.Body != before[path].Body || after.Header.Get("ETag") != before[path].Header.Get("ETag") {
				t.Errorf("%s changed", path)
			}
		}
	})
}
