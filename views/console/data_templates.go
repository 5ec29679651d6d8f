package console

import "github.com/commonthread/commonthread/views/links"

// TemplatesPage lists what stories can begin with, and makes or changes one.
type TemplatesPage struct {
	Frame
	Form
	Offered  []Template
	Archived []Template
	Editing  Template // ID 0: a new one
}

// Template is what a story can begin with.
type Template struct {
	ID                         int64
	Name, Purpose, Title, Body string
	Version                    int64
}

func (t Template) href() string { return links.ConsoleTemplate(t.ID, "") }

func (t Template) heading() string {
	if t.ID == 0 {
		return "A new one"
	}
	return "Change “" + t.Name + "”"
}
