package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// secret is a word that stands in one place, and who may meet it there.
type secret struct {
	word, where, may string
}

const staffAlone, moderatorsAlone = "sam mo-rahimi", "mo-rahimi"

// fewEyes puts a word of its own into everything that staff, moderators or one member write for few eyes.
func fewEyes(w *testkit.World) []secret {
	w.T.Helper()
	w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "UTC", Joining: true, Mode: models.JoinApproval}))
	th := suggest(w, "Quiet rooms on the third floor")
	w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, "Ocelotnote between colleagues."))
	w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "Civetside to its author alone."))
	w.Must(w.Store.Snooze(w.Ctx, w.Sam, th.ID, models.SnoozeInput{Days: 3, Reason: "Bongosnooze until spring"}))
	_, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Kudutitle", Body: "Kudubody for each.", Shared: true})
	w.Must(err)
	w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", true))
	w.Must(w.Store.LogContact(w.Ctx, w.Sam, "mia", "mail", "Aardwolfletter about rooms."))
	_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "ibex", ThreadID: th.ID, Body: "Ibexdraft, not sent."})
	w.Must(err)
	held := models.PostInput{Body: "Lynxheld https://a.example.test https://b.example.test https://c.example.test https://d.example.test"}
	if _, err = w.Store.CreatePost(w.Ctx, w.Nia, th.ID, held); models.KindOf(err) != models.Held {
		w.T.Fatalf("it is not held: %v", err)
	}
	bad := w.Reply(w.Max, th.ID, "A chair like yours.")
	_, err = w.Store.CreateReport(w.Ctx, w.Mia, bad.ID, models.ReportInput{Reason: "abuse", Detail: "Puffinreport, he means me."})
	w.Must(err)
	w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Warthogwarning, be kind."))
	_, err = w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions`), "Servalappeal, I meant the chair.")
	w.Must(err)
	_, err = w.Store.AskToJoin(w.Ctx, models.JoinInput{
		Handle: "caracal", Name: "Caracalname Quist", Email: "caracal@out.example", Password: "a long enough phrase", Address: "192.0.2.44",
	}, "Caracalwhy I would like to come.")
	w.Must(err)
	_, err = w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Email: "jackal@out.example", Days: 7})
	w.Must(err)
	w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, 'location', 'Hyraxplace', 'members')`, w.Mia.ID)
	w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, 'website', 'https://hyraxsite.example', 'nobody')`, w.Mia.ID)
	later, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.Photography, Kind: "story", Title: "Gerenuktitle to come", Body: "Gerenukbody.", Later: true})
	w.Must(err)
	w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, later.ID, w.Clock.Now().Add(48*time.Hour)))
	gone := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "Quaggatitle", "Quaggabody.")
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "It was a mistake."))
	back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Kiwititle among us", "Kiwibody.")
	w.Reply(w.Max, back.ID, "Kiwireply.")
	w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Tapirtitle at the table", "Tapirbody.")
	return []secret{
		{"ocelot", "a console note", staffAlone}, {"civet", "a side conversation", staffAlone + " mia"}, {"bongo", "why something sleeps", staffAlone},
		{"kudu", "a saved reply", staffAlone}, {"aardwolf", "the log of letters", staffAlone}, {"ibex", "a reply's draft", "mia"},
		{"lynxheld", "a held reply", moderatorsAlone}, {"puffin", "a report's words", moderatorsAlone + " mia"},
		{"warthog", "a warning", moderatorsAlone + " max"}, {"serval", "an appeal", moderatorsAlone + " max"},
		{"caracal", "a joining request", moderatorsAlone}, {"jackal", "an invited address", moderatorsAlone},
		{"hyraxplace", "a field for members", "max " + staffAlone + " mia"}, {"hyraxsite", "a field for nobody", "mia"},
		{"gerenuk", "a scheduled story", staffAlone}, {"quagga", "a removed thread", moderatorsAlone},
		{"kiwi", "a members' topic", "max mia " + staffAlone}, {"tapir", "a staff topic", staffAlone},
		{"hana@example.test", "a member's address", moderatorsAlone}, {"max@example.test", "a member's address", moderatorsAlone + " max"},
		{"192.0.2.44", "an IP address", ""},
	}
}

// everywhere are the addresses that anybody could try: pages, data, feeds, tools, the console, the JSON API, the
// events of each channel.
func everywhere(w *testkit.World, of []secret) []string {
	list := strings.Fields(`/ /topics /stories /suggestions /suggestions?late=1 /suggestions/mine /promise /promise.json /promise/decisions /promise/moderation /promise/moderation.json
		/heard /heard.atom /events /events.ics /search /feed.atom /sitemap.xml /sitemaps/1.xml /sitemaps/topics.xml /metrics /healthz /readyz
		/notices /notices/unread /threads/mine /stories/desk /bookmarks /drafts /uploads /held /standing /join /login /new /members/suggest?q=h /suggestions/alike?title=quiet+rooms
		/settings /settings/profile /settings/account /settings/sessions /settings/tokens
		/console /console/overview /console/merges /console/replies /console/contacts /console/thanks /console/consultations /console/members /console/topics
		/console/ledger.csv /console/ledger-lines.csv /console/ledger.json /console/team /console/audit /console/joining /console/crisis /console/holds /console/resets
		/topics/remote-work /topics/photography /topics/back-room /topics/staff-table /topics/remote-work/feed.atom /topics/back-room/feed.atom /topics/staff-table/feed.atom
		/api/v1/topics /api/v1/topics/back-room /api/v1/topics/staff-table /api/v1/threads /api/v1/threads?sort=new /api/v1/threads?topic=staff-table /api/v1/threads?author=sam
		/api/v1/me /api/v1/bookmarks /api/v1/drafts /api/v1/drafts/ibex /api/v1/promise /api/v1/tokens /api/v1/sessions /api/v1/openapi.json
		/live/events?channel=me&since=0 /live/events?channel=console&since=0 /live/events?channel=front /live/events?channel=topic:staff-table`)
	for id := range w.Count(`SELECT MAX(id) FROM threads`) {
		for _, form := range strings.Fields(`/t/%d/x /t/%d/feed.atom /t/%d/tools /t/%d/title /t/%d/unread /suggestions/%d/private /console/suggestions/%d /stories/%d/edit
			/stories/%d/schedule /api/v1/threads/%d /api/v1/threads/%d/posts /api/v1/suggestions/%d /live/events?channel=thread:%d&since=0`) {
			list = append(list, fmt.Sprintf(form, id+1))
		}
		if at := threadPath(w, id+1); at != "" {
			list = append(list, at, at+"?record=1")
		}
	}
	for id := range w.Count(`SELECT MAX(id) FROM posts`) {
		list = append(list, links.Post(id+1), links.PostHistory(id+1), fmt.Sprint("/api/v1/posts/", id+1), fmt.Sprint("/api/v1/posts/", id+1, "/revisions"))
	}
	for id := range w.Count(`SELECT MAX(id) FROM cases`) {
		list = append(list, fmt.Sprint("/console/cases/", id+1), fmt.Sprint("/held/", id+1), fmt.Sprint("/reports/", id+1))
	}
	for _, handle := range []string{"ada", "mo-rahimi", "sam", "hana", "mia", "max", "nia", "caracal"} {
		list = append(list, links.Member(handle), "/api/v1/members/"+handle, "/console/members/"+handle, "/search?author="+handle)
	}
	for _, one := range of {
		list = append(list, "/search?q="+url.QueryEscape(one.word), "/api/v1/search?q="+url.QueryEscape(one.word))
	}
	return list
}

// told is an answer with its headers, without what it says back of what was asked.
func told(res testsite.Response, path string) string {
	var text strings.Builder
	text.WriteString(res.Body)
	for name, values := range res.Header {
		fmt.Fprintln(&text, name, values)
	}
	at, query, _ := strings.Cut(path, "?")
	all := strings.ToLower(text.String())
	values, _ := url.ParseQuery(query)
	for _, said := range append(values["q"], append(values["author"], at[strings.LastIndex(at, "/")+1:])...) {
		if said != "" {
			all = strings.ReplaceAll(strings.ReplaceAll(all, url.QueryEscape(said), ""), said, "")
		}
	}
	return all
}

// asks sends what a browser does, or a script for a part of a page, or a program with a token.
func asks(b *testsite.Browser, path, token string, part bool) testsite.Response {
	req := b.NewRequest(http.MethodGet, path, nil)
	if strings.HasPrefix(path, "/api/") && token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if part {
		req.Header.Set("X-Requested-With", "fetch")
	}
	return b.Do(req)
}

func TestNothingWrittenForFewReachesOthers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		hidden := fewEyes(w)
		deliver(w)
		paths := everywhere(w, hidden)
		site := testsite.Serve(w)
		met := map[string]bool{}
		for _, handle := range []string{"", "max", "mia", "sam", "mo-rahimi"} {
			b, token := site.Browser(), ""
			if handle != "" {
				b = site.As(w.Viewer(handle))
				made, err := w.Store.CreateToken(w.Ctx, session(w, handle), models.TokenInput{Name: "script", Scopes: []string{"read"}})
				w.Must(err)
				token = made.Text
			}
			for _, path := range paths {
				for _, part := range []bool{false, true} {
					if part && !strings.HasPrefix(path, "/t/") && !strings.HasPrefix(path, "/suggestions") {
						continue // nothing draws a part of it
					}
					res := asks(b, path, token, part)
					if res.Status >= http.StatusInternalServerError {
						t.Errorf("%q at %s: status %d", handle, path, res.Status)
					}
					text := told(res, path)
					for _, one := range hidden {
						if !strings.Contains(text, one.word) {
							continue
						}
						met[one.word] = true
						if handle == "" || !strings.Contains(one.may, handle) {
							t.Errorf("%q meets %s (%s) at %s, part %v", handle, one.word, one.where, path, part)
						}
					}
				}
			}
		}
		for _, one := range hidden {
			if one.may != "" && !met[one.word] {
				t.Errorf("nobody meets %s (%s): this proves nothing", one.word, one.where)
			}
		}
	})
}

// What is hidden leaves no mark on what outsiders count: not a figure, a cursor, an address or a tag changes.
func TestNothingWrittenForFewChangesWhatOthersAreTold(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		fill(w)
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "UTC", Joining: true, Mode: models.JoinApproval}))
		site := testsite.Serve(w)
		reader, hana := site.Browser(), site.As(w.Hana)
		paths := strings.Fields(`/ /topics /topics/remote-work /stories /suggestions /events /promise.json /promise/moderation.json /heard /feed.atom /sitemap.xml /sitemaps/1.xml
			/members/mia /members/max /search?author=mia /api/v1/threads /api/v1/topics /api/v1/members/mia /api/v1/promise /live/events?channel=thread:1&since=0`)
		before := map[string]testsite.Response{}
		for _, path := range paths {
			before[path] = reader.Get(path).Want(http.StatusOK)
		}
		bell := hana.Get("/notices/unread").Want(http.StatusOK).Body

		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "ibex", ThreadID: 1, Body: "Not sent, @hana."})
		w.Must(err)
		_, err = w.Store.CreatePost(w.Ctx, w.Nia, 1, models.PostInput{Body: "@hana https://a.example.test https://b.example.test https://c.example.test https://d.example.test"})
		if models.KindOf(err) != models.Held {
			t.Fatalf("it is not held: %v", err)
		}
		draft(w, w.Sam, "Words for @hana")
		_, err = w.Store.CreateReport(w.Ctx, w.Mia, w.Count(`SELECT MIN(id) FROM posts`), models.ReportInput{Reason: "abuse", Detail: "He means me."})
		w.Must(err)
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind to @hana."))
		w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Of @hana", "What about @hana?")
		w.Reply(w.Viewer("max"), w.Start(w.Viewer("mia"), testkit.BackRoom, models.KindDiscussion, "Among ourselves", "What do you earn?").ID, "Too little.")
		_, err = w.Store.AskToJoin(w.Ctx, models.JoinInput{Handle: "pia", Name: "Pia", Email: "pia@out.example", Password: "a long enough phrase", Address: "192.0.2.44"}, "")
		w.Must(err)
		_, err = w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Email: "ruth@out.example", Days: 7})
		w.Must(err)
		deliver(w)

		for _, path := range paths {
			after := reader.Get(path)
			if after.Body != before[path].Body || after.Header.Get("ETag") != before[path].Header.Get("ETag") {
				t.Errorf("%s changed", path)
			}
		}
		if got := hana.Get("/notices/unread").Body; got != bell {
			t.Errorf("her bell says %s, and said %s", got, bell)
		}
	})
}

// A picture is seen where its post is, and what is not seen answers as what never was: page, files and all.
func TestPicturesThatAreHiddenAnswerAsThoseThatNeverWere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		max, mia, reader := site.As(w.Max), site.As(w.Mia), site.Browser()
		_, own := sendByScript(t, max, upload{"a.jpg", photograph(t, 60, 40)})
		_, lent := sendByScript(t, max, upload{"b.jpg", photograph(t, 80, 40)})
		_, lost := sendByScript(t, max, upload{"c.jpg", photograph(t, 90, 40)})
		w.Start(w.Max, testkit.BackRoom, models.KindDiscussion, "Among us", "![the pass](/uploads/"+lent.Key+")")
		out := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "For all", "![the pass](/uploads/"+lost.Key+")")
		at := func(b *testsite.Browser, key string) testsite.Response { return b.Get("/uploads/" + key + "/480.webp") }
		at(reader, lost.Key).Want(http.StatusOK)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, out.ID, "other", "Not here."))
		never := strings.Repeat("z", 22)
		for name, c := range map[string]struct {
			b     *testsite.Browser
			key   string
			shown bool
		}{
			"a reader, not shown yet": {reader, own.Key, false}, "a member, not shown yet": {mia, own.Key, false}, "its owner": {max, own.Key, true},
			"a reader, among members": {reader, lent.Key, false}, "a member, among members": {mia, lent.Key, true},
			"a reader, removed": {reader, lost.Key, false}, "a member, removed": {mia, lost.Key, false},
		} {
			got, nowhere := at(c.b, c.key), at(c.b, never)
			if c.shown {
				if got.Status != http.StatusOK || strings.Contains(got.Header.Get("Cache-Control"), "public") {
					t.Errorf("%s: status %d, %s", name, got.Status, got.Header.Get("Cache-Control"))
				}
				continue
			}
			same := strings.ReplaceAll(got.Body, c.key, never) == nowhere.Body
			if got.Status != http.StatusNotFound || !same || got.Header.Get("Cache-Control") != nowhere.Header.Get("Cache-Control") {
				t.Errorf("%s: status %d, as nowhere %v, %s", name, got.Status, same, got.Header.Get("Cache-Control"))
			}
		}
	})
}
