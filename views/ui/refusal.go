package ui

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"
)

// Refusal is what was wrong with a form that came back; the zero value: nothing.
type Refusal struct {
	Errors  map[string]string // by field
	Summary string            // what concerns no single field
}

// Wrong takes the messages of a refusal.
func (r *Refusal) Wrong(fields map[string]string, summary string) {
	r.Errors, r.Summary = maps.Clone(fields), summary
}

// OneWrong is the refusal of a form in which one field can be wrong; nothing where the message is empty.
func OneWrong(field, message string) (r Refusal) {
	if message != "" {
		r.Errors = map[string]string{field: message}
	}
	return r
}

func (r Refusal) none() bool { return len(r.Errors) == 0 && r.Summary == "" }

// mistake is a message as the summary names it: with the control that it leads to, where one shows it.
type mistake struct{ control, label, message string }

// words name the field first: many messages make sense only beside it.
func (m mistake) words() string {
	label := strings.TrimSpace(m.label)
	switch {
	case label == "":
		return m.message
	case strings.ContainsAny(label[len(label)-1:], "?!.:"):
		return label + " " + m.message
	}
	return label + ": " + m.message
}

// shown collects the messages that a form's fields draw, in the order in which they stand.
type shown struct{ mistakes []mistake }

type shownKey struct{}

// all are the mistakes that were drawn, and those that no field of the form shows.
func (s *shown) all(r Refusal) []mistake {
	all := slices.Clone(s.mistakes)
	for _, name := range slices.Sorted(maps.Keys(r.Errors)) {
		message := r.Errors[name]
		if !slices.ContainsFunc(s.mistakes, func(m mistake) bool { return m.message == message }) {
			all = append(all, mistake{message: message})
		}
	}
	return all
}

// Refused draws its children, and above them the summary of what is wrong with them. The summary takes its links from
// the fields themselves, as they are drawn: neither their order nor their ids are told twice.
func Refused(r Refusal) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		children := templ.GetChildren(ctx)
		ctx = templ.ClearChildren(ctx)
		if r.none() {
			return children.Render(ctx, w)
		}
		var b bytes.Buffer
		s := &shown{}
		if err := children.Render(context.WithValue(ctx, shownKey{}, s), &b); err != nil {
			return err
		}
		if err := summary(r.Summary, s.all(r)).Render(ctx, w); err != nil {
			return err
		}
		_, err := b.WriteTo(w)
		return err
	})
}

// FieldError is the message beside a control, or beside a group of which control is the first; nothing where it is
// empty. Whoever draws the control gives it that id, and Invalid or Group its attributes.
func FieldError(control, label, message string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if message == "" {
			return nil
		}
		if s, ok := ctx.Value(shownKey{}).(*shown); ok {
			s.mistakes = append(s.mistakes, mistake{control: control, label: label, message: message})
		}
		return fieldError(control, message).Render(ctx, w)
	})
}

// Invalid marks a control that was refused; the message is added to what describes it anyway.
func Invalid(control, message string, hints ...string) templ.Attributes {
	attributes := templ.Attributes{}
	if message != "" {
		attributes["aria-invalid"] = "true"
		hints = append(slices.Clone(hints), control+"-error")
	}
	if len(hints) > 0 {
		attributes["aria-describedby"] = strings.Join(hints, " ")
	}
	return attributes
}

// RadioGroup is a fieldset of radio buttons: the group as a whole is what may be wrong.
func RadioGroup(control, message string, hints ...string) templ.Attributes {
	attributes := Invalid(control, message, hints...)
	attributes["role"] = "radiogroup"
	return attributes
}

// BoxGroup is a fieldset of other controls, each of which OneOf marks.
func BoxGroup(control, message string, hints ...string) templ.Attributes {
	attributes := Invalid(control, message, hints...)
	delete(attributes, "aria-invalid")
	return attributes
}

// FirstOf gives the first control of a group the id that the summary leads to.
func FirstOf(control string, i int) templ.Attributes {
	if i != 0 {
		return nil
	}
	return templ.Attributes{"id": control}
}

// OneOf is FirstOf for the boxes of a group, which are marked as wrong one by one.
func OneOf(control string, i int, message string) templ.Attributes {
	attributes := templ.Attributes{}
	maps.Copy(attributes, FirstOf(control, i))
	if message != "" {
		attributes["aria-invalid"] = "true"
	}
	return attributes
}

func formAttributes(more []templ.Attributes) templ.Attributes {
	attributes := templ.Attributes{"class": "form"}
	for _, m := range more {
		maps.Copy(attributes, m)
	}
	return attributes
}
