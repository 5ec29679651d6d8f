package art

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// handles is the cast of the demonstration community: 8 of staff, 40 members.
const handles = `ada mo sam ines tobias wren jonas leila
	mia max hana nia sue priya ole greta diego anouk tom bea yusuf kate lars chidi rosa finn mei paul sana ivan
	jo elif ben nora kofi lucy arne daria hugh marco zoe raj emma theo alma sofia pete ruth`

func TestCast_isExactlyTheDemonstration(t *testing.T) {
	want := strings.Fields(handles)
	slices.Sort(want)
	if len(want) != 48 {
		t.Fatalf("the list has %d handles", len(want))
	}
	if got := slices.Sorted(maps.Keys(Cast)); !slices.Equal(got, want) {
		t.Errorf("cast is %q\nwant %q", got, want)
	}
}

func TestCast_everyTraitIsChosenAndListed(t *testing.T) {
	for handle, traits := range Cast {
		if traits.completed(diceOf("one")) != traits || traits.completed(diceOf("other")) != traits {
			t.Errorf("%s leaves a trait to the seed or names an unlisted one: %+v", handle, traits)
		}
	}
}

func TestCast_nobodySharesAFace(t *testing.T) {
	seen := map[Traits]string{}
	for handle, traits := range Cast {
		mustBeSafe(t, handle, AvatarOf(handle, traits))
		if n := len(AvatarOf(handle, traits)); n > avatarMostBytes {
			t.Errorf("%s: %d bytes", handle, n)
		}
		if twin, ok := seen[traits]; ok {
			t.Errorf("%s and %s have the same traits", handle, twin)
		}
		seen[traits] = handle
	}
}

func TestCast_fitsWhatIsToldOfThem(t *testing.T) {
	for _, c := range []struct {
		handle string
		fits   bool
	}{
		{"hugh", Cast["hugh"].Grey()},
		{"greta", Cast["greta"].Grey() && Cast["greta"].Hair == HairCurly},
		{"jo", Cast["jo"].Hair == HairCrop},
		{"sana", Cast["sana"].Hair == HairScarf},
		{"ole", Cast["ole"].Beard == BeardFull && Cast["ole"].Hat == HatBeanie},
		{"paul", Cast["paul"].Glasses != GlassesNone},
	} {
		if !c.fits {
			t.Errorf("%s does not fit: %+v", c.handle, Cast[c.handle])
		}
	}
}

func TestCast_looksLikeManyPlaces(t *testing.T) {
	tones, cuts := map[Skin]int{}, map[Hair]int{}
	for _, traits := range Cast {
		tones[traits.Skin]++
		cuts[traits.Hair]++
	}
	if len(tones) != len(skins) || len(cuts) < len(hairs)-1 {
		t.Errorf("the cast has %d skins and %d cuts", len(tones), len(cuts))
	}
}
