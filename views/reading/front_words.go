package reading

import (
	"slices"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
)

// blocks are the parts that are shown, in order.
func (p FrontPage) blocks() []models.FrontBlock {
	if p.Blocks == nil {
		return models.FrontBlocks(0)
	}
	return p.Blocks
}

func (p FrontPage) shows(b models.FrontBlock) bool { return slices.Contains(p.blocks(), b) }

// cover is the frame of the front page, which wears the community's name large.
func (p FrontPage) cover() layout.Page {
	p.BodyClass = "front"
	return p.Page
}

// beside is how many stories stand beside the lead: as many as its picture is
// high, so long as the row below it comes out even.
func (p FrontPage) beside() int {
	switch n := len(p.Second); n {
	case 5, 6:
		return 3
	default:
		return min(4, n)
	}
}

func (p FrontPage) secondBeside() []Card { return p.Second[:p.beside()] }

func (p FrontPage) secondBelow() []Card { return p.Second[p.beside():] }

// lead is the story that leads, or the liveliest conversation where there is none.
func (p FrontPage) lead() *Card {
	if p.Lead == nil && len(p.Talked) > 0 {
		return &p.Talked[0]
	}
	return p.Lead
}

// talked is what is left to talk about below the lead.
func (p FrontPage) talked() []Card {
	if p.Lead == nil && p.shows(models.FrontLead) && len(p.Talked) > 0 {
		return p.Talked[1:]
	}
	return p.Talked
}

func (p FrontPage) blank() bool {
	return p.Lead == nil && len(p.Talked) == 0 && len(p.Newest) == 0 && p.Pinned == nil && len(p.Pictures) == 0 && len(p.Hours) == 0
}
