package moderation_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
)

func heldPage(state models.HeldState) moderation.HeldPage {
	return moderation.HeldPage{Page: drawn.Frame("A post that waits", "nia"), List: []moderation.Held{{
		ID: 4, State: state, Title: drawn.Hostile, Where: "Remote work", Source: drawn.Hostile, Reasons: []string{"a first post in this topic"}, At: morning,
	}}}
}

func TestShowHeld_saysWhyAndOffersWhatCanBeDone(t *testing.T) {
	p := drawn.Draw(t, moderation.ShowHeld(heldPage(models.HeldWaiting)))
	p.Sound()
	p.Harmless()
	p.Mentions("main", "a first post in this topic")
	p.None("main textarea")
	p.Count("form[action='/held/4/withdraw']", 1)
	back := heldPage(models.HeldReturned)
	back.List[0].Words, back.Error = drawn.Hostile, "Write the text first."
	p = drawn.Draw(t, moderation.ShowHeld(back))
	p.Sound()
	p.Harmless()
	p.Wrong("body", "Write the text first.", drawn.Hostile)
	through := heldPage(models.HeldApproved)
	through.List[0].Href, through.List[0].Changed = "/posts/9", drawn.Hostile
	p = drawn.Draw(t, moderation.ShowHeld(through))
	p.Sound()
	p.Count("[data-changed]", 1)
	p.None("form[action^='/held/']")
	through.List[0].Told = true
	p = drawn.Draw(t, moderation.ShowHeld(through))
	p.Sound()
	p.Says("form[data-seen][action='/held/4/read'] button", "Mark as read")
}

func TestShowHeldPosts_listsWhatWaits(t *testing.T) {
	p := drawn.Draw(t, moderation.ShowHeldPosts(heldPage(models.HeldWaiting)))
	p.Sound()
	p.Harmless()
	p.Count("[data-held=held]", 1)
	p = drawn.Draw(t, moderation.ShowHeldPosts(moderation.HeldPage{Page: drawn.Frame("What waits", "nia")}))
	p.Sound()
	p.Says(".empty__title", "Nothing waits")
}

func TestHoldWords_tellModeratorsMoreThanTheAuthor(t *testing.T) {
	word := models.HoldWord + ":casino"
	if a, m := moderation.HoldWords(word, false), moderation.HoldWords(word, true); a == m || a == "" {
		t.Errorf("its author reads %q, moderators %q", a, m)
	}
	for _, s := range []models.HeldState{models.HeldWaiting, models.HeldApproved, models.HeldReturned, models.HeldRemoved, models.HeldWithdrawn} {
		if moderation.HeldStateWords(s) == "" {
			t.Errorf("no words for %s", s)
		}
	}
}
