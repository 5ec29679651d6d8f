package writing_test

import (
	"context"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

var morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)

func prose(t *testing.T, source string) markup.HTML {
	t.Helper()
	doc, err := markup.New(markup.Options{}).Render(context.Background(), source, markup.Place{})
	if err != nil {
		t.Fatal(err)
	}
	return doc.HTML
}

func refusal(fields ...string) writing.Form {
	f := writing.Form{Errors: map[string]string{}}
	for _, name := range fields {
		f.Errors[name] = "Mend the " + name + "."
	}
	return f
}

func composing(k models.Kind) writing.ComposePage {
	return writing.ComposePage{
		Page: drawn.Frame("Write", "mia"), Kind: k, Topic: "remote-work", Where: "Remote work",
		Keeping: writing.Keeping{DraftKey: "k-1", DraftVersion: 3},
		Kinds:   []ui.Option{{Value: "discussion", Label: "Discussion"}, {Value: "question", Label: "Question"}, {Value: "story", Label: "Story"}},
		Topics:  []ui.Option{{Value: "remote-work", Label: "Remote work"}, {Value: "photography", Label: "Photography"}},
	}
}

func TestCompose_offersTemplatesToStoriesAlone(t *testing.T) {
	page := composing(models.KindStory)
	drawn.Draw(t, writing.Compose(page)).None("[data-templates]")
	page.Templates, page.Template = []ui.Option{{Value: "3", Label: drawn.Hostile}, {Value: "4", Label: "Round-up"}}, "4"
	page.Form = refusal("template")
	p := drawn.Draw(t, writing.Compose(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-templates] option[selected]", "value", "4")
	p.Has("[data-templates] button[formnovalidate]", "value", "template")
	p.Wrong("template", "Mend the template.", "4")
}

func TestStart_offersEachTopicTheKindsThatCanBeStartedThere(t *testing.T) {
	p := drawn.Draw(t, writing.Start(writing.StartPage{Page: drawn.Frame("Write something", "mia"), Topics: []writing.TopicChoice{
		{Slug: "remote-work", Name: "Remote work", Description: "Desks and days.", Kinds: []models.Kind{models.KindDiscussion, models.KindQuestion}},
		{Slug: "photography", Name: "Photography", Kinds: []models.Kind{models.KindStory}},
	}}))
	p.Sound()
	p.Count(".start", 2)
	p.Count(".start__words", 1)
	var said []string
	for i := range p.Find(".start a").Nodes {
		said = append(said, drawn.Words(p.Find(".start a").Eq(i)))
	}
	want := []string{"Start a discussion in Remote work", "Ask a question in Remote work", "Write a story in Photography"}
	if len(said) != len(want) || said[0] != want[0] || said[1] != want[1] || said[2] != want[2] {
		t.Errorf("offers %q, want %q", said, want)
	}
	p.None(".empty")
}

func TestStart_saysSoWhereNothingCanBeStarted(t *testing.T) {
	p := drawn.Draw(t, writing.Start(writing.StartPage{Page: drawn.Frame("Write something", "mia")}))
	p.Sound()
	p.Says(".empty__title", "Nothing can be started just now")
	p.None(".start")
}

func TestCompose_namesItsFieldsByTheKind(t *testing.T) {
	for kind, want := range map[models.Kind]struct{ heading, title, body, send, most string }{
		models.KindDiscussion: {"Start a discussion", "What is it about?", "Your words", "Start the discussion", "16000"},
		models.KindQuestion:   {"Ask a question", "Your question in one line", "Your words", "Ask the question", "16000"},
		models.KindStory:      {"Write a story", "The headline", "The story", "Publish the story", "100000"},
	} {
		t.Run(string(kind), func(t *testing.T) {
			p := drawn.Draw(t, writing.Compose(composing(kind)))
			p.Sound()
			p.Says("h1", want.heading)
			p.Says(`label[for=field-title]`, want.title)
			p.Says(`label[for=field-body]`, want.body)
			p.Has("textarea#field-body", "maxlength", want.most)
			p.Says("main .button--primary", want.send)
			p.Has("select[name=kind] option[selected]", "value", string(kind))
			p.Has("select[name=topic] option[selected]", "value", "remote-work")
			p.Has("input[name=draft_key]", "value", "k-1")
			p.Has("input[name=draft_version]", "value", "3")
			story := 0
			if kind == models.KindStory {
				story = 1
			}
			p.Count("main [name=standfirst]", story)
			p.Count("main [name=cover_alt]", story)
			p.Count("main [name=cover]", story*(len(models.Covers)+1))
			p.Count("main button[name=later]", story)
			p.Count("main [autofocus]", 1)
			p.None("#form-errors", ".preview", ".posting-rules")
		})
	}
}

func TestCompose_comesBackWithErrorsBesideTheFieldsAndAllWordsKept(t *testing.T) {
	page := composing(models.KindStory)
	page.Form = refusal("title", "body", "tags", "standfirst", "cover", "cover_alt", "topic", "kind")
	page.Typed = writing.Text{Title: "Hi", Body: "First.\n\nSecond.", Tags: "a,b,c,d,e,f", Standfirst: "On rain.", Cover: models.Covers[1], CoverAlt: "A road"}
	p := drawn.Draw(t, writing.Compose(page))
	p.Sound()
	p.Mentions("#form-errors", "8 things need changing")
	p.Wrong("title", "Mend the title.", "Hi")
	p.Wrong("body", "Mend the body.", "First.\n\nSecond.")
	p.Wrong("tags", "Mend the tags.", "a,b,c,d,e,f")
	p.Wrong("standfirst", "Mend the standfirst.", "On rain.")
	p.Wrong("cover", "Mend the cover.", "")
	p.Wrong("cover_alt", "Mend the cover_alt.", "A road")
	p.Wrong("topic", "Mend the topic.", "remote-work")
	p.Wrong("kind", "Mend the kind.", "story")
	p.Has("[name=cover][checked]", "value", models.Covers[1])
	p.None("[autofocus]")
}

func TestCompose_oneThingToMendIsOne(t *testing.T) {
	page := composing(models.KindDiscussion)
	page.Form = refusal("title")
	p := drawn.Draw(t, writing.Compose(page))
	p.Mentions("#form-errors", "1 thing needs changing")
	page.Wrong(nil, "You wrote a lot in an hour.")
	p = drawn.Draw(t, writing.Compose(page))
	p.Sound()
	p.Says("#form-errors", "You wrote a lot in an hour.")
	p.None(".field__error")
}

func TestCompose_previewAndDraftKeepWhatIsNotFinished(t *testing.T) {
	p := drawn.Draw(t, writing.Compose(composing(models.KindQuestion)))
	for selector, want := range map[string]string{
		`button[formaction="/preview"]`: "Preview", `button[formaction="/drafts"]`: "Keep as a draft", `button[name=change]`: "Change",
	} {
		p.Says(selector, want)
		if _, ok := p.One(selector).Attr("formnovalidate"); !ok {
			t.Errorf("%s waits for the form to be complete", want)
		}
	}
}

func TestCompose_showsRulesPreviewAndTheDraftThatIsBack(t *testing.T) {
	page := composing(models.KindStory)
	page.Rules = prose(t, "Be *kind*.")
	page.KeptAt = morning
	page.Preview = &writing.Preview{Title: "A title", Standfirst: "On rain.", Body: prose(t, "Words, **strong** ones.")}
	p := drawn.Draw(t, writing.Compose(page))
	p.Sound()
	p.Says(".posting-rules summary", "How we talk in Remote work")
	p.Says(".posting-rules em", "kind")
	p.None(".posting-rules[open]")
	page.RulesOpen = true
	drawn.Draw(t, writing.Compose(page)).Count(".posting-rules[open]", 1)
	p.Says(".preview__title", "A title")
	p.Says(".preview__standfirst", "On rain.")
	p.Says(".preview strong", "strong")
	p.Says(".notice--told p", "Your draft of 2 March 2026 is back.")
	page.Preview = &writing.Preview{Body: prose(t, "Words.")}
	p = drawn.Draw(t, writing.Compose(page))
	p.None(".preview__title", ".preview__standfirst")
}

func TestCompose_aKeyUsedBeforeShowsWhatWasSentAndKeepsWhatIsTyped(t *testing.T) {
	page := composing(models.KindDiscussion)
	page.SentID, page.SentText = 77, "Sent first."
	page.Typed.Body = "Typed now."
	p := drawn.Draw(t, writing.Compose(page))
	p.Sound()
	p.Has("a[data-sent]", "href", "/posts/77")
	if got := drawn.Value(p.One("#sent-text")); got != "Sent first." {
		t.Errorf("shows %q", got)
	}
	if got := drawn.Value(p.One("#field-body")); got != "Typed now." {
		t.Errorf("kept %q", got)
	}
	p.None("#sent-text[name]")
}

func TestReply_isAFormOfItsOwn(t *testing.T) {
	p := drawn.Draw(t, writing.Reply(writing.ReplyPage{
		Page: drawn.Frame("Your reply", "mia"), Form: refusal("body"), Keeping: writing.Keeping{DraftKey: "k"}, ThreadID: 12, ThreadSlug: "wet-feet",
		ThreadTitle: "Wet feet", ReplyTo: 4, Body: "Half a",
	}))
	p.Sound()
	p.Has("main form", "action", "/t/12/posts")
	p.Has("input[name=thread]", "value", "12")
	p.Has("input[name=reply_to]", "value", "4")
	p.Wrong("body", "Mend the body.", "Half a")
	p.Has(".page-head__lead a", "href", "/t/12/wet-feet")
	p = drawn.Draw(t, writing.Reply(writing.ReplyPage{Page: drawn.Frame("Your reply", "mia"), ThreadID: 12}))
	p.None("input[name=reply_to]", ".preview", "#form-errors", "input[name=draft_key]")
}

func TestCompose_showsHostileAndArabicWordsAsWords(t *testing.T) {
	page := composing(models.KindStory)
	page.Typed = writing.Text{Title: drawn.Hostile, Body: drawn.Hostile + drawn.Arabic, Tags: drawn.Hostile, Standfirst: drawn.Hostile, CoverAlt: drawn.Hostile}
	page.Form = writing.Form{Errors: map[string]string{"title": drawn.Hostile}}
	page.Where, page.Rules = drawn.Hostile, prose(t, drawn.Hostile)
	page.SentID, page.SentText = 1, drawn.Hostile
	p := drawn.Draw(t, writing.Compose(page))
	p.Harmless()
	p.Sound()
	preview := composing(models.KindStory)
	preview.Preview = &writing.Preview{Title: drawn.Hostile, Standfirst: drawn.Hostile, Body: prose(t, drawn.Hostile)}
	shown := drawn.Draw(t, writing.Compose(preview))
	shown.Harmless()
	shown.Sound()
	if got := drawn.Value(p.One("#field-body")); got != drawn.Hostile+drawn.Arabic {
		t.Errorf("the text came back as %q", got)
	}
}
