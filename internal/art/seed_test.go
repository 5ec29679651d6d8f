package art

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// What may stand where a handle or a number is expected: nothing of it reaches the picture.
var oddSeeds = []string{
	"", " ", "<script>alert(1)</script>", `"/><image href="https://evil.example/x.png"/>`, "&amp;]]>", "\x00\xff\xfe", "مرحبا", "👩‍🚀",
	strings.Repeat("long", 10_000), "javascript:alert(1)", "url(#x)", "../../etc/passwd",
}

func TestAvatar_takesAnySeedAndShowsNothingOfIt(t *testing.T) {
	faces := map[string]string{}
	for _, seed := range oddSeeds {
		face := Avatar(seed)
		name := fmt.Sprintf("seed %.20q", seed)
		mustBeSafe(t, name, face)
		if !bytes.Equal(face, Avatar(seed)) {
			t.Errorf("%s gives two faces", name)
		}
		for _, part := range []string{"script", "evil", "alert", "passwd", "longlong"} {
			if bytes.Contains(face, []byte(part)) {
				t.Errorf("%s stands in the picture: %s", name, part)
			}
		}
		if other, twice := faces[string(face)]; twice {
			t.Errorf("%s has the face of %s", name, other)
		}
		faces[string(face)] = name
	}
}

func TestAvatar_seedsThatAreAlikeGiveFacesThatAreNot(t *testing.T) {
	same := 0
	for i := range 200 {
		a, b := fmt.Sprintf("member%d", i), fmt.Sprintf("member%d", i+1)
		if bytes.Equal(Avatar(a), Avatar(b)) {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d of 200 neighbours share a face", same)
	}
	if bytes.Equal(Avatar("mia"), Avatar("mia ")) || bytes.Equal(Avatar("mia"), Avatar("Mia")) {
		t.Error("a seed is taken for another")
	}
}

func TestAvatar_isTheSameWhoeverDrawsAtTheSameTime(t *testing.T) {
	want := Avatar("mia")
	cover, err := Cover(Scenes()[0], 3)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if !bytes.Equal(Avatar("mia"), want) {
				t.Error("another face")
			}
			if got, err := Cover(Scenes()[0], 3); err != nil || !bytes.Equal(got, cover) {
				t.Errorf("another cover: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestCover_takesAnyVariantAndNoNameButItsOwn(t *testing.T) {
	for _, variant := range []uint32{0, 1, 1 << 16, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
		c, err := Cover(Scenes()[len(Scenes())-1], variant)
		if err != nil {
			t.Errorf("variant %d: %v", variant, err)
			continue
		}
		mustBeSafe(t, fmt.Sprint("variant ", variant), c)
	}
	for _, name := range append([]string{strings.ToUpper(Scenes()[0]), Scenes()[0] + " ", Scenes()[0] + ".svg"}, oddSeeds...) {
		if c, err := Cover(name, 1); err == nil || c != nil {
			t.Errorf("%.30q is drawn", name)
		}
	}
}
