package demo

import (
	"fmt"
	"time"

	"github.com/commonthread/commonthread/models"
)

// consultation is a question that was asked before something was decided.
type consultation struct {
	by, topic, title, body, options string
	opened, closes, decided         time.Duration // before the newest act; decided 0: not yet
	votes                           []vote
	heard, changed                  string
}

type vote struct {
	who    string
	option int // by its place, from 1
	why    string
}

const aDay = 24 * time.Hour

var consultations = []consultation{
	{
		by: "tobias", topic: "photography", title: "Before we decide: what shall the spring photo walk be about?",
		body: "The last two walks were “water” and “doors”. Before we print anything I would like to know what you want to look for in April. " +
			"Whatever wins, it is three hours, slowly, with tea.",
		options: "Hands at work\nShadows before nine\nThings that have been mended", opened: 34 * aDay, closes: 20 * aDay, decided: 17 * aDay,
		votes: []vote{
			{"hana", 3, "It is the only one of the three that you cannot find by looking for pictures."}, {"rosa", 1, ""}, {"theo", 2, "I am up anyway."},
			{"alma", 1, "People are proud of their hands and never asked about them."}, {"daria", 3, ""}, {"hugh", 3, "Half of what I own would be in it."},
			{"kofi", 1, ""}, {"ivan", 3, ""}, {"anouk", 3, "Tape counts, I hope."}, {"sana", 2, ""},
		},
		heard: "Half of you chose mended things, three chose hands, two the early shadows. Several who chose hands wrote that they meant hands mending something.",
		changed: "The walk is about things that have been mended, and it starts at the repair stand in Granby Street, where hands will be at work. " +
			"It begins at eight instead of ten, because of those who are up anyway.",
	},
	{
		by: "sam", topic: "cycling-to-work", title: "Before we decide: which bag shall we stop making?",
		body: "We make nineteen bags and have looms for eighteen. One has to go before the autumn, and I would rather hear it from those who carry them. " +
			"Parts and repairs stay, for at least ten years, whichever it is.",
		options: "The old messenger bag\nThe tall pannier without a pocket\nThe handlebar roll", opened: 6 * aDay, closes: -12 * aDay,
		votes: []vote{
			{"max", 2, "A bag without a pocket is a sack with ambitions."}, {"bea", 2, ""}, {"pete", 3, "Nobody who couriered ever put a roll on a bar."},
			{"tom", 2, ""}, {"zoe", 3, "With winter gloves I cannot open it."}, {"lars", 1, ""}, {"jo-harker", 2, "It hits my wheel."},
		},
	},
	{ // closed, and nobody has said yet what follows
		by: "leila", topic: "remote-work", title: "Before we decide: when shall the service line be open?",
		body: "We can staff the telephone for eight hours a day, and no more this year. Mornings are when parcels are late; evenings are when you are at home. " +
			"Tell us which eight, and why.",
		options: "Seven to three\nNine to five\nTwelve to eight", opened: 19 * aDay, closes: 4 * aDay,
		votes: []vote{
			{"mia", 3, "I notice what is broken when I unpack."}, {"nia", 3, ""}, {"max", 1, "Before the first ride, please."}, {"rosa", 3, ""},
			{"finn", 2, "Whoever answers has an evening, too."}, {"alma", 3, ""},
		},
	},
}

// consultationActs are what happened in them, counted back from the newest act.
func consultationActs(end time.Time) []act {
	var acts []act
	for i, k := range consultations {
		var made models.Thread
		what := fmt.Sprintf("consultation %d", i+1)
		acts = append(acts, act{end.Add(-k.opened), k.by, what, func(l *loader) (err error) {
			made, err = l.consult(k)
			return err
		}})
		for n, cast := range k.votes {
			at := end.Add(-k.opened + time.Duration(n+1)*11*time.Hour)
			acts = append(acts, act{at, cast.who, what + " answered", func(l *loader) error { return l.vote(made.ID, cast) }})
		}
		if k.decided > 0 {
			acts = append(acts, act{end.Add(-k.decided), k.by, what + " decided", func(l *loader) error {
				v, err := l.viewer(k.by)
				if err != nil {
					return err
				}
				return l.store.DecideConsultation(l.ctx, v, made.ID, k.heard, k.changed)
			}})
		}
	}
	return acts
}

func (l *loader) consult(k consultation) (models.Thread, error) {
	v, err := l.viewer(k.by)
	if err != nil {
		return models.Thread{}, err
	}
	return l.store.OpenConsultation(l.ctx, v, models.ConsultationInput{
		Topic: k.topic, Title: k.title, Body: k.body, Options: k.options,
		ClosesOn: string(models.DayOf(l.clock.Now().Add(k.opened-k.closes), time.UTC)), DraftKey: k.title,
	})
}

func (l *loader) vote(threadID int64, cast vote) error {
	v, err := l.viewer(cast.who)
	if err != nil {
		return err
	}
	th, err := l.store.Thread(l.ctx, v, threadID)
	if err != nil {
		return err
	}
	view, err := l.store.ConsultationOf(l.ctx, v, th)
	if err != nil {
		return err
	}
	return l.store.Vote(l.ctx, v, threadID, view.Options[cast.option-1].ID, cast.why)
}
