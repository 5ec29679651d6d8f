package api_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// tourPictures tells of a picture of Hana's, before a post shows it and after, and opens a gallery of hers to everybody.
func tourPictures(w *testkit.World, hana, mo *program) {
	w.T.Helper()
	hash := strings.Repeat("cd", 32)
	w.Must(w.Store.ClaimPictureFile(w.Ctx, hash))
	p, err := w.Store.AddPicture(w.Ctx, w.Hana, models.PictureInput{Hash: hash, Width: 1000, Height: 600, Colour: "#a1b2c3", CameraName: "X-T5", Lens: "35 mm"})
	w.Must(err)
	at := "/uploads/" + p.Key
	noted := hana.get(at).want(http.StatusOK)
	if noted.body["camera_name"] != "X-T5" || noted.body["told"] != false || noted.body["licence"] != "all-rights-reserved" || noted.body["post_id"] != nil {
		w.T.Errorf("as it was noted: %s", noted.text)
	}
	mo.get(at).want(http.StatusNotFound)
	mo.patch(at, in{"credit": "Mo"}).want(http.StatusNotFound)
	hana.patch(at, in{"licence": "mine"}).field(http.StatusUnprocessableEntity, "licence")
	told := hana.patch(at, in{"alt": "The pass", "licence": "cc-by", "camera_name": ""}).want(http.StatusOK)
	if told.body["alt"] != "The pass" || told.body["camera_name"] != "" || told.body["lens"] != "35 mm" || told.body["told"] != true {
		w.T.Errorf("told: %s", told.text)
	}

	gallery := hana.post("/threads", in{"topic": testkit.Photography, "kind": "gallery", "title": "The pass", "body": "![Snow](" + at + ")"}).want(http.StatusCreated)
	hana.patch(at, in{"alt": "Fog"}).field(http.StatusUnprocessableEntity, "alt")
	if again := mo.patch(at, in{"credit": "Nia", "alt": "Snow"}).want(http.StatusOK); again.body["credit"] != "Nia" || again.body["alt"] != "Snow" || again.body["post_id"] == nil {
		w.T.Errorf("put right by a moderator: %s", again.text)
	}

	if gallery.body["theme_until"] != nil {
		w.T.Errorf("it is everybody's at once: %s", gallery.text)
	}
	of := path("/threads/%d", gallery.id())
	until := w.Clock.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)
	hana.patch(of, in{"theme_until": "soon"}).field(http.StatusUnprocessableEntity, "theme_until")
	if open := hana.patch(of, in{"theme_until": until, "title": "The pass in snow"}).want(http.StatusOK); open.body["theme_until"] != until || open.body["title"] != "The pass in snow" {
		w.T.Errorf("open: %s", open.text)
	}
	if shut := mo.patch(of, in{"theme_until": ""}).want(http.StatusOK); shut.body["theme_until"] == until || shut.body["theme_until"] == nil {
		w.T.Errorf("closed now: %s", shut.text)
	}
	themed := in{"topic": testkit.Photography, "kind": "gallery", "title": "Doors", "body": "One each.", "theme_until": until}
	if made := hana.post("/threads", themed).want(http.StatusCreated); made.body["theme_until"] != until {
		w.T.Errorf("made open: %s", made.text)
	}
}
