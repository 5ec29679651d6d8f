package ui

// Composer is the text field of everything that people write: a toolbar,
// a preview equal to the saved result, completion of names, drafts kept on the
// server. Without scripts it is a text field with a button to preview.
//
// It stands in a form that also has what the draft needs to be found again
// (thread or topic, kind, title); the script sends the whole form to /drafts.
type Composer struct {
	ID        string // of the text field; "body" where empty
	Label     string
	HideLabel bool // where the page's heading says it already
	Hint      string
	Value     string
	Error     string
	Rows      int // 8 where 0
	MaxLength int
	DraftKey  string // empty: no draft is kept
	// DraftVersion is the draft's that the field was filled from; 0: a fresh form. The script counts it on.
	DraftVersion int64
	Required     bool
}

func (c Composer) id() string {
	if c.ID == "" {
		return "body"
	}
	return c.ID
}

func (c Composer) field() Field {
	rows := c.Rows
	if rows == 0 {
		rows = 8
	}
	return Field{
		Name: c.id(), Hint: c.Hint, Error: c.Error, Value: c.Value, Rows: rows,
		MaxLength: c.MaxLength, Required: c.Required, Spelling: true,
	}
}

// tools are the toolbar's buttons: the element of markdown-toolbar-element,
// its icon, and what it does.
var tools = []struct{ element, icon, label string }{
	{"md-bold", "bold", "Bold"},
	{"md-italic", "italic", "Italic"},
	{"md-header", "heading", "Heading"},
	{"md-quote", "quote", "Quote"},
	{"md-link", "link", "Link"},
	{"md-unordered-list", "list", "List"},
	{"md-ordered-list", "list-ordered", "Numbered list"},
	{"md-task-list", "list-todo", "Task list"},
	{"md-code", "code", "Code"},
	{"md-mention", "at-sign", "Mention somebody"},
}

// toldOfPictures are what an author may say of a picture while writing: the form's field, and its label.
var toldOfPictures = [][2]string{{"credit", "Credit, where it is not yours"}, {"camera_name", "Camera"}, {"lens", "Lens"}, {"exposure", "Exposure"}}
