package account_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/layout"
)

func TestJoin_asksOnlyForWhatItsDoorNeeds(t *testing.T) {
	page := account.JoinPage{Page: drawn.Frame("Join", "")}
	p := drawn.Draw(t, account.Join(page))
	p.Sound()
	p.None("main [name=why]", "main [name=old_enough]", "[data-agreement]")
	page.Asks, page.Why, page.MinimumAge, page.Domains = true, drawn.Hostile, 16, "larkmoor.example"
	page.House, page.HouseUpTo = []layout.HouseLink{{Label: "House rules", Href: "/house/rules"}}, 7
	p = drawn.Draw(t, account.Join(page))
	p.Sound()
	p.Harmless()
	p.Says("main form button", "Ask to join")
	p.Has("main [name=house]", "value", "7")
	p.Mentions("main", "16 or older")
	p.Mentions("main", "larkmoor.example")
}

func TestJoin_byInvitationSaysWhoseAndAsWhat(t *testing.T) {
	page := account.JoinPage{Page: drawn.Frame("Join", ""), Invitation: "abc", Inviter: drawn.Hostile, Role: models.RoleContributor, Email: "pia@example.org", FixedEmail: true}
	p := drawn.Draw(t, account.Join(page))
	p.Sound()
	p.Harmless()
	p.Has("main form", "action", "/invitations/abc")
	p.Mentions(".page-head__lead", "the staff")
	p.Mentions("main", "for this address")
}

func TestJoining_saysWhatCameOfIt(t *testing.T) {
	for state, words := range map[models.JoiningState]string{
		models.JoiningWaiting: "Your request waits", models.JoiningApproved: "You are in, Pia", models.JoiningRefused: "Not this time",
	} {
		p := drawn.Draw(t, account.Joining(account.JoiningPage{Page: drawn.Frame("Your request", ""), State: state, Name: "Pia", Words: drawn.Hostile, At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}))
		p.Sound()
		p.Harmless()
		p.Says("h1", words)
		if got := p.Find(`main a[href="/login"]`).Length() > 0; got != (state == models.JoiningApproved) {
			t.Errorf("%s: a way to sign in: %v", state, got)
		}
	}
}
