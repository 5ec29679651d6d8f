package account_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/ui"
)

func TestBlocks_eachHaveTheirWayBack(t *testing.T) {
	p := drawn.Draw(t, account.Blocks(account.QuietPage{
		Page: drawn.Frame("Settings", "mia"), ActivityHidden: true,
		Blocks: []account.Quieted{
			{Person: ui.Person{Handle: "max", Name: "Max Oduya"}, Action: "/members/max/block", Since: morning},
			{Person: ui.Person{Name: "Former member", Former: true}, Action: "/members/former-9/block", Since: morning},
		},
		Mutes: []account.Quieted{{Title: "Photography", Href: "/topics/photography", Action: "/topics/photography/mute", Since: morning}},
	}))
	p.Sound()
	for _, path := range []string{"/members/max/block", "/members/former-9/block", "/topics/photography/mute", "/settings/activity"} {
		p.Has(`main form[action="`+path+`"] button`, "value", "0")
		p.Has(`main form[action="`+path+`"]`, "method", "post")
	}
	p.Has(`form[action="/members/max/block"] button`, "aria-label", "Lift the block: Max Oduya")
	p.Has(`form[action="/topics/photography/mute"] input[name=next]`, "value", "/settings/blocks")
	p.Count(".quieted__one", 3)
}

func TestBlocks_sayWhereTheyAreMadeWhileThereAreNone(t *testing.T) {
	p := drawn.Draw(t, account.Blocks(account.QuietPage{Page: drawn.Frame("Settings", "mia")}))
	p.Sound()
	p.None(".quieted")
	p.Has(`form[action="/settings/activity"] button`, "value", "1")
}
