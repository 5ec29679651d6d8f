package deployment

import (
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/commonthread/commonthread/internal/config"
)

// compose is as much of the file's schema as the rules below speak of; a field
// of another type than here does not parse.
type compose struct {
	Services map[string]service
	Volumes  map[string]any
	Networks map[string]any
}

type service struct {
	Image       string
	Build       string
	Profiles    []string
	Command     []string
	Ports       []string
	Environment map[string]string
	Volumes     []string
	Networks    []string
	ReadOnly    bool     `yaml:"read_only"`
	CapDrop     []string `yaml:"cap_drop"`
	GracePeriod string   `yaml:"stop_grace_period"`
	Healthcheck struct{ Test []string }
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
}

// variable matches ${NAME:-default}; every one has a default, so that nothing
// has to be set before the first start.
var variable = regexp.MustCompile(`\$\{([A-Z_]+)(:-([^}]*))?\}`)

func readCompose(t *testing.T) (compose, string) {
	t.Helper()
	text, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var c compose
	if err := yaml.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	return c, string(text)
}

func TestCompose_handsOnEverySettingThatItDoesNotMakeItself(t *testing.T) {
	c, _ := readCompose(t)
	own := []string{"COMMONTHREAD_ADDR", "COMMONTHREAD_DATA_DIR", "COMMONTHREAD_DATABASE_URL"} // port, volume and database are the file's
	for _, s := range config.Settings() {
		if got, want := c.Services["app"].Environment[s.Name], "${"+s.Name+":-}"; !slices.Contains(own, s.Name) && got != want {
			t.Errorf("%s given in .env is ignored: the program gets %q, want %q", s.Name, got, want)
		}
	}
}

func TestCompose_startsTheProgramOnPostgreSQLWithNothingSet(t *testing.T) {
	c, text := readCompose(t)
	for _, found := range variable.FindAllStringSubmatch(text, -1) {
		if found[2] == "" {
			t.Errorf("%s has no default", found[0])
		}
	}
	for _, name := range []string{"app", "db", "secrets"} {
		if s, ok := c.Services[name]; !ok || len(s.Profiles) != 0 {
			t.Errorf("service %s is missing or not started by `docker compose up`", name)
		}
	}
	app := c.Services["app"]
	if got := app.DependsOn["db"].Condition; got != "service_healthy" {
		t.Errorf("the program waits for %q of its database, want service_healthy", got)
	}
	if got := app.DependsOn["secrets"].Condition; got != "service_completed_successfully" {
		t.Errorf("the program waits for %q of its secrets", got)
	}
	if app.Environment["COMMONTHREAD_DATABASE_URL_FILE"] == "" {
		t.Error("the program is not told of PostgreSQL")
	}
}

func TestCompose_keepsDemoAndNATSInProfiles(t *testing.T) {
	c, _ := readCompose(t)
	for name, profile := range map[string]string{"demo": "demo", "demo-db": "demo", "nats": "nats"} {
		if got := c.Services[name].Profiles; !slices.Equal(got, []string{profile}) {
			t.Errorf("%s is in profiles %v, want %s", name, got, profile)
		}
	}
	if got := c.Services["demo"].Command; len(got) == 0 || got[0] != "demo" {
		t.Errorf("the demonstration runs %v", got)
	}
}

func TestCompose_givesOnlySettingsThatTheProgramKnows(t *testing.T) {
	c, _ := readCompose(t)
	checked := 0
	for name, s := range c.Services {
		var environ []string
		for key, value := range s.Environment {
			value = variable.ReplaceAllString(value, "$3")
			if strings.HasPrefix(key, "COMMONTHREAD_") && !strings.HasSuffix(key, "_FILE") {
				environ = append(environ, key+"="+value)
				checked++
			}
		}
		if _, err := config.Load(config.Source{Environ: environ}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if checked < 5 {
		t.Errorf("%d settings checked, so this proves little", checked)
	}
}

// The file .env is read by compose and by --config, which refuses names that it does not know: what compose alone
// knows has another prefix.
func TestCompose_asksForNoSettingThatTheProgramRefuses(t *testing.T) {
	_, text := readCompose(t)
	known := map[string]bool{}
	for _, s := range config.Settings() {
		known[s.Name] = true
	}
	asked := 0
	for _, found := range variable.FindAllStringSubmatch(text, -1) {
		if name := found[1]; strings.HasPrefix(name, "COMMONTHREAD_") {
			if asked++; !known[name] {
				t.Errorf("%s in .env would be refused by --config .env", name)
			}
		}
	}
	file := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(file, []byte("COMPOSE_PROFILES=nats\nPUBLISH=0.0.0.0:80\nDEMO_PUBLISH=0.0.0.0:81\nCOMMONTHREAD_LOG=warn\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := config.Load(config.Source{File: file}); err != nil || c.Log != slog.LevelWarn {
		t.Errorf("a .env for compose: %v, log %v", err, c.Log)
	}
	if asked < 5 {
		t.Errorf("%d settings asked for, so this proves little", asked)
	}
}

func TestCompose_writesNoPasswordDown(t *testing.T) {
	c, _ := readCompose(t)
	for name, s := range c.Services {
		for key, value := range s.Environment {
			if key == "POSTGRES_PASSWORD" {
				t.Errorf("%s has a fixed %s", name, key)
			}
			if u, err := url.Parse(value); err == nil && u.User != nil {
				if _, fixed := u.User.Password(); fixed {
					t.Errorf("%s has a fixed password in %s", name, key)
				}
			}
		}
	}
}

func TestCompose_publishesTheProgramAlone(t *testing.T) {
	c, _ := readCompose(t)
	for name, s := range c.Services {
		if ours := s.Build != ""; ours != (len(s.Ports) > 0) {
			t.Errorf("%s publishes %v", name, s.Ports)
		}
		for _, port := range s.Ports {
			if !strings.Contains(port, ":-127.0.0.1:") {
				t.Errorf("%s publishes %s; by default this machine alone may ask", name, port)
			}
		}
	}
	for _, name := range []string{"demo", "demo-db"} {
		if got := c.Services[name].Networks; !slices.Equal(got, []string{"demo"}) {
			t.Errorf("%s is in networks %v; without a password it must be by itself", name, got)
		}
	}
}

func TestCompose_letsTheProgramDoLittle(t *testing.T) {
	c, _ := readCompose(t)
	for name, s := range c.Services {
		if s.Build == "" {
			continue
		}
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) {
			t.Errorf("%s may write its image or keeps capabilities", name)
		}
		if s.GracePeriod != "15s" {
			t.Errorf("%s is killed after %q; it may take 10 s to stop", name, s.GracePeriod)
		}
	}
}

func TestCompose_asksDatabasesForTheirHealth(t *testing.T) {
	c, _ := readCompose(t)
	for _, name := range []string{"db", "demo-db"} {
		// Over TCP: the image's own set-up server listens on its socket alone.
		if got := c.Services[name].Healthcheck.Test; !slices.Contains(got, "--host=127.0.0.1") {
			t.Errorf("%s is asked by %v", name, got)
		}
	}
}

func TestCompose_namesWhatItDeclares(t *testing.T) {
	c, _ := readCompose(t)
	for name, s := range c.Services {
		for _, volume := range s.Volumes {
			if from, _, _ := strings.Cut(volume, ":"); !has(c.Volumes, from) {
				t.Errorf("%s uses volume %s, which is not declared", name, from)
			}
		}
		for _, network := range s.Networks {
			if !has(c.Networks, network) {
				t.Errorf("%s uses network %s, which is not declared", name, network)
			}
		}
		for other := range s.DependsOn {
			if _, ok := c.Services[other]; !ok {
				t.Errorf("%s waits for %s, which is not declared", name, other)
			}
		}
	}
}

func has(declared map[string]any, name string) bool {
	_, ok := declared[name]
	return ok
}
