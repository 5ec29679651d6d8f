package models_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

var interview = models.StoryTemplateInput{Name: "Interview", Purpose: "Somebody at work", Title: "Behind the counter: {{name}}", Body: "## Who are you?\n\n{{answer}}"}

func templateNames(w *testkit.World, v models.Viewer) (names []string) {
	w.T.Helper()
	list, err := w.Store.StoryTemplates(w.Ctx, v)
	w.Must(err)
	for _, t := range list {
		names = append(names, t.Name)
	}
	return names
}

func TestStoryTemplates_areWrittenByStaffAndOfferedToWriters(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		made, err := w.Store.SaveStoryTemplate(w.Ctx, w.Sam, interview)
		w.Must(err)
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, err := w.Store.SaveStoryTemplate(w.Ctx, v, interview)
			kind(t, err, models.NotFound)
			kind(t, w.Store.ArchiveStoryTemplate(w.Ctx, v, made.ID, true), models.NotFound)
			_, err = w.Store.StoryTemplates(w.Ctx, v)
			kind(t, err, models.NotFound)
			_, err = w.Store.StoryTemplate(w.Ctx, v, made.ID)
			kind(t, err, models.NotFound)
		}
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		mia := w.Viewer("mia")
		_, err = w.Store.SaveStoryTemplate(w.Ctx, mia, interview)
		kind(t, err, models.NotFound) // she uses them
		second := interview
		second.Name = "A round-up"
		_, err = w.Store.SaveStoryTemplate(w.Ctx, w.Ada, second)
		w.Must(err)
		if got := templateNames(w, mia); !slices.Equal(got, []string{"A round-up", "Interview"}) {
			t.Errorf("she is offered %v", got)
		}

		for range 2 { // a repeat changes nothing
			w.Must(w.Store.ArchiveStoryTemplate(w.Ctx, w.Ada, made.ID, true))
		}
		wantAudit(t, w, w.Ada, "template.archived", "Interview", "archived", "")
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'template.archived'`); n != 1 {
			t.Errorf("%d entries say that it was archived", n)
		}
		_, err = w.Store.StoryTemplate(w.Ctx, mia, made.ID)
		kind(t, err, models.NotFound)
		if got := templateNames(w, mia); !slices.Equal(got, []string{"A round-up"}) || len(templateNames(w, w.Sam)) != 2 {
			t.Errorf("archived, she is offered %v", got)
		}
		w.Must(w.Store.ArchiveStoryTemplate(w.Ctx, w.Sam, made.ID, false))
		if back, err := w.Store.StoryTemplate(w.Ctx, mia, made.ID); err != nil || back.Title != interview.Title || back.Archived() {
			t.Errorf("offered again it is %+v (%v)", back, err)
		}
		kind(t, w.Store.ArchiveStoryTemplate(w.Ctx, w.Sam, 987654, true), models.NotFound)
	})
}

func TestSaveStoryTemplate_neverPutsOneTextInPlaceOfAnotherUnseen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		made, err := w.Store.SaveStoryTemplate(w.Ctx, w.Sam, interview)
		w.Must(err)
		in := interview
		in.ID, in.Version, in.Body = made.ID, made.Version, "Tell us about your day."
		changed, err := w.Store.SaveStoryTemplate(w.Ctx, w.Ada, in)
		if err != nil || changed.Version != 2 {
			t.Fatalf("changed to version %d (%v)", changed.Version, err)
		}
		wantAudit(t, w, w.Ada, "template.saved", "Interview (Somebody at work): Behind the counter: {{name}}\n\n## Who are you?\n\n{{answer}}",
			"Interview (Somebody at work): Behind the counter: {{name}}\n\nTell us about your day.", "")
		_, err = w.Store.SaveStoryTemplate(w.Ctx, w.Sam, in)
		kind(t, err, models.Conflict)
		in.ID = 987654
		_, err = w.Store.SaveStoryTemplate(w.Ctx, w.Sam, in)
		kind(t, err, models.NotFound)
		_, err = w.Store.SaveStoryTemplate(w.Ctx, w.Sam, interview)
		wrongField(t, err, "name") // there is one
	})
}

func TestSaveStoryTemplate_refusesWhatDoesNotFit(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	for field, change := range map[string]func(*models.StoryTemplateInput){
		"name":    func(in *models.StoryTemplateInput) { in.Name = "x" },
		"purpose": func(in *models.StoryTemplateInput) { in.Purpose = strings.Repeat("x", 201) },
		"title":   func(in *models.StoryTemplateInput) { in.Title = strings.Repeat("x", 151) },
		"body":    func(in *models.StoryTemplateInput) { in.Body = " " },
	} {
		in := interview
		change(&in)
		_, err := w.Store.SaveStoryTemplate(w.Ctx, w.Sam, in)
		wrongField(t, err, field)
	}
	for n := range 50 {
		in := interview
		in.Name = "Interview " + itoa(n)
		_, err := w.Store.SaveStoryTemplate(w.Ctx, w.Sam, in)
		w.Must(err)
	}
	_, err := w.Store.SaveStoryTemplate(w.Ctx, w.Sam, interview)
	wrongField(t, err, "name")
}

func TestStoryTemplate_beginLosesNothingTyped(t *testing.T) {
	of := models.StoryTemplate{Title: "Behind: {{name}}", Body: "## Who?"}
	for name, c := range map[string]struct{ title, body, wantTitle, wantBody string }{
		"nothing typed":        {" ", "\r\n", "Behind: {{name}}", "## Who?"},
		"a title":              {"Mine", "", "Mine", "## Who?"},
		"a text":               {"", "I was there.\r\n", "Behind: {{name}}", "I was there.\n\n## Who?"},
		"put in a second time": {"Mine", "I was there.\n\n## Who?\n\nMe.", "Mine", "I was there.\n\n## Who?\n\nMe."},
	} {
		if title, body := of.Begin(c.title, c.body); title != c.wantTitle || body != c.wantBody {
			t.Errorf("%s: %q, %q", name, title, body)
		}
	}
}
