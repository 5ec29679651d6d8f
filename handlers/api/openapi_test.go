package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestDescription_namesEveryRouteAndNoOther(t *testing.T) {
	p := serve(testkit.NewWorld(t, database.SQLite))
	var routed, described []string
	for _, r := range p.site.Server.Routes() {
		if path, ok := strings.CutPrefix(r.Path, "/api/v1"); ok {
			parts := strings.Split(path, "/")
			for i, part := range parts {
				if name, ok := strings.CutPrefix(part, ":"); ok {
					parts[i] = "{" + name + "}"
				}
			}
			routed = append(routed, r.Method+" "+strings.Join(parts, "/"))
		}
	}
	ids := map[string]bool{}
	for _, o := range p.spec.operations {
		described = append(described, o.method+" "+strings.Join(o.parts, "/"))
		if ids[o.id] || o.node["summary"] == "" {
			t.Errorf("%s %v has no name of its own, or no summary", o.method, o.parts)
		}
		ids[o.id] = true
	}
	slices.Sort(routed)
	slices.Sort(described)
	if len(routed) < 40 || !slices.Equal(routed, described) {
		t.Errorf("routed:    %v\ndescribed: %v", routed, described)
	}
}

func TestDescription_saysHowEachPOSTIsRepeated(t *testing.T) {
	p := serve(testkit.NewWorld(t, database.SQLite))
	for _, o := range p.spec.operations {
		if o.method != http.MethodPost {
			continue
		}
		found := false
		for _, node := range o.node["parameters"].([]any) {
			found = found || node.(map[string]any)["name"] == "Idempotency-Key"
		}
		if !found {
			t.Errorf("%s takes no Idempotency-Key", o.id)
		}
	}
}

func TestDescription_isServedWithATag(t *testing.T) {
	p := serve(testkit.NewWorld(t, database.SQLite))
	first := p.get("/openapi.json").want(http.StatusOK)
	if first.body["openapi"] != "3.1.0" || first.header.Get("ETag") == "" {
		t.Errorf("openapi %v, ETag %q", first.body["openapi"], first.header.Get("ETag"))
	}
	p.do("GET", "/openapi.json", nil, "If-None-Match", first.header.Get("ETag")).want(http.StatusNotModified)
}

func TestDescription_namesTheValuesOfTheModels(t *testing.T) {
	p := serve(testkit.NewWorld(t, database.SQLite))
	for at, want := range map[string][]string{
		"Topic.visibility":     values(models.Visibilities),
		"Topic.colour":         models.Colours,
		"Thread.kind":          values(models.Kinds),
		"ThreadInput.kind":     values(models.OpenKinds),
		"Me.role":              values(models.Roles),
		"Post.status":          values([]models.PostStatus{models.PostVisible, models.PostDeleted, models.PostRemoved, models.PostMoved, "blocked"}),
		"TopicInput.colour":    models.Colours,
		"ReportInput.reason":   values(models.Rules),
		"Action.kind":          values(models.ActionKinds),
		"CaseDecisionInput.do": values(slices.Concat(models.ReportOutcomes, models.HoldOutcomes[:2], models.AppealOutcomes)),
	} {
		name, field, _ := strings.Cut(at, ".")
		schema := p.spec.resolve(map[string]any{"$ref": "#/components/schemas/" + name})
		got, _ := schema["properties"].(map[string]any)[field].(map[string]any)["enum"].([]any)
		if len(got) != len(want) {
			t.Errorf("%s is described as %v, want %v", at, got, want)
			continue
		}
		for _, w := range want {
			if !slices.Contains(got, any(w)) {
				t.Errorf("%s is described as %v, want %v", at, got, want)
			}
		}
	}
}

func values[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, one := range of {
		out[i] = string(one)
	}
	return out
}

func TestDescription_isHeldAgainstAnswersForReal(t *testing.T) {
	p := serve(testkit.NewWorld(t, database.SQLite))
	person := map[string]any{"$ref": "#/components/schemas/Person"}
	good := map[string]any{"handle": "mia", "name": "Mia", "staff": false}
	if found := p.spec.complaints(person, good, "person"); len(found) != 0 {
		t.Errorf("complaints about a right one: %v", found)
	}
	for what, wrong := range map[string]map[string]any{
		"a field more":  {"handle": "mia", "name": "Mia", "staff": false, "email": "mia@example.test"},
		"a field less":  {"handle": "mia", "staff": false},
		"a wrong type":  {"handle": "mia", "name": 1.0, "staff": false},
		"null for text": {"handle": nil, "name": "Mia", "staff": false},
	} {
		if found := p.spec.complaints(person, wrong, "person"); len(found) != 1 {
			t.Errorf("%s: complaints %v", what, found)
		}
	}
}
