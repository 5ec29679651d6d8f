package account_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
)

var morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)

func fields() []account.ProfileField {
	return []account.ProfileField{
		{Name: "bio", Label: "About you", Hint: "A few sentences.", Value: "Thornbury born", VisibleTo: models.AudienceMembers, Long: true, MaxLength: 1000},
		{Name: "website", Label: "Website", Value: "ftp://nowhere", VisibleTo: models.AudienceNobody, InputMode: "url", Autocomplete: "url", MaxLength: 200},
	}
}

func TestProfile_letsEachFieldChooseWhoSeesIt(t *testing.T) {
	p := drawn.Draw(t, account.Profile(account.ProfilePage{
		Page: drawn.Frame("Profile", "mia"), Form: refusal("name", "website"), Handle: "mia", Name: "M", Version: 4, Fields: fields(), PresentTo: models.AudienceMembers,
	}))
	p.Sound()
	p.Has("main input[name=version]", "value", "4")
	p.Wrong("name", "Mend the name.", "M")
	p.Wrong("website", "Mend the website.", "ftp://nowhere")
	p.Has("select[name=bio_visible] option[selected]", "value", "members")
	p.Has("select[name=website_visible] option[selected]", "value", "nobody")
	p.Count("select[name=bio_visible] option", len(models.Audiences))
	p.Has("select[name=presence_visible] option[selected]", "value", "members")
	p.Count("select[name=presence_visible] option", len(models.Audiences))
	p.Has("textarea[name=bio]", "maxlength", "1000")
	p.Has("input[name=website]", "inputmode", "url")
	p.Has("input[name=website]", "spellcheck", "false")
	p.None("textarea[name=bio][spellcheck]")
	p.Has(`main p a`, "href", "/members/mia")
}

func TestSettings_markTheSectionThatIsOpen(t *testing.T) {
	for section, page := range map[string]*drawn.Page{
		"profile":  drawn.Draw(t, account.Profile(account.ProfilePage{Page: drawn.Frame("Profile", "mia"), Handle: "mia"})),
		"account":  drawn.Draw(t, account.Address(account.AddressPage{Page: drawn.Frame("Address", "mia"), ChangedAt: morning})),
		"password": drawn.Draw(t, account.Password(account.PasswordPage{Page: drawn.Frame("Password", "mia"), ChangedAt: morning})),
		"sessions": drawn.Draw(t, account.Sessions(account.SessionsPage{Page: drawn.Frame("Sessions", "mia")})),
		"blocks":   drawn.Draw(t, account.Blocks(account.QuietPage{Page: drawn.Frame("Settings", "mia")})),
		"contact":  drawn.Draw(t, account.Contact(account.ContactPage{Page: drawn.Frame("Contact", "mia")})),
		"face":     drawn.Draw(t, account.Face(facePage())),
		"tokens":   drawn.Draw(t, account.Tokens(account.TokensPage{Page: drawn.Frame("Tokens", "mia")})),
	} {
		page.Sound()
		page.Has(`nav[aria-label=Settings] a[aria-current=page]`, "href", "/settings/"+section)
		page.Count(`nav[aria-label=Settings] a`, 8)
	}
}

func TestAddress_needsThePasswordAndLeadsToLeaving(t *testing.T) {
	p := drawn.Draw(t, account.Address(account.AddressPage{
		Page: drawn.Frame("Address", "mia"), Form: refusal("email", "current"), Handle: "mia", Email: "mia@example.test", Typed: "not one", ChangedAt: morning,
	}))
	p.Sound()
	p.Says("main strong", "mia@example.test")
	p.Wrong("email", "Mend the email.", "not one")
	p.Wrong("current", "Mend the current.", "")
	p.Has("main [name=current]", "autocomplete", "current-password")
	p.Has("main time", "datetime", "2026-03-02T09:14:00Z")
	p.Has(".settings__leave a", "href", "/settings/delete")
}

func TestPassword_isNeverDrawnBack(t *testing.T) {
	p := drawn.Draw(t, account.Password(account.PasswordPage{Page: drawn.Frame("Password", "mia"), Form: refusal("current", "password"), Handle: "mia", ChangedAt: morning}))
	p.Sound()
	p.Wrong("current", "Mend the current.", "")
	p.Wrong("password", "Mend the password.", "")
	p.Has("input[name=username]", "value", "mia")
}

func TestLeave_asksWhatBecomesOfThePosts(t *testing.T) {
	p := drawn.Draw(t, account.Leave(account.LeavePage{Page: drawn.Frame("Leave", "mia"), Form: refusal("posts", "current"), Handle: "mia"}))
	p.Sound()
	p.Wrong("posts", "Mend the posts.", "keep") // the first button; none is chosen
	p.None("[name=posts][checked]")
	p.Has(".button--danger", "type", "submit")
	p = drawn.Draw(t, account.Leave(account.LeavePage{Page: drawn.Frame("Leave", "mia"), Handle: "mia", Posts: "remove"}))
	p.Has("[name=posts][checked]", "value", "remove")
	p.Mentions("main", "@mia")
}

func session(id int64, here bool) account.Session {
	return account.Session{ID: id, Browser: "Firefox on Linux", Address: "203.0.113.7", Here: here, SameNet: here, StartedAt: morning, LastSeenAt: morning.Add(time.Hour)}
}

func TestSessions_endEachButTheOneThatAsks(t *testing.T) {
	alone := drawn.Draw(t, account.Sessions(account.SessionsPage{Page: drawn.Frame("Sessions", "mia"), Sessions: []account.Session{session(1, true)}}))
	alone.Sound()
	alone.Count("main .session", 1)
	alone.None("main form")
	alone.Says("[data-session=here] .badge", "This one")

	near := session(2, false)
	near.SameNet = true
	p := drawn.Draw(t, account.Sessions(account.SessionsPage{Page: drawn.Frame("Sessions", "mia"), Sessions: []account.Session{session(1, true), near, session(3, false)}}))
	p.Sound()
	p.Count("[data-session=other] form", 2)
	p.Count(`form[action="/settings/sessions/2/end"]`, 1)
	p.Count(`form[action="/settings/sessions/others/end"] .button--danger`, 1)
	if got := drawn.Words(p.Find("[data-session=other]").First()); got != "Firefox on Linux 203.0.113.7 (the network you are in now) Signed in 2 March 2026, last seen 2 March 2026 End the session Firefox on Linux" {
		t.Errorf("says %q", got)
	}
}

func TestTokens_areShownOnceAndTakenBackOneByOne(t *testing.T) {
	used, ends := morning, morning.AddDate(0, 1, 0)
	p := drawn.Draw(t, account.Tokens(account.TokensPage{
		Page: drawn.Frame("Tokens", "mia"), Form: refusal("name", "days", "scopes"), Made: "ct_secret", Name: "", Days: "90", Scopes: []string{"write"}, Staff: true,
		Tokens: []account.Token{
			{ID: 1, Name: "Digest", Scopes: []models.Scope{models.ScopeRead}, CreatedAt: morning},
			{ID: 2, Name: "Phone", Scopes: []models.Scope{models.ScopeRead, models.ScopeWrite, models.ScopeStaff}, FromPassword: true, CreatedAt: morning, LastUsedAt: &used, ExpiresAt: &ends},
		},
	}))
	p.Sound()
	p.Has("[data-token]", "value", "ct_secret")
	p.Has("[data-token]", "autocomplete", "off")
	p.Says(`[data-token-name=Digest] .session__words`, "Digest It reads. Made 2 March 2026, never used")
	p.Says(`[data-token-name=Phone] .session__words`,
		"Phone It reads, writes, acts as staff. Made with your password; it ends when that changes. Made 2 March 2026, last used 2 March 2026, ends 2 April 2026")
	p.Count(`form[action="/settings/tokens/2/revoke"]`, 1)
	p.Wrong("name", "Mend the name.", "")
	p.Wrong("days", "Mend the days.", "90")
	p.Mentions("#form-errors", "3 things need")
	p.Mentions("main", "Mend the scopes.")
	p.Has("[name=scopes][checked]", "value", "write")
}

func TestTokens_offerTheScopeOfStaffToStaffAlone(t *testing.T) {
	p := drawn.Draw(t, account.Tokens(account.TokensPage{Page: drawn.Frame("Tokens", "mia")}))
	p.Count("[name=scopes]", 1)
	p.None("[name=scopes][value=staff]", "[data-token]")
	p.Mentions(".empty", "You have no tokens")
	p = drawn.Draw(t, account.Tokens(account.TokensPage{Page: drawn.Frame("Tokens", "ada"), Staff: true}))
	p.Count("[name=scopes][value=staff]", 1)
}

func TestSettings_showHostileAndArabicWordsAsWords(t *testing.T) {
	f := fields()
	f[0].Value, f[1].Value = drawn.Hostile, drawn.Arabic
	for name, page := range map[string]*drawn.Page{
		"profile":  drawn.Draw(t, account.Profile(account.ProfilePage{Page: drawn.Frame("Profile", "mia"), Name: drawn.Hostile, Fields: f})),
		"address":  drawn.Draw(t, account.Address(account.AddressPage{Page: drawn.Frame("Address", "mia"), Email: drawn.Hostile, Typed: drawn.Hostile, ChangedAt: morning})),
		"sessions": drawn.Draw(t, account.Sessions(account.SessionsPage{Page: drawn.Frame("Sessions", "mia"), Sessions: []account.Session{{ID: 1, Browser: drawn.Hostile, Address: drawn.Hostile, StartedAt: morning, LastSeenAt: morning}}})),
		"tokens":   drawn.Draw(t, account.Tokens(account.TokensPage{Page: drawn.Frame("Tokens", "mia"), Made: drawn.Hostile, Tokens: []account.Token{{ID: 1, Name: drawn.Hostile, CreatedAt: morning}}})),
		"leave":    drawn.Draw(t, account.Leave(account.LeavePage{Page: drawn.Frame("Leave", "mia"), Handle: drawn.Hostile})),
	} {
		t.Run(name, func(t *testing.T) {
			page.Harmless()
			page.Sound()
		})
	}
}
