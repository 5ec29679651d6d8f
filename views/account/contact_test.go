package account_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/account"
)

func TestContact_agreesToEachWayByItself(t *testing.T) {
	p := drawn.Draw(t, account.Contact(account.ContactPage{
		Page: drawn.Frame("Settings", "mia"), Brand: "Larkmoor", Form: refusal("detail"),
		Ways: []account.ContactWay{{Channel: "mail", Detail: "mia@example.test", On: true}, {Channel: "phone", Detail: "x", Wrong: "Give the number to call."}},
	}))
	p.Sound()
	p.Mentions("main", "Larkmoor answers here, in public")
	p.Mentions("[data-way=mail]", "You agreed to be written to: mia@example.test")
	p.Count("[data-way=mail] form", 2)
	p.Has("[data-way=mail] form + form button", "value", "0")
	p.Count("[data-way=phone] form", 1)
	p.Has("[data-way=phone] button", "value", "1")
	p.Has("#contact-phone", "value", "x")
	p.Says("#contact-phone-error", "Give the number to call.")
	p.None("#contact-mail-error")
	p.Count("#form-errors", 1)
}
