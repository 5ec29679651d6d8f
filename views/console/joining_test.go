package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

func TestJoining_showsWhoWaitsAndWhoWasInvited(t *testing.T) {
	page := console.JoiningPage{
		Frame: console.Frame{Page: drawn.Frame("Joining", "mo")}, Mode: models.JoinApproval,
		Requests: []console.JoiningRequest{{ID: 4, Handle: "pia", Name: drawn.Hostile, Email: "pia@example.org", Why: drawn.Hostile, At: morning}},
		Invitations: []console.Invitation{
			{ID: 7, Role: models.RoleMember, Inviter: ui.Person{Handle: "mo", Name: "Mo"}, At: morning, Expires: morning, Open: true, Mine: true},
			{ID: 8, Email: "a@example.org", Role: models.RoleContributor, Inviter: ui.Person{Handle: "ada", Name: "Ada"}, At: morning, Expires: morning, Open: true},
			{ID: 9, Role: models.RoleMember, Inviter: ui.Person{Handle: "mo", Name: "Mo"}, Guest: &ui.Person{Handle: "ruth", Name: "Ruth"}, At: morning, Expires: morning},
		},
	}
	p := drawn.Draw(t, console.Joining(page))
	p.Sound()
	p.Harmless()
	p.Count("[data-request] [name=do]", 2)
	p.Count("form[action$='/revoke']", 1) // of what is open and the viewer's
	p.None("[data-invitation-link]")
	p.Count("#invite-role option", 1)
	page.Link, page.Administrator = "https://waymark.example/invitations/abc", true
	page.Form = console.Form{Name: "joining-4", Values: map[string]string{"words": drawn.Hostile}, Errors: map[string]string{"words": "Say why."}}
	p = drawn.Draw(t, console.Joining(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-invitation-link]", "value", "https://waymark.example/invitations/abc")
	p.Wrong("words", "Say why.", drawn.Hostile)
	p.Count("#invite-role option", len(models.Roles))
}

func TestCrisis_keepsWhatWasChosen(t *testing.T) {
	page := console.CrisisPage{Frame: console.Frame{Page: drawn.Frame("Crisis switch", "mo")}}
	p := drawn.Draw(t, console.Crisis(page))
	p.Sound()
	p.None("[data-crisis]", "main [checked]")
	page.Now = models.Crisis{Joining: true, Posting: models.PauseNew, Banner: drawn.Hostile}
	p = drawn.Draw(t, console.Crisis(page))
	p.Sound()
	p.Harmless()
	p.Count("[data-crisis]", 1)
	p.Count("main [type=checkbox][checked]", 1)
	page.Form = console.Form{Name: "crisis", Values: map[string]string{"pictures": "1", "banner": "Wait."}, Errors: map[string]string{"reason": "Say why."}}
	p = drawn.Draw(t, console.Crisis(page))
	p.Sound()
	p.Wrong("reason", "Say why.", "")
	p.Count("main [name=pictures][checked]", 1)
	p.None("main [name=joining][checked]")
}

func TestHousePages_sayWhatIsPublished(t *testing.T) {
	frame := console.Frame{Page: drawn.Frame("Pages of the house", "ada")}
	p := drawn.Draw(t, console.HousePages(console.HousePage{Frame: frame, Pages: []console.HouseLine{{Kind: models.HouseRules, Version: 2, At: morning}, {Kind: models.HouseImprint}}}))
	p.Sound()
	p.Mentions("[data-house=imprint]", "Not published")
	write := console.HousePage{Frame: frame, Kind: models.HouseRules, Version: 2, Body: drawn.Hostile}
	p = drawn.Draw(t, console.WriteHouse(write))
	p.Sound()
	p.Harmless()
	p.Count("main [name=asks][checked]", 1)
	p.Count("main [name=changed]", 1)
	p = drawn.Draw(t, console.WriteHouse(console.HousePage{Frame: frame, Kind: models.HouseImprint, Draft: true, Body: "[name]"}))
	p.Sound()
	p.None("main [name=asks]", "main [name=changed]")
	p.Count("main .notice", 1)
}
