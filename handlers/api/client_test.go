package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// program is somebody's script: a client of the API that holds every answer to the description.
type program struct {
	t     testing.TB
	site  *testsite.Site
	spec  *description
	token string
}

// reply is an answer, read whole.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	text   string
	body   map[string]any
}

// serve serves the world with a description of its API.
func serve(w *testkit.World) *program {
	w.T.Helper()
	site := testsite.Serve(w)
	p := &program{t: w.T, site: site}
	res := site.Browser().Get("/api/v1/openapi.json")
	res.Want(http.StatusOK)
	p.spec = readDescription(w.T, res.Body)
	return p
}

// as is the same site for a member, by a token with the scopes; without any, all they are entitled to.
func (p *program) as(v models.Viewer, scopes ...string) *program {
	p.t.Helper()
	in := map[string]any{"email": v.Handle, "password": testkit.Password}
	if len(scopes) > 0 {
		in["scopes"] = scopes
	}
	made := p.post("/tokens", in).want(http.StatusCreated)
	other := *p
	other.token = made.body["token"].(string)
	return &other
}

func (p *program) get(path string) reply            { return p.do("GET", path, nil) }
func (p *program) post(path string, in any) reply   { return p.do("POST", path, in) }
func (p *program) patch(path string, in any) reply  { return p.do("PATCH", path, in) }
func (p *program) put(path string, in any) reply    { return p.do("PUT", path, in) }
func (p *program) delete(path string, in any) reply { return p.do("DELETE", path, in) }

// do sends a request; in is a shape, a text to be sent as it is, or nil. Headers come in pairs.
func (p *program) do(method, path string, in any, headers ...string) reply {
	p.t.Helper()
	var body io.Reader
	switch in := in.(type) {
	case nil:
	case string:
		body = strings.NewReader(in)
	default:
		raw, err := json.Marshal(in)
		if err != nil {
			p.t.Fatal(err)
		}
		body = strings.NewReader(string(raw))
	}
	req := p.site.Browser().NewRequest(method, "/api/v1"+path, body)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return p.send(req)
}

func (p *program) send(req *http.Request) reply {
	p.t.Helper()
	res := p.site.Browser().Do(req)
	r := reply{t: p.t, status: res.Status, header: res.Header, text: res.Body}
	if res.Body != "" {
		if err := json.Unmarshal([]byte(res.Body), &r.body); err != nil {
			p.t.Fatalf("%s %s answers %d with no JSON object: %.300s", req.Method, req.URL.Path, res.Status, res.Body)
		}
	}
	p.spec.check(p.t, req, r)
	return r
}

// want ends the test unless the answer has the status.
func (r reply) want(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %.600s", r.status, status, r.text)
	}
	return r
}

// field ends the test unless the answer is a problem with the field.
func (r reply) field(status int, name string) {
	r.t.Helper()
	r.want(status)
	fields, _ := r.body["fields"].(map[string]any)
	if words, _ := fields[name].(string); words == "" {
		r.t.Fatalf("fields = %v, want one about %s", fields, name)
	}
}

func (r reply) id() int64 {
	r.t.Helper()
	n, ok := r.body["id"].(float64)
	if !ok {
		r.t.Fatalf("no id in %s", r.text)
	}
	return int64(n)
}

func (r reply) items() []map[string]any {
	r.t.Helper()
	list, ok := r.body["items"].([]any)
	if !ok {
		r.t.Fatalf("no items in %s", r.text)
	}
	out := make([]map[string]any, len(list))
	for i, one := range list {
		out[i] = one.(map[string]any)
	}
	return out
}

// next is the cursor of the next page, empty at the end.
func (r reply) next() string {
	next, _ := r.body["next"].(string)
	return next
}
