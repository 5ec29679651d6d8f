package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// From a file to a face beside every post, and back to the drawn one: everything by plain forms.
func TestFace_fromAFileToTheReader(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mia, reader := site.As(w.Mia), site.Browser()
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "The pass", "It came at four.")
		page := fmt.Sprint("/t/", th.ID, "/", th.Slug)
		shown := func() string {
			src, _ := reader.Get(page).Want(http.StatusOK).Find("article img.face").First().Attr("src")
			return src
		}
		if shown() != "/avatars/mia" {
			t.Fatalf("before: %s", shown())
		}
		_, sent := sendByScript(t, mia, upload{"me.jpg", photograph(t, 700, 500)})
		asked := mia.Get("/settings/face?picture=" + sent.Key).Want(http.StatusOK)
		if asked.Find("face-cut input[type=range]").Length() != 3 || !asked.Has("form[enctype='multipart/form-data'] input[name=for][value=face]") {
			t.Error("no sliders, or nothing to send a picture with")
		}
		mia.Post("/settings/face", form("picture", sent.Key, "x", "90", "y", "10", "span", "50")).Want(http.StatusSeeOther)
		first := shown()
		got := reader.Get(first).Want(http.StatusOK)
		if got.Header.Get("Content-Type") != "image/webp" || strings.Contains(got.Header.Get("Cache-Control"), "public") {
			t.Errorf("%s: %v", first, got.Header)
		}
		reader.Get(strings.Replace(first, "96", "480", 1)).Want(http.StatusNotFound)
		reader.Get(sent.Href + "/480.webp").Want(http.StatusNotFound)

		mia.Post("/settings/face", form("picture", sent.Key)).Want(http.StatusSeeOther)
		if shown() == first {
			t.Error("another crop has the same address")
		}
		reader.Get(first).Want(http.StatusNotFound)
		mia.Post("/settings/face/remove", form()).Want(http.StatusSeeOther)
		if shown() != "/avatars/mia" {
			t.Errorf("after: %s", shown())
		}
	})
}

func TestFace_refusesWithWords(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := site.As(w.Mia)
	_, sent := sendByScript(t, mia, upload{"me.jpg", photograph(t, 700, 500)})
	_, small := sendByScript(t, mia, upload{"small.jpg", photograph(t, 90, 90)})
	for _, c := range []struct{ what, picture, span, says string }{
		{"too close", sent.Key, "3", "inside the picture"},
		{"no number", sent.Key, "all", "inside the picture"},
		{"too small", small.Key, "100", "96 pixels"},
		{"none", "", "100", "your own pictures"},
	} {
		res := mia.Post("/settings/face", form("picture", c.picture, "span", c.span)).Want(http.StatusUnprocessableEntity)
		if !strings.Contains(res.Find("#face-part-error, #form-errors").Text(), c.says) {
			t.Errorf("%s: %s", c.what, res.Find("main").Text())
		}
	}
	site.As(w.Max).Post("/settings/face", form("picture", sent.Key)).Want(http.StatusUnprocessableEntity)
}

// A topic's cover by upload leads its front in the size that fits.
func TestTopicCover_fromTheConsoleToTheFront(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	ada := site.As(w.Ada)
	_, sent := sendByScript(t, ada, upload{"light.jpg", photograph(t, 1200, 800)})
	page := ada.Get("/console/topics/photography").Want(http.StatusOK)
	if !page.Has("input[name=cover][value='" + sent.Key + "']") {
		t.Fatal("the picture is not offered")
	}
	fields := form("name", "Photography", "slug", "photography", "visibility", "public", "kinds", "discussion", "colour", "plum", "cover", sent.Key, "cover_focus", "top")
	ada.Post("/console/topics/photography", fields).Want(http.StatusSeeOther)
	front := site.Browser().Get("/topics/photography").Want(http.StatusOK)
	img := front.Find(".topic-head img")
	if set, _ := img.Attr("srcset"); !strings.Contains(set, "/uploads/"+sent.Key+"/480.webp") || img.AttrOr("data-focus", "") != "top" {
		t.Errorf("the front shows %v", set)
	}
	site.Browser().Get("/uploads/" + sent.Key + "/960.webp").Want(http.StatusOK)
	again := ada.Get("/console/topics/photography").Want(http.StatusOK)
	if !again.Has("input[name=cover][value='"+sent.Key+"'][checked]") || !again.Has("select[name=cover_focus] option[value=top][selected]") {
		t.Error("the form has forgotten the cover")
	}
}
