package demo

import (
	"strings"

	"github.com/commonthread/commonthread/models"
)

// houseGaps is what the templates of the community's own pages leave to its people.
var houseGaps = strings.NewReplacer(
	"[how long, for example three years]", "Three years",
	"[an address for questions about privacy]", "privacy@larkmoor.example",
	"[your country]", "England",
	"[name of the company]", "Larkmoor Bags Limited",
	"[street and number]", "4 Tannery Yard",
	"[postal code, town and country]", "LS9 8AA Leeds, United Kingdom",
	"[name of whoever represents it]", "Ada Lindqvist",
	"[court or office]", "Companies House", "[registration number]", "00000000", "VAT number: [number]", "VAT number: GB 000 0000 00",
	"[name and address]", "Ada Lindqvist, at the same address",
	"[an e-mail address that somebody reads]", "hello@larkmoor.example",
)

// lateToAccept is who has not yet looked at what changed, so that the question can be seen.
const lateToAccept = "ivan"

// houseRules publishes the community's own pages, and later mends a word in the rules.
func (l *loader) houseRules() error {
	ada, err := l.viewer("ada")
	if err != nil {
		return err
	}
	d, err := l.store.Directory(l.ctx)
	if err != nil {
		return err
	}
	for _, k := range models.HouseKinds {
		text, err := models.HouseTemplate(k, d.Site)
		if err != nil {
			return err
		}
		if err := l.store.PublishHouse(l.ctx, ada, k, models.HouseInput{Body: houseGaps.Replace(text), Asks: true}); err != nil {
			return err
		}
		if k != models.HouseRules {
			continue
		}
		text = strings.Replace(text, "**Stay with the subject.**", "**Stay with the subject, roughly.**", 1)
		err = l.store.PublishHouse(l.ctx, ada, k, models.HouseInput{Body: houseGaps.Replace(text), Changed: "A story about a dog is welcome in a thread about gloves, if there are gloves in it.", Version: 1})
		if err != nil {
			return err
		}
	}
	return nil
}

// accept is somebody reading the pages when they join; all but one do.
func (l *loader) accept(handle string) error {
	if handle == lateToAccept {
		return nil
	}
	v, err := l.store.ViewerByHandle(l.ctx, handle)
	if err != nil {
		return err
	}
	return l.store.AcceptHouse(l.ctx, v, 1<<40)
}
