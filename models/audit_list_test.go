package models_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestAuditLog_isForModeratorsAndAdministrators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, _, err := w.Store.AuditLog(w.Ctx, v, models.AuditFilter{})
			kind(t, err, models.NotFound)
		}
		_, _, err := w.Store.AuditLog(w.Ctx, w.Sam, models.AuditFilter{})
		kind(t, err, models.Forbidden)
	})
}

func TestAuditLog_saysWhoDidWhatToWhom(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mo := w.Mo
		mo.Address = "192.0.2.7"
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		kind(t, w.Store.SetLocked(w.Ctx, mo, th.ID, true, "other", "It got heated."), "")
		kind(t, w.Store.SetMayPublish(w.Ctx, mo, "mia", true), "")
		lines, more, err := w.Store.AuditLog(w.Ctx, w.Ada, models.AuditFilter{Actor: "@mo-rahimi"})
		w.Must(err)
		if len(lines) != 2 || more {
			t.Fatalf("%d lines, more %v", len(lines), more)
		}
		if l := lines[0]; l.Action != "member.may_publish" || l.ObjectName != "mia" || l.Actor.Name != "Mo Rahimi" || l.Address != "192.0.2.7" {
			t.Errorf("first line %+v", l)
		}
		if l := lines[1]; l.Action != "thread.locked" || l.ObjectName != "Cameras on or off?" || l.Reason != "It got heated." {
			t.Errorf("second line %+v", l)
		}
		lines, _, err = w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{Action: "thread.locked", Before: lines[0].ID})
		w.Must(err)
		if len(lines) != 1 || lines[0].Address != "" {
			t.Errorf("a moderator reads %+v", lines)
		}
		lines, _, err = w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{Action: "topic.created"})
		w.Must(err)
		if len(lines) != 4 || lines[0].ObjectName != testkit.StaffTable {
			t.Errorf("topics made: %+v", lines)
		}
		lines, _, err = w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{Actor: "nobody-here"})
		w.Must(err)
		if len(lines) != 0 {
			t.Errorf("nobody did %+v", lines)
		}
	})
}

func TestAuditLog_comesByThePage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for range models.AuditPerPage {
			w.Exec(`INSERT INTO audit_log (at, action, object_kind, object_id) VALUES (?, 'password.set', 'member', 1)`, testkit.Start)
		}
		seen, before := 0, int64(0)
		for range 2 {
			lines, _, err := w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{Before: before})
			w.Must(err)
			for _, l := range lines {
				if before != 0 && l.ID >= before {
					t.Fatalf("entry %d after %d", l.ID, before)
				}
				before = l.ID
			}
			seen += len(lines)
		}
		if all := auditCount(w); int64(seen) != all {
			t.Errorf("two pages show %d of %d entries", seen, all)
		}
	})
}

// Every entry that a verb writes is found in the source, whatever it is called, and each action of the list is one that
// some verb writes: "suggestion." with a variable after it stands for all that begin so.
func TestAuditActions_areTheActionsOfTheVerbs(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	literal := regexp.MustCompile(`^"([a-z]+\.[a-z_.]*)"$`)
	found, entries := map[string]bool{}, 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := gotoken.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			entry, ok := n.(*ast.CompositeLit)
			if !ok || !isName(entry.Type, "auditEntry") {
				return true
			}
			entries++
			known := false
			for _, element := range entry.Elts {
				pair, ok := element.(*ast.KeyValueExpr)
				if !ok || !isName(pair.Key, "Action") {
					continue
				}
				ast.Inspect(pair.Value, func(n ast.Node) bool {
					if word, ok := n.(*ast.BasicLit); ok && literal.MatchString(word.Value) {
						found[literal.FindStringSubmatch(word.Value)[1]], known = true, true
					}
					return true
				})
			}
			if !known {
				t.Errorf("%s: an entry without an action that can be read here", set.Position(entry.Pos()))
			}
			return true
		})
	}
	if entries < 60 {
		t.Fatalf("found %d entries: this proves nothing", entries)
	}
	for a := range found {
		if !slices.ContainsFunc(models.AuditActions, func(known string) bool { return known == a || strings.HasSuffix(a, ".") && strings.HasPrefix(known, a) }) {
			t.Errorf("the filter of the audit log lacks %q", a)
		}
	}
	for _, a := range models.AuditActions {
		if kind, _, _ := strings.Cut(a, "."); !found[a] && !found[kind+"."] {
			t.Errorf("no verb writes %q", a)
		}
	}
}

func isName(n ast.Node, name string) bool {
	ident, ok := n.(*ast.Ident)
	return ok && ident.Name == name
}
