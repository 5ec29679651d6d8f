package art

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// briefed is what the stories and topics of the demonstration ask for.
var briefed = []string{
	"window-desk", "kitchen-table", "moor-dawn", "harbour-rain", "city-bridge", "canal-bikes", "snow-street",
	"night-ride", "hills-switchback", "market-stall", "darkroom", "sea-ferry", "train-window", "rooftop-evening",
	"garden-shed", "mountain-lake", "fog-road", "cafe-corner", "workshop-bench", "contact-sheet",
	"remote-work", "photography", "cycling-to-work", "back-room", "staff-table", "abstract",
}

const (
	coverMostBytes  = 16_000 // the largest of 78,000 had 14,208
	coverMostZipped = 5_000
	variantsTried   = 8
)

func TestScenes_listsWhatTheStoriesAskFor(t *testing.T) {
	if got := Scenes(); !slices.Equal(got, briefed) {
		t.Errorf("scenes are %q\nwant %q", got, briefed)
	}
}

func TestCover_unknownSceneIsAnError(t *testing.T) {
	for _, name := range []string{"", "moor", "Moor-Dawn", "../moor-dawn"} {
		picture, err := Cover(name, 0)
		if err == nil || picture != nil {
			t.Errorf("scene %q: got %d bytes and error %v, want an error alone", name, len(picture), err)
		}
		if err != nil && !strings.Contains(err.Error(), strconv.Quote(name)) {
			t.Errorf("scene %q: error %q does not name it", name, err)
		}
	}
}

func TestCover_sameArgumentsGiveSameBytes(t *testing.T) {
	for _, name := range Scenes() {
		for _, variant := range []uint32{0, 3, 1 << 31} {
			if !bytes.Equal(cover(t, name, variant), cover(t, name, variant)) {
				t.Errorf("%s, variant %d: drawn differently the second time", name, variant)
			}
		}
	}
}

func TestCover_everyVariantIsAPictureOfItsOwn(t *testing.T) {
	seen := map[string]string{}
	for _, name := range Scenes() {
		for variant := range uint32(variantsTried) {
			picture := withoutIDs(string(cover(t, name, variant)))
			label := name + " " + strconv.Itoa(int(variant))
			if twin, ok := seen[picture]; ok {
				t.Errorf("%s looks exactly like %s", label, twin)
			}
			seen[picture] = label
		}
	}
	if want := len(briefed) * variantsTried; len(seen) != want {
		t.Errorf("%d pictures, want %d", len(seen), want)
	}
}

func TestCover_isSafeUnderAStrictPolicy(t *testing.T) {
	for _, name := range Scenes() {
		for variant := range uint32(variantsTried) {
			mustBeSafe(t, name, cover(t, name, variant))
		}
	}
}

func TestCover_staysSmall(t *testing.T) {
	for _, name := range Scenes() {
		for variant := range uint32(variantsTried) {
			picture := cover(t, name, variant)
			if len(picture) > coverMostBytes {
				t.Errorf("%s, variant %d: %d bytes, at most %d", name, variant, len(picture), coverMostBytes)
			}
			if n := zipped(t, picture); n > coverMostZipped {
				t.Errorf("%s, variant %d: %d bytes zipped, at most %d", name, variant, n, coverMostZipped)
			}
		}
	}
}

func TestCover_idsOfDifferentCoversNeverMeet(t *testing.T) {
	owner := map[string]string{}
	for _, name := range Scenes() {
		for variant := range uint32(variantsTried) {
			label := name + " " + strconv.Itoa(int(variant))
			for _, id := range idsOf(t, cover(t, name, variant)) {
				if other, ok := owner[id]; ok {
					t.Fatalf("id %q is in %s and in %s", id, label, other)
				}
				owner[id] = label
			}
		}
	}
	if len(owner) == 0 {
		t.Fatal("no cover has an id, so this proves nothing")
	}
}

func TestCover_isSixteenToNine(t *testing.T) {
	for _, name := range Scenes() {
		if !bytes.Contains(cover(t, name, 0), []byte(`viewBox="0 0 1600 900" width="1600" height="900"`)) {
			t.Errorf("%s: not 1600 by 900", name)
		}
	}
}

func TestCover_daylightAndEveningAreBothOffered(t *testing.T) {
	dark, light := 0, 0
	for _, scene := range scenes {
		for _, mood := range scene.moods {
			if mood.dark {
				dark++
				continue
			}
			light++
		}
	}
	if dark < 10 || light < 30 {
		t.Errorf("%d dark and %d light palettes over all scenes", dark, light)
	}
}

func BenchmarkCover(b *testing.B) {
	for b.Loop() {
		for _, name := range briefed {
			if _, err := Cover(name, 1); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func cover(t *testing.T, name string, variant uint32) []byte {
	t.Helper()
	picture, err := Cover(name, variant)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func zipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
