package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestTemplates_areKeptChangedArchivedAndOfferedAgain(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	site := testsite.Serve(w)
	sam, ada := site.As(w.Sam), site.As(w.Ada)
	const at = "/console/templates"
	if again := sam.Post(at, form("name", "x", "title", "Typed", "body", "")).Want(http.StatusUnprocessableEntity); !again.Has("#template-name[aria-invalid]") ||
		again.Find("#template-title").AttrOr("value", "") != "Typed" {
		t.Error("it does not say what is wrong, or lost the title")
	}
	sam.Post(at, form("name", "Interview", "purpose", "Somebody at work", "title", "Behind: {{name}}", "body", "Who are you?")).Want(http.StatusSeeOther)
	one := at + "/" + sam.Get(at).Want(http.StatusOK).Find("[data-templates=offered] [data-template]").AttrOr("data-template", "")
	version := ada.Get(one).Want(http.StatusOK).Find("[name=version]").AttrOr("value", "")
	sam.Post(one, form("name", "Interview", "body", "Sam asks: who are you?", "version", version)).Want(http.StatusSeeOther)
	clash := ada.Post(one, form("name", "Interview", "body", "Ada asks.", "version", version)).Want(http.StatusConflict)
	if theirs := clash.Find(`[data-theirs="The text"]`).Text(); !strings.Contains(theirs, "Sam asks") || clash.Find("#template-body").Text() != "Ada asks." {
		t.Errorf("she reads %q and has %q", theirs, clash.Find("#template-body").Text())
	}
	ada.Post(one, form("name", "Interview", "body", "Ada asks.", "version", clash.Find("[name=version]").AttrOr("value", ""))).Want(http.StatusSeeOther)
	sam.Post(one+"/archive", form("on", "1")).Want(http.StatusSeeOther)
	page := sam.Get(at)
	if page.Has("[data-templates=offered] [data-template]") || page.Find("[data-templates=archived] [data-template] button").AttrOr("value", "") != "0" {
		t.Error("it is still offered, or cannot be had back")
	}
	sam.Post(one+"/archive", form("on", "0")).Want(http.StatusSeeOther)
	if !sam.Get(at).Has("[data-templates=offered] [data-template]") {
		t.Error("it is not offered again")
	}
	sam.Get(at + "/987654").Want(http.StatusNotFound)
}

func TestCompose_beginsAStoryFromATemplateAndLosesNothingTyped(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	site := testsite.Serve(w)
	sam := site.As(w.Sam)
	if sam.Get("/new?kind=story&topic=" + testkit.RemoteWork).Want(http.StatusOK).Has("[data-templates]") {
		t.Error("it offers templates where there is none")
	}
	made, err := w.Store.SaveStoryTemplate(w.Ctx, w.Ada, models.StoryTemplateInput{Name: "Interview", Title: "Behind: {{name}}", Body: "Who are you?"})
	w.Must(err)
	id := strconv.FormatInt(made.ID, 10)
	begun := sam.Get("/new?template=" + id).Want(http.StatusOK)
	if begun.Find("[name=title]").AttrOr("value", "") != "Behind: {{name}}" || begun.Find("textarea[name=body]").Text() != "Who are you?" || begun.Find("#field-kind option[selected]").AttrOr("value", "") != "story" {
		t.Error("the link does not begin a story from it")
	}
	typed := form("kind", "story", "topic", testkit.RemoteWork, "title", "Mine", "body", "I was there.", "standfirst", "So was she.", "tags", "desk", "draft_key", "k-1", "draft_version", "3", "change", "template", "template", id)
	page := sam.Post("/threads", typed).Want(http.StatusOK)
	for field, want := range map[string]string{"[name=title]": "Mine", "[name=tags]": "desk", "[name=draft_key]": "k-1", "[name=draft_version]": "3"} {
		if got := page.Find("form[data-compose] "+field).AttrOr("value", ""); got != want {
			t.Errorf("%s is %q", field, got)
		}
	}
	if got := page.Find("textarea[name=body]").Text(); got != "I was there.\n\nWho are you?" || page.Find("textarea[name=standfirst]").Text() != "So was she." {
		t.Errorf("the text is %q", got)
	}
	w.Must(w.Store.ArchiveStoryTemplate(w.Ctx, w.Ada, made.ID, true))
	second, err := w.Store.SaveStoryTemplate(w.Ctx, w.Ada, models.StoryTemplateInput{Name: "Another", Body: "And?"})
	w.Must(err)
	w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
	mia := site.As(w.Viewer("mia"))
	gone := mia.Post("/threads", typed).Want(http.StatusUnprocessableEntity)
	if !gone.Has("#field-template[aria-invalid]") || gone.Find("textarea[name=body]").Text() != "I was there." || gone.Find("#field-template option").Length() != 1 {
		t.Error("nothing says that it is gone, or the text is")
	}
	mia.Get("/new?template=" + id).Want(http.StatusNotFound)
	site.As(w.Max).Get("/new?template=" + strconv.FormatInt(second.ID, 10)).Want(http.StatusNotFound)
	if n := w.Count(`SELECT COUNT(*) FROM threads WHERE kind = 'story'`); n != 0 {
		t.Errorf("%d stories were made of it", n)
	}
}
