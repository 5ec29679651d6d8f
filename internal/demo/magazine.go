package demo

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/models"
)

// composeFront has a contributor put a member's story on top of the front page, and a conversation before everybody; the
// rest composes itself.
func (l *loader) composeFront() error {
	ines, err := l.viewer("ines")
	if err != nil {
		return err
	}
	stories, err := l.store.Threads(l.ctx, models.Viewer{}, models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}, 1, 20)
	if err != nil {
		return err
	}
	talks, err := l.store.Threads(l.ctx, models.Viewer{}, models.ThreadFilter{Kind: models.KindDiscussion, Talked: true}, 1, 20)
	if err != nil {
		return err
	}
	picks := map[models.FrontBlock][]models.FrontPickInput{}
	if i := slices.IndexFunc(stories, func(t models.ThreadItem) bool { return !t.Author.Staff() && t.Cover != "" }); i >= 0 {
		picks[models.FrontLead] = []models.FrontPickInput{{ThreadID: stories[i].ID}}
	}
	if len(talks) > 0 {
		most := slices.MaxFunc(talks, func(a, b models.ThreadItem) int { return int(a.PostCount - b.PostCount) })
		picks[models.FrontPinned] = []models.FrontPickInput{{ThreadID: most.ID}}
	}
	var in models.FrontInput
	for _, b := range models.FrontBlocks(0) {
		block := models.FrontBlockInput{Block: b, Shown: true, Picks: picks[b]}
		if b == models.FrontLead {
			block.Days = 21
		}
		in.Blocks = append(in.Blocks, block)
	}
	return l.store.ComposeFront(l.ctx, ines, 0, in)
}

// fillDesk leaves a story of each state on the publishing desk: one that waits for another's eyes, one that comes out by
// itself, and an old one that somebody looked at again.
func (l *loader) fillDesk() error {
	mia, err := l.viewer("mia")
	if err != nil {
		return err
	}
	th, err := l.store.CreateThread(l.ctx, mia, models.ThreadInput{
		Topic: "remote-work", Kind: string(models.KindStory), Title: "The desk nobody wanted", Cover: "window-desk", Later: true,
		Standfirst: "It stood by the stairs for a year. Then I had a cold, and sat where I would disturb nobody.",
		Body:       "Everybody passes the desk by the stairs, so everybody talks to whoever sits there. That was the reason against it.\n\n## A week of being interrupted\n\nOn Monday I counted eleven people. On Friday I knew what nine of them were working on, and two of them had solved what I had been stuck with since spring.\n\nI have not moved back.",
	})
	if err != nil {
		return err
	}
	if err := l.store.AskForReview(l.ctx, mia, th.ID, true); err != nil {
		return err
	}
	ines, err := l.viewer("ines")
	if err != nil {
		return err
	}
	coming, err := l.store.CreateThread(l.ctx, ines, models.ThreadInput{
		Topic: "cycling-to-work", Kind: string(models.KindStory), Title: "What a zip remembers", Cover: "workshop-bench", Later: true,
		Standfirst: "Nine in ten die of sand. The tenth is more interesting.",
		Body:       "A zip keeps a diary. You only have to look at it under a lamp.\n\n## Sand\n\nIt is nearly always sand: a beach, a building site, one bad winter of grit. Brush it out twice a year and the zip outlives the bag.\n\n## The tenth\n\nThe tenth was closed in anger. We see that too.",
	})
	if err != nil {
		return err
	}
	if err := l.store.ScheduleStory(l.ctx, ines, coming.ID, l.store.Now().Add(6*24*time.Hour)); err != nil {
		return err
	}
	old, _, err := l.store.DeskStories(l.ctx, ines, models.DeskFilter{State: models.DeskCheck})
	if err != nil || len(old) < 2 {
		return err
	}
	return l.store.CheckStory(l.ctx, ines, old[0].ID, 12)
}
