package reading

import (
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"github.com/commonthread/commonthread/models"
)

func TestPost_namesNoViewer(t *testing.T) {
	doc := page(t, Post(post(t, 4, mia, "Words.")))
	one(t, doc, `article#post-4[data-post="904"]`)
	none(t, doc, "form", "button", ".tools", "[data-reacted]", "[aria-pressed]")
}

func TestPost_saysWhoWhenAndWhere(t *testing.T) {
	p := post(t, 4, sam, "Words.")
	p.EditedAt = morning.Add(time.Hour)
	p.ReplyTo, p.ReplyToName = 2, "Max Oduya"
	doc := page(t, Post(p))
	if got := words(one(t, doc, ".post__who")); got != "Sam Okafor Larkmoor" {
		t.Errorf("who: %q", got)
	}
	if got := one(t, doc, "time[data-relative]"); words(got) != "2 March 2026" || got.AttrOr("datetime", "") != "2026-03-02T09:14:00Z" {
		t.Errorf("when: %q at %s", words(got), got.AttrOr("datetime", ""))
	}
	if got := one(t, doc, "a.post__parent").AttrOr("href", ""); got != "/t/12/wet-feet#post-2" {
		t.Errorf("in reply to: %s", got)
	}
	if got := one(t, doc, "a.post__number").AttrOr("href", ""); got != "/posts/904" {
		t.Errorf("permalink: %s", got)
	}
	if got := one(t, doc, "a.post__edited").AttrOr("href", ""); got != "/posts/904/history" {
		t.Errorf("history: %s", got)
	}
}

func TestPost_saysInWordsThatItIsTheAnswer(t *testing.T) {
	p := post(t, 4, sam, "Words.")
	p.Official, p.Accepted, p.Employer = true, true, "Larkmoor"
	doc := page(t, Post(p))
	if got := words(one(t, doc, ".post__answer--official")); got != "Official answer from Larkmoor" {
		t.Errorf("official: %q", got)
	}
	if got := words(one(t, doc, ".post__answer--accepted")); !strings.HasPrefix(got, "Accepted answer") {
		t.Errorf("accepted: %q", got)
	}
}

func TestPost_ofAFormerMemberHasNoFaceAndNoPage(t *testing.T) {
	doc := page(t, Post(post(t, 4, gone, "Words.")))
	none(t, doc, "img.face", `a[href^="/members/"]`)
	if got := words(one(t, doc, ".name")); got != "Former member" {
		t.Errorf("got %q", got)
	}
}

func TestPost_thatIsGoneKeepsItsPlaceAndNotItsWords(t *testing.T) {
	for status, want := range map[models.PostStatus]string{
		models.PostDeleted: "#4 Mia Thornbury took this post back.",
		models.PostRemoved: "#4 Mo Rahimi removed this post: It gave away an address.",
		models.PostMoved:   "#4 This post was moved to “Other socks”.",
	} {
		p := post(t, 4, mia, "The secret words.")
		p.Status = status
		p.RemovedBy, p.RemovedWhy = "Mo Rahimi", "It gave away an address."
		p.MovedTo, p.MovedToHref = "Other socks", "/posts/9"
		doc := page(t, Post(p))
		if got := words(one(t, doc, "article#post-4.post--gone")); got != want {
			t.Errorf("%s: got %q, want %q", status, got, want)
		}
	}
}

func TestPost_movedWhereNotEverybodyMayGoNamesNothing(t *testing.T) {
	p := post(t, 4, mia, "Words.")
	p.Status = models.PostMoved
	doc := page(t, Post(p))
	none(t, doc, "a")
	if got := words(one(t, doc, "article")); got != "#4 This post was moved elsewhere." {
		t.Errorf("got %q", got)
	}
}

func drawTools(t *testing.T, p PostView, m Mine) templ.Component {
	t.Helper()
	return PostTools(p, m)
}

func TestPostTools_offerNothingThatIsNotAllowed(t *testing.T) {
	doc := page(t, drawTools(t, post(t, 4, mia, "Words."), Mine{}))
	none(t, doc, "form", "a[data-reply]", `a[href$="/edit"]`, `a[href$="/delete"]`, `a[href$="/reports"]`)
	one(t, doc, `.menu a[href="/posts/904"]`)
}

func TestPostTools_sendTheWantedState(t *testing.T) {
	m := Mine{Reacted: []string{"💡"}, Bookmarked: true, Can: PostCan{React: true, Bookmark: true, Accept: true}}
	p := post(t, 4, mia, "Words.")
	p.Accepted = true
	doc := page(t, drawTools(t, p, m))
	for emoji, want := range map[string]string{"💡": "0", "👍": "1"} {
		form := doc.Find(`input[name=emoji][value="` + emoji + `"]`).Closest("form")
		if got := form.Find("button[name=on]").AttrOr("value", ""); got != want || form.AttrOr("action", "") != "/posts/904/reactions" {
			t.Errorf("%s: on=%s, want %s", emoji, got, want)
		}
	}
	if got := one(t, doc, `form[action="/posts/904/bookmark"] button`); got.AttrOr("value", "") != "0" || words(got) != "Kept" {
		t.Errorf("bookmark: on=%s %q", got.AttrOr("value", ""), words(got))
	}
	if got := one(t, doc, `form[action="/posts/904/accept"] input[name=on]`).AttrOr("value", ""); got != "0" {
		t.Errorf("accept: on=%s", got)
	}
}

func TestPostTools_ofARemovedPostShowItsWordsOnlyToThoseWhoMayReadThem(t *testing.T) {
	p := post(t, 4, mia, "Words.")
	p.Status = models.PostRemoved
	none(t, page(t, drawTools(t, p, Mine{})), ".prose", "form")
	doc := page(t, drawTools(t, p, Mine{Hidden: prose(t, "The words."), Because: "Spam", Can: PostCan{Restore: true}}))
	if got := words(one(t, doc, "details .prose")); got != "The words." {
		t.Errorf("got %q", got)
	}
	one(t, doc, `form[action="/posts/904/restore"]`)
	doc = page(t, drawTools(t, p, Mine{Can: PostCan{Restore: true, RestoreAsModerator: true}}))
	none(t, doc, "form")
	one(t, doc, `a[href="/posts/904/restore"]`)
}
