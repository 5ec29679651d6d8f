package tools_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/tools"
)

func TestTools_slowModeOffersEveryPauseByAName(t *testing.T) {
	for _, now := range models.SlowModes {
		with := page(tools.Slow)
		with.Thread.Slow = now
		p := drawn.Draw(t, tools.Tools(with))
		p.Sound()
		said := map[string]bool{}
		for _, option := range p.Find("#slow-pause option").EachIter() {
			words := drawn.Words(option)
			if words == "" || said[words] {
				t.Errorf("a pause of %s is called %q", option.AttrOr("value", ""), words)
			}
			said[words] = true
		}
		if len(said) != len(models.SlowModes) {
			t.Errorf("%d pauses are offered, want %d", len(said), len(models.SlowModes))
		}
		if got := p.Find("#slow-pause option[selected]").AttrOr("value", ""); got != now.String() {
			t.Errorf("%s holds now, and %q is chosen", now, got)
		}
	}
}

func TestTools_aScheduleThatWasRefusedKeepsTheMomentAsItWasTyped(t *testing.T) {
	with := page(tools.Schedule)
	with.Thread.PublishAt = morning
	with.Typed = tools.Typed{Tool: tools.Schedule, Values: map[string]string{"publish_at": "2026-02-30T25:00"}, Errors: map[string]string{"publish_at": "Give a day and a time that there are."}}
	p := drawn.Draw(t, tools.Tools(with))
	p.Sound()
	p.Wrong("publish_at", "Give a day and a time that there are.", "2026-02-30T25:00")
	with.Typed = tools.Typed{Tool: tools.Withdraw, Values: map[string]string{"reason": "x"}}
	drawn.Draw(t, tools.Tools(with)).Has("#schedule-publish_at", "value", "2026-03-02T09:14")
}

func TestTools_removingNamesARuleAndNeedsNoWordsWhereSomeAreSaved(t *testing.T) {
	with := page(tools.Remove)
	p := drawn.Draw(t, tools.Tools(with))
	p.Sound()
	p.Count("#remove-rule option", len(models.Rules)+1)
	p.Has("#remove-rule option:first-child", "value", "") // none is chosen beforehand
	p.Count("#remove-reason[required]", 1)
	with.Saved = []moderation.SavedReason{{ID: 3, Fits: models.ForRemoval, Title: drawn.Hostile, Rule: models.RuleAbuse, Words: drawn.Hostile, Version: 1}}
	with.Typed = tools.Typed{Tool: tools.Remove, Values: map[string]string{"rule": string(models.RuleSpam), "reason": drawn.Hostile}, Errors: map[string]string{"rule": "Choose a rule."}}
	p = drawn.Draw(t, tools.Tools(with))
	p.Sound()
	p.Harmless()
	p.None("#remove-reason[required]")
	p.Wrong("rule", "Choose a rule.", string(models.RuleSpam))
	p.Has("#remove-reason", "value", drawn.Hostile)
}

func TestTools_dangerIsSaidByTheButtonOfWhatReadersLose(t *testing.T) {
	danger := map[tools.Tool]bool{tools.Remove: true, tools.Withdraw: true, tools.TakeBack: true}
	for _, tool := range tools.All {
		if tool == tools.Split {
			continue
		}
		p := drawn.Draw(t, tools.Tools(page(tool)))
		want := 0
		if danger[tool] {
			want = 1
		}
		p.Count("main section .button--danger", want)
		if n := p.Find("main section form .button--primary").Length(); n > 1 {
			t.Errorf("%s: %d buttons call louder than the others", tool, n)
		}
	}
}

func TestTools_aReviewIsAskedForAndTakenBackByTheSameForm(t *testing.T) {
	for now, want := range map[bool]string{false: "1", true: "0"} {
		with := page(tools.Review)
		with.Thread.InReview = now
		p := drawn.Draw(t, tools.Tools(with))
		p.Sound()
		p.Has("main section [name=on]", "value", want)
	}
}

func TestStoryDesk_ofALinkThatWasNeverMadeShowsNone(t *testing.T) {
	with := page(tools.Previews)
	with.Thread.Status, with.Thread.Links, with.Thread.NewLink = models.ThreadDraft, 1, "https://waymark.test/stories/preview/"+drawn.Hostile
	p := drawn.Draw(t, tools.Tools(with))
	p.Sound()
	p.Harmless()
	p.Says("[data-previews]", "1 link works now.")
	if _, readonly := p.One("#preview-link").Attr("readonly"); !readonly {
		t.Error("a link that is shown once can be changed by typing over it")
	}
	with.Thread.CheckedAt = morning.Add(time.Hour)
	drawn.Draw(t, tools.StoryDesk(with)).Parts()
}
