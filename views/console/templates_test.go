package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/console"
)

func TestTemplates_areOfferedChangedAndBroughtBack(t *testing.T) {
	page := console.TemplatesPage{
		Frame:    frame(),
		Offered:  []console.Template{{ID: 3, Name: drawn.Hostile, Purpose: "Somebody at work", Version: 2}},
		Archived: []console.Template{{ID: 4, Name: "Round-up"}},
	}
	p := drawn.Draw(t, console.Templates(page))
	p.Sound()
	p.Harmless()
	p.Says("#template-heading", "A new one")
	p.Has("form.console__form", "action", "/console/templates")
	p.Has(`[data-template="3"] form button`, "value", "1")
	p.Has(`[data-template="3"] .buttons a`, "href", "/new?kind=story&template=3")
	p.Has(`[data-template="4"] form button`, "value", "0")
	p.None(`[data-template="4"] .buttons a`, ".empty")

	page.Editing = page.Offered[0]
	p = drawn.Draw(t, console.Templates(page))
	p.Sound()
	p.Has("form.console__form", "action", "/console/templates/3")
	p.Has("[name=version]", "value", "2")

	p = drawn.Draw(t, console.Templates(console.TemplatesPage{Frame: frame()}))
	p.Sound()
	p.Says(".empty__title", "No template is offered")
	p.None("#archived")
}
