package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/commonthread/commonthread/internal/config"
)

func TestRun_refusesWhatItDoesNotKnowWithTheNearest(t *testing.T) {
	for line, part := range map[string]string{
		"serv":                        `did you mean "serve"?`,
		"start":                       `"start" is not a command of commonthread`,
		"Serve":                       `did you mean "serve"?`,
		"ver":                         `did you mean "version"?`,
		"serv --help":                 `did you mean "serve"?`,
		"help serv":                   `did you mean "serve"?`,
		"migrate upp":                 `"upp" is not a command of commonthread migrate; did you mean "up"?`,
		"admin creat":                 `did you mean "create"?`,
		"serve --adr :80":             "--adr is not a flag of commonthread serve; did you mean --addr?",
		"serve --adress=:80":          "did you mean --addr?",
		"serve --baseurl x":           "did you mean --base-url?",
		"serve -a":                    "-a is not a flag",
		"--verbose":                   "--verbose is not a flag of commonthread",
		"migrate status --addr :80":   "--addr is not a flag of commonthread migrate status",
		"serve --addr":                "--addr needs a value, as in --addr=HOST:PORT",
		"serve --addr --log info":     "--addr needs a value",
		"serve now":                   `commonthread serve takes no "now"`,
		"admin":                       `"create"`,
		"migrate":                     `expected one of "up", "status"`,
		"admin create":                "--email",
		"admin create --handle ada":   "--email",
		"serve --secret x":            "--secret is not a flag",
		"admin create --password x y": "--password is not a flag",
	} {
		commonthread(t, "", strings.Fields(line)...).demand(t, exitUsage, part)
	}
}

func TestRun_refusesWrongSettingsWithTheNearest(t *testing.T) {
	for _, c := range []struct {
		environ []string
		args    string
		part    string
	}{
		{nil, "serve --log loud", `--log is "loud"`},
		{nil, "serve --addr 8080", `did you mean ":8080"?`},
		{[]string{"COMMONTHREAD_ADRR=:80"}, "serve", "COMMONTHREAD_ADRR is not a setting; did you mean COMMONTHREAD_ADDR?"},
		{[]string{"COMMONTHREAD_RATE_LIMITS=no"}, "serve", `did you mean "off"?`},
		{[]string{"COMMONTHREAD_CLOCK=2026-03-02T09:00:00Z"}, "serve --base-url https://forum.test", "COMMONTHREAD_CLOCK is refused"},
		{nil, "migrate up --database-url mysql://root:hunter2@db/x", "--database-url: it must be sqlite:PATH or postgres://"},
		{nil, "migrate status --config /nowhere/x.env", "--config /nowhere/x.env: no such file"},
		{[]string{"COMMONTHREAD_LOG=loud"}, "healthcheck", "COMMONTHREAD_LOG"},
	} {
		got := runWith(t, c.environ, "", strings.Fields(c.args)...)
		got.demand(t, exitUsage, c.part)
		if strings.Contains(got.err, "hunter2") {
			t.Errorf("%s: shows the password: %q", c.args, got.err)
		}
	}
}

func TestRun_reportsEachWrongSettingOnALine(t *testing.T) {
	got := runWith(t, []string{"COMMONTHREAD_LOG=loud", "COMMONTHREAD_CLOCK=noon"}, "", "serve")
	if got.code != exitUsage || strings.Count(got.err, "commonthread: COMMONTHREAD_") != 2 || strings.Count(got.err, "\n") != 2 {
		t.Errorf("code %d: %q", got.code, got.err)
	}
}

func TestRun_explainsEveryCommand(t *testing.T) {
	parser := kong.Must(&commands{}, kong.Name("commonthread"))
	var explained int
	var each func(node *kong.Node, path []string)
	each = func(node *kong.Node, path []string) {
		for _, args := range [][]string{append(path, "--help"), append(path, "-h"), append([]string{"help"}, path...)} {
			got := commonthread(t, "", args...)
			if got.code != exitDone || got.err != "" || !strings.Contains(got.out, "Usage: "+node.FullPath()) {
				t.Errorf("%q: code %d, %q%q", args, got.code, got.out, got.err)
			}
		}
		if node.Help == "" && node.Type == kong.CommandNode {
			t.Errorf("%s has no help", node.FullPath())
		}
		explained++
		for _, flag := range node.Flags {
			if flag.Help == "" {
				t.Errorf("%s --%s has no help", node.FullPath(), flag.Name)
			}
		}
		for _, child := range node.Children {
			each(child, append(path[:len(path):len(path)], child.Name))
		}
	}
	each(parser.Model.Node, nil)
	if explained < 8 {
		t.Errorf("only %d commands, so little is proved", explained)
	}
}

func TestRun_withoutACommandShowsTheHelpAsAnError(t *testing.T) {
	got := commonthread(t, "")
	if got.code != exitUsage || got.out != "" || !strings.Contains(got.err, "Usage: commonthread <command>") {
		t.Errorf("code %d, out %q, err %q", got.code, got.out, got.err)
	}
}

func TestVersion_namesReleaseCommitAndSchema(t *testing.T) {
	got := commonthread(t, "", "version")
	if got.code != exitDone || got.err != "" || strings.Count(got.out, "\n") != 1 {
		t.Fatalf("got %+v", got)
	}
	for _, part := range []string{"commonthread ", "commit ", "schema ", "go1."} {
		if !strings.Contains(got.out, part) {
			t.Errorf("%q does not say %q", got.out, part)
		}
	}
}

func TestFlags_areTheTableWithoutItsSecrets(t *testing.T) {
	flags := map[string]string{}
	serve := &serveCommand{}
	for _, g := range []flagGroup{serve.addrFlag, serve.siteFlags, serve.dataFlags, serve.commonFlags, serve} {
		g.fill(flags)
	}
	parser := kong.Must(&commands{}, kong.Name("commonthread"))
	named := map[string]bool{}
	for _, flag := range findChild(parser.Model.Node, "serve").Flags {
		named[flag.Name] = true
	}
	for _, s := range config.Settings() {
		_, filled := flags[s.Name]
		secret := s.Secret && s.Name != "COMMONTHREAD_DATABASE_URL" && s.Name != "COMMONTHREAD_STORAGE_URL"
		if filled == secret || named[s.Flag()] == secret {
			t.Errorf("%s: read from a flag %t, --%s exists %t, secret %t", s.Name, filled, s.Flag(), named[s.Flag()], secret)
		}
		delete(flags, s.Name)
	}
	if len(flags) > 0 {
		t.Errorf("flags for settings that do not exist: %v", flags)
	}
}
