package ui

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
)

// Field is one labelled control of a form, with what was typed kept.
type Field struct {
	ID           string // of the control; made of the name where empty
	Name         string
	Label        string
	Hint         string
	Error        string
	Value        string
	Type         string // text by default; "textarea" makes one
	Rows         int    // of a textarea; 6 by default
	MaxLength    int
	Autocomplete string
	InputMode    string
	Placeholder  string
	List         []string // what it may be completed with
	Key          string   // a letter that leads to it, where single keys are on
	Required     bool
	Depends      bool // needed with some choices and not with others, which its hint says
	AutoFocus    bool
	Spelling     bool // checked by the browser: prose yes, handles and addresses no
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "field-" + f.Name
}

// describedBy names the elements that explain the control.
func (f Field) describedBy() string {
	ids := f.hints()
	if f.Error != "" {
		ids = append(ids, f.id()+"-error")
	}
	return strings.Join(ids, " ")
}

func (f Field) hints() []string {
	if f.Hint == "" {
		return nil
	}
	return []string{f.id() + "-hint"}
}

// listID names the list that completes it; empty where there is none.
func (f Field) listID() string {
	if len(f.List) == 0 {
		return ""
	}
	return f.id() + "-list"
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() int {
	if f.Rows == 0 {
		return 6
	}
	return f.Rows
}

// Option is one choice of a Choice.
type Option struct {
	Value    string
	Label    string
	Hint     string
	Disabled bool
}

// Choice is one of several: a menu, or a set of radio buttons where Radios is set.
type Choice struct {
	ID      string // of the control; made of the name where empty
	Name    string
	Label   string
	Hint    string
	Error   string
	Value   string
	Options []Option
	Radios  bool
}

func (c Choice) field() Field {
	return Field{ID: c.ID, Name: c.Name, Label: c.Label, Hint: c.Hint, Error: c.Error}
}

// first is where the first option stands that can be chosen.
func (c Choice) first() int {
	return max(0, slices.IndexFunc(c.Options, func(o Option) bool { return !o.Disabled }))
}

// DescribedBy names the message that explains a group of controls, where there is one.
func DescribedBy(id string, when bool) templ.Attributes {
	if !when {
		return nil
	}
	return templ.Attributes{"aria-describedby": id}
}

// Check is a box to tick.
type Check struct {
	Name    string
	Value   string // "1" by default
	Label   string
	Hint    string
	Error   string
	Checked bool
}

func (c Check) id() string { return "field-" + c.Name }

func (c Check) value() string {
	if c.Value == "" {
		return "1"
	}
	return c.Value
}

func wanted(pressed bool) string {
	if pressed {
		return "0"
	}
	return "1"
}

func pressedWord(pressed bool) string {
	if pressed {
		return "true"
	}
	return "false"
}
