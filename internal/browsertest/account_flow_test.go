package browsertest

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

// both are the two ways through a flow: with scripts in the dark on the narrowest screen, and without on a desktop.
func both() map[string][]Option {
	return map[string][]Option{"scripts": {On(Narrow), Dark()}, "no-scripts": {NoScripts()}}
}

// look judges what a flow alone leads to as the pages' tests judge the rest; glance leaves axe to those.
func look(p *Page, name string) {
	p.MustBeAccessible()
	glance(p, name)
}

func glance(p *Page, name string) {
	p.MustNotScrollSideways()
	p.Screenshot(name)
}

func TestAccounts_joinSettingsAndBackIn(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	for name, options := range both() {
		t.Run(name, func(t *testing.T) {
			handle := "ines-" + name
			p := Open(t, site.URL+"/join", options...)
			glance(p, name+"-join")
			p.Fill(`[name="handle"]`, "Ines!")
			p.Fill(`[name="name"]`, "Ines Marlowe")
			p.Fill(`[name="email"]`, handle+"@new.test")
			p.Fill(`[name="password"]`, "a bicycle made of fog")
			p.Follow(`form[action="/join"] .button--primary`)
			look(p, name+"-join-refused")
			if p.Value(`[name="handle"]`) != "Ines!" {
				t.Error("the handle was not kept")
			}
			p.Fill(`[name="handle"]`, handle)
			p.Fill(`[name="password"]`, "a bicycle made of fog")
			p.Follow(`form[action="/join"] .button--primary`)
			p.Settle()
			for _, section := range []string{"profile", "account", "password", "sessions", "delete"} {
				p.GoTo("/settings/" + section)
				glance(p, name+"-"+section)
			}
			p.GoTo("/settings/profile")
			p.Fill(`[name="bio"]`, "I cycle.")
			p.Choose(`[name="bio_visible"]`, "everyone")
			p.Follow(`main .button--primary`)
			look(p, name+"-profile-saved")
			if !strings.Contains(p.Text(".flashes"), "saved") {
				t.Error("nothing says that it was saved")
			}
		})
	}
}

func TestPasswords_canBeShown(t *testing.T) {
	site := testsite.Serve(testkit.NewWorld(t, database.SQLite))
	p := Open(t, site.URL+"/login")
	glance(p, "sign-in")
	p.Fill(`[name="email"]`, "mia")
	p.Fill(`[name="password"]`, testkit.Password)
	p.Click(".reveal")
	if p.Attribute(`[name="password"]`, "type") != "text" || p.Attribute(".reveal", "aria-pressed") != "true" {
		t.Error("the password is not shown")
	}
	glance(p, "sign-in-shown")
	p.Follow(`form[action="/login"] .button--primary`)
	p.GoTo("/settings/sessions")
	if p.Count("[data-session]") != 1 {
		t.Error("not signed in")
	}
}
