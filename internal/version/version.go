package version

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

const (
	development = "development" // built from a working tree without a release tag
	unknown     = "unknown"     // built without version control, as `go run` does
	shortCommit = 12
)

// Info says what is running.
type Info struct {
	Release  string // v1.2.3, or "development"
	Commit   string // the full hash, or "unknown"
	Modified bool   // the working tree had changes that are not in Commit
	Schema   int64  // the newest migration this binary carries
	Go       string
}

// Stamp is what the build says of itself where the tool chain cannot know, as in
// a container without the repository. It wins over what the tool chain wrote.
type Stamp struct {
	Release string
	Commit  string
}

// Read describes this binary, which carries migrations up to schema.
func Read(stamp Stamp, schema int64) Info {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		build = &debug.BuildInfo{}
	}
	return describe(build, stamp, schema)
}

func describe(build *debug.BuildInfo, stamp Stamp, schema int64) Info {
	info := Info{Release: development, Commit: unknown, Schema: schema, Go: runtime.Version()}
	if release(build.Main.Version) {
		info.Release = build.Main.Version
	}
	for _, s := range build.Settings {
		switch s.Key {
		case "vcs.revision":
			info.Commit = s.Value
		case "vcs.modified":
			info.Modified = s.Value == "true"
		}
	}
	if stamp.Release != "" {
		info.Release = stamp.Release
	}
	if stamp.Commit != "" && info.Commit == unknown {
		info.Commit = stamp.Commit
	}
	return info
}

// release tells a tag from what the tool chain writes when there is none:
// "(devel)", or a pseudo-version such as v0.0.0-20260302090000-3dd691b0a1b2.
func release(v string) bool {
	return strings.HasPrefix(v, "v") && !strings.HasPrefix(v, "v0.0.0-") && !strings.Contains(v, "+dirty")
}

// ShortCommit is the commit as people quote it.
func (i Info) ShortCommit() string {
	if i.Commit == unknown {
		return unknown
	}
	short := i.Commit[:min(len(i.Commit), shortCommit)]
	if i.Modified {
		return short + " with changes"
	}
	return short
}

// String is the line that `commonthread version` prints.
func (i Info) String() string {
	return fmt.Sprintf("commonthread %s (commit %s, schema %d, %s)", i.Release, i.ShortCommit(), i.Schema, i.Go)
}
