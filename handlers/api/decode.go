package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/config"
)

// depthMost is how deep a document may nest: nothing we take goes deeper than a list in an object.
const depthMost = 16

// read reads the body into a struct, strictly: one JSON object, each name once and spelt as documented, each value
// of its type. An empty body is an empty object.
func (c *call) read(into any) error {
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		if he, ok := errors.AsType[*echo.HTTPError](err); ok {
			return he
		}
		return unreadable("The body ended before its time.")
	}
	c.sent = body
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	if !isJSON(c.Request().Header.Get("Content-Type")) {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType, "Send JSON, with “Content-Type: application/json”.")
	}
	object, err := parseObject(body)
	if err != nil {
		return err
	}
	return fill(into, object)
}

func isJSON(contentType string) bool {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || (kind != "application/json" && kind != "application/merge-patch+json") {
		return false
	}
	return params["charset"] == "" || strings.EqualFold(params["charset"], "utf-8")
}

// parseObject checks the whole document before any of it is used, and takes its top level apart.
func parseObject(body []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(body) {
		return nil, unreadable("The body is not UTF-8.")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := walk(d); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, unreadable("Something follows the JSON object.")
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil || object == nil {
		return nil, unreadable("Send one JSON object.")
	}
	return object, nil
}

// walk reads one document and refuses names that come twice, and depth.
func walk(d *json.Decoder) error {
	type level struct {
		names  map[string]bool // nil in a list
		isName bool
	}
	var open []level
	for {
		t, err := d.Token()
		if err != nil {
			return unreadable("The body is not JSON.")
		}
		top := len(open) - 1
		if name, ok := t.(string); ok && top >= 0 && open[top].names != nil && open[top].isName {
			if open[top].names[name] {
				return unreadable(fmt.Sprintf("The name “%s” comes twice.", short(name)))
			}
			open[top].names[name], open[top].isName = true, false
			continue
		}
		switch t {
		case json.Delim('{'):
			open = append(open, level{names: map[string]bool{}, isName: true})
		case json.Delim('['):
			open = append(open, level{})
		case json.Delim('}'), json.Delim(']'):
			open = open[:top]
		}
		if len(open) > depthMost {
			return unreadable("The document is nested too deep.")
		}
		if len(open) == 0 {
			return nil
		}
		if now := &open[len(open)-1]; t != json.Delim('{') && now.names != nil {
			now.isName = true // a value of this object ended
		}
	}
}

// fill sets the fields of a struct; every wrong name and type is told at once.
func fill(into any, object map[string]json.RawMessage) error {
	target := reflect.ValueOf(into).Elem()
	wrong := map[string]string{}
	names := make([]string, target.NumField())
	known := map[string]reflect.Value{}
	for i := range names {
		names[i] = jsonName(target.Type().Field(i))
		known[names[i]] = target.Field(i)
	}
	for name, raw := range object {
		field, ok := known[name]
		switch {
		case !ok:
			wrong[short(name)] = unknownName(name, names)
		case string(raw) == "null":
			wrong[name] = "Leave it out instead of sending null."
		default:
			if err := json.Unmarshal(raw, field.Addr().Interface()); err != nil {
				wrong[name] = "Send " + typeWords(field.Type()) + "."
			}
		}
	}
	if len(wrong) > 0 {
		return wrongFields(wrong)
	}
	return nil
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func unknownName(name string, names []string) string {
	words := "There is no such field here."
	if near := config.Nearest(short(name), names); near != "" {
		words += " Did you mean “" + near + "”?"
	}
	return words
}

func typeWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return typeWords(t.Elem())
	case reflect.Bool:
		return "true or false"
	case reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Int64 {
			return "a list of whole numbers"
		}
		return "a list of texts"
	}
	return "a text"
}

// short keeps what is repeated of a request to a sensible length.
func short(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return s
}
