package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/commonthread/commonthread/handlers/answer"
)

const introduction = `The JSON API of a Commonthread community: the same verbs as the pages, so the same rules.

Without a token, reads show what anybody may see. With “Authorization: Bearer …” they show what the token's owner
sees. Tokens are made in the settings, or by POST /tokens with the password. A token without the scope staff acts for
an ordinary member, whatever its owner's role. Cookies count for nothing.

Errors are problem documents (RFC 9457). What you may not know of is not found. Times are RFC 3339, in UTC. Lists go
on at their cursor, last activity first, posts by number. Names that are not documented are refused. An edit may carry
the version you saw. Each POST takes an Idempotency-Key: the same request under the same key does nothing again for a
day; another request under it is refused.`

// describe makes the OpenAPI description of the endpoints.
func describe(all []endpoint, version string) []byte {
	s := schemas{named: object{}}
	problem := object{"description": "What went wrong.", "content": object{
		answer.ProblemType: object{"schema": s.of(reflect.TypeFor[answer.Problem]())},
	}}
	paths := object{}
	for _, e := range all {
		path := openPath(e.path)
		if paths[path] == nil {
			paths[path] = object{}
		}
		paths[path].(object)[strings.ToLower(e.method)] = e.describe(s)
	}
	paths["/openapi.json"] = object{"get": object{
		"operationId": "getDescription", "summary": "This description", "tags": []string{"openapi.json"}, "security": []object{{}},
		"responses": object{
			"200": object{"description": "Done.", "content": object{"application/json": object{"schema": object{"type": "object"}}}},
			"304": object{"description": "Not changed: the ETag is the one you have."},
			"4XX": object{"$ref": "#/components/responses/Problem"},
		},
	}}
	document, err := json.MarshalIndent(object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Commonthread", "version": version, "description": introduction,
			"license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers":  []object{{"url": Root}},
		"security": []object{{}, {"token": []string{}}},
		"paths":    paths,
		"components": object{
			"schemas":         s.named,
			"responses":       object{"Problem": problem},
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer"}},
		},
	}, "", " ")
	if err != nil {
		panic(fmt.Sprintf("api: describe: %v", err)) // made of constants alone
	}
	return document
}

func openPath(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func (e endpoint) describe(s schemas) object {
	operation := object{
		"operationId": e.name, "summary": e.summary, "tags": []string{strings.Split(e.path, "/")[1]},
		"parameters": e.parameters(), "responses": e.responses(s),
	}
	if e.takes != nil {
		operation["requestBody"] = object{"content": object{
			"application/json": object{"schema": s.of(reflect.TypeOf(e.takes))},
		}}
	}
	switch e.access {
	case account:
		operation["security"] = []object{{"token": []string{}}}
	case writing:
		operation["security"] = []object{{"token": []string{}}}
		operation["description"] = "The token needs the scope write."
	}
	return operation
}

func (e endpoint) responses(s schemas) object {
	done := object{"description": "Done."}
	if e.gives != nil {
		done["content"] = object{"application/json": object{"schema": s.of(reflect.TypeOf(e.gives))}}
	}
	if e.success() == http.StatusCreated {
		done["headers"] = object{"Location": object{"description": "Where it is.", "schema": object{"type": "string", "format": "uri"}}}
	}
	all := object{
		strconv.Itoa(e.success()): done,
		"4XX":                     object{"$ref": "#/components/responses/Problem"},
		"5XX":                     object{"$ref": "#/components/responses/Problem"},
	}
	switch e.name {
	case "getTopic":
		all["301"] = object{"description": "It has another address now: see Location."}
	case "saveDraft":
		all["204"] = object{"description": "There were no words in it: it was dropped."}
	}
	return all
}

func (e endpoint) parameters() []object {
	out := []object{}
	for part := range strings.SplitSeq(e.path, "/") {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			schema := object{"type": "string"}
			if name == "id" {
				schema = object{"type": "integer", "format": "int64", "minimum": 1}
			}
			out = append(out, object{"name": name, "in": "path", "required": true, "schema": schema})
		}
	}
	for _, p := range e.query {
		schema := object{"type": "string"}
		if p.number {
			schema = object{"type": "integer", "minimum": 1}
		}
		if p.enum != nil {
			schema["enum"] = p.enum
		}
		out = append(out, object{"name": p.name, "in": "query", "description": p.doc, "schema": schema})
	}
	if e.repeats {
		out = append(out, object{
			"name": "Idempotency-Key", "in": "header", "description": "The same request under the same key does nothing again for a day.",
			"schema": object{"type": "string", "maxLength": 255},
		})
	}
	return out
}
