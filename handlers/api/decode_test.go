package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestRead_refusesWhatIsNotOneCleanObject(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := serve(w).as(w.Mia)
		before := everything(w)
		good := `"topic": "remote-work", "kind": "discussion", "title": "A desk", "body": "Rain."`
		for what, c := range map[string]struct {
			body string
			want int
		}{
			"not JSON":            {"title=A", 400},
			"cut off":             {`{"title": "A`, 400},
			"no object":           {`["title"]`, 400},
			"a text":              {`"title"`, 400},
			"null":                {`null`, 400},
			"a name twice":        {`{` + good + `, "title": "B"}`, 400},
			"twice, escaped":      {`{` + good + `, "\u0074itle": "B"}`, 400},
			"twice, inside":       {`{` + good + `, "tags": [{"a": 1, "a": 2}]}`, 400},
			"a trailing document": {`{` + good + `} {}`, 400},
			"trailing rubbish":    {`{` + good + `} x`, 400},
			"depth":               {`{"title": ` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, 400},
			"invalid UTF-8":       {`{` + good + ", \"tags\": [\"\xff\"]}", 400},
			"a lone surrogate":    {`{"topic": "remote-work", "kind": "discussion", "title": "A desk \ud800", "body": "Rain."}`, 422},
			"NUL":                 {`{"topic": "remote-work", "kind": "discussion", "title": "A desk", "body": "Rain.\u0000"}`, 422},
			"another case":        {`{` + good + `, "Tags": ["a"]}`, 422},
			"an unknown name":     {`{` + good + `, "author_id": 1}`, 422},
			"a number for a text": {`{"topic": "remote-work", "kind": "discussion", "title": 5, "body": "Rain."}`, 422},
			"a text for a list":   {`{` + good + `, "tags": "a"}`, 422},
			"null for a text":     {`{` + good + `, "standfirst": null}`, 422},
			"a text for a yes":    {`{` + good + `, "later": "true"}`, 422},
			"an unknown kind":     {`{"topic": "remote-work", "kind": "poem", "title": "A desk", "body": "Rain."}`, 422},
			"a hidden topic":      {`{"topic": "staff-table", "kind": "discussion", "title": "A desk", "body": "Rain."}`, 422},
			"too long":            {`{"topic": "remote-work", "kind": "discussion", "title": "A desk", "body": "` + strings.Repeat("a", 16_001) + `"}`, 422},
			"empty":               {``, 422},
		} {
			if r := mia.post("/threads", c.body); r.status != c.want {
				t.Errorf("%s: status %d, want %d: %s", what, r.status, c.want, r.text)
			}
		}
		mia.post("/threads", `{"titel": "A"}`).field(422, "titel")
		if r := mia.post("/threads", `{"titel": "A"}`); !strings.Contains(r.text, "“title”") {
			t.Errorf("the nearest name is not named: %s", r.text)
		}
		mia.post("/threads", `{"`+strings.Repeat("x", 400_000)+`": 1}`).want(422)
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}

func TestRead_takesWholeNumbersAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := serve(w).as(w.Mia)
		id := start(mia, "discussion", testkit.RemoteWork, "A desk by a window")
		for _, number := range []string{"1.5", "1e3", `"1"`, "99999999999999999999", "true", "[]", "{}"} {
			mia.patch(path("/threads/%d", id), `{"title": "Another", "version": `+number+`}`).field(422, "version")
		}
		mia.patch(path("/threads/%d", id), `{"title": "Another", "version": -1}`).want(http.StatusConflict)
	})
}

func TestRead_takesJSONAloneAndOneMebibyte(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mia := serve(w).as(w.Mia)
	for kind, want := range map[string]int{
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "multipart/form-data; boundary=x": 415, "": 415, "application/json; charset=latin1": 415,
		"application/json; charset=UTF-8": 422, "application/merge-patch+json": 422, "nonsense;;": 415,
	} {
		mia.do("POST", "/threads", `{"title": "A"}`, "Content-Type", kind).want(want)
	}
	mia.post("/threads", `{"body": "`+strings.Repeat("a", 1<<20)+`"}`).want(http.StatusRequestEntityTooLarge)
	chunked := testsite.Serve(w).Browser().NewRequest("POST", "/api/v1/threads", slow{strings.NewReader(`{"body": "` + strings.Repeat("a", 1<<20) + `"}`)})
	chunked.Header.Set("Content-Type", "application/json")
	chunked.Header.Set("Authorization", "Bearer "+mia.token)
	mia.site.Browser().Do(chunked).Want(http.StatusRequestEntityTooLarge)
}

// slow hides how long a body is.
type slow struct{ *strings.Reader }

func (s slow) Len() int { panic("nobody may ask") }

func TestAPI_whatIsNotThereIsAProblemToo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia := anybody.as(w.Mia)
		for _, at := range []string{"/nothing", "/threads/0", "/threads/x", "/threads/99999999999999999999", "/threads/-1", "/posts/1%2e5", "/topics/no%2Fwhere", "/suggestions/1", "/suggestions/x"} {
			for _, p := range []*program{anybody, mia} {
				p.get(at).want(http.StatusNotFound)
			}
		}
		for at, allowed := range map[string]string{"/threads": "GET", "/me": "GET", "/posts/1": "PATCH"} {
			r := mia.do("PUT", at, nil).want(http.StatusMethodNotAllowed)
			if !strings.Contains(r.header.Get("Allow"), allowed) {
				t.Errorf("%s: Allow %q", at, r.header.Get("Allow"))
			}
		}
		if r := anybody.do("OPTIONS", "/threads", nil).want(http.StatusMethodNotAllowed); r.header.Get("Allow") == "" {
			t.Error("an unusual method is refused without saying which are allowed")
		}
		for _, query := range []string{"?limit=0", "?limit=-1", "?limit=x", "?limit=1.5", "?cursor=nonsense", "?cursor=%00", "?topic=%ff"} {
			anybody.get("/threads" + query).want(http.StatusBadRequest)
		}
		for query, field := range map[string]string{"?kind=poem": "kind", "?state=someday": "state", "?sort=oldest": "sort"} {
			anybody.get("/threads"+query).field(http.StatusUnprocessableEntity, field)
		}
	})
}
