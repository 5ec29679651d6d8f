package events

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// phaseWords say how far a live hour has come.
func phaseWords(p models.HourPhase) string {
	switch p {
	case models.HourComing:
		return "Live hour"
	case models.HourOn:
		return "Live now"
	}
	return "Was live"
}

// QuestionWords say how far a question has come.
func QuestionWords(q models.QuestionState) string {
	switch q {
	case models.QuestionPicked:
		return "being answered"
	case models.QuestionAnswered:
		return "answered"
	}
	return "asked"
}

// span is from when to when, in one day or over midnight, with the zone.
func span(from, to time.Time) string {
	day := "Monday 2 January 2006, 15:04"
	if from.YearDay() == to.YearDay() && from.Year() == to.Year() {
		return from.Format(day) + " – " + to.Format("15:04 MST")
	}
	return from.Format(day) + " – " + to.Format(day+" MST")
}

func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// pauseWords say how fast one may write.
func pauseWords(seconds int64) string {
	return "While it is on, one post every " + ui.Count(seconds, "second", "seconds") + " each, so that everybody can follow."
}
