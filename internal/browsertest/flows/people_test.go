package flows

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// What people press and fill, by what it is and not by how it looks.
const (
	body        = `textarea[name="body"]`
	send        = `form[data-compose] .button--primary`
	replyField  = `#reply textarea`
	replySend   = `#reply .button--primary`
	mainSend    = `main form .button--primary`
	joinSend    = `form[action="/join"] .button--primary`
	newPassword = "a bicycle made of fog"
)

// person is somebody at a browser of their own.
type person struct {
	*browsertest.Page
	t *testing.T
}

// ways are with scripts and without, for flows that must work both ways.
func ways(t *testing.T, flow func(t *testing.T, w *testkit.World, options ...browsertest.Option)) {
	t.Helper()
	for name, options := range map[string][]browsertest.Option{"scripts": nil, "no scripts": {browsertest.NoScripts()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flow(t, testkit.NewWorld(t, database.SQLite), options...)
		})
	}
}

// visitor opens a page of the site in a new browser.
func visitor(t *testing.T, site *testsite.Site, path string, options ...browsertest.Option) person {
	t.Helper()
	return person{browsertest.Open(t, site.URL+path, options...), t}
}

// member signs in in a new browser and is led to the page.
func member(t *testing.T, site *testsite.Site, v models.Viewer, path string, options ...browsertest.Option) person {
	t.Helper()
	p := visitor(t, site, "/login", options...)
	p.signIn(v.Handle, testkit.Password)
	p.GoTo(path)
	return p
}

func (p person) signIn(login, password string) {
	p.t.Helper()
	p.Fill(`[name="email"]`, login)
	p.Fill(`[name="password"]`, password)
	p.follow(`form[action="/login"] .button--primary`, http.StatusOK)
}

// follow goes where a link or button leads, and wants the page there to answer with the status.
func (p person) follow(css string, status int) {
	p.t.Helper()
	if got := p.Follow(css); got != status {
		p.t.Fatalf("%s leads to %s with status %d, want %d: %s", css, p.URL(), got, status, p.Text("main"))
	}
}

// reply writes under the thread that the person is looking at. With scripts the page stays.
func (p person) reply(words string) {
	p.t.Helper()
	p.Fill(replyField, words)
	p.sendReply()
}

func (p person) sendReply() {
	p.t.Helper()
	if p.Count("html[data-scripts]") == 0 {
		p.follow(replySend, http.StatusOK)
		return
	}
	before := browsertest.Eval[int](p.Page, `document.querySelectorAll("[data-posts] > article").length`)
	p.Click(replySend)
	p.Until("the reply is confirmed", fmt.Sprintf(`document.querySelectorAll("[data-posts] > article").length > %d && !document.querySelector("[data-sending]")`, before))
}

// menu opens the menu of a post and follows the line that leads to an address with this end.
func (p person) menu(post, end string, status int) {
	p.t.Helper()
	menu := post + ` .menu:not(.menu--react)`
	p.Click(menu + ` > summary`)
	p.follow(menu+` :is(a[href*="`+end+`"], form[action$="`+end+`"] button)`, status)
}

// reads wants words in the first element that matches.
func (p person) reads(css, words string) {
	p.t.Helper()
	if got := p.Text(css); !strings.Contains(got, words) {
		p.t.Errorf("%s at %s says %q, want %q in it", css, p.URL(), got, words)
	}
}

// notSeen wants nothing that matches.
func (p person) notSeen(css string) {
	p.t.Helper()
	if n := p.Count(css); n != 0 {
		p.t.Errorf("%d of %s at %s, want none", n, css, p.URL())
	}
}
