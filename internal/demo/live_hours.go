package demo

import (
	"time"

	"github.com/commonthread/commonthread/models"
)

// said is one post of a live hour, so many minutes after its beginning.
type said struct {
	after    time.Duration
	who      string
	words    string
	question bool
	replyTo  int64
}

// fogHour is what was said in the live hour that is over; post 1 is its announcement.
var fogHour = []said{
	{1, "hana", "Good evening, and good light to all of you. Put your questions, I pick them one after the other.", false, 0},
	{2, "theo", "How do you know the evening before that there will be fog?", true, 0},
	{3, "rosa", "Which lens stays at home?", true, 0},
	{5, "hana", "A clear sky, no wind, and a wet meadow after a warm day. If the weather station says that air and dew point will meet before sunrise, I set the alarm.", false, 3},
	{7, "mia", "I waited two hours last week and it lifted in ten minutes.", false, 0},
	{9, "hana", "The long one, mostly. Fog takes the distance away, so you can walk up to things instead.", false, 4},
	{11, "max", "What do you do with a whole morning of grey?", true, 0},
	{14, "hana", "I look for one thing that is dark. A single post in the water is enough.", false, 8},
	{16, "alma", "This was worth staying in for.", false, 0},
}

const fogSummary = "We spoke about when fog comes (clear, still, wet), what to leave at home (the long lens), and what to do with a grey morning: " +
	"find the one dark thing. Theo brings his station's figures to the next walk."

// liveHourActs are one live hour that was, and one to come, counted back from the newest act.
func liveHourActs(end time.Time) []act {
	begun := end.Truncate(aDay).Add(-9*aDay + 19*time.Hour)
	var was models.Thread
	acts := []act{{begun.Add(-4 * aDay), "hana", "live hour announced", func(l *loader) (err error) {
		was, err = l.announce("hana", "Ask Hana: photographs in fog", "An hour about waiting, with tea. Bring a picture that did not work.",
			models.LiveHourChange{StartsAt: begun, EndsAt: begun.Add(time.Hour), Agenda: "When it comes\nWhat to bring\nYour pictures"})
		return err
	}}}
	for _, m := range fogHour {
		acts = append(acts, act{begun.Add(m.after * time.Minute), m.who, "live hour: " + m.who, func(l *loader) error {
			v, err := l.viewer(m.who)
			if err != nil {
				return err
			}
			_, err = l.store.CreatePost(l.ctx, v, was.ID, models.PostInput{Body: m.words, Question: m.question, ReplyTo: m.replyTo})
			return err
		}})
	}
	acts = append(acts, act{begun.Add(2 * time.Hour), "hana", "live hour summed up", func(l *loader) error {
		v, err := l.viewer("hana")
		if err != nil {
			return err
		}
		if _, err := l.store.WatchLiveHours(l.ctx); err != nil {
			return err
		}
		return l.store.SumUpLiveHour(l.ctx, v, was.ID, fogSummary)
	}})
	comes := end.Truncate(aDay).Add(5*aDay + 19*time.Hour)
	return append(acts, act{end.Add(-2 * aDay), "hana", "another live hour announced", func(l *loader) error {
		_, err := l.announce("hana", "Ask Hana: one lens for a year", "What a year with one lens did to my pictures, and to my back.",
			models.LiveHourChange{StartsAt: comes, EndsAt: comes.Add(time.Hour), Agenda: "Why one\nWhich one\nYour questions", Pause: 20})
		return err
	}})
}

func (l *loader) announce(by, title, body string, when models.LiveHourChange) (models.Thread, error) {
	v, err := l.viewer(by)
	if err != nil {
		return models.Thread{}, err
	}
	return l.store.ScheduleLiveHour(l.ctx, v, models.LiveHourInput{Topic: "photography", Title: title, Body: body, LiveHourChange: when})
}
