package reading

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/ui"
)

func pictured(n int64) Card {
	c := card(n, models.KindGallery)
	c.Cover = Cover{Scene: "fog-road", Variant: uint32(n)}
	return c
}

// full is a front page with something in every block.
func full() FrontPage {
	lead, pinned := card(1, models.KindStory), card(4, models.KindDiscussion)
	lead.Cover = Cover{Scene: "fog-road", Variant: 1, Alt: "A road in fog"}
	heard := ledger.HeardItem{}
	heard.Card.Title, heard.Card.State, heard.Card.Author = "A drying room", models.StateDone, mia
	heard.Line.Words, heard.Line.At = "It opens on Monday.", morning
	return FrontPage{
		Page: frame(""), Lead: &lead, Second: []Card{card(11, models.KindStory), card(12, models.KindStory), card(13, models.KindStory), card(14, models.KindStory), card(15, models.KindStory)},
		Pictures: []Card{pictured(5)}, Pinned: &pinned, Talked: []Card{card(6, models.KindDiscussion)}, Newest: []Card{card(7, models.KindDiscussion)},
		Unanswered: []Card{card(8, models.KindQuestion)}, Heard: []ledger.HeardItem{heard}, Topics: []TopicCard{{Slug: "cycling", Name: "Cycling"}},
		Hours: []events.Item{{ThreadID: 9, Title: "Ask a mechanic", StartsAt: morning, EndsAt: morning.Add(time.Hour), Host: max}},
	}
}

func TestFront_withSomethingInEveryBlockIsSound(t *testing.T) {
	p := drawn.Draw(t, Front(full()))
	p.Sound()
	p.Says("h1", "Waymark")
	p.Has("body", "class", "front")
	p.Count(".lead", 1)
	p.None(".empty", "[data-preview]", ".front-top--alone")
	for _, heading := range []string{"In pictures", "Join the conversation", "People are talking about", "What we did because you asked", "What is on next", "Just started", "Can you answer this?", "Topics"} {
		p.Mentions("main h2", heading)
	}
	p.Count(".front-pictures__row article", 1)
	p.Has(".front-pictures__head a", "href", "/photos")
	p.Has(".asking__title a", "href", "/t/8/a-title")
}

func TestFront_eachBlockIsLeftOutAlone(t *testing.T) {
	parts := map[models.FrontBlock]string{
		models.FrontLead: ".front-top", models.FrontPictures: ".front-pictures", models.FrontPinned: ".pinned-talk", models.FrontTalked: ".talked",
		models.FrontHeard: ".because", models.FrontEvents: ".front-hours", models.FrontLists: ".front-lists", models.FrontTopics: ".strip",
	}
	all := models.FrontBlocks(0)
	if len(parts) != len(all) {
		t.Fatalf("%d blocks are known here, and there are %d", len(parts), len(all))
	}
	for _, off := range all {
		page := full()
		page.Blocks = []models.FrontBlock{}
		for _, b := range all {
			if b != off {
				page.Blocks = append(page.Blocks, b)
			}
		}
		p := drawn.Draw(t, Front(page))
		p.Sound()
		p.None(parts[off])
		for b, part := range parts {
			if b != off {
				p.Count(part, 1)
			}
		}
	}
}

func TestFront_ofNothingAsksWhoeverLooksForWhatTheyCanDo(t *testing.T) {
	page := FrontPage{Page: frame("")}
	p := drawn.Draw(t, Front(page))
	p.Sound()
	p.Has(".empty a", "href", "/join")
	page.Viewer = &layout.Viewer{Name: "Mia", Handle: "mia"}
	p = drawn.Draw(t, Front(page))
	p.Has(".empty a", "href", "/new")
	p.None("live-list > *")
	for name, change := range map[string]func(*FrontPage){
		"a picture":    func(p *FrontPage) { p.Pictures = []Card{pictured(5)} },
		"a pinned one": func(p *FrontPage) { p.Pinned = &p.Newest[0] },
		"an hour":      func(p *FrontPage) { p.Hours = full().Hours },
		"a beginning":  func(*FrontPage) {},
	} {
		one := FrontPage{Page: frame("")}
		if name == "a pinned one" || name == "a beginning" {
			one.Newest = []Card{card(7, models.KindDiscussion)}
		}
		change(&one)
		if drawn.Draw(t, Front(one)).Find(".empty").Length() != 0 {
			t.Errorf("with %s the page says that nothing was written", name)
		}
	}
}

func TestFront_tellsStaffThatAPreviewIsNotSaved(t *testing.T) {
	page := full()
	page.Preview = true
	drawn.Draw(t, Front(page)).Mentions("[data-preview]", "Nothing is saved yet")
}

func TestFront_aPinnedConversationShowsFacesOrWhoBeganIt(t *testing.T) {
	page := full()
	page.Pinned.Replies, page.Pinned.Unread, page.Pinned.FirstUnread = 1, 1204, 22
	p := drawn.Draw(t, Front(page))
	p.Mentions(".pinned-talk .byline", "Mia Thornbury 1 reply 1,204 new")
	p.Has(".pinned-talk a.fresh", "href", "/t/4/a-title?page=2#post-22")
	p.None(".pinned-talk .voice", ".pinned-talk .faces")
	page.Pinned.People, page.Pinned.Excerpt = []ui.Person{mia, max}, ""
	p = drawn.Draw(t, Front(page))
	p.Has(".pinned-talk .faces", "aria-label", "Mia Thornbury and Max Oduya")
	p.None(".pinned-talk .card__summary")
}

func TestFront_aLeadWithoutAPictureSaysSoInItsForm(t *testing.T) {
	page := full()
	p := drawn.Draw(t, Front(page))
	p.Has(".lead__picture img", "fetchpriority", "high")
	p.None(".lead--bare")
	page.Lead.Cover, page.Second = Cover{}, nil
	p = drawn.Draw(t, Front(page))
	p.Sound()
	p.Count(".lead--bare", 1)
	p.Count(".front-top--alone", 1)
	p.None(".lead__picture", ".front-more")
}

func TestFront_showsHostileWordsInEveryBlockAsWords(t *testing.T) {
	page := full()
	bad := ui.Person{Handle: "x", Name: drawn.Hostile}
	for _, c := range []*Card{page.Lead, page.Pinned, &page.Pictures[0], &page.Talked[0], &page.Newest[0], &page.Unanswered[0], &page.Second[0]} {
		c.Title, c.Excerpt, c.Author, c.Topic.Name, c.Outcome = drawn.Hostile, drawn.Hostile, bad, drawn.Hostile, drawn.Hostile
		c.Latest = &Voice{Author: bad, Words: drawn.Hostile, Number: 2, At: morning}
	}
	page.Heard[0].Card.Title, page.Heard[0].Line.Words = drawn.Hostile, drawn.Hostile
	page.Hours[0].Title, page.Hours[0].Excerpt = drawn.Hostile, drawn.Hostile
	page.Topics[0].Name = drawn.Hostile
	p := drawn.Draw(t, Front(page))
	p.Sound()
	p.Harmless()
}

func TestWallPicture_ratioStaysWithinTheStylesThereAre(t *testing.T) {
	for want, w := range map[string]WallPicture{
		"ratio-15": {Width: 1200, Height: 800}, "ratio-4": {Width: 1, Height: 4000}, "ratio-30": {Width: 4000, Height: 1}, "ratio-10": {Width: 800}, "ratio-6": {Width: 640, Height: 1000},
	} {
		if got := w.ratio(); got != want {
			t.Errorf("%d × %d is %s, want %s", w.Width, w.Height, got, want)
		}
	}
}

func TestWallPicture_withoutFilesLeadsToThePictureItself(t *testing.T) {
	bare := WallPicture{Key: "a/b", Author: mia}
	if bare.srcset() != "" || bare.fallback() != "/uploads/a%2Fb" || bare.words() != "A picture by Mia Thornbury" {
		t.Errorf("%q, %q, %q", bare.srcset(), bare.fallback(), bare.words())
	}
}

func TestGallery_wallNamesItsCountUntilItIsFull(t *testing.T) {
	for n, want := range map[int]string{1: "1 picture so far", 2: "2 pictures so far", models.WallSize: "The newest pictures"} {
		if got := wallTitle(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestPhotos_showHostileWordsAsWords(t *testing.T) {
	picture := wallPicture("aa", drawn.Hostile, drawn.Hostile)
	picture.Author.Name = drawn.Hostile
	gallery := pictured(5)
	gallery.Title, gallery.Excerpt = drawn.Hostile, drawn.Hostile
	page := PhotosPage{
		Page: frame("Photographs"), Galleries: []Card{gallery}, CanStart: true,
		Theme: &ThemeBand{ID: 9, Title: drawn.Hostile, Prompt: drawn.Hostile, ClosesAt: morning, Wall: []WallPicture{picture}},
		Pager: ui.Pager{Page: 2, Pages: 3, Label: "Galleries", Of: func(n int) string { return "/photos?page=" + string(rune('0'+n)) }},
	}
	p := drawn.Draw(t, Photos(page))
	p.Sound()
	p.Harmless()
	p.None(".empty")
	p.Has("nav[aria-label='Galleries, pages'] a[rel=prev]", "href", "/photos?page=1")
	thread := galleryPage(t)
	thread.Gallery = &Gallery{Theme: true, ClosesAt: morning, Wall: []WallPicture{picture}}
	p = drawn.Draw(t, ShowThread(thread))
	p.Sound()
	p.Harmless()
}

func TestWatch_isOneFilmAndNothingBesideIt(t *testing.T) {
	p := drawn.Draw(t, Watch("YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0", ""))
	p.Parts()
	p.Has("iframe", "src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0")
	p.Has("iframe", "title", "A video on YouTube")
	p.Has("iframe", "referrerpolicy", "strict-origin-when-cross-origin")
	for _, right := range []string{"allow-top-navigation", "allow-forms", "allow-modals", "allow-downloads"} {
		if strings.Contains(p.One("iframe").AttrOr("sandbox", ""), right) {
			t.Errorf("the frame of another place has the right %s", right)
		}
	}
	p.Has("meta[name=robots]", "content", "noindex")
	p.None("video", "script", "form", "header", "footer", "a")

	p = drawn.Draw(t, Watch("files.example.org", "", "https://files.example.org/a.mp4?x=1&y=2"))
	p.Parts()
	p.Has("video", "src", "https://files.example.org/a.mp4?x=1&y=2")
	p.Has("video a", "href", "https://files.example.org/a.mp4?x=1&y=2")
	p.None("iframe", "script")
	p = drawn.Draw(t, Watch(drawn.Hostile, "", `https://x.example/"onload="a.mp4`))
	p.Harmless()
	p.None("[onload]")
}

func TestPreview_withoutACoverOrStandfirstLeavesThemOut(t *testing.T) {
	page := storyPage(t)
	page.Thread.Cover, page.Thread.Standfirst, page.Thread.Title = Cover{}, "", drawn.Hostile
	p := drawn.Draw(t, Preview(page, prose(t, "Words."), "/stories/preview/token"))
	p.Sound()
	p.Harmless()
	p.Count(".story-head--bare", 1)
	p.None("article img[src^='/uploads']", ".standfirst", "main form", ".story-head__cover")
	p.Mentions(".story-preview .notice", "this story is not out yet")
}

func TestPreview_leavesPicturesOfTheSetWhereTheyAre(t *testing.T) {
	page := storyPage(t)
	p := drawn.Draw(t, Preview(page, prose(t, "Words."), "/stories/preview/token"))
	if src := p.One(".story-head__cover img").AttrOr("src", ""); !strings.HasPrefix(src, "/covers/harbour-rain/") {
		t.Errorf("a picture of the set is asked for at %s", src)
	}
	p.Has(".story-head__cover img", "alt", "A harbour in rain")
}

func TestCover_aPictureOfOnesOwnComesInSizesAndInFocus(t *testing.T) {
	key := strings.Repeat("k", 22)
	if got := (Cover{Scene: key}).Src(); got != "/uploads/"+key+"/1600.jpg" {
		t.Errorf("its address is %s", got)
	}
	own := Cover{Scene: key}.attributes("50vw")
	if srcset, _ := own["srcset"].(string); strings.Count(srcset, "w, ") != len(models.CoverSizes)-1 || own["sizes"] != "50vw" || own["data-focus"] != nil {
		t.Errorf("it comes as %v", own)
	}
	if got := (Cover{Scene: "fog-road"}).attributes("50vw"); got != nil {
		t.Errorf("a picture of the set comes as %v", got)
	}
	if got := (Cover{Scene: "a/../b", Variant: 7}).Src(); got != "/covers/a%2F..%2Fb/7" {
		t.Errorf("an odd scene is asked for at %s", got)
	}
}

func TestError_waitsInTheLargestUnitThatIsHonest(t *testing.T) {
	for after, want := range map[time.Duration]string{
		-time.Second: "", 0: "", time.Millisecond: "Try again in 1 second.", time.Second: "Try again in 1 second.", 1500 * time.Millisecond: "Try again in 2 seconds.",
		119 * time.Second: "Try again in 119 seconds.", 2 * time.Minute: "Try again in 2 minutes.", 121 * time.Second: "Try again in 3 minutes.", time.Hour: "Try again in 60 minutes.",
	} {
		if got := (ErrorPage{RetryAfter: after}).waitWords(); got != want {
			t.Errorf("%s: %q, want %q", after, got, want)
		}
	}
}

func TestError_everyStatusHasWordsOfItsOwnAndAWayOn(t *testing.T) {
	said := map[string]int{}
	for status, words := range sayings {
		page := ErrorPage{Page: frame("Error"), Status: status, Typed: drawn.Hostile}
		p := drawn.Draw(t, Error(page))
		p.Sound()
		p.Harmless()
		p.Says("h1", words.headline)
		for _, one := range []string{words.headline, words.detail} {
			if before, twice := said[one]; one == "" || twice {
				t.Errorf("%d says %q, as %d does", status, one, before)
			}
			said[one] = status
		}
		p.None("main a[href^='/login']", "main form", ".oops__wait")
	}
	page := ErrorPage{Page: frame(""), Status: 401, SignIn: true, Headline: drawn.Hostile, Detail: "Of its own."}
	page.Return = "/t/12?x=1&y=2"
	p := drawn.Draw(t, Error(page))
	p.Harmless()
	p.Has("main a.button--primary", "href", "/login?next=%2Ft%2F12%3Fx%3D1%26y%3D2")
	p.Says(".page-head__lead", "Of its own.")
	page.Return = ""
	drawn.Draw(t, Error(page)).Has("main a.button--primary", "href", "/login")
}

func TestMember_listSaysWhyItIsEmpty(t *testing.T) {
	for want, change := range map[string]func(*MemberPage){
		"You blocked Mia Thornbury": func(p *MemberPage) { p.Blocked, p.Withheld = true, true },
		"Not shown together":        func(p *MemberPage) { p.Withheld = true },
		"Nothing yet":               func(*MemberPage) {},
	} {
		page := MemberPage{Page: frame("Mia"), Person: mia, Member: true}
		change(&page)
		p := drawn.Draw(t, Member(page))
		p.Sound()
		p.Says(".empty__title", want)
		p.None(".found__one")
	}
	erased := drawn.Draw(t, Member(MemberPage{Page: frame("Former"), Person: gone}))
	erased.Sound()
	erased.None(".byline:contains('@')", "main form")
}

func TestSearch_saysHowMuchWasFoundOrWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		page  SearchPage
		total string
		empty int
	}{
		"nothing asked": {SearchPage{}, "", 0},
		"nothing found": {SearchPage{Q: "x"}, "0 found", 1},
		"one":           {SearchPage{Q: "x", Total: 1, Results: []Result{{Card: card(6, models.KindDiscussion), Author: mia, At: morning}}}, "1 found", 0},
		"wrong words":   {SearchPage{Q: `"`, Error: "Close the quotation."}, "", 0},
		"a tag":         {SearchPage{Tag: drawn.Hostile}, "0 found", 1},
		"a kind alone":  {SearchPage{Kind: models.KindStory}, "0 found", 1},
	} {
		c.page.Page = frame("Search")
		p := drawn.Draw(t, Search(c.page))
		p.Sound()
		p.Count(".empty", c.empty)
		if got := drawn.Words(p.Find(".found__total")); got != c.total {
			t.Errorf("%s: %q, want %q", name, got, c.total)
		}
		if c.page.Error != "" {
			p.Has("main [name=q][aria-invalid=true]", "value", c.page.Q)
			p.Says("#field-q-error", c.page.Error)
		}
		if c.page.Tag != "" {
			p.Harmless()
			p.Has("main [name=tag]", "value", drawn.Hostile)
		}
	}
}

func TestResult_leadsToThePostOrToTheThreadItself(t *testing.T) {
	for number, want := range map[int64]string{0: "/t/6/a-title", 1: "/t/6/a-title", 2: "/t/6/a-title#post-2", 21: "/t/6/a-title?page=2#post-21"} {
		if got := (Result{Card: card(6, models.KindQuestion), Number: number}).href(); got != want {
			t.Errorf("post %d: %s, want %s", number, got, want)
		}
	}
}
