package deployment

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lastStage is what ends up in the image.
func lastStage(t *testing.T) string {
	t.Helper()
	text := read(t, "Dockerfile")
	at := strings.LastIndex(text, "\nFROM ")
	if at < 0 {
		t.Fatal("the Dockerfile has one stage, so the image holds its tools")
	}
	return text[at:]
}

func TestDockerfile_runsAsNobodyFromAnEmptyImage(t *testing.T) {
	stage := lastStage(t)
	for _, line := range []string{"FROM scratch", "USER 65532:65532", "VOLUME /data", `ENTRYPOINT ["/commonthread"]`, `CMD ["serve"]`} {
		if !strings.Contains(stage, "\n"+line+"\n") && !strings.HasSuffix(stage, "\n"+line+"\n") {
			t.Errorf("the image lacks %q", line)
		}
	}
	if strings.Index(stage, "USER ") > strings.Index(stage, "ENTRYPOINT") {
		t.Error("USER comes after ENTRYPOINT")
	}
}

func TestDockerfile_bringsCertificatesAndTimeZones(t *testing.T) {
	stage := lastStage(t)
	for _, file := range []string{"/etc/ssl/certs/ca-certificates.crt", "ZONEINFO=/usr/share/zoneinfo.zip"} {
		if !strings.Contains(stage, file) {
			t.Errorf("the image lacks %s", file)
		}
	}
}

func TestDockerfile_asksTheProgramForItsHealth(t *testing.T) {
	if !strings.Contains(lastStage(t), `CMD ["/commonthread", "healthcheck"]`) {
		t.Error("no health check that works without a shell")
	}
}

func TestDockerfile_buildsWithTheGoOfTheModule(t *testing.T) {
	image := regexp.MustCompile(`FROM golang:(\d+\.\d+)-`).FindStringSubmatch(read(t, "Dockerfile"))
	module := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "go.mod"))
	if image == nil || module == nil {
		t.Fatal("no version of Go found, so this proves nothing")
	}
	if image[1] != module[1] {
		t.Errorf("the image is built with Go %s, go.mod says %s", image[1], module[1])
	}
	if !strings.Contains(read(t, "Dockerfile"), "CGO_ENABLED=0") {
		t.Error("the program would need a C library that the image lacks")
	}
}

func TestDockerignore_leavesOutSecretsAndDataButNotGit(t *testing.T) {
	lines := strings.Split(read(t, ".dockerignore"), "\n")
	listed := map[string]bool{}
	for _, line := range lines {
		listed[line] = true
	}
	for _, name := range []string{"/.env", "/data", "/bin", "*.db"} {
		if !listed[name] {
			t.Errorf("%s goes into the image's build", name)
		}
	}
	if listed[".git"] || listed["/.git"] {
		t.Error("without .git the program cannot say which commit it is")
	}
}
