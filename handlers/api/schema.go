package api

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// object is a piece of a JSON document.
type object = map[string]any

// schemas makes JSON Schemas of Go types: what a program is told of a shape is read off the shape itself. Named
// structs are collected, and referred to.
type schemas struct{ named object }

var timeType = reflect.TypeFor[time.Time]()

// of is the schema of a type, as part of another.
func (s schemas) of(t reflect.Type) object {
	switch {
	case t == timeType:
		return object{"type": "string", "format": "date-time"}
	case t.Kind() == reflect.Pointer:
		inner := s.of(t.Elem())
		if kind, ok := inner["type"].(string); ok {
			inner["type"] = []string{kind, "null"}
			return inner
		}
		return object{"anyOf": []object{inner, {"type": "null"}}}
	}
	switch t.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer", "format": "int64"}
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		return s.ref(t)
	}
	panic("api: no schema for " + t.String())
}

// ref refers to a named struct; a list, which has no name of its own, stands where it is used.
func (s schemas) ref(t reflect.Type) object {
	if strings.Contains(t.Name(), "[") {
		return s.structure(t)
	}
	name := schemaName(t)
	if _, known := s.named[name]; !known {
		s.named[name] = object{} // a shape that holds itself ends here
		s.named[name] = s.structure(t)
	}
	return object{"$ref": "#/components/schemas/" + name}
}

func schemaName(t reflect.Type) string {
	runes := []rune(t.Name())
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// structure is the schema of a struct. What is answered is there always, unless it is left out when empty; of what
// is sent only what is marked as needed. Nothing else is in either.
func (s schemas) structure(t reflect.Type) object {
	properties, required := object{}, []string{}
	s.collect(t, properties, &required)
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func (s schemas) collect(t reflect.Type, properties object, required *[]string) {
	sent := strings.HasSuffix(t.Name(), "Input") || strings.HasSuffix(t.Name(), "Change")
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			s.collect(f.Type, properties, required)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := f.Type
		if sent && kind.Kind() == reflect.Pointer {
			kind = kind.Elem() // left out, never null
		}
		properties[name] = describeField(s.of(kind), f.Tag)
		if f.Tag.Get("need") == "yes" || (!sent && options != "omitempty") {
			*required = append(*required, name)
		}
	}
}

func describeField(schema object, tag reflect.StructTag) object {
	schema = maps.Clone(schema)
	if doc := tag.Get("doc"); doc != "" {
		schema["description"] = doc
	}
	if format := tag.Get("format"); format != "" {
		schema["format"] = format
	}
	if words := tag.Get("enum"); words != "" {
		schema["enum"] = strings.Split(words, ",")
		if kinds, ok := schema["type"].([]string); ok && slices.Contains(kinds, "null") {
			schema["enum"] = append(toAny(strings.Split(words, ",")), nil)
		}
	}
	return schema
}

func toAny(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}
