package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
)

// boats is a topic as it is made of all that may be said.
var boats = in{
	"name": "Boats", "slug": "boats", "description": "Small ones.", "posting_rules": "Say *where*.", "cover": "canal-bikes", "colour": "teal",
	"visibility": "members", "kinds": []string{"question"}, "starters": []string{"question:staff"}, "hosts": []string{"max", "hana"}, "position": 7,
}

func TestTopic_isAnsweredWithExactlyWhatItIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ada := serve(w).as(w.Ada)
		whole := with(boats, "hosts", []in{person("hana", "Hana Sato", false), person("max", "Max Oduya", false)},
			"url", ada.site.URL+"/topics/boats", "archived", false, "version", 1, "created_at", start0)
		made := ada.post("/topics", boats).want(http.StatusCreated).is(whole)
		if got := made.header.Get("Location"); got != ada.site.URL+"/api/v1/topics/boats" {
			t.Errorf("it is said to be at %s", got)
		}
		ada.get("/topics/boats").want(http.StatusOK).is(whole)
		least := ada.post("/topics", in{"name": "Röst & Rühren"}).want(http.StatusCreated)
		least.is(in{
			"name": "Röst & Rühren", "slug": "rost-and-ruhren", "description": "", "posting_rules": "", "cover": "", "colour": "moss", "visibility": "public",
			"kinds": []string{"story", "discussion", "question", "suggestion", "gallery"}, "starters": []string{}, "hosts": []in{}, "position": 0, "archived": false, "version": 1,
			"url": ada.site.URL + "/topics/rost-and-ruhren", "created_at": start0,
		})

		changed := ada.patch("/topics/boats", in{"archived": true, "version": 1}).want(http.StatusOK)
		changed.is(with(whole, "archived", true, "version", 2))
		ada.patch("/topics/boats", in{"archived": true, "version": 2}).want(http.StatusOK).is(with(whole, "archived", true, "version", 2))
		ada.patch("/topics/boats", in{}).want(http.StatusOK).is(with(whole, "archived", true, "version", 2))
		ada.patch("/topics/boats", in{"archived": false, "hosts": []string{}, "kinds": []string{"story", "story"}, "cover": "", "position": -3}).want(http.StatusOK).
			is(with(whole, "version", 3, "hosts", []in{}, "kinds", []string{"story"}, "cover", "", "position", -3))
	})
}

func TestTopic_refusesWhatBreaksARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ada := serve(w).as(w.Ada)
		long := ada.post("/topics", in{"name": strings.Repeat("boats and ", 8)}).want(http.StatusCreated)
		if got := long.body["slug"]; got != "boats-and-boats-and-boats-and-boats-and-boats-and-boats-and" {
			t.Errorf("the address made of a long name is %v", got)
		}
		before := everything(w)
		for what, c := range map[string]struct {
			change in
			fields []string
		}{
			"no name":                {in{"name": ""}, []string{"name"}},
			"an owner of nobody":     {in{"owner": "mia"}, []string{"owner"}},
			"a short name":           {in{"name": "B"}, []string{"name"}},
			"a long name":            {in{"name": strings.Repeat("b", 81)}, []string{"name"}},
			"a name of nothing":      {in{"name": " \u200b "}, []string{"name"}},
			"a long description":     {in{"description": strings.Repeat("b", 2_001)}, []string{"description"}},
			"long rules":             {in{"posting_rules": strings.Repeat("b", 2_001)}, []string{"posting_rules"}},
			"another's address":      {in{"slug": "photography"}, []string{"slug"}},
			"the form's address":     {in{"slug": "new"}, []string{"slug"}},
			"an address with spaces": {in{"slug": "my boats"}, []string{"slug"}},
			"an address of capitals": {in{"slug": "Boats"}, []string{"slug"}},
			"a path for an address":  {in{"slug": "../boats"}, []string{"slug"}},
			"a long address":         {in{"slug": strings.Repeat("b", 61)}, []string{"slug"}},
			"an unknown colour":      {in{"colour": "pink"}, []string{"colour"}},
			"a colour as style":      {in{"colour": "red;} body{"}, []string{"colour"}},
			"an unknown cover":       {in{"cover": "nowhere"}, []string{"cover"}},
			"an unknown visibility":  {in{"visibility": "private"}, []string{"visibility"}},
			"an unknown kind":        {in{"kinds": []string{"poem"}}, []string{"kinds"}},
			"an unknown host":        {in{"hosts": []string{"nobody-here"}}, []string{"hosts"}},
			"a suspended host":       {in{"hosts": []string{"sue"}}, []string{"hosts"}},
			"a position too low":     {in{"position": -1_000_000}, []string{"position"}},
			"a large position":       {in{"position": 1 << 40}, []string{"position"}},
			"several at once":        {in{"name": "", "colour": "pink", "slug": "!"}, []string{"name", "colour", "slug"}},
			"an unknown field":       {in{"owner_id": 1}, []string{"owner_id"}},
			"a created_at":           {in{"created_at": start0}, []string{"created_at"}},
		} {
			t.Run(what, func(t *testing.T) {
				p := *ada
				p.t = t
				p.post("/topics", with(in{"name": "Boats"}, pairs(c.change)...)).problem(http.StatusUnprocessableEntity, c.fields...)
				if what == "another's address" {
					c.change = in{"slug": "remote-work"}
				}
				if name := c.change["name"]; name != "" || len(c.change) > 1 {
					p.patch("/topics/photography", c.change).problem(http.StatusUnprocessableEntity, c.fields...)
				}
			})
		}
		ada.patch("/topics/photography", in{"name": "Pictures", "version": 9}).problem(http.StatusConflict)
		ada.patch("/topics/nowhere", in{"name": "Pictures"}).problem(http.StatusNotFound)
		ada.patch("/topics/photography", in{"draft_key": "k"}).problem(http.StatusUnprocessableEntity, "draft_key")
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}

func pairs(fields in) (all []any) {
	for name, value := range fields {
		all = append(all, name, value)
	}
	return all
}

func TestTopic_aFormerAddressLeadsOnAsFarAsTheTopicIsSeen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ada, mia := anybody.as(w.Ada), anybody.as(w.Mia)
		for old, now := range map[string]string{"staff-table": "high-table", "back-room": "snug", "photography": "pictures"} {
			ada.patch("/topics/"+old, in{"slug": now}).want(http.StatusOK)
		}
		for _, c := range []struct {
			p    *program
			at   string
			want int
		}{
			{anybody, "/topics/photography", 301}, {mia, "/topics/photography", 301},
			{anybody, "/topics/back-room", 404}, {mia, "/topics/back-room", 301},
			{anybody, "/topics/staff-table", 404}, {mia, "/topics/staff-table", 404}, {ada, "/topics/staff-table", 301},
		} {
			if r := c.p.get(c.at); r.status != c.want {
				t.Errorf("%s: status %d, want %d", c.at, r.status, c.want)
			}
		}
		w.Start(w.Mia, "pictures", "discussion", "A lens", "Which?")
		if n := len(anybody.get("/threads?topic=photography").want(http.StatusOK).items()); n != 1 {
			t.Errorf("%d threads under the former slug", n)
		}
		ada.post("/topics", in{"name": "Photography"}).problem(http.StatusUnprocessableEntity, "slug")
	})
}
