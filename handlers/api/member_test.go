package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestMe_saysForWhomAndHowTheTokenActs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		joined := "2025-03-02T09:00:00Z"
		whole := func(handle, name string) in {
			return in{
				"handle": handle, "name": name, "role": "member", "staff": false, "employer": nil, "hosts": []string{}, "may_publish": false, "presence": "nobody",
				"joined_at": joined, "post_count": 50, "url": anybody.site.URL + "/members/" + handle, "scopes": []string{"read", "write"},
			}
		}
		anybody.as(w.Mia).get("/me").want(http.StatusOK).is(with(whole("mia", "Mia Thornbury"), "may_publish", true))
		w.Exec(`UPDATE members SET present_to = 'members' WHERE handle = 'mia'`)
		anybody.as(w.Mia).get("/me").is(with(whole("mia", "Mia Thornbury"), "may_publish", true, "presence", "members"))
		anybody.as(w.Max, "read").get("/me").is(with(whole("max", "Max Oduya"), "scopes", []string{"read"}))
		anybody.as(w.Hana).get("/me").is(with(whole("hana", "Hana Sato"), "hosts", []string{"photography"}))
		staff := with(whole("sam", "Sam Okafor"), "post_count", 0, "may_publish", true, "employer", "Larkmoor", "role", "contributor", "staff", true,
			"scopes", []string{"read", "write", "staff"})
		anybody.as(w.Sam).get("/me").is(staff)
		plain := anybody.as(w.Sam, "write").get("/me").want(http.StatusOK)
		if plain.body["role"] != "member" || plain.body["staff"] != false || !slices.Equal(plain.body["scopes"].([]any), []any{"read", "write"}) {
			t.Errorf("without the scope staff: %s", plain.text)
		}
		anybody.get("/me").problem(http.StatusUnauthorized)
	})
}

func TestMember_showsToEachWhatTheyChoseForThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		for _, f := range [][3]string{{"bio", "I wait for fog.", "everyone"}, {"location", "By the sea", "members"}, {"pronouns", "she", "nobody"}} {
			w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, ?, ?, ?)`, w.Hana.ID, f[0], f[1], f[2])
		}
		th := w.Start(w.Hana, testkit.BackRoom, models.KindDiscussion, "A quiet word", "Hush.")
		w.Reply(w.Hana, th.ID, "More.")
		for who, c := range map[string]struct {
			p    *program
			want in
		}{
			"a reader":           {anybody, in{"bio": "I wait for fog."}},
			"a member":           {anybody.as(w.Mia), in{"bio": "I wait for fog.", "location": "By the sea"}},
			"a moderator":        {anybody.as(w.Mo), in{"bio": "I wait for fog.", "location": "By the sea"}},
			"an administrator":   {anybody.as(w.Ada), in{"bio": "I wait for fog.", "location": "By the sea"}},
			"herself, as others": {anybody.as(w.Hana), in{"bio": "I wait for fog.", "location": "By the sea"}},
		} {
			got := c.p.get("/members/hana").want(http.StatusOK).body["profile"].(map[string]any)
			if fmt.Sprint(got) != fmt.Sprint(map[string]any(c.want)) {
				t.Errorf("%s reads %v, want %v", who, got, c.want)
			}
		}
		whole := anybody.get("/members/hana").want(http.StatusOK)
		for name, want := range (in{"handle": "hana", "name": "Hana Sato", "staff": false, "employer": nil, "former_employer": nil, "joined_at": "2025-03-02T09:00:00Z"}) {
			if whole.body[name] != want {
				t.Errorf("%s is %v, want %v", name, whole.body[name], want)
			}
		}
		for _, at := range []string{"/members/nobody", "/members/Hana%20", "/members/..", "/members/%00", "/members/h%C3%A4na"} {
			if r := anybody.get(at); r.status != http.StatusNotFound && r.status != http.StatusBadRequest {
				t.Errorf("%s: status %d", at, r.status)
			}
		}
	})
}

func TestSessions_areOnesOwnAndEndOneByOneOrAll(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, max := anybody.as(w.Mia), anybody.as(w.Max)
		laptop := anybody.site.As(w.Mia)
		w.Clock.Advance(time.Minute)
		phone := anybody.site.As(w.Mia)
		stranger := anybody.site.As(w.Max)
		own := mia.get("/sessions").want(http.StatusOK).items()
		if len(own) != 2 || own[0]["created_at"] != "2026-03-02T09:01:00Z" || own[1]["created_at"] != start0 || own[0]["browser"] == "" {
			t.Fatalf("sessions %v", own)
		}
		inside := func(b *testsite.Browser) bool { return b.Get("/settings/profile").Status == http.StatusOK }
		one := path("/sessions/%.0f", own[0]["id"])
		max.delete(one, nil).problem(http.StatusNotFound)
		if !inside(phone) {
			t.Fatal("somebody else ended it")
		}
		mia.delete(one, nil).want(http.StatusNoContent)
		if inside(phone) || !inside(laptop) {
			t.Error("want the phone's ended and no other")
		}
		mia.delete(one, nil).problem(http.StatusNotFound)
		mia.delete("/sessions/x", nil).problem(http.StatusNotFound)
		mia.delete("/sessions", nil).want(http.StatusNoContent)
		mia.delete("/sessions", nil).want(http.StatusNoContent)
		if inside(laptop) || !inside(stranger) {
			t.Error("want all of Mia's ended and nobody else's")
		}
		if n := len(mia.get("/sessions").want(http.StatusOK).items()); n != 0 {
			t.Errorf("%d sessions are listed", n)
		}
	})
}
