package version

import (
	"runtime/debug"
	"strings"
	"testing"
)

const hash = "3dd691b0a1b2c3d4e5f60718293a4b5c6d7e8f90"

func build(release string, settings ...string) *debug.BuildInfo {
	b := &debug.BuildInfo{Main: debug.Module{Version: release}}
	for i := 0; i < len(settings); i += 2 {
		b.Settings = append(b.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
	}
	return b
}

func TestDescribe_namesReleaseCommitAndSchema(t *testing.T) {
	got := describe(build("v1.4.0", "vcs.revision", hash, "vcs.modified", "false"), Stamp{}, 7)
	if got.Release != "v1.4.0" || got.Commit != hash || got.Modified || got.Schema != 7 {
		t.Errorf("got %+v", got)
	}
	if want := "commonthread v1.4.0 (commit 3dd691b0a1b2, schema 7, go1."; !strings.HasPrefix(got.String(), want) {
		t.Errorf("String() = %q, want it to begin with %q", got, want)
	}
}

func TestDescribe_callsAnythingUntaggedDevelopment(t *testing.T) {
	for _, v := range []string{"", "(devel)", "v0.0.0-20260302090000-3dd691b0a1b2", "v1.4.1-0.20260302090000-3dd691b0a1b2+dirty"} {
		if got := describe(build(v), Stamp{}, 1).Release; got != development {
			t.Errorf("release %q is called %q", v, got)
		}
	}
}

func TestDescribe_admitsChangesThatAreNotInTheCommit(t *testing.T) {
	got := describe(build("(devel)", "vcs.revision", hash, "vcs.modified", "true"), Stamp{}, 1)
	if want := "3dd691b0a1b2 with changes"; got.ShortCommit() != want {
		t.Errorf("ShortCommit() = %q, want %q", got.ShortCommit(), want)
	}
}

func TestDescribe_admitsThatTheCommitIsUnknown(t *testing.T) {
	got := describe(build("(devel)"), Stamp{}, 1)
	if got.ShortCommit() != unknown || !strings.Contains(got.String(), "commit unknown") {
		t.Errorf("got %s", got)
	}
}

func TestRead_describesTheRunningBinary(t *testing.T) {
	got := Read(Stamp{}, 12)
	if got.Schema != 12 || got.Release == "" || got.Commit == "" || !strings.HasPrefix(got.Go, "go") {
		t.Errorf("got %+v", got)
	}
}

func TestDescribe_takesTheBuildsWordWhereNothingElseIsKnown(t *testing.T) {
	got := describe(build("(devel)"), Stamp{Release: "v1.5.0", Commit: "3dd691b"}, 1)
	if got.Release != "v1.5.0" || got.ShortCommit() != "3dd691b" {
		t.Errorf("got %+v", got)
	}
	got = describe(build("(devel)", "vcs.revision", hash), Stamp{Commit: "another"}, 1)
	if got.Commit != hash {
		t.Errorf("commit %q, want the tool chain's own", got.Commit)
	}
}
