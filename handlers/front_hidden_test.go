package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// Readers' copies of a composed page are dropped with what stood on it, on the node that made them, and come back with it.
func TestComposedFront_keptCopiesLoseWhatIsHidden(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	site := testsite.Serve(w)
	reader, sam := site.Browser(), site.As(w.Sam)
	page := sam.Get("/console/front")
	page = pressed(sam, "/console/front", page, fmt.Sprint("add:pinned:", m.talk.ID))
	pressed(sam, "/console/front", page, "save").Want(http.StatusSeeOther)
	shown := func() bool {
		t.Helper()
		for range 2 { // the second is the kept copy
			reader.Get("/").Want(http.StatusOK)
		}
		return strings.Contains(reader.Get("/").Find(".pinned-talk").Text(), m.talk.Title)
	}
	archived, open := true, false
	staff, public := "staff", "public"
	change := func(in models.TopicChange) func() error {
		return func() error {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, in)
			return err
		}
	}
	for what, c := range map[string]struct{ hide, back func() error }{
		"removed": {
			func() error { return w.Store.RemoveThread(w.Ctx, w.Mo, m.talk.ID, "other", "It names a customer.") },
			func() error { return w.Store.RestoreThread(w.Ctx, w.Mo, m.talk.ID, "") },
		},
		"moved to staff": {
			func() error {
				return w.Store.MoveThread(w.Ctx, w.Mo, m.talk.ID, testkit.StaffTable, "It is for us alone.")
			},
			func() error {
				return w.Store.MoveThread(w.Ctx, w.Mo, m.talk.ID, testkit.RemoteWork, "Everybody may read it.")
			},
		},
		"its topic closed":         {change(models.TopicChange{Archived: &archived}), change(models.TopicChange{Archived: &open})},
		"its topic for staff only": {change(models.TopicChange{Visibility: &staff}), change(models.TopicChange{Visibility: &public})},
	} {
		if !shown() {
			t.Fatalf("%s: it does not stand there before", what)
		}
		w.Must(c.hide())
		if shown() {
			t.Errorf("%s: a reader still finds it", what)
		}
		if body := sam.Get("/").Find(".pinned-talk").Text(); strings.Contains(body, m.talk.Title) {
			t.Errorf("%s: it stands on the page of staff", what)
		}
		w.Must(c.back())
	}
	if !shown() {
		t.Error("it came back, and its place did not")
	}
	page = pressed(sam, "/console/front", sam.Get("/console/front"), "preview", "days_pinned", "2")
	if !strings.Contains(page.Body, m.talk.Title) {
		t.Error("the preview lacks it")
	}
	pressed(sam, "/console/front", sam.Get("/console/front"), "save", "days_pinned", "2").Want(http.StatusSeeOther)
	if !shown() {
		t.Error("with two days it does not stand there")
	}
	w.Clock.Advance(49 * time.Hour)
	if _, err := w.Store.WatchFronts(w.Ctx); err != nil || shown() {
		t.Errorf("its time is over, and a kept copy shows it (%v)", err)
	}
}

// What somebody may not read is not drawn by a form or a preview that names its number.
func TestConsoleFront_doesNotTellOfWhatItsComposerMayNotRead(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	draft, err := w.Store.CreateThread(w.Ctx, w.Ada, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Quetzalwort to come", Body: "Words.", Later: true})
	w.Must(err)
	table := w.Start(w.Ada, testkit.StaffTable, models.KindDiscussion, "Quetzalwort for staff", "Words.")
	sam := testsite.Serve(w).As(w.Sam)
	page := sam.Get("/console/front")
	page = pressed(sam, "/console/front", page, fmt.Sprint("add:lead:", draft.ID)).Want(http.StatusOK)
	if strings.Contains(page.Body, "Quetzalwort") || !strings.Contains(page.Find("#block-lead").Text(), "not to be seen") {
		t.Error("the form tells of another's draft, or of nothing")
	}
	if saved := pressed(sam, "/console/front", page, "save").Want(http.StatusUnprocessableEntity); strings.Contains(saved.Body, "Quetzalwort") {
		t.Error("the refusal names another's draft")
	}
	page = pressed(sam, "/console/front", page, fmt.Sprint("add:lead:", table.ID)).Want(http.StatusOK)
	if preview := pressed(sam, "/console/front", page, "preview").Want(http.StatusOK); strings.Contains(preview.Body, "Quetzalwort") {
		t.Error("the page as readers would find it shows what they may not read")
	}
	for _, q := range []string{fmt.Sprint("#", 1<<60), "#99999999999999999999999", "-1", "' OR 1=1 --", strings.Repeat("x ", 500), "<script>alert(1)</script>", "/t/", "https://elsewhere.example/t/abc"} {
		got := pressed(sam, "/console/front", sam.Get("/console/front"), "find", "q_lead", q)
		if got.Status != http.StatusOK && got.Status != http.StatusUnprocessableEntity || strings.Contains(got.Body, "<script>alert") {
			t.Errorf("%.30q: %d", q, got.Status)
		}
	}
	sent := filledIn(sam.Get("/console/front"), "save")
	sent["block"] = append(sent["block"], "lead", "shout", "lead'; --")
	sent["pick_lead"] = []string{"x", "", "-", "1e9", fmt.Sprint(m.talk.ID), fmt.Sprint(m.talk.ID, "+")}
	sam.Post("/console/front", sent).Want(http.StatusSeeOther)
	if n := sam.Get("/console/front").Find("#block-lead .compose-pick").Length(); n != 1 {
		t.Errorf("%d picked of one that can be", n)
	}
}

// A link opens one draft for whoever has it, as it is now, and nothing beside it.
func TestStoryPreview_opensNothingElse(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := deskStory(w)
	site := testsite.Serve(w)
	mia, reader, max := site.As(w.Mia), site.Browser(), site.As(w.Max)
	made := mia.Post(links.StoryAction(th.ID, "previews"), form("do", "make")).Want(http.StatusOK)
	link := made.Find("#preview-link").AttrOr("value", "")
	path := link[strings.Index(link, "/stories/"):]
	if made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page with the link is kept: %q", made.Header.Get("Cache-Control"))
	}
	for who, b := range map[string]*testsite.Browser{"a reader": reader, "a member": max} {
		if page := b.Get(path).Want(http.StatusOK); page.Header.Get("Cache-Control") != "no-store" || page.Has("form[action*='/reactions']") || page.Has("form[action*='/reply']") {
			t.Errorf("%s can answer, or the page is kept", who)
		}
		b.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusNotFound)
		b.Get(links.StoryAction(th.ID, "previews")).Want(http.StatusNotFound)
	}
	for _, do := range []string{"make", "revoke"} {
		max.Post(links.StoryAction(th.ID, "previews"), form("do", do)).Want(http.StatusNotFound)
	}
	for _, at := range []string{"/", "/topics/remote-work", "/stories", "/feed.atom", "/sitemap.xml", "/search?q=mornings", "/members/mia"} {
		if body := reader.Get(at).Body; strings.Contains(body, th.Title) || strings.Contains(body, path) {
			t.Errorf("%s tells of it", at)
		}
	}
	for _, bad := range []string{"/stories/preview/", "/stories/preview/%27%20OR%201=1", path + "%20", strings.ToUpper(path[:9]) + path[9:], path + "/uploads/x/480.webp", path + "/uploads/x/..%2f480.webp"} {
		if got := reader.Get(bad); got.Status != http.StatusNotFound || strings.Contains(got.Body, th.Title) {
			t.Errorf("%s: %d", bad, got.Status)
		}
	}
	body := "It began in February."
	_, err := w.Store.EditPost(w.Ctx, w.Viewer("mia"), w.Count(`SELECT id FROM posts WHERE thread_id = ?`, th.ID), models.EditInput{Body: &body, Version: 1})
	w.Must(err)
	if text := reader.Get(path).Find(".prose").Text(); !strings.Contains(text, "February") {
		t.Errorf("it shows %q", text)
	}
	w.Clock.Advance(7 * 24 * time.Hour)
	if over := reader.Get(path).Want(http.StatusNotFound); strings.Contains(over.Body, th.Title) || strings.Contains(over.Body, "February") {
		t.Error("a link that is over tells what it led to")
	}
}

func TestConsoleDesk_takesAnAuthorHoweverTheyAreTyped(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := deskStory(w)
	mo := testsite.Serve(w).As(w.Mo)
	for author, want := range map[string]int{"mia": 1, "@Mia": 1, "%20MIA%20": 1, "sam": 0, "mia%27%20OR%20%271%27=%271": 0, "%3Cscript%3Ealert(1)%3C/script%3E": 0} {
		page := mo.Get("/console/desk?state=drafts&author=" + author).Want(http.StatusOK)
		if n := page.Find("[data-story]").Length(); n != want || strings.Contains(page.Body, "<script>alert") {
			t.Errorf("%s: %d stories, want %d", author, n, want)
		}
	}
	if !mo.Get("/console/desk?state=nonsense&topic=nowhere").Want(http.StatusOK).Has("[data-desk=review]") {
		t.Error("a list that is none is not that of reviews")
	}
	for _, month := range []string{"0000-00", "9999-12", "-2026-01", "2026-13", "2026-02-30", "1969-12"} {
		mo.Get("/console/desk/calendar?month=" + month).Want(http.StatusOK)
	}
	w.Must(w.Store.AskForReview(w.Ctx, w.Viewer("mia"), th.ID, true))
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "It names a customer."))
	sam := testsite.Serve(w).As(w.Sam)
	if sam.Get("/console/desk").Want(http.StatusOK).Has("[data-story]") {
		t.Error("what a moderator removed waits for a review")
	}
	sam.Post(links.StoryAction(th.ID, "verdict"), form("publish", "1", "version", "1")).Want(http.StatusNotFound)
}

// A look is held to its form by everything that shows it: no colour, name or file name breaks out.
func TestBrand_nothingBreaksOutOfAFormerOrATriedLook(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	ada, reader := site.As(w.Ada), site.Browser()
	for _, q := range []string{"accent=red%3B%7Dbody%7Bdisplay%3Anone", "accent=%23fff%22%3E%3Cscript%3E", "typeface=url(x)&corners=%7D", "accent=expression(1)"} {
		css := ada.Get("/console/brand/sample.css?" + q).Want(http.StatusOK)
		if strings.ContainsAny(css.Body, "<>\"") || strings.Contains(css.Body, "display") || strings.Contains(css.Body, "url(") || strings.Contains(css.Body, "expression") {
			t.Errorf("%s: %q", q, css.Body)
		}
	}
	name := `</title><script>alert("x")</script>`
	look := form("name", name, "tagline", `"><img src=x onerror=alert(1)>`, "host_line", "<b>us</b>", "accent", "#1c5a46", "typeface", "plain", "corners", "round",
		"link1_label", "<i>Shop</i>", "link1_href", "https://shop.example/?a=\"><script>", "version", "1")
	saved := ada.Post("/console/brand", look)
	if saved.Status != http.StatusSeeOther && saved.Status != http.StatusUnprocessableEntity {
		t.Fatalf("answered %d", saved.Status)
	}
	look.Del("link1_href")
	look.Del("link1_label")
	if saved.Status == http.StatusUnprocessableEntity {
		ada.Post("/console/brand", look).Want(http.StatusSeeOther)
	}
	for _, at := range []string{"/", "/topics", "/feed.atom", "/manifest.webmanifest", "/console/brand", "/settings/profile"} {
		page := ada.Get(at).Want(http.StatusOK)
		if strings.Contains(page.Body, "<script>alert") || strings.Contains(page.Body, "<img src=x") || strings.Contains(page.Body, "<b>us</b>") || strings.Contains(page.Body, "<i>Shop") {
			t.Errorf("%s shows a name as what it says", at)
		}
	}
	for _, at := range []string{"/brand//logo.png", "/brand//icon-192.png", "/brand/%20/logo.png", "/brand/x/", "/brand/%2e%2e/logo.png", "/brand/0123456789", "/brand/0123456789.css.map", "/brand/.css"} {
		if got := reader.Get(at); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d %q", at, got.Status, got.Location)
		}
	}
}

// Moderators are not told who reported them, on the page of the case and in others' records.
func TestConsoleCase_doesNotTellModeratorsWhoReportedThem(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mo, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
	post := w.Reply(w.Mo, th.ID, "Blunt words.")
	_, err := w.Store.CreateReport(w.Ctx, w.Mia, post.ID, models.ReportInput{Reason: "abuse", Detail: "He was rude to me."})
	w.Must(err)
	at := fmt.Sprint("/console/cases/", w.Count(`SELECT MAX(id) FROM cases`))
	site := testsite.Serve(w)
	for who, c := range map[string]struct {
		v    models.Viewer
		told bool
	}{"Mo": {w.Mo, false}, "Ada": {w.Ada, true}} {
		b := site.As(c.v)
		page := b.Get(at).Want(http.StatusOK)
		if got := page.Has("[data-filing]") && strings.Contains(page.Body, "He was rude to me."); got != c.told || strings.Contains(page.Find("main").Text(), "Mia Thornbury") != c.told {
			t.Errorf("%s is told who reported: %t", who, got)
		}
		filed := b.Get("/console/members/mia/filed").Want(http.StatusOK)
		if got := strings.Contains(filed.Find("[data-section=filed]").Text(), "He was rude to me."); got != c.told {
			t.Errorf("%s reads it in her record: %t", who, got)
		}
	}
}
