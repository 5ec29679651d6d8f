package demo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/models"
)

const plain = `kind: question
author: mia
title: Where do you dry your coats?
at: 23d 09:12

Mine is wet.

In two paragraphs.

@@ max +12m
On the radiator.
%% react: 👍 mia hana; ❤️ sam

@@ hana +2h re:2
Never there.
%% edited +5m because: a typo
Never ever there.

@@ sam +1d
Spam.
%% removed +1h by mo-rahimi for spam because: It is spam.
@@ max +40s
Sorry.
%% deleted +2m
`

func TestParseScript_readsPostsRepliesEditsAndEndings(t *testing.T) {
	s, err := parseScript(plain)
	if err != nil {
		t.Fatal(err)
	}
	if s.head["title"] != "Where do you dry your coats?" || s.start != 9*time.Hour+12*time.Minute-23*24*time.Hour || len(s.posts) != 5 {
		t.Fatalf("%+v", s)
	}
	opening, max, hana, spam, sorry := s.posts[0], s.posts[1], s.posts[2], s.posts[3], s.posts[4]
	if opening.author != "mia" || opening.body != "Mine is wet.\n\nIn two paragraphs." {
		t.Errorf("opening %+v", opening)
	}
	if max.delay != 12*time.Minute || max.replyTo != 0 || !slices.Equal(max.reacts, []scriptReaction{{"👍", "mia"}, {"👍", "hana"}, {"❤️", "sam"}}) {
		t.Errorf("Max %+v", max)
	}
	if hana.replyTo != 2 || hana.body != "Never there." || hana.edit == nil || *hana.edit != (scriptEdit{5 * time.Minute, "a typo", "Never ever there."}) {
		t.Errorf("Hana %+v, %+v", hana, hana.edit)
	}
	if spam.ending == nil || *spam.ending != (scriptEnding{time.Hour, "mo-rahimi", "spam", "It is spam."}) {
		t.Errorf("removed: %+v", spam.ending)
	}
	if sorry.ending == nil || *sorry.ending != (scriptEnding{delay: 2 * time.Minute}) || sorry.delay != 40*time.Second {
		t.Errorf("deleted: %+v", sorry.ending)
	}
}

func TestParseScript_readsTheSameWithTheLineEndsOfWindows(t *testing.T) {
	want, err := parseScript(plain)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseScript(strings.ReplaceAll(plain, "\n", "\r\n"))
	if err != nil || fmt.Sprintf("%+v", got.posts[1]) != fmt.Sprintf("%+v", want.posts[1]) || got.head["title"] != want.head["title"] {
		t.Errorf("%+v (%v)", got, err)
	}
}

func TestReadScripts_errorsNameTheFileThePlaceAndWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		change [2]string
		says   []string
	}{
		"no blank line":      {[2]string{"\n\nMine is wet.\n\nIn two paragraphs.\n\n", "\n"}, []string{"header"}},
		"a header of words":  {[2]string{"author: mia", "author mia"}, []string{"author mia"}},
		"no start":           {[2]string{"at: 23d 09:12", "at: noon"}, []string{`"noon"`}},
		"no delay":           {[2]string{"@@ max +12m", "@@ max"}, []string{"lacks a handle or a delay"}},
		"a delay of no time": {[2]string{"@@ max +12m", "@@ max +12x"}, []string{`"+12x"`, "+12m"}},
		"back in time":       {[2]string{"@@ max +12m", "@@ max +-12m"}, []string{`"+-12m"`}},
		"a reply to words":   {[2]string{"re:2", "re:two"}, []string{"post 3", "two"}},
		"a stray word":       {[2]string{"re:2", "to:2"}, []string{"post 3", `"to:2"`}},
		"nothing said":       {[2]string{"On the radiator.", ""}, []string{"post 2", "max says nothing"}},
		"edited to nothing":  {[2]string{"Never ever there.", ""}, []string{"post 3", "hana says nothing"}},
		"a reaction alone":   {[2]string{"👍 mia hana;", "👍;"}, []string{"post 2", "reaction"}},
		"removed by nobody":  {[2]string{"by mo-rahimi for spam because: It is spam.", "because: It is spam."}, []string{"post 4", "lacks by, for and because"}},
		"removed by no rule": {[2]string{"for spam because: It is spam.", "because: It is spam."}, []string{"post 4", "lacks by, for and because"}},
		"a new directive":    {[2]string{"%% deleted +2m", "%% praised +2m"}, []string{"post 5", "praised"}},
	} {
		text := strings.Replace(plain, c.change[0], c.change[1], 1)
		if text == plain {
			t.Fatalf("%s changes nothing", name)
		}
		_, err := readScripts(fstest.MapFS{"content/remote-work/01-coats.md": {Data: []byte(text)}})
		for _, want := range append(c.says, "content/remote-work/01-coats.md") {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want something about %q", name, err, want)
			}
		}
	}
}

const wishes = `author: mia
title: Quiet rooms
at: 30d 10:00
support: max hana sam
why hana: I talk all day.
key: quiet

Please.

@@ sam +2h ! under_review
We look into it.
@@ max +1h
Me too.
@@ sam +2d ! done since:3d helped:max
There is one.
%% evidence: On the third floor.
@@ mia +1d ! verdict answered:yes
=====
author: max
title: Plants
at: 3d 10:00

Many.
`

func TestReadSuggestions_readsLedgersBetweenThePosts(t *testing.T) {
	scripts, err := readScripts(fstest.MapFS{"content/remote-work/suggestions.txt": {Data: []byte(wishes)}})
	if err != nil || len(scripts) != 2 {
		t.Fatalf("%d scripts (%v)", len(scripts), err)
	}
	s := scripts[0]
	if s.head["kind"] != "suggestion" || s.topic != "remote-work" || s.file != "content/remote-work/suggestions.txt#1" || scripts[1].head["title"] != "Plants" {
		t.Errorf("%+v", s.head)
	}
	if !slices.Equal(s.supports, []support{{"hana", "I talk all day."}, {"max", ""}, {"sam", ""}}) {
		t.Errorf("supported by %+v", s.supports)
	}
	if len(s.ledger) != 3 || len(s.posts) != 2 {
		t.Fatalf("%d acts, %d posts", len(s.ledger), len(s.posts))
	}
	// a post behind an act waits for both: the act came after 2 hours, the post an hour later
	if review := s.ledger[0]; review.after != 2*time.Hour || review.verb != "under_review" || review.words != "We look into it." || s.posts[1].delay != 3*time.Hour {
		t.Errorf("%+v; the reply after %s", review, s.posts[1].delay)
	}
	if done := s.ledger[1]; done.after != 2*time.Hour+time.Hour+48*time.Hour || done.args["since"] != "3d" || done.args["helped"] != "max" || done.evidence != "On the third floor." {
		t.Errorf("%+v", done)
	}
	if verdict := s.ledger[2]; verdict.who != "mia" || verdict.args["answered"] != "yes" || verdict.words != "" {
		t.Errorf("%+v", verdict)
	}
}

func TestReadSuggestions_errorsNameTheFileAndTheNumber(t *testing.T) {
	for _, change := range [][2]string{{"at: 3d 10:00", "at: soon"}, {"\n\nMany.", ""}, {"Many.", "Many.\n@@ sam +1x ! done\nThere."}, {"Many.", "Many.\n@@ sam +1d ! \nThere."}} {
		text := strings.Replace(wishes, change[0], change[1], 1)
		_, err := readScripts(fstest.MapFS{"content/remote-work/suggestions.txt": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), "content/remote-work/suggestions.txt, number 2") {
			t.Errorf("%q: %v", change[1], err)
		}
	}
}

func TestParseDelay_readsWhatItPrints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, unit := rapid.IntRange(0, 5000).Draw(t, "n"), rapid.SampledFrom([]string{"s", "m", "h", "d"}).Draw(t, "unit")
		got, err := parseDelay(fmt.Sprintf("+%d%s", n, unit))
		size := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[unit]
		if err != nil || got != time.Duration(n)*size {
			t.Fatalf("+%d%s is %s (%v)", n, unit, got, err)
		}
	})
	for _, bad := range []string{"", "+", "m", "+m", "12", "+1.5h", "+1 h", "+-1h", "-1h", "+1w", "++1h"} {
		if got, err := parseDelay(bad); err == nil {
			t.Errorf("%q is %s", bad, got)
		}
	}
}

func TestReadCast_refusesLinesThatSayTooLittle(t *testing.T) {
	cast := func(line string) ([]person, error) {
		return readCast(fstest.MapFS{"content/cast.txt": {Data: []byte("# a comment\n\n" + line + "\n")}})
	}
	people, err := cast("mia | Mia Thornbury | member | The moor (members) | I cycle (to work) (everyone) | 300")
	if err != nil || len(people) != 1 {
		t.Fatalf("%+v (%v)", people, err)
	}
	if p := people[0]; p.role != models.RoleMember || p.place != (profileLine{"The moor", "members"}) || p.about != (profileLine{"I cycle (to work)", "everyone"}) || p.joined != 300*24*time.Hour {
		t.Errorf("%+v", p)
	}
	for _, bad := range []string{"mia | Mia | member | x (members) | 300", "mia | Mia | queen | a (members) | b (everyone) | 300", "mia | Mia | member | a | b | soon"} {
		if _, err := cast(bad); err == nil || !strings.Contains(err.Error(), "mia") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestReadTopics_eachLineBelongsToATopic(t *testing.T) {
	topics := func(text string) ([]models.TopicInput, error) {
		return readTopics(fstest.MapFS{"content/topics.txt": {Data: []byte(text)}})
	}
	list, err := topics("# topics\nrooms | Rooms | public | ocean | cover | mia | question\n  Where we sit.\n  > Be kind.\n\nplants | Plants | members | moss | cover | |\n")
	if err != nil || len(list) != 2 || list[0].Description != "Where we sit." || list[0].PostingRules != "Be kind." || list[1].Position != 1 || list[1].Description != "" {
		t.Errorf("%+v (%v)", list, err)
	}
	for _, bad := range []string{"  A description of nothing.\n", "  > Rules of nothing.\n", "rooms | Rooms | public\n"} {
		if list, err := topics(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, list)
		}
	}
}
