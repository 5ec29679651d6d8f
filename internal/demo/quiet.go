package demo

import "github.com/commonthread/commonthread/models"

// keepQuiet has Priya keep somebody who was rude away from herself, and a few things that she need not be told of. Another
// member keeps what they do to themselves.
func (l *loader) keepQuiet() error {
	priya, err := l.viewer("priya")
	if err != nil {
		return err
	}
	if err := l.store.SetBlock(l.ctx, priya, "kurt", true); err != nil {
		return err
	}
	if err := l.store.SetMute(l.ctx, priya, models.MutePerson, "ben", 0, true); err != nil {
		return err
	}
	if err := l.store.SetMute(l.ctx, priya, models.MuteTopic, "photography", 0, true); err != nil {
		return err
	}
	pete, err := l.viewer("pete")
	if err != nil {
		return err
	}
	return l.store.SetActivityHidden(l.ctx, pete, true)
}
