package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// description is an OpenAPI document, as far as tests ask it.
type description struct {
	whole      map[string]any
	operations []operation
	mu         sync.Mutex
	seen       map[string]bool // operation ids that answered with success
}

type operation struct {
	id, method string
	parts      []string
	responses  map[string]any
	node       map[string]any
}

func readDescription(t testing.TB, text string) *description {
	t.Helper()
	d := &description{seen: map[string]bool{}}
	if err := json.Unmarshal([]byte(text), &d.whole); err != nil {
		t.Fatal(err)
	}
	for path, methods := range d.whole["paths"].(map[string]any) {
		for method, node := range methods.(map[string]any) {
			op := node.(map[string]any)
			d.operations = append(d.operations, operation{
				id: op["operationId"].(string), method: strings.ToUpper(method), parts: strings.Split(path, "/"),
				responses: op["responses"].(map[string]any), node: op,
			})
		}
	}
	return d
}

// operation finds what a request asks for; nil where nothing is described.
func (d *description) operation(method, path string) *operation {
	parts := strings.Split(strings.TrimPrefix(path, "/api/v1"), "/")
	var best *operation
	for i, o := range d.operations {
		if o.method != method || len(o.parts) != len(parts) {
			continue
		}
		matches := true
		for j, p := range o.parts {
			matches = matches && (strings.HasPrefix(p, "{") || p == parts[j])
		}
		if matches && (best == nil || !strings.Contains(strings.Join(o.parts, "/"), "{")) {
			best = &d.operations[i]
		}
	}
	return best
}

// check holds an answer to what is described of it: status, type, and every field of the body.
func (d *description) check(t testing.TB, req *http.Request, r reply) {
	t.Helper()
	what := fmt.Sprintf("%s %s: %d", req.Method, req.URL.Path, r.status)
	var response map[string]any
	if o := d.operation(req.Method, req.URL.EscapedPath()); o == nil {
		if r.status < 400 {
			t.Errorf("%s, but nothing is described there", what)
		}
		response = d.resolve(map[string]any{"$ref": "#/components/responses/Problem"})
	} else {
		response = o.response(d, r.status)
		if response == nil {
			t.Errorf("%s is not described", what)
			return
		}
		if r.status < 300 {
			d.mu.Lock()
			d.seen[o.id] = true
			d.mu.Unlock()
		}
	}
	content, _ := response["content"].(map[string]any)
	if len(content) == 0 {
		if r.text != "" {
			t.Errorf("%s has a body that is not described", what)
		}
		return
	}
	kind := strings.Split(r.header.Get("Content-Type"), ";")[0]
	media, ok := content[kind].(map[string]any)
	if !ok {
		t.Errorf("%s has the type %q, described are %v", what, kind, slices.Collect(maps.Keys(content)))
		return
	}
	for _, complaint := range d.complaints(media["schema"].(map[string]any), r.body, "body") {
		t.Errorf("%s: %s", what, complaint)
	}
}

func (o *operation) response(d *description, status int) map[string]any {
	for _, code := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX"} {
		if r, ok := o.responses[code].(map[string]any); ok {
			return d.resolve(r)
		}
	}
	return nil
}

// resolve follows a reference.
func (d *description) resolve(node map[string]any) map[string]any {
	ref, ok := node["$ref"].(string)
	if !ok {
		return node
	}
	at := any(d.whole)
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.(map[string]any)[part]
	}
	return at.(map[string]any)
}

// complaints says where a value is not what a schema says: the words of JSON Schema that ours use.
func (d *description) complaints(schema map[string]any, value any, at string) []string {
	schema = d.resolve(schema)
	if choices, ok := schema["anyOf"].([]any); ok {
		var all []string
		for _, choice := range choices {
			found := d.complaints(choice.(map[string]any), value, at)
			if len(found) == 0 {
				return nil
			}
			all = append(all, found...)
		}
		return all
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		return []string{fmt.Sprintf("%s is %v, not one of %v", at, value, enum)}
	}
	if !hasType(schema["type"], value) {
		return []string{fmt.Sprintf("%s is %T, not %v", at, value, schema["type"])}
	}
	switch value := value.(type) {
	case string:
		if schema["format"] == "date-time" {
			if moment, err := time.Parse(time.RFC3339, value); err != nil || moment.Location() != time.UTC {
				return []string{fmt.Sprintf("%s is %q, not a moment in UTC", at, value)}
			}
		}
	case []any:
		var all []string
		for i, one := range value {
			all = append(all, d.complaints(schema["items"].(map[string]any), one, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return all
	case map[string]any:
		return d.complainOfFields(schema, value, at)
	}
	return nil
}

func (d *description) complainOfFields(schema, value map[string]any, at string) []string {
	var all []string
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := value[name.(string)]; !ok {
			all = append(all, fmt.Sprintf("%s lacks %s", at, name))
		}
	}
	for name, one := range value {
		switch property := properties[name].(type) {
		case map[string]any:
			all = append(all, d.complaints(property, one, at+"."+name)...)
		default:
			switch more := schema["additionalProperties"].(type) {
			case map[string]any:
				all = append(all, d.complaints(more, one, at+"."+name)...)
			case bool:
				all = append(all, fmt.Sprintf("%s has %s, which is not described", at, name))
			}
		}
	}
	return all
}

func hasType(types, value any) bool {
	if list, ok := types.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return hasType(one, value) })
	}
	switch value := value.(type) {
	case nil:
		return types == "null"
	case bool:
		return types == "boolean"
	case string:
		return types == "string"
	case float64:
		return types == "integer" && value == float64(int64(value))
	case []any:
		return types == "array"
	case map[string]any:
		return types == "object"
	}
	return false
}
