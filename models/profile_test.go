package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func profile(fields map[string][2]string) models.ProfileInput {
	in := models.ProfileInput{Name: "Mia Thornbury", Fields: map[string]models.ProfileField{}}
	for name, f := range fields {
		in.Fields[name] = models.ProfileField{Field: name, Value: f[0], VisibleTo: models.Audience(f[1])}
	}
	return in
}

func TestMember_showsEachFieldToItsAudienceAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditProfile(w.Ctx, w.Mia, profile(map[string][2]string{
			"bio": {"I cycle.\nA lot.", "everyone"}, "location": {"Near the river", "members"},
			"website": {"https://mia.example.org/", "nobody"}, "pronouns": {"she", ""},
		})))
		for _, c := range []struct {
			v    models.Viewer
			want string
		}{{w.Reader, "bio"}, {w.Max, "bio location"}, {w.Ada, "bio location"}, {w.Mo, "bio location"}, {w.Mia, "bio location"}} {
			view, err := w.Store.Member(w.Ctx, c.v, "MIA")
			w.Must(err)
			var seen []string
			for _, f := range view.Fields {
				seen = append(seen, f.Field)
			}
			if strings.Join(seen, " ") != c.want {
				t.Errorf("%s sees %v, want %s", c.v.Handle, seen, c.want)
			}
			if view.Mine != (c.v.ID == w.Mia.ID) {
				t.Errorf("%s: mine = %v", c.v.Handle, view.Mine)
			}
		}
	})
}

func TestMember_isNotFoundWhenUnknownOrErasedAndHostsOnlyVisibleTopics(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET status = 'erased' WHERE handle = 'max'`)
		for _, handle := range []string{"nobody", "max", "", "a/b"} {
			_, err := w.Store.Member(w.Ctx, w.Ada, handle)
			wantKind(t, err, models.NotFound)
		}
		w.Exec(`INSERT INTO topic_hosts (topic_id, member_id) SELECT t.id, m.id FROM topics t, members m WHERE t.slug = 'back-room' AND m.handle = 'hana'`)
		store := w.NewStore()
		for _, c := range []struct {
			v    models.Viewer
			want int
		}{{w.Reader, 1}, {w.Mia, 2}} {
			view, err := store.Member(w.Ctx, c.v, "hana")
			w.Must(err)
			if len(view.Hosts) != c.want {
				t.Errorf("%q sees %d hosted topics, want %d", c.v.Handle, len(view.Hosts), c.want)
			}
		}
	})
}

func TestEditProfile_refusesWhatBreaksARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for field, value := range map[string][2]string{
			"bio": {strings.Repeat("b", 1001), "nobody"}, "location": {strings.Repeat("l", 81), "nobody"}, "pronouns": {"she", "friends"},
			"interests": {"bikes\u202e", "members"}, "website": {"javascript:alert(1)", "everyone"},
		} {
			wantField(t, w.Store.EditProfile(w.Ctx, w.Mia, profile(map[string][2]string{field: value})), field)
		}
		for _, address := range []string{"mia.example.org", "https://", "https://localhost/", "ftp://mia.example.org", "https://user@mia.example.org", "//mia.example.org"} {
			wantField(t, w.Store.EditProfile(w.Ctx, w.Mia, profile(map[string][2]string{"website": {address, "everyone"}})), "website")
		}
		in := profile(nil)
		in.Name = "Staff"
		wantField(t, w.Store.EditProfile(w.Ctx, w.Mia, in), "name")
		wantKind(t, w.Store.EditProfile(w.Ctx, w.Reader, profile(nil)), models.Unauthenticated)
		if n := w.Count(`SELECT COUNT(*) FROM profile_fields`); n != 0 {
			t.Errorf("%d fields stored", n)
		}
	})
}

func TestEditProfile_tellsNobodyOfSomebodysPresenceUnlessTheyChoose(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		chosen := func() models.Audience {
			t.Helper()
			own, err := w.Store.OwnProfile(w.Ctx, w.Mia)
			w.Must(err)
			if v := w.Viewer("mia"); v.PresentTo != own.PresentTo {
				t.Errorf("whoever acts is seen by %q, the profile says %q", v.PresentTo, own.PresentTo)
			}
			return own.PresentTo
		}
		if to := chosen(); to != models.AudienceNobody {
			t.Errorf("at first %q", to)
		}
		in := profile(nil)
		for _, to := range models.Audiences {
			in.PresentTo = to
			w.Must(w.Store.EditProfile(w.Ctx, w.Mia, in))
			if got := chosen(); got != to {
				t.Errorf("%q, want %q", got, to)
			}
		}
		in.PresentTo = "friends"
		wantField(t, w.Store.EditProfile(w.Ctx, w.Mia, in), "presence")
		in.PresentTo = "" // a form that does not ask
		w.Must(w.Store.EditProfile(w.Ctx, w.Mia, in))
		if to := chosen(); to != models.AudienceNobody {
			t.Errorf("not chosen is %q", to)
		}
	})
}

func TestAudience_includesMembersAndReaders(t *testing.T) {
	for to, want := range map[models.Audience][2]bool{
		models.AudienceNobody: {}, "": {}, models.AudienceMembers: {true, false}, models.AudienceEveryone: {true, true}, "friends": {},
	} {
		if got := [2]bool{to.Includes(true), to.Includes(false)}; got != want {
			t.Errorf("%q: members and readers %v, want %v", to, got, want)
		}
	}
}

func TestEditProfile_ofAnOlderVersionIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own, err := w.Store.OwnProfile(w.Ctx, w.Mia)
		w.Must(err)
		if own.Fields["bio"].VisibleTo != models.AudienceNobody {
			t.Errorf("an empty field is for %q", own.Fields["bio"].VisibleTo)
		}
		w.Events()
		in := profile(map[string][2]string{"bio": {"First.", "members"}})
		in.Version = own.Version
		w.Must(w.Store.EditProfile(w.Ctx, w.Mia, in))
		in.Fields["bio"] = models.ProfileField{Field: "bio", Value: "Second."}
		wantKind(t, w.Store.EditProfile(w.Ctx, w.Mia, in), models.Conflict)
		own, err = w.Store.OwnProfile(w.Ctx, w.Mia)
		w.Must(err)
		if own.Fields["bio"].Value != "First." {
			t.Errorf("bio = %q", own.Fields["bio"].Value)
		}
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1", len(e))
		}
	})
}

func TestSuggestMembers_completesForMembersAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		suggest := func(v models.Viewer, typed string) string {
			t.Helper()
			people, err := w.Store.SuggestMembers(w.Ctx, v, typed)
			w.Must(err)
			var handles []string
			for _, p := range people {
				handles = append(handles, p.Handle)
			}
			return strings.Join(handles, " ")
		}
		for typed, want := range map[string]string{
			"m": "max mia mo-rahimi", "@MI": "mia", "Mo R": "mo-rahimi", "s": "sam", "": "", "%": "", "_": "", `\`: "", "ia": "", strings.Repeat("m", 100): "",
		} {
			if got := suggest(w.Nia, typed); got != want {
				t.Errorf("%q: %q, want %q", typed, got, want)
			}
		}
		for i := range 12 {
			_, err := w.Store.Join(w.Ctx, joining("zoe-"+string(rune('a'+i))))
			w.Must(err)
		}
		if n := len(strings.Fields(suggest(w.Nia, "zoe"))); n != 8 {
			t.Errorf("%d suggested, want 8", n)
		}
		_, err := w.Store.SuggestMembers(w.Ctx, w.Reader, "m")
		wantKind(t, err, models.Unauthenticated)
	})
}
