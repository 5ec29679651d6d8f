package flows

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// Words that would do something wherever they were taken for more than words: run a script, ask another site, lead to a
// script's address, or pass for a part of the page. A page that reports such a thing fails its test by itself.
const (
	hostileLine = `<img src=x onerror=window.hurt=1>"'><svg/onload=window.hurt=1>{{7*7}}`
	hostileBody = `<script>window.hurt=1</script><img src=x onerror="window.hurt=1"><svg/onload=window.hurt=1>

[a](javascript:window.hurt=1) [b](JaVaScRiPt&colon;window.hurt=1) [c](&#106;avascript:window.hurt=1) [d](data:text/html,<script>window.hurt=1</script>) [e](vbscript:x)
[f]: javascript:window.hurt=1
[f] <javascript:window.hurt=1> [out](https://evil.test/out "onmouseover=window.hurt=1")

![p](https://evil.test/pixel.gif) ![q](//evil.test/pixel.gif) ![r](/logout) ![s](data:image/svg+xml,<svg/onload=window.hurt=1>)

<iframe srcdoc="<script>parent.hurt=1</script>"></iframe><style>@import url(https://evil.test/x.css); body{display:none}</style>
<form action="https://evil.test/"><input name=q autofocus onfocus=window.hurt=1></form><base href="https://evil.test/">
<meta http-equiv=refresh content="0;url=https://evil.test/"><link rel=stylesheet href="https://evil.test/x.css"><object data="https://evil.test/x"></object>
<div id="main" class="masthead" data-live="thread:1" hx-get="https://evil.test/" hx-trigger="load" is="light-box" style="position:fixed;inset:0">over all</div>
<template shadowrootmode=open><script>window.hurt=1</script></template><math><mtext><mglyph><style><img src=x onerror=window.hurt=1></style></mglyph></mtext></math>

` + "`<img src=x onerror=window.hurt=1>` and\n\n```html\n</code></pre><script>window.hurt=1</script>\n```\n\n| <b onclick=window.hurt=1>a</b> |\n|---|\n| [x](javascript:window.hurt=1) |\n\nNote[^<script>].\n\n[^<script>]: <script>window.hurt=1</script>\n"
)

// harmless wants that nothing ran and nothing of the words became a part of the page.
func (p person) harmless(status int) {
	p.t.Helper()
	if status >= 400 {
		p.t.Errorf("%s: status %d: %s", p.URL(), status, p.Text("main"))
	}
	p.Settle()
	if browsertest.Eval[bool](p.Page, `"hurt" in window || document.querySelector("iframe, object, base, meta[http-equiv=refresh], form[action*='evil.test']") !== null`) {
		p.t.Errorf("%s: the words did something", p.URL())
	}
	const odd = `main :is([onerror], [onload], [onclick], [onfocus], [onmouseover], [style], [hx-get], script, style, svg[onload], [src*="evil.test"], [src^="data:"], [src$="/logout"])`
	if n := p.Count(odd); n != 0 {
		p.t.Errorf("%s: %d parts of the page are made of the words", p.URL(), n)
	}
	led := browsertest.Eval[string](p.Page, `[...document.links].filter(a => !/^https?:|^mailto:/.test(a.href) || (a.hostname !== location.hostname && !["ugc", "nofollow", "noopener"].every(r => a.relList.contains(r)))).map(a => a.outerHTML).join("\n")`)
	if led != "" {
		p.t.Errorf("%s leads to\n%s", p.URL(), led)
	}
	p.MustNotScrollSideways()
}

// FAULTS E01, E03: hostile words of a member, in every field, before the eyes of readers, members and the staff who review
// them, on a phone and on a desktop, also as they arrive live.
func TestHostileWords_doNothingToWhoeverReadsThem(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, hostileLine, hostileBody)
	post := w.Reply(w.Mia, th.ID, hostileBody)
	body := hostileBody + "again"
	_, err := w.Store.EditPost(w.Ctx, w.Mia, post.ID, models.EditInput{Body: &body, Reason: hostileLine})
	w.Must(err)
	_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, post.ID, true)
	w.Must(err)
	asked := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, hostileLine+" please", hostileBody)
	_, err = w.Store.Support(w.Ctx, w.Max, asked.ID, hostileLine)
	w.Must(err)
	_, err = w.Store.CreateReport(w.Ctx, w.Max, post.ID, models.ReportInput{Reason: "other", Detail: hostileLine})
	w.Must(err)
	profile, err := w.Store.OwnProfile(w.Ctx, w.Mia)
	w.Must(err)
	profile.Fields["bio"] = models.ProfileField{Field: "bio", Value: hostileBody[:900], VisibleTo: models.AudienceEveryone}
	w.Must(w.Store.EditProfile(w.Ctx, w.Mia, models.ProfileInput(profile)))
	w.Must(w.Store.AddNote(w.Ctx, w.Sam, asked.ID, hostileLine))
	reported := w.Count(`SELECT MAX(id) FROM cases`)
	site := testsite.Serve(w)

	public := []string{
		links.Thread(th.ID, th.Slug), links.Thread(asked.ID, asked.Slug), "/", "/topics/remote-work", "/suggestions", "/members/mia", "/search?q=%3Cimg+src%3Dx+onerror%3Dwindow.hurt%3D1%3E",
	}
	own := []string{links.PostHistory(post.ID), links.PostEdit(post.ID), links.Thread(th.ID, th.Slug) + "?reply_to=2&quote=1", "/settings/profile", "/notices"}
	staff := []string{
		"/console", "/console?queue=reports", links.ConsoleSuggestion(asked.ID, ""), "/console/cases/" + number(reported),
		links.ConsoleMember("mia"), "/console/audit", "/console/members/mia/posts",
	}
	for name, screen := range map[string]browsertest.Size{"phone": browsertest.Narrow, "desktop": browsertest.Desktop} {
		t.Run(name, func(t *testing.T) {
			reader := visitor(t, site, "/healthz", browsertest.On(screen))
			mia, ada := member(t, site, w.Mia, "/", browsertest.On(screen)), member(t, site, w.Ada, "/", browsertest.On(screen))
			for _, path := range public {
				reader.harmless(reader.GoTo(path))
			}
			for _, path := range append(own, public...) {
				mia.harmless(mia.GoTo(path))
			}
			for _, path := range append(staff, public...) {
				ada.harmless(ada.GoTo(path))
			}
			reader.GoTo(public[0])
			reader.reads("main h1", "onerror=window.hurt=1") // else nothing was before anybody's eyes
			reader.live()
			live := w.Reply(w.Mia, th.ID, hostileBody+strings.ToUpper(name))
			reader.WaitText("[data-live-new]", "1 new reply")
			reader.Click("[data-live-new]")
			reader.WaitText("#post-"+number(live.Number), strings.ToUpper(name))
			reader.harmless(200)
		})
	}
}
