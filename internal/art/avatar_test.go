package art

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

const avatarMostBytes = 2_500

func TestAvatar_sameSeedGivesTheSameFace(t *testing.T) {
	for _, seed := range []string{"", "mia", "ёжик", strings.Repeat("long", 400)} {
		if !bytes.Equal(Avatar(seed), Avatar(seed)) {
			t.Errorf("seed %.10q: drawn differently the second time", seed)
		}
	}
}

func TestAvatar_facesOfManyMembersDiffer(t *testing.T) {
	seen := map[string]string{}
	for i := range 2000 {
		seed := fmt.Sprintf("member-%d", i)
		face := withoutIDs(string(Avatar(seed)))
		if twin, ok := seen[face]; ok {
			t.Fatalf("%s and %s have one face", seed, twin)
		}
		seen[face] = seed
	}
}

func TestAvatar_isSafeAndSmall(t *testing.T) {
	for i := range 400 {
		seed := fmt.Sprintf("member-%d", i)
		face := Avatar(seed)
		mustBeSafe(t, seed, face)
		if len(face) > avatarMostBytes {
			t.Errorf("%s: %d bytes, at most %d", seed, len(face), avatarMostBytes)
		}
		if !bytes.Contains(face, []byte(`viewBox="0 0 96 96"`)) {
			t.Errorf("%s: not in the square of 96", seed)
		}
	}
}

func TestAvatar_seedsReachEveryTraitInEverySkin(t *testing.T) {
	seen := map[string]int{}
	for i := range 6000 {
		traits := Traits{}.completed(diceOf("avatar", fmt.Sprintf("member-%d", i)))
		seen["skin "+string(traits.Skin)]++
		seen[string(traits.Skin)+" "+string(traits.Hair)]++
		seen["colour "+string(traits.HairColour)]++
		seen["glasses "+string(traits.Glasses)]++
		seen["beard "+string(traits.Beard)]++
		seen["hat "+string(traits.Hat)]++
		seen["top "+string(traits.Top)]++
	}
	want := len(skins) + len(skins)*len(hairs) + len(hairColours) + len(allGlasses) + len(beards) + len(hats) + len(allTops)
	if len(seen) != want {
		t.Errorf("%d kinds of trait are reached, want %d", len(seen), want)
	}
	for _, skin := range skins {
		if n := seen["skin "+string(skin)]; n < 600 || n > 900 {
			t.Errorf("skin %s comes %d times in 6000, want about 750", skin, n)
		}
	}
}

func TestAvatar_scarfIsWornAlone(t *testing.T) {
	worn := 0
	for i := range 2000 {
		traits := Traits{Hair: HairScarf}.completed(diceOf("avatar", fmt.Sprint(i)))
		if traits.Hair != HairScarf || traits.Beard != BeardNone || traits.Hat != HatNone {
			t.Fatalf("seed %d: %+v", i, traits)
		}
		worn++
	}
	if worn != 2000 {
		t.Errorf("looked at %d scarves", worn)
	}
}

func TestAvatarOf_noTraitsIsAvatar(t *testing.T) {
	if !bytes.Equal(AvatarOf("mia", Traits{}), Avatar("mia")) {
		t.Error("the zero value of Traits changes the face")
	}
}

func TestAvatarOf_aTraitGivenLeavesTheOthersToTheSeed(t *testing.T) {
	for i := range 100 {
		seed := fmt.Sprint("member-", i)
		free := Traits{}.completed(diceOf("avatar", seed))
		given := Traits{Skin: SkinDeep, Top: TopRoll}.completed(diceOf("avatar", seed))
		free.Skin, free.Top = SkinDeep, TopRoll
		if given != free {
			t.Errorf("%s: got %+v, want %+v", seed, given, free)
		}
	}
}

func TestAvatarOf_everyListedTraitIsDrawn(t *testing.T) {
	faces := map[string]string{}
	look := func(name string, traits Traits) {
		t.Helper()
		face := AvatarOf("somebody", traits)
		mustBeSafe(t, name, face)
		if len(face) > avatarMostBytes {
			t.Errorf("%s: %d bytes", name, len(face))
		}
		drawn := withoutIDs(string(face))
		if twin, ok := faces[drawn]; ok {
			t.Errorf("%s looks like %s", name, twin)
		}
		faces[drawn] = name
	}
	plain := Traits{Skin: SkinTan, Hair: HairShort, HairColour: ColourBlack, Glasses: GlassesNone, Beard: BeardNone, Hat: HatNone, Top: TopOpen}
	for _, v := range skins {
		traits := plain
		traits.Skin, traits.HairColour = v, ColourChestnut
		look("skin "+string(v), traits)
	}
	for _, v := range hairs {
		traits := plain
		traits.Hair = v
		look("hair "+string(v), traits)
	}
	for _, v := range hairColours[1:] {
		traits := plain
		traits.HairColour = v
		traits.Beard = BeardFull
		look("hair colour "+string(v), traits)
	}
	for _, v := range allGlasses[1:] {
		traits := plain
		traits.Glasses = v
		look("glasses "+string(v), traits)
	}
	for _, v := range beards[1:] {
		traits := plain
		traits.Beard = v
		look("beard "+string(v), traits)
	}
	for _, v := range hats[1:] {
		traits := plain
		traits.Hat = v
		look("hat "+string(v), traits)
	}
	for _, v := range allTops[1:] {
		traits := plain
		traits.Top = v
		look("top "+string(v), traits)
	}
}

func TestAvatarOf_unlistedTraitIsLeftToTheSeed(t *testing.T) {
	if !bytes.Equal(AvatarOf("mia", Traits{Hat: "crown", Skin: "blue"}), Avatar("mia")) {
		t.Error("an unlisted trait changes the face")
	}
}
