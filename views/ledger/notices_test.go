package ledger

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
)

func group(id int64, notices ...Notice) NoticeGroup {
	return NoticeGroup{ThreadID: id, Title: "A drying room", Href: "/t/7/a-drying-room", Number: 107, Notices: notices}
}

func notice(id int64, fresh bool) Notice {
	return Notice{ID: id, Kind: models.NoticeDecision, By: sam, To: models.StatePlanned, Words: "We build it.", Href: "/t/7/a-drying-room#line-3", At: morning, New: fresh}
}

func TestNotices_areReadTogetherOrAThreadAtATime(t *testing.T) {
	page := NoticesPage{
		Page: drawn.Frame("Notices", "mia"), Unread: 2, UpTo: 12, Next: "/notices?before=3", Before: true,
		Groups: []NoticeGroup{group(7, notice(12, true), notice(11, true), notice(4, false)), group(8, notice(3, false))},
	}
	p := drawn.Draw(t, Notices(page))
	p.Sound()
	p.Has(".notices__head form", "action", "/notices/read")
	p.Has(".notices__head input[name=up_to]", "value", "12")
	p.Count("section.notices", 2)
	p.Has("[data-thread='7'] .notices__title input[name=thread]", "value", "7")
	p.Has("[data-thread='7'] .notices__title button", "aria-label", "Mark as read: A drying room")
	p.None("[data-thread='8'] form")
	p.Count(".notices__one--new", 2)
	p.Count(".fresh", 2)
	p.Has("a[rel=next]", "href", "/notices?before=3")
	p.Has(".pager__step:not([rel])", "href", "/notices")
}

func TestNotices_allReadOfferNothingToRead(t *testing.T) {
	p := drawn.Draw(t, Notices(NoticesPage{Page: drawn.Frame("Notices", "mia"), Groups: []NoticeGroup{group(7, notice(4, false))}}))
	p.Sound()
	p.None("main form", ".fresh", ".pager")
	p = drawn.Draw(t, Notices(NoticesPage{Page: drawn.Frame("Notices", "mia")}))
	p.Sound()
	p.Says(".empty__title", "Nothing to tell you yet")
	p.None("section.notices", "main form")
}

func TestNotices_eachKindReadsAsASentence(t *testing.T) {
	byClock := map[models.NoticeKind]bool{
		models.NoticeReceipt: true, models.NoticeReturned: true, models.NoticeAssigned: true, models.NoticeHandedBack: true, models.NoticeLate: true,
		models.NoticeCheckDue: true, models.NoticeDecisionDue: true,
	}
	for _, kind := range models.NoticeKinds {
		n := notice(1, true)
		n.Kind = kind
		if byClock[kind] {
			n.By.Name = ""
		}
		p := drawn.Draw(t, Notices(NoticesPage{Page: drawn.Frame("Notices", "mia"), Groups: []NoticeGroup{group(7, n)}}))
		p.Sound()
		words := drawn.Words(p.One(`.notices__one a[href$="#line-3"]`))
		if small := words[0] >= 'a' && words[0] <= 'z'; small == byClock[kind] {
			t.Errorf("%s: after %q comes %q", kind, n.By.Name, words)
		}
	}
}

func TestNotices_tellADecisionByItsStateAndWordsByThemselves(t *testing.T) {
	for _, to := range models.States[1:] {
		if got, want := NoticeWords(Notice{Kind: models.NoticeDecision, By: sam, To: to}), decided[to]; got != want || got == "" {
			t.Errorf("a decision to %s tells %q, want %q", to, got, want)
		}
	}
	for want, n := range map[string]Notice{
		"told how it stands":                        {Kind: models.NoticeDecision, By: sam},
		"gave this one to you":                      {Kind: models.NoticeAssigned, By: sam},
		"brought it back: it is under review again": {Kind: models.NoticeReturned, By: sam},
		"You look after this one now":               {Kind: models.NoticeAssigned},
	} {
		if got := NoticeWords(n); got != want {
			t.Errorf("%v: %q, want %q", n.Kind, got, want)
		}
	}
}

func TestNotices_aMergeCanBeLeftFromTheNotice(t *testing.T) {
	n := notice(1, false)
	n.Kind, n.Leave = models.NoticeMerged, 9
	p := drawn.Draw(t, Notices(NoticesPage{Page: drawn.Frame("Notices", "mia"), Groups: []NoticeGroup{group(7, n, notice(2, false))}}))
	p.Sound()
	p.Has("main form", "action", "/suggestions/9/support/withdraw")
	p.Has("main form input[name=next]", "value", "/notices")
	p.Says("main form button", "Leave me out of it")
}

func TestNotices_showHostileWordsAsWords(t *testing.T) {
	n := notice(1, true)
	n.By, n.Words = hostile, drawn.Hostile
	g := group(7, n)
	g.Title = drawn.Hostile
	p := drawn.Draw(t, Notices(NoticesPage{Page: drawn.Frame("Notices", "mia"), Unread: 1, Groups: []NoticeGroup{g}}))
	p.Harmless()
	p.Sound()
}
