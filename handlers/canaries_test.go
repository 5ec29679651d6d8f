package handlers_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// corner is where something stands that somebody may not see: a word of this run, and who may meet it.
type corner struct {
	word, where string
	for_        string // names of lookouts
}

// A moderator, an administrator and whoever of the staff hears of a side conversation see it too, besides those named.
const (
	forMembers    = "member " + forStaff
	forStaff      = "contributor moderator"
	forModerators = "moderator"
	forNobody     = ""
)

// hideaway puts words into every corner there is.
type hideaway struct {
	*testkit.World
	corners []corner
	open    models.Thread // anybody reads it
	wish    models.Thread // a suggestion
}

// word makes one that stands nowhere else.
func (h *hideaway) word(where, who string) string {
	w := "q" + strings.ToLower(rand.Text()[:11])
	h.corners = append(h.corners, corner{word: w, where: where, for_: who})
	return w
}

func hide(w *testkit.World) *hideaway {
	w.T.Helper()
	h := &hideaway{World: w}
	h.open = w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "An open thread", "Plain words.")
	h.wish = w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "A bench at the lake", "To wait on, for all of us.")
	h.topics()
	h.removals()
	h.holds()
	h.unfinished()
	h.amongStaff()
	h.profiles()
	return h
}

func (h *hideaway) topics() {
	back := h.Start(h.Mia, testkit.BackRoom, models.KindQuestion, "Title "+h.word("title of a members' thread", forMembers), h.word("opening of a members' thread", forMembers))
	h.Reply(h.Hana, back.ID, h.word("reply of a members' thread", forMembers))
	_, err := h.Store.CreateThread(h.Ctx, h.Sam, models.ThreadInput{
		Topic: testkit.StaffTable, Kind: "story", Title: "Title " + h.word("title of a staff story", forStaff), Standfirst: h.word("standfirst of a staff story", forStaff),
		Body: "@max @mia " + h.word("body of a staff story, which names members", forStaff), Tags: h.word("tag of a staff story", forStaff),
	})
	h.Must(err)
	moved := h.Start(h.Mia, testkit.RemoteWork, models.KindQuestion, "Title "+h.word("title of a thread moved to the staff", forStaff), h.word("opening of a thread moved to the staff", forStaff))
	h.Must(h.Store.MoveThread(h.Ctx, h.Mo, moved.ID, testkit.StaffTable, "Among ourselves."))
}

func (h *hideaway) removals() {
	p := h.Reply(h.Hana, h.open.ID, h.word("hidden revision of a removed post", forModerators))
	_, err := h.Store.EditPost(h.Ctx, h.Hana, p.ID, models.EditInput{Body: new(h.word("removed post", forModerators))})
	h.Must(err)
	_, err = h.Store.CreateReport(h.Ctx, h.Viewer("nia"), p.ID, models.ReportInput{Reason: "abuse", Detail: h.word("words of a report", forModerators)})
	h.Must(err)
	_, err = h.Store.DeletePost(h.Ctx, h.Mo, p.ID, models.DeleteInput{Rule: "abuse", Reason: "Not like that."})
	h.Must(err)
	_, err = h.Store.CreateAppeal(h.Ctx, h.Hana, h.Count(`SELECT MAX(id) FROM actions`), "I appeal: "+h.word("words of an appeal", forModerators))
	h.Must(err)
	gone := h.Reply(h.Hana, h.open.ID, h.word("post its author deleted", forNobody))
	_, err = h.Store.DeletePost(h.Ctx, h.Hana, gone.ID, models.DeleteInput{})
	h.Must(err)
	th := h.Start(h.Mia, testkit.RemoteWork, models.KindDiscussion, "Title "+h.word("title of a removed thread", forModerators), h.word("opening of a removed thread", forModerators))
	h.Must(h.Store.RemoveThread(h.Ctx, h.Mo, th.ID, "other", "It was a mistake."))

	_, err = h.Store.Support(h.Ctx, h.Hana, h.wish.ID, "Because "+h.word("removed reason of a support", forModerators))
	h.Must(err)
	ref := models.WordsRef{Place: models.PlaceWhy, Handle: "hana", ThreadID: h.wish.ID}
	h.Must(h.Store.RemoveWords(h.Ctx, h.Mo, models.WordsRemoval{WordsRef: ref, Rule: "abuse", Because: "Be kind."}))
	_, err = h.Store.CreateAppeal(h.Ctx, h.Hana, h.Count(`SELECT MAX(id) FROM actions`), "It was a joke, no more.")
	h.Must(err)
	h.Must(h.Store.Warn(h.Ctx, h.Mo, "hana", "abuse", "Said once: "+h.word("sentence of a warning", forModerators)))
}

func (h *hideaway) holds() {
	h.Must(h.Store.SetHoldRules(h.Ctx, h.Ada, models.HoldRules{Words: h.word("word on the list of words", forModerators)}))
	listed := h.corners[len(h.corners)-1].word
	_, err := h.Store.CreatePost(h.Ctx, h.Viewer("nia"), h.open.ID, models.PostInput{Body: listed + " " + h.word("held post", forModerators)})
	if _, held := models.HeldBy(err); !held {
		h.T.Fatalf("the post is not held: %v", err)
	}
	_, err = h.Store.CreateThread(h.Ctx, h.Viewer("nia"), models.ThreadInput{
		Topic: testkit.RemoteWork, Kind: "discussion", Title: "Title " + h.word("title of a held thread", forModerators), Body: listed,
	})
	if _, held := models.HeldBy(err); !held {
		h.T.Fatalf("the thread is not held: %v", err)
	}
}

func (h *hideaway) unfinished() {
	draft, err := h.Store.CreateThread(h.Ctx, h.Sam, models.ThreadInput{
		Topic: testkit.Photography, Kind: "story", Title: "Title " + h.word("title of an unpublished story", forStaff), Body: h.word("body of an unpublished story", forStaff), Later: true,
	})
	h.Must(err)
	h.Must(h.Store.ScheduleStory(h.Ctx, h.Sam, draft.ID, h.Clock.Now().Add(48*time.Hour)))
	_, err = h.Store.SaveDraft(h.Ctx, h.Hana, models.DraftInput{Key: "k", Kind: "discussion", Topic: testkit.RemoteWork, Title: h.word("title of a draft", forNobody), Body: h.word("body of a draft", forNobody)})
	h.Must(err)
}

func (h *hideaway) amongStaff() {
	h.Must(h.Store.AddNote(h.Ctx, h.Sam, h.wish.ID, "A note for @mo-rahimi and @max: "+h.word("note of the staff", forStaff)))
	h.Must(h.Store.WriteSide(h.Ctx, h.Sam, h.wish.ID, "Between us: "+h.word("side conversation", forStaff)))
	_, err := h.Store.SaveReply(h.Ctx, h.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Thank you " + h.word("saved reply", forStaff), Shared: true})
	h.Must(err)
	_, err = h.Store.SaveReason(h.Ctx, h.Mo, models.SavedReasonInput{Fits: "removal", Title: "Unkind", Rule: "abuse", Words: "Be kind, " + h.word("saved reason", forModerators)})
	h.Must(err)
	h.Exec(`INSERT INTO joining_requests (token_hash, handle, name, email, email_key, password_hash, why, created_at) VALUES ('t', 'pia', 'Pia', '', 'pia', '', ?, ?)`,
		h.word("why somebody would like to join", forModerators), h.Clock.Now())
}

func (h *hideaway) profiles() {
	for name, who := range map[string]string{"nobody": forNobody, "members": forMembers} {
		field := map[string]string{"nobody": "bio", "members": "location"}[name]
		h.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, ?, ?, ?)`, h.Hana.ID, field, h.word("profile field for "+name, who), name)
	}
}

// lookout is somebody who asks for everything.
type lookout struct {
	name string
	get  func(path string) testsite.Response
}

func (h *hideaway) lookouts(site *testsite.Site) []lookout {
	reader, sam, mo, max := site.Browser(), site.As(h.Viewer("sam")), site.As(h.Viewer("mo-rahimi")), site.As(h.Viewer("max"))
	token := func(v models.Viewer, scopes ...string) func(string) testsite.Response {
		f := &fixture{World: h.World, who: v, name: v.Handle}
		f.signIn()
		text := f.bearer(scopes...)
		return func(path string) testsite.Response {
			req := reader.NewRequest(http.MethodGet, path, nil)
			req.Header.Set("Authorization", "Bearer "+text)
			return reader.Do(req)
		}
	}
	maxToken, adaToken, samToken := token(h.Max, "read", "write"), token(h.Ada, "read", "write"), token(h.Sam, "read", "staff")
	apiOr := func(api, page func(string) testsite.Response) func(string) testsite.Response {
		return func(path string) testsite.Response {
			if strings.HasPrefix(path, root) {
				return api(path)
			}
			return page(path)
		}
	}
	all := []lookout{
		{"reader", reader.Get}, {"member", apiOr(maxToken, max.Get)}, {"member", apiOr(adaToken, reader.Get)}, // as a member, without the scope staff
		{"contributor", apiOr(samToken, sam.Get)}, {"moderator", mo.Get},
	}
	if h.DB.Kind != database.SQLite {
		return all[:2] // what they may is decided above the database: it is enough that both ask it the same
	}
	return all
}

// whole is all that an answer says, its headers too.
func whole(res testsite.Response) string {
	var text strings.Builder
	for name, values := range res.Header {
		text.WriteString(name + ": " + strings.Join(values, " ") + "\n")
	}
	return strings.ToLower(text.String() + res.Location + "\n" + res.Body)
}

// touched are the tables that a look may touch: when a session or a token was last used, how often somebody asked, and that somebody
// took the whole ledger along.
var touched = []string{"sessions", "tokens", "attempts", "audit_log"}

// FAULTS B06 and C11, C12, D01 to D05, D08 to D12, D15: what is for members, for staff, held, removed, noted, a hidden revision, words taken away, or not
// finished is on no surface for those who may not see it; and whoever may does meet it, or this would prove nothing. No look at any
// of it, by anybody, changes a row.
func TestCanaries_reachNoSurfaceOfThoseWhoMayNotSeeThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		h := hide(w)
		site := testsite.Serve(w)
		paths := h.surfaces(site)
		if len(paths) < 400 {
			t.Fatalf("only %d surfaces", len(paths))
		}
		met, before := map[string]bool{}, w.Contents(touched...)
		for _, who := range h.lookouts(site) {
			for _, path := range paths {
				res := who.get(path)
				if res.Status >= 500 {
					t.Errorf("%s, %s: status %d", who.name, path, res.Status)
				}
				text := whole(res)
				for _, c := range h.corners {
					if !strings.Contains(text, c.word) {
						continue
					}
					met[who.name+c.word] = true
					if !slices.Contains(strings.Fields(c.for_), who.name) {
						t.Errorf("a %s meets the %s at %s, status %d", who.name, c.where, path, res.Status)
					}
				}
			}
		}
		if changed := testkit.Changed(before, w.Contents(touched...)); len(changed) != 0 {
			t.Errorf("looking changed %q", changed)
		}
		for _, c := range h.corners {
			for _, name := range strings.Fields(c.for_) {
				if (w.DB.Kind == database.SQLite || name == "member") && !met[name+c.word] {
					t.Errorf("a %s never meets the %s: this proves nothing", name, c.where)
				}
			}
		}
		h.searched(t, site)
		h.untold(t)
		h.unheard(t, site)
	})
}

// searched asks for each word: whoever may not see it gets what a word gets that stands nowhere, to the byte.
func (h *hideaway) searched(t *testing.T, site *testsite.Site) {
	t.Helper()
	for _, who := range h.lookouts(site)[:2] {
		for _, c := range h.corners {
			if slices.Contains(strings.Fields(c.for_), who.name) {
				continue
			}
			for _, form := range []string{"/search?q=%s", root + "/search?q=%s", "/search?tag=%s", root + "/threads?tag=%s"} {
				nowhere := "q" + strings.ToLower(rand.Text()[:11])
				got := strings.ReplaceAll(who.get(fmt.Sprintf(form, url.QueryEscape(c.word))).Body, c.word, "")
				want := strings.ReplaceAll(who.get(fmt.Sprintf(form, nowhere)).Body, nowhere, "")
				if got != want {
					t.Errorf("a %s who searches %s finds out about the %s", who.name, form, c.where)
				}
			}
		}
	}
}

// untold looks at notices and bells: nobody was told of what they may not see, although they are named in it.
func (h *hideaway) untold(t *testing.T) {
	t.Helper()
	for _, v := range []models.Viewer{h.Max, h.Hana} {
		n, err := h.Store.Bell(h.Ctx, v)
		h.Must(err)
		told := h.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ? AND read_at IS NULL`, v.ID)
		if n.Unread != told {
			t.Errorf("the bell of %s shows %d, want the %d that the moderators told", v.Handle, n.Unread, told)
		}
	}
}

// unheard listens on sockets while more is hidden: what arrives has no word of it.
func (h *hideaway) unheard(t *testing.T, site *testsite.Site) {
	t.Helper()
	token := (&fixture{World: h.World, who: h.Max}).signIn()
	for name, header := range map[string]http.Header{"reader": {"Origin": {site.URL}}, "member": {"Origin": {site.URL}, "Cookie": {"ct_session=" + token}}} {
		c, _, err := livetest.Dial(site.URL, livetest.Options{Header: header})
		h.Must(err)
		channels := []string{"front", "me", "console", "topic:" + testkit.BackRoom, "topic:" + testkit.StaffTable, "topic:" + testkit.RemoteWork}
		for id := range h.Count(`SELECT MAX(id) FROM threads`) {
			channels = append(channels, fmt.Sprint("thread:", id+1))
		}
		for _, channel := range channels {
			h.Must(c.Subscribe(channel, 0))
		}
		_, err = h.Store.CreatePost(h.Ctx, h.Viewer("nia"), h.open.ID, models.PostInput{Body: h.listed() + " " + h.word("post held meanwhile", forModerators)})
		if _, held := models.HeldBy(err); !held {
			t.Fatalf("the post is not held: %v", err)
		}
		h.Must(h.Store.AddNote(h.Ctx, h.Sam, h.wish.ID, "@max "+h.word("note written meanwhile", forStaff)))
		last := h.Reply(h.Mia, h.open.ID, "The last that is said, to "+name+".")
		for {
			_, data, err := c.NextRaw(20 * time.Second)
			if err != nil {
				t.Fatalf("a %s waits for the last word: %v", name, err)
			}
			for _, corner := range h.corners {
				if strings.Contains(strings.ToLower(string(data)), corner.word) && !slices.Contains(strings.Fields(corner.for_), name) {
					t.Errorf("a %s hears of the %s: %s", name, corner.where, data)
				}
			}
			var f livetest.Frame
			h.Must(json.Unmarshal(data, &f))
			if f.ID == last.ID {
				break
			}
		}
		c.Cut()
	}
}

func (h *hideaway) listed() string {
	i := slices.IndexFunc(h.corners, func(c corner) bool { return c.where == "word on the list of words" })
	return h.corners[i].word
}
