package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxFile bounds what is read from a file that a setting names.
const maxFile = 1 << 20

// Source is where settings come from. Flags win over the environment, which
// wins over the file.
type Source struct {
	Environ []string          // NAME=value, as os.Environ gives it
	File    string            // a .env-style file; empty: none
	Flags   map[string]string // by the setting's name
}

// given is a value and where it was found, for messages.
type given struct {
	value  string
	origin string
}

// fromKubernetes matches the variables that a program may find in its environment without
// anybody having set them: Kubernetes describes each service that way, and a
// service is likely to be named after the program.
var fromKubernetes = regexp.MustCompile(`^COMMONTHREAD_(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)$`)

// Load reads and checks every setting. The error, if any, is a Problems. An
// empty value counts as not given, since that is how a compose file passes on a
// variable that nobody set.
func Load(source Source) (Config, error) {
	var problems Problems
	values := map[string]given{}
	for _, read := range []func(Source) (map[string]given, Problems){fromFile, fromEnvironment, fromFlags} {
		found, wrong := read(source)
		problems = append(problems, wrong...)
		for name, g := range found {
			values[name] = g
		}
	}

	var c Config
	for _, s := range Settings() {
		g, ok := values[s.Name]
		if !ok {
			g = given{value: s.initial, origin: s.Name}
		}
		if g.value == "" {
			continue
		}
		if err := s.check(&c, g.value); err != nil {
			problems = append(problems, s.refusal(g, err))
		}
	}
	if len(problems) > 0 {
		return Config{}, problems
	}
	c.complete()
	if err := c.contradiction(); err != nil {
		return Config{}, Problems{err.Error()}
	}
	return c, nil
}

func (s Setting) check(c *Config, value string) error {
	if strings.ContainsFunc(value, unicode.IsControl) {
		return &wrong{allowed: "one line without control characters"}
	}
	return s.set(c, value)
}

func (s Setting) refusal(g given, err error) string {
	if s.Secret {
		return fmt.Sprintf("%s: %s", g.origin, err)
	}
	return fmt.Sprintf("%s is %q: %s", g.origin, g.value, err)
}

func fromFlags(source Source) (map[string]given, Problems) {
	values := map[string]given{}
	for name, value := range source.Flags {
		values[name] = given{value, "--" + Setting{Name: name}.Flag()}
	}
	return values, nil
}

func fromEnvironment(source Source) (map[string]given, Problems) {
	var pairs []pair
	for _, entry := range source.Environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, prefix) || injected(name, value) {
			continue
		}
		pairs = append(pairs, pair{name: name, value: value, origin: name})
	}
	return resolve(pairs)
}

func fromFile(source Source) (map[string]given, Problems) {
	if source.File == "" {
		return nil, nil
	}
	text, err := readFile(source.File)
	if err != nil {
		return nil, Problems{fmt.Sprintf("--config %s: %s", source.File, err)}
	}
	pairs, problems := parseEnvFile(source.File, text)
	values, more := resolve(pairs)
	return values, append(problems, more...)
}

// injected is true of variables that are set beside the program's own.
func injected(name, value string) bool {
	if name == prefix+"PORT" {
		return strings.Contains(value, "://") // Kubernetes; a person would write a number
	}
	return fromKubernetes.MatchString(name)
}

// composes is true of what stands in a file .env for docker compose alone: its own variables, and where
// docker-compose.yml publishes the program.
func composes(name string) bool {
	return name == "PUBLISH" || name == "DEMO_PUBLISH" || strings.HasPrefix(name, "COMPOSE_")
}

// pair is a name as written in one source.
type pair struct {
	name, value, origin string
}

// resolve turns the pairs of one source into values: it reads what the _FILE
// variants name, and refuses what it does not know and what is given both ways.
func resolve(pairs []pair) (map[string]given, Problems) {
	var problems Problems
	values := map[string]given{}
	slices.SortStableFunc(pairs, func(a, b pair) int { return strings.Compare(a.name, b.name) })
	for _, p := range pairs {
		base, byFile := strings.CutSuffix(p.name, fileSuffix)
		switch {
		case strings.HasPrefix(p.name, prefix+"TEST_") || p.name == prefix+"SCREENSHOTS":
			continue // the test suite's own
		case composes(p.name):
			continue
		case !known(base):
			problems = append(problems, fmt.Sprintf("%s is not a setting; did you mean %s?", p.origin, nearestSetting(p.name)))
			continue
		case p.value == "":
			continue
		}
		if other, twice := values[base]; twice {
			problems = append(problems, fmt.Sprintf("%s and %s are both given: keep one", other.origin, p.origin))
			continue
		}
		if !byFile {
			values[base] = given{p.value, p.origin}
			continue
		}
		text, err := readFile(p.value)
		if err == nil && strings.TrimRight(text, "\r\n") == "" {
			err = errors.New("the file is empty")
		}
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s is %q: %s", p.origin, p.value, err))
			continue
		}
		values[base] = given{strings.TrimRight(text, "\r\n"), p.origin}
	}
	return values, problems
}

// readFile says what is wrong with a file without repeating its name.
func readFile(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", cause(err)
	}
	if info.IsDir() {
		return "", errors.New("it is a directory, not a file")
	}
	if info.Size() > maxFile {
		return "", fmt.Errorf("the file is larger than %d bytes", maxFile)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", cause(err)
	}
	return string(text), nil
}

func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
