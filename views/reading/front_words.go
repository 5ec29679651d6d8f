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

func (p FrontPage) blank() bool {
	return p.Lead == nil && len(p.Talked) == 0 && len(p.Newest) == 0
}
