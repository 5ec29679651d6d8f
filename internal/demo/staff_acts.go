package demo

import (
	"time"

	"github.com/commonthread/commonthread/models"
)

// staffAct is what somebody did that staff see in the console, so long before the newest act.
type staffAct struct {
	before time.Duration
	who    string
	what   string
	do     func(l *loader, v models.Viewer) error
}

// repairCard is the suggestion that some of it is about, by its key.
const repairCard = "repair-card"

var staffActs = []staffAct{
	{80 * aDay, "wren", "a saved reply", saveReply("We ask the workshop", true,
		"Dear {{name}}, thank you for telling us about {{what}}. I have asked the workshop, and you hear from me by {{day}}, also if the answer is no.")},
	{79 * aDay, "wren", "a saved reply", saveReply("One question before we decide", true,
		"{{name}}, one question before we decide: {{question}} Until you answer, the clock for this stands still.")},
	{60 * aDay, "ada", "a saved reply", saveReply("Not this year, and why", false,
		"{{name}}, we will not do this this year. The reason is {{reason}}. What would have to change for a yes is {{condition}}.")},
	{82 * aDay, "ines", "a private word", writeSide(
		"Dorota has your letter on the wall, and she would like to see the rucksack on a moor. May I give her your address?")},
	{81 * aDay, "mia", "a private answer", writeSide("Please do. It has been on two moors since, and I have pictures of both.")},
	{80 * aDay, "mia", "agrees to be called", func(l *loader, v models.Viewer) error {
		return l.store.SetContactConsent(l.ctx, v, "phone", "0113 496 0142, after six", true)
	}},
	{79 * aDay, "ines", "calls", func(l *loader, v models.Viewer) error {
		return l.store.LogContact(l.ctx, v, "mia", "phone", "Called about the photographs. She would rather send prints than files, and asked how the seam is holding. It is.")
	}},
	{79 * aDay, "ines", "notes", func(l *loader, v models.Viewer) error {
		return l.store.AddNote(l.ctx, v, l.named[repairCard], "Dorota says yes to her first name on the card, no to her surname.")
	}},
	{78 * aDay, "ines", "thanks", func(l *loader, v models.Viewer) error {
		return l.store.Thank(l.ctx, v, "mia", l.named[repairCard], "You found a seam that nobody told you about, and now everybody is told. Thank you from the whole bench.")
	}},
	{2 * aDay, "leila", "a holiday", func(l *loader, v models.Viewer) error {
		first := models.DayOf(l.clock.Now(), time.UTC).Add(9)
		return l.store.AddAbsence(l.ctx, v, models.AbsenceInput{FirstDay: string(first), LastDay: string(first.Add(11)), Delegate: "wren"})
	}},
}

func saveReply(title string, shared bool, body string) func(*loader, models.Viewer) error {
	return func(l *loader, v models.Viewer) error {
		_, err := l.store.SaveReply(l.ctx, v, models.SavedReplyInput{Title: title, Body: body, Shared: shared})
		return err
	}
}

func writeSide(body string) func(*loader, models.Viewer) error {
	return func(l *loader, v models.Viewer) error { return l.store.WriteSide(l.ctx, v, l.named[repairCard], body) }
}

func staffRoomActs(end time.Time) []act {
	var acts []act
	for _, a := range staffActs {
		acts = append(acts, act{end.Add(-a.before), a.who, a.what, func(l *loader) error {
			v, err := l.viewer(a.who)
			if err != nil {
				return err
			}
			return a.do(l, v)
		}})
	}
	return acts
}
