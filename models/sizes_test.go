package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// size is a limit on what somebody types, in characters, and a verb that takes it.
type size struct {
	what        string
	field       string
	least, most int
	send        func(typed string) error
}

// hold tries each size at its edges. Its characters take two and four bytes, so that nobody counts bytes.
func (z size) hold(t *testing.T) {
	t.Helper()
	for _, letter := range []string{"ü", "𝒜"} {
		for n, fits := range map[int]bool{z.least: true, z.most: true, z.most + 1: false, z.least - 1: false} {
			if n < 0 || (n == 0 && z.least == 1) {
				continue
			}
			err := z.send(strings.Repeat(letter, n))
			switch {
			case fits && err != nil:
				t.Errorf("%s of %d times %s: %v", z.what, n, letter, err)
			case !fits && models.AsError(err).Fields[z.field] == "":
				t.Errorf("%s of %d times %s: error %v, want one about %s", z.what, n, letter, err, z.field)
			}
		}
	}
	if z.least > 0 {
		for _, blank := range []string{"", " \t ", "\n\n"} {
			if err := z.send(blank); models.AsError(err).Fields[z.field] == "" {
				t.Errorf("%s of nothing (%q): %v", z.what, blank, err)
			}
		}
	}
	for _, bad := range []string{"a\x00b c", "a\xffb c", "a\u202eb c", "a\u2066b c", "a\x1bb c"} {
		if err := z.send(bad); models.KindOf(err) != models.Invalid {
			t.Errorf("%s of what is no text (%q): %v", z.what, bad, err)
		}
	}
}

func TestSizes_ofWhatIsWritten(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		start := func(in models.ThreadInput) error {
			in.Topic = testkit.RemoteWork
			if in.Kind == "" {
				in.Kind = "discussion"
			}
			if in.Title == "" && in.Body != "" && in.Tags+in.Standfirst+in.CoverAlt != "" {
				in.Title = "A title"
			}
			_, err := w.Store.CreateThread(w.Ctx, w.Sam, in)
			return err
		}
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A story", "It began.")
		reply := w.Reply(w.Max, th.ID, "Words.")
		edits := 0
		for _, z := range []size{
			{"a title", "title", 3, 150, func(s string) error { return start(models.ThreadInput{Title: s, Body: "Words."}) }},
			{"a text", "body", 1, 16_000, func(s string) error { return start(models.ThreadInput{Title: "A title", Body: s}) }},
			{"a story", "body", 1, 100_000, func(s string) error { return start(models.ThreadInput{Kind: "story", Title: "A title", Body: s}) }},
			{"a tag", "tags", 0, 30, func(s string) error { return start(models.ThreadInput{Body: "Words.", Tags: "a, " + s}) }},
			{"a standfirst", "standfirst", 0, 400, func(s string) error {
				return start(models.ThreadInput{Kind: "story", Body: "Words.", Title: "A title", Standfirst: s})
			}},
			{"a description of a cover", "cover_alt", 0, 300, func(s string) error {
				return start(models.ThreadInput{Kind: "story", Body: "Words.", Title: "A title", CoverAlt: s})
			}},
			{"a reply", "body", 1, 16_000, func(s string) error {
				_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: s})
				return err
			}},
			{"an edited reply", "body", 1, 16_000, func(s string) error {
				_, err := w.Store.EditPost(w.Ctx, w.Max, reply.ID, models.EditInput{Body: &s})
				return err
			}},
			{"an edited title", "title", 3, 150, func(s string) error { return w.Store.Retitle(w.Ctx, w.Sam, th.ID, s, "", 0) }},
			{"the reason of an edit", "reason", 0, 500, func(s string) error {
				edits++
				body := fmt.Sprintf("Words, edited %d times.", edits)
				_, err := w.Store.EditPost(w.Ctx, w.Max, reply.ID, models.EditInput{Body: &body, Reason: s})
				return err
			}},
			{"a correction", "words", 5, 1_000, func(s string) error { return w.Store.CorrectStory(w.Ctx, w.Sam, th.ID, s) }},
		} {
			z.hold(t)
		}
	})
}

func TestSizes_ofWhatStaffWrite(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		story := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A story", "It began.")
		made := 0
		topic := func(change func(*models.TopicInput)) error {
			made++
			in := models.TopicInput{Slug: fmt.Sprintf("topic-%d", made), Name: "A topic", Visibility: "public"}
			change(&in)
			_, err := w.Store.CreateTopic(w.Ctx, w.Ada, in)
			return err
		}
		for _, z := range []size{
			{"the reason of a lock", "reason", 3, 500, func(s string) error {
				defer func() { w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, false, "", "")) }()
				return w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", s)
			}},
			{"the reason of a removal", "reason", 3, 500, func(s string) error {
				defer func() { w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, "")) }()
				return w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", s)
			}},
			{"the reason of a withdrawal", "reason", 3, 500, func(s string) error {
				defer func() { w.Must(w.Store.PublishStory(w.Ctx, w.Sam, story.ID)) }()
				return w.Store.UnpublishStory(w.Ctx, w.Sam, story.ID, "other", s)
			}},
			{"the reason of a post's removal", "reason", 3, 500, func(s string) error {
				p := w.Reply(w.Max, th.ID, "Words.")
				_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: s})
				return err
			}},
			{"the reason of a move", "reason", 0, 500, func(s string) error {
				to := testkit.Photography
				if w.Count(`SELECT COUNT(*) FROM threads t JOIN topics o ON o.id = t.topic_id WHERE t.id = ? AND o.slug = ?`, th.ID, to) > 0 {
					to = testkit.RemoteWork
				}
				return w.Store.MoveThread(w.Ctx, w.Mo, th.ID, to, s)
			}},
			{"an outcome", "outcome", 0, 1_000, func(s string) error { return w.Store.SetOutcome(w.Ctx, w.Sam, th.ID, s) }},
			{"a topic's name", "name", 2, 80, func(s string) error { return topic(func(in *models.TopicInput) { in.Name = s }) }},
			{"a topic's description", "description", 0, 2_000, func(s string) error { return topic(func(in *models.TopicInput) { in.Description = s }) }},
			{"posting rules", "posting_rules", 0, 2_000, func(s string) error { return topic(func(in *models.TopicInput) { in.PostingRules = s }) }},
		} {
			z.hold(t)
		}
	})
}

func TestSizes_ofWhatPeopleSayOfThemselves(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		say := func(field string) func(string) error {
			return func(s string) error {
				return w.Store.EditProfile(w.Ctx, w.Mia, profile(map[string][2]string{field: {s, "everyone"}}))
			}
		}
		for _, z := range []size{
			{"a name", "name", 1, 60, func(s string) error { return w.Store.EditProfile(w.Ctx, w.Mia, models.ProfileInput{Name: s}) }},
			{"a bio", "bio", 0, 1_000, say("bio")},
			{"a place", "location", 0, 80, say("location")},
			{"pronouns", "pronouns", 0, 40, say("pronouns")},
			{"interests", "interests", 0, 200, say("interests")},
		} {
			z.hold(t)
		}
	})
}

func TestSizes_countWhatIsSeenOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		title := strings.Repeat("e\u0301", 150) // 300 characters as typed, 150 as stored
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, title, "Words.")
		if th.Title != strings.Repeat("é", 150) {
			t.Errorf("stored as %q", th.Title)
		}
		spaced := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "  A \t title\u00a0 of  spaces ", "\n\n  indented\r\nline\r\n\n ")
		if spaced.Title != "A title of spaces" {
			t.Errorf("stored as %q", spaced.Title)
		}
		if p := openingOf(w, spaced); p.Body != "  indented\nline" {
			t.Errorf("stored as %q", p.Body)
		}
	})
}

func TestTags_areFiveAtMostEachOnceInLowerCase(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		tagged := func(tags string) (models.Thread, error) {
			return w.Store.CreateThread(w.Ctx, w.Mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: "Tagged", Body: "Words.", Tags: tags})
		}
		for typed, want := range map[string]string{
			"": "", " , ,": "", "Rain, #rain, RAIN": "rain", "a,b,c,d,e": "a,b,c,d,e", "#Straße , Ölfilm": "straße,ölfilm", "a,b,c,d,e,e,E": "a,b,c,d,e",
		} {
			th, err := tagged(typed)
			w.Must(err)
			if th.Tags != want {
				t.Errorf("%q became %q, want %q", typed, th.Tags, want)
			}
			list := 0
			if want != "" {
				list = len(strings.Split(want, ","))
			}
			if n := w.Count(`SELECT COUNT(*) FROM thread_tags WHERE thread_id = ?`, th.ID); n != int64(list) {
				t.Errorf("%q: %d rows, want %d", typed, n, list)
			}
		}
		_, err := tagged("a,b,c,d,e,f")
		refusedField(t, err, "tags")
	})
}
