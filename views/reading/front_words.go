package reading

// besideLead is how many stories stand beside the lead; the rest go below it.
const besideLead = 3

func (p FrontPage) secondBeside() []Card { return p.Second[:min(besideLead, len(p.Second))] }

func (p FrontPage) secondBelow() []Card {
	if len(p.Second) <= besideLead {
		return nil
	}
	return p.Second[besideLead:]
}

// lead is the story that leads, or the liveliest conversation where there is none.
func (p FrontPage) lead() *Card {
	if p.Lead == nil && len(p.Talked) > 0 {
		return &p.Talked[0]
	}
	return p.Lead
}

// talked is what is left to talk about below the lead.
func (p FrontPage) talked() []Card {
	if p.Lead == nil && len(p.Talked) > 0 {
		return p.Talked[1:]
	}
	return p.Talked
}

func (p FrontPage) blank() bool {
	return p.Lead == nil && len(p.Talked) == 0 && len(p.Newest) == 0
}
