package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// remark is a reply that gives the moderators something to do.
type remark struct {
	who   string
	words string
	post  models.Post
}

// withModeration gives the moderators a queue worth opening: reports with merit and without, some of them answered,
// a warning, and a removal that was taken back.
func withModeration(acts []act) []act {
	end := acts[len(acts)-1].at
	selling := &remark{who: "ben", words: "If anyone wants one, my cousin sells these panniers at half the price. Write to me, or go to https://panniers-half-price.example.test and say that Ben sent you."}
	rude := &remark{who: "sue", words: "Only somebody who has never ridden in traffic could write such nonsense. Go and take the bus."}
	blunt := &remark{who: "greta", words: "No. Forty-one years at the bench, and that is the wrong grease. Throw it out."}
	address := &remark{who: "tom", words: "He parks across the ramp each morning: the white van from number 14, Alder Court, Mr Fenwick. Ring his bell."}
	quick := &remark{who: "pete", words: "I swore at that junction for nine years. It is a bastard of a junction, and I drew the new one."}
	hours := func(n float64) time.Time { return end.Add(-time.Duration(n * float64(time.Hour))) }
	add := func(at time.Time, what string, do func(l *loader) error) {
		acts = append(acts, act{at, "", "moderation: " + what, do})
	}
	for i, r := range []*remark{quick, rude, blunt, selling, address} {
		add(hours(60-float64(i)*10), r.who+" writes", func(l *loader) error { return l.remark(r, i) })
	}
	add(hours(58), "reported", func(l *loader) error { return l.report(quick, "tom", "abuse", "There is a swear word in it.") })
	add(hours(57), "removed", func(l *loader) error {
		return l.judge(quick, "jonas", models.CaseDecision{Do: "removed", Rule: "abuse", Words: "We do without swear words here."})
	})
	add(hours(55), "appealed", func(l *loader) error {
		return l.appeal("pete", "I swore at a junction. It has no feelings, and I have drawn it a new one. Read the sentence again, please.")
	})
	add(hours(50), "brought back", func(l *loader) error {
		return l.answer("mo-rahimi", "reversed", "He swore at a junction, at nobody. We were too strict.")
	})
	add(hours(48), "reported", func(l *loader) error {
		return l.report(rude, "bea", "abuse", "She does this to everybody who is new.")
	})
	add(hours(47), "warned", func(l *loader) error {
		return l.judge(rude, "mo-rahimi", models.CaseDecision{Do: "warned", Rule: "abuse", Words: "Say what you disagree with, not who may speak.", Remove: true})
	})
	add(hours(44), "appealed", func(l *loader) error {
		return l.appeal("sue", "I have ridden in traffic for thirty years and may say what I think of somebody who has not.")
	})
	add(hours(40), "upheld", func(l *loader) error {
		return l.answer("jonas", "upheld", "You may say what you think of the idea. You told a person to go away.")
	})
	threat := &remark{who: "kurt", words: "I know which train you take, and I will tell you there what I think of you."}
	add(hours(23), "kurt writes", func(l *loader) error { return l.remark(threat, 2) })
	add(hours(22), "reported", func(l *loader) error {
		return l.report(threat, "emma", "abuse", "I do take that train. This frightens me.")
	})
	add(hours(21), "suspended", func(l *loader) error {
		return l.judge(threat, "jonas", models.CaseDecision{
			Do: "suspended", Rule: "abuse", Words: "Nobody is threatened here, in earnest or in jest.", Remove: true, Until: end.Add(20 * 24 * time.Hour),
		})
	})
	add(hours(6), "appealed", func(l *loader) error {
		return l.appeal("kurt", "It was meant as a joke: she and I have taken the 7:14 together for two years. I see now how it reads. I would like to say sorry to her.")
	})
	add(hours(36), "reported", func(l *loader) error { return l.report(blunt, "ben", "abuse", "He could be nicer.") })
	add(hours(26), "reported", func(l *loader) error {
		return l.report(selling, "marco", "spam", "The third time this month, in other words.")
	})
	add(hours(25), "reported", func(l *loader) error { return l.report(selling, "emma", "spam", "") })
	add(hours(18), "reported", func(l *loader) error {
		return l.report(address, "jo-harker", "private_data", "That is where somebody lives. Whatever he does with his van.")
	})
	add(hours(27), "ben says why", func(l *loader) error {
		return l.sellsInPassing("ben", "So that more of you see the panniers at https://panniers-half-price.example.test in traffic.")
	})
	add(hours(24), "words taken away", func(l *loader) error {
		return l.takeWords("ben", "mo-rahimi", "spam", "Your support counts. The shop does not belong under it.")
	})
	add(hours(71), "reasons are kept", func(l *loader) error { return l.keepReasons("jonas") })
	add(hours(70), "words are listed", func(l *loader) error {
		ada, err := l.viewer("ada")
		if err != nil {
			return err
		}
		return l.store.SetHoldRules(l.ctx, ada, models.HoldRules{Words: "guaranteed income\nwork from your phone\npromo code"})
	})
	lenses := &remark{who: "ivan", words: "I part with two of my lenses, and there is a promo code for the shop that cleans them. Who wants to know?"}
	add(hours(30), "held", func(l *loader) error { return l.heldRemark(lenses, 5) })
	add(hours(28), "returned", func(l *loader) error {
		return l.letOff("jonas", models.HoldDecision{Do: "returned", Words: "Leave the shop and its code out, and it is a fine question."})
	})
	add(hours(2), "held", func(l *loader) error {
		return l.heldRemark(&remark{who: "nia", words: "My neighbour swears by a site where you work from your phone, between two trains. Is that anything, or is it what it looks like?"}, 1)
	})
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	return acts
}

// remark writes in one of the liveliest threads about cycling.
func (l *loader) remark(r *remark, n int) error {
	v, err := l.viewer(r.who)
	if err != nil {
		return err
	}
	d, err := l.store.Directory(l.ctx)
	if err != nil {
		return err
	}
	topic, err := d.Topic(v, "cycling-to-work")
	if err != nil {
		return err
	}
	threads, err := l.store.Threads(l.ctx, v, models.ThreadFilter{TopicID: topic.ID, Kind: models.KindDiscussion}, 1, 20)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(threads, func(t models.ThreadItem) bool { return t.Locked() })
	made, err := l.store.CreatePost(l.ctx, v, open[n%len(open)].ID, models.PostInput{Body: r.words})
	r.post = made.Post
	return err
}

// heldRemark writes something that has a listed word in it, while the limits of the demonstration are on.
func (l *loader) heldRemark(r *remark, n int) error {
	err := l.remark(r, n)
	if _, ok := models.HeldBy(err); ok {
		return nil
	}
	return fmt.Errorf("what %s wrote was not held: %w", r.who, err)
}

// letOff decides what is held, the oldest first.
func (l *loader) letOff(by string, in models.HoldDecision) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	waiting, _, err := l.store.Cases(l.ctx, v, models.CaseHold, 0)
	if err != nil || len(waiting) == 0 {
		return fmt.Errorf("nothing is held: %w", err)
	}
	return l.store.DecideHold(l.ctx, v, waiting[0].ID, in)
}

// sellsInPassing has somebody support a suggestion about cycling for a reason that nobody should have to read.
func (l *loader) sellsInPassing(who, why string) error {
	v, err := l.viewer(who)
	if err != nil {
		return err
	}
	d, err := l.store.Directory(l.ctx)
	if err != nil {
		return err
	}
	topic, err := d.Topic(v, "cycling-to-work")
	if err != nil {
		return err
	}
	list, err := l.store.Suggestions(l.ctx, v, models.SuggestionFilter{TopicID: topic.ID, Open: true}, 1)
	if err != nil {
		return err
	}
	for _, g := range list {
		if g.AuthorID != v.ID && !g.Locked() {
			_, err := l.store.Support(l.ctx, v, g.ID, why)
			return err
		}
	}
	return fmt.Errorf("%s finds nothing to support", who)
}

// takeWords removes why somebody supports what they supported last.
func (l *loader) takeWords(who, by, rule, because string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	writer, err := l.viewer(who)
	if err != nil {
		return err
	}
	list, err := l.store.Suggestions(l.ctx, writer, models.SuggestionFilter{SupportedBy: writer.ID, Open: true}, 1)
	if err != nil {
		return err
	}
	for _, g := range list {
		ref := models.WordsRef{Place: models.PlaceWhy, Handle: who, ThreadID: g.ID}
		if found, err := l.store.WordsToRemove(l.ctx, v, ref); err == nil && strings.Contains(found.Words, "https://") {
			return l.store.RemoveWords(l.ctx, v, models.WordsRemoval{WordsRef: ref, Rule: rule, Because: because})
		}
	}
	return fmt.Errorf("%s said nothing that could be taken away", who)
}

func (l *loader) report(r *remark, by, reason, detail string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	_, err = l.store.CreateReport(l.ctx, v, r.post.ID, models.ReportInput{Reason: reason, Detail: detail})
	return err
}

// judge decides what is reported about a remark.
func (l *loader) judge(r *remark, by string, in models.CaseDecision) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	waiting, _, err := l.store.Cases(l.ctx, v, models.CaseReport, 0)
	if err != nil {
		return err
	}
	for _, c := range waiting {
		if c.PostID != nil && *c.PostID == r.post.ID {
			return l.store.DecideCase(l.ctx, v, c.ID, in)
		}
	}
	return fmt.Errorf("nobody reported what %s wrote", r.who)
}

// appeal says something against what moderators did last to somebody.
func (l *loader) appeal(who, words string) error {
	v, err := l.viewer(who)
	if err != nil {
		return err
	}
	standing, err := l.store.Standing(l.ctx, v)
	if err != nil {
		return err
	}
	for _, a := range standing.Actions {
		if a.CanAppeal(v) {
			_, err := l.store.CreateAppeal(l.ctx, v, a.ID, words)
			return err
		}
	}
	return fmt.Errorf("nothing was done to %s", who)
}

// answer decides the appeal that waits.
func (l *loader) answer(by, do, words string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	waiting, _, err := l.store.Cases(l.ctx, v, models.CaseAppeal, 0)
	if err != nil || len(waiting) == 0 {
		return fmt.Errorf("nobody appeals: %w", err)
	}
	return l.store.DecideAppeal(l.ctx, v, waiting[0].ID, models.AppealDecision{Do: do, Words: words})
}
