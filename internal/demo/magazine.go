package demo

import (
	"slices"

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
