package art

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

// The closed list of what a picture may be made of. Anything that is not here
// is refused, so a new element has to be thought about under the policy first.
var (
	allowedElements = words("svg defs linearGradient radialGradient stop pattern clipPath g path rect circle ellipse")

	allowedAttributes = words(`xmlns viewBox width height id fill d x y x1 y1 x2 y2 rx ry r cx cy offset stop-color stop-opacity
		stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray opacity transform clip-path patternUnits patternTransform`)

	localReference = regexp.MustCompile(`^url\(#[a-z][a-z0-9]*-[a-z0-9]+\)$`)
	pathData       = regexp.MustCompile(`^[MmLlHhVvCcSsQqTtAaZz0-9 .,-]+$`)
	anyID          = regexp.MustCompile(`[a-z][a-z0-9]*-[0-9a-z]+(["')])`)
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

// mustBeSafe fails for a document in which faults are found.
func mustBeSafe(t *testing.T, name string, document []byte) {
	t.Helper()
	for _, fault := range faults(document) {
		t.Errorf("%s: %s", name, fault)
	}
}

// faults names whatever makes a document unfit to be served or inlined: it is
// not well-formed, holds more than the closed list, points outside itself, or
// at an id that it does not define.
func faults(document []byte) []string {
	var found []string
	defined, used := map[string]bool{}, map[string]bool{}
	err := eachToken(document, func(token xml.Token) {
		switch token := token.(type) {
		case xml.StartElement:
			if !allowedElements[token.Name.Local] {
				found = append(found, "element "+token.Name.Local)
			}
			for _, a := range token.Attr {
				if fault := attributeFault(a, defined, used); fault != "" {
					found = append(found, fault)
				}
			}
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				found = append(found, "text "+string(token))
			}
		case xml.EndElement:
		default:
			found = append(found, fmt.Sprintf("a %T", token))
		}
	})
	if err != nil {
		found = append(found, "not well-formed: "+err.Error())
	}
	for id := range used {
		if !defined[id] {
			found = append(found, "points at "+id+", which is not there")
		}
	}
	for id := range defined {
		if !used[id] {
			found = append(found, "defines "+id+" and never uses it")
		}
	}
	return found
}

func attributeFault(a xml.Attr, defined, used map[string]bool) string {
	name, value := a.Name.Local, a.Value
	switch {
	case !allowedAttributes[name]:
		return "attribute " + name
	case name == "id" && defined[value]:
		return "id twice: " + value
	case name == "id":
		defined[value] = true
	case name == "xmlns" && value != "http://www.w3.org/2000/svg":
		return "namespace " + value
	case name == "d" && !pathData.MatchString(value):
		return "path data " + value
	case strings.Contains(value, "url(") && !localReference.MatchString(value):
		return "reference " + value
	case strings.Contains(value, "url("):
		used[strings.TrimSuffix(strings.TrimPrefix(value, "url(#"), ")")] = true
	case strings.Contains(value, "NaN") || strings.Contains(value, "Inf"):
		return name + " is " + value
	}
	return ""
}

func eachToken(document []byte, visit func(xml.Token)) error {
	decoder := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		visit(token)
	}
}

func idsOf(t *testing.T, document []byte) []string {
	t.Helper()
	var ids []string
	err := eachToken(document, func(token xml.Token) {
		element, ok := token.(xml.StartElement)
		if !ok {
			return
		}
		for _, a := range element.Attr {
			if a.Name.Local == "id" {
				ids = append(ids, a.Value)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// withoutIDs is a document with its identifiers blanked, to compare what is drawn.
func withoutIDs(document string) string { return anyID.ReplaceAllString(document, "id$1") }

func TestFaults_seesWhatItIsFor(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg">`
	if got := faults([]byte(open + `<path fill="#fff" d="M0 0h9"/></svg>`)); len(got) > 0 {
		t.Fatalf("a plain picture is refused: %q", got)
	}
	for _, bad := range []string{
		open + `<script>1</script></svg>`,
		open + `<style>a{}</style></svg>`,
		open + `<image href="http://example.com/a.png"/></svg>`,
		open + `<path style="fill:red" d="M0 0"/></svg>`,
		open + `<path onload="x()" d="M0 0"/></svg>`,
		open + `<path fill="url(http://example.com/#a)" d="M0 0"/></svg>`,
		open + `<path fill="url(#a-1)" d="M0 0"/></svg>`,
		open + `<path d="M0 NaN"/></svg>`,
		open + `<defs><pattern id="a-1"/></defs></svg>`,
		open + `<rect width="+Inf"/></svg>`,
		open + `words</svg>`,
		open + `<g></svg>`,
		`<?xml version="1.0"?>` + open + `</svg>`,
		`<svg xmlns="http://example.com/"></svg>`,
	} {
		if len(faults([]byte(bad))) == 0 {
			t.Errorf("nothing is found in %s", bad)
		}
	}
}
