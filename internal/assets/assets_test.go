package assets

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const staticDir = "../../static"

func build(t *testing.T) map[string][]byte {
	t.Helper()
	made, err := Build(staticDir)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestBuild_givesTheSameBytesTwice(t *testing.T) {
	one, two := build(t), build(t)
	for name := range one {
		if !bytes.Equal(one[name], two[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestBuild_agreesWithWhatIsCommitted(t *testing.T) {
	for name, content := range build(t) {
		committed, err := os.ReadFile(filepath.Join(staticDir, "dist", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(content, committed) {
			t.Errorf("dist/%s is not what its sources make: run go generate ./static", name)
		}
	}
}

func TestBuild_makesEveryIconASymbol(t *testing.T) {
	icons := string(build(t)["icons.svg"])
	files, _ := filepath.Glob(filepath.Join(staticDir, "npm", "lucide-static@*", "icons", "*.svg"))
	if len(files) < 20 {
		t.Fatalf("found %d icons: this proves nothing", len(files))
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".svg"); !strings.Contains(icons, `<symbol id="`+name+`"`) {
			t.Errorf("no symbol for %s", name)
		}
	}
}

func TestBuild_refusesAStyleSheetThatDoesNotParse(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"css/app.css": "@import \"./gone.css\";", "css/members.css": "", "js/app.js": "", "js/composer.js": ""} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Build(dir); err == nil || !strings.Contains(err.Error(), "gone.css") {
		t.Errorf("got %v, expected the missing file to be named", err)
	}
}

func TestNpmPackages_standUnderTheirVersionWithTheirLicence(t *testing.T) {
	packages, err := npmPackages(staticDir)
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) < 4 {
		t.Fatalf("found %d packages: this proves nothing", len(packages))
	}
	for name, folder := range packages {
		if licences, _ := filepath.Glob(filepath.Join(folder, "LICENSE*")); len(licences) == 0 {
			t.Errorf("%s has no licence", name)
		}
	}
}

func TestWrite_takesAwayWhatIsNoLongerMade(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, map[string][]byte{"old.css": []byte("a"), "app.css": []byte("a")}); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, map[string][]byte{"app.css": []byte("b")}); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(filepath.Join(dir, "dist"))
	content, _ := os.ReadFile(filepath.Join(dir, "dist", "app.css"))
	if len(left) != 1 || string(content) != "b" {
		t.Errorf("left %d files, app.css is %q", len(left), content)
	}
}

// A script that nothing imports is on no page, and nobody is told.
func TestSources_areEachImported(t *testing.T) {
	var all strings.Builder
	var names []string
	err := filepath.WalkDir(filepath.Join(staticDir, "js"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		names = append(names, entry.Name())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if _, entry := bundles["js/"+name]; !entry && !strings.Contains(all.String(), "/"+name+`"`) {
			t.Errorf("nothing imports %s", name)
		}
	}
	if len(names) < 20 {
		t.Errorf("found %d scripts: this proves nothing", len(names))
	}
}
