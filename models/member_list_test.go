package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func handles(rows []models.MemberRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Handle)
	}
	return strings.Join(all, " ")
}

func TestMembers_existForStaffAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Nia} {
			_, _, err := w.Store.Members(w.Ctx, v, models.MemberFilter{})
			kind(t, err, models.NotFound)
			_, err = w.Store.MemberRecord(w.Ctx, v, "max")
			kind(t, err, models.NotFound)
		}
		rows, more, err := w.Store.Members(w.Ctx, w.Sam, models.MemberFilter{})
		w.Must(err)
		if got := handles(rows); got != "nia sue max mia hana sam mo-rahimi ada" || more {
			t.Errorf("members = %s, more %v", got, more)
		}
	})
}

func TestMembers_areFoundByHandleNameAndAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			by     models.Viewer
			filter models.MemberFilter
			want   string
		}{
			{w.Ada, models.MemberFilter{Query: "@MI"}, "mia mo-rahimi"},
			{w.Ada, models.MemberFilter{Query: "thornb"}, "mia"},
			{w.Mo, models.MemberFilter{Query: "Max@Example.test"}, "max"},
			{w.Sam, models.MemberFilter{Query: "max@example"}, ""}, // addresses are not for contributors, nor by guessing
			{w.Ada, models.MemberFilter{Query: "%"}, ""},
			{w.Ada, models.MemberFilter{Query: "m_a"}, ""},
			{w.Ada, models.MemberFilter{Query: "' OR 1=1 --"}, ""},
			{w.Ada, models.MemberFilter{Query: "\xff"}, ""},
			{w.Ada, models.MemberFilter{Role: models.RoleModerator}, "mo-rahimi"},
			{w.Ada, models.MemberFilter{Suspended: true}, "sue"},
			{w.Ada, models.MemberFilter{Before: w.Sam.ID}, "mo-rahimi ada"},
		} {
			rows, _, err := w.Store.Members(w.Ctx, c.by, c.filter)
			w.Must(err)
			if got := handles(rows); got != c.want {
				t.Errorf("%+v by %s: %q, want %q", c.filter, c.by.Handle, got, c.want)
			}
			for _, r := range rows {
				if (r.Email != "") != c.by.CanReadAddresses() {
					t.Errorf("%s sees the address %q", c.by.Handle, r.Email)
				}
			}
		}
	})
}

func TestMembers_comeByThePage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range models.MembersPerPage {
			w.Exec(`INSERT INTO members (handle, name, email, email_key, password_hash, created_at, credentials_at) VALUES (?, 'Somebody', ?, ?, '', ?, ?)`,
				fmt.Sprintf("m-%03d", i), fmt.Sprint(i), fmt.Sprint(i), testkit.Start, testkit.Start)
		}
		rows, more, err := w.Store.Members(w.Ctx, w.Mo, models.MemberFilter{})
		w.Must(err)
		if len(rows) != models.MembersPerPage || !more {
			t.Fatalf("%d members, more %v", len(rows), more)
		}
		rows, more, err = w.Store.Members(w.Ctx, w.Mo, models.MemberFilter{Before: rows[len(rows)-1].ID})
		w.Must(err)
		if len(rows) != 8 || more {
			t.Errorf("%d members on the last page, more %v", len(rows), more)
		}
	})
}

func TestMemberRecord_saysWhatThisViewerMayDo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		session(w, "hana")
		kind(t, w.Store.SetMayPublish(w.Ctx, w.Mo, "hana", true), "")
		for _, c := range []struct {
			by     models.Viewer
			handle string
			want   models.AccountCan
		}{
			{w.Ada, "hana", models.AccountCan{SetRole: true, SetMayPublish: true, SetFourEyes: true, Suspend: true, ReadLog: true}},
			{w.Ada, "sam", models.AccountCan{SetRole: true, SetFourEyes: true, SetEmployer: true, Suspend: true, ReadLog: true}},
			{w.Ada, "ada", models.AccountCan{SetRole: true, SetEmployer: true, ReadLog: true}},
			{w.Mo, "hana", models.AccountCan{SetMayPublish: true, SetFourEyes: true, Suspend: true, ReadLog: true}},
			{w.Mo, "sam", models.AccountCan{ReadLog: true}},
			{w.Mo, "ada", models.AccountCan{ReadLog: true}},
			{w.Sam, "hana", models.AccountCan{}},
		} {
			r, err := w.Store.MemberRecord(w.Ctx, c.by, c.handle)
			w.Must(err)
			if r.Can != c.want {
				t.Errorf("%s on %s: %+v, want %+v", c.by.Handle, c.handle, r.Can, c.want)
			}
			if (r.Email != "") != c.by.Moderator() {
				t.Errorf("%s sees the address %q", c.by.Handle, r.Email)
			}
			if c.handle != "hana" {
				continue
			}
			if len(r.Hosts) != 1 || !r.MayPublish {
				t.Errorf("%d topics, may publish %v", len(r.Hosts), r.MayPublish)
			}
			if wanted := map[bool]int{true: 1, false: 0}[c.want.ReadLog]; len(r.Log) != wanted {
				t.Errorf("%s reads %d entries of the log, want %d", c.by.Handle, len(r.Log), wanted)
			}
		}
		_, err := w.Store.MemberRecord(w.Ctx, w.Ada, "nobody-here")
		kind(t, err, models.NotFound)
	})
}
