package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/commonthread/commonthread/internal/config"
)

// command is one thing the program does.
type command interface {
	Run(ctx context.Context, t terminal) error
}

// commands is the command line, as people see it with --help.
type commands struct {
	Demo        demoCommand        `cmd:"" help:"Show a complete demonstration community, thrown away afterwards."`
	Serve       serveCommand       `cmd:"" help:"Serve the community. The first start prints the address that sets it up."`
	Migrate     migrateCommands    `cmd:"" help:"Bring the database's schema up to date, or say where it stands."`
	Admin       adminCommands      `cmd:"" help:"Make an account, or give one a new password."`
	Seed        seedCommand        `cmd:"" help:"Fill a database with generated content for load tests."`
	Version     versionCommand     `cmd:"" help:"Say which version, commit and schema this is."`
	Healthcheck healthcheckCommand `cmd:"" help:"Ask the server on this machine whether it is well, for containers."`
	Draw        drawCommand        `cmd:"" hidden:"" help:"Draw pictures for a server, which starts this itself."`
}

const description = `A community that reads like a magazine, with a forum underneath.

Try it: commonthread demo

Each setting is a flag, a variable (COMMONTHREAD_ADDR for --addr), a variable
that names a file (COMMONTHREAD_ADDR_FILE), or a line of the file that --config
names. Passwords and keys have no flag, for others on the machine can read those.`

// parse finds the command that the arguments ask for. Without one, it returns
// the exit code and perhaps what is wrong.
func parse(args []string, t terminal) (command, int, error) {
	var root commands
	helped := false
	parser, err := kong.New(&root,
		kong.Name("commonthread"), kong.Description(description), kong.Writers(t.out, t.err),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoAppDescFormat: true}),
	)
	if err != nil {
		return nil, exitFailed, err
	}
	switch {
	case len(args) == 0:
		parser.Stdout = t.err
		_, _ = parser.Parse([]string{"--help"})
		return nil, exitUsage, nil
	case args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	}
	if err := checkWords(parser.Model.Node, args); err != nil {
		return nil, exitUsage, err
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil, exitDone, nil
	}
	if err != nil {
		return nil, exitUsage, wrongUsage("%s; see %s --help", err, place(err))
	}
	chosen, ok := parsed.Selected().Target.Addr().Interface().(command)
	if !ok {
		return nil, exitFailed, errors.New("no such command: " + parsed.Command())
	}
	return chosen, exitDone, nil
}

// place is the command whose help explains a parse error.
func place(err error) string {
	if e, ok := errors.AsType[*kong.ParseError](err); ok && e.Context != nil && e.Context.Selected() != nil {
		return e.Context.Selected().FullPath()
	}
	return "commonthread"
}

// checkWords refuses commands and flags that do not exist, with the nearest one
// that does. Kong would name one only when it is two letters off.
func checkWords(node *kong.Node, args []string) error {
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case word == "--":
			return nil
		case strings.HasPrefix(word, "-") && len(word) > 1:
			value, err := checkFlag(node, word)
			if err != nil {
				return err
			}
			if value == "" {
				continue
			}
			i++
			if i == len(args) || strings.HasPrefix(args[i], "--") {
				return wrongUsage("%s needs a value, as in %s=%s", word, word, value)
			}
		case len(node.Children) > 0:
			child := findChild(node, word)
			if child == nil {
				return wrongUsage("%q is not a command of %s; did you mean %q?",
					word, node.FullPath(), config.Nearest(word, childNames(node)))
			}
			node = child
		default:
			return wrongUsage("%s takes no %q: it has flags only; see %s --help", node.FullPath(), word, node.FullPath())
		}
	}
	return nil
}

// checkFlag returns what the next word is to be, if the flag takes that as its value.
func checkFlag(node *kong.Node, word string) (value string, err error) {
	name, _, joined := strings.Cut(word, "=")
	var names []string
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			if name != "--"+flag.Name && (flag.Short == 0 || name != "-"+string(flag.Short)) {
				names = append(names, "--"+flag.Name)
				continue
			}
			if joined || flag.IsBool() {
				return "", nil
			}
			return flag.FormatPlaceHolder(), nil
		}
	}
	return "", wrongUsage("%s is not a flag of %s; did you mean %s?", name, node.FullPath(), config.Nearest(name, names))
}

func findChild(node *kong.Node, name string) *kong.Node {
	for _, child := range node.Children {
		if child.Name == name {
			return child
		}
	}
	return nil
}

func childNames(node *kong.Node) []string {
	var names []string
	for _, child := range node.Children {
		if !child.Hidden {
			names = append(names, child.Name)
		}
	}
	return names
}
