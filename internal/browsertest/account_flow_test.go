package browsertest

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

// look judges a page: nothing serious for axe, nothing sideways, and a picture where one is wanted.
func look(p *Page, name string) {
	p.MustBeAccessible()
	p.MustNotScrollSideways()
	p.Screenshot(name)
}

func TestAccounts_joinSettingsAndBackIn(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := w.Serve()
	for name, options := range map[string][]Option{
		"scripts": {On(Phone)}, "no-scripts": {NoScripts()}, "narrow": {On(Narrow), Dark()},
	} {
		t.Run(name, func(t *testing.T) {
			handle := "ines-" + name
			p := Open(t, site.URL+"/join", options...)
			look(p, name+"-join")
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
				look(p, name+"-"+section)
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
	site := testkit.NewWorld(t, database.SQLite).Serve()
	p := Open(t, site.URL+"/login")
	look(p, "sign-in")
	p.Fill(`[name="email"]`, "mia")
	p.Fill(`[name="password"]`, testkit.Password)
	p.Click(".reveal")
	if p.Attribute(`[name="password"]`, "type") != "text" || p.Attribute(".reveal", "aria-pressed") != "true" {
		t.Error("the password is not shown")
	}
	look(p, "sign-in-shown")
	p.Follow(`form[action="/login"] .button--primary`)
	p.GoTo("/settings/sessions")
	if p.Count("[data-session]") != 1 {
		t.Error("not signed in")
	}
}
