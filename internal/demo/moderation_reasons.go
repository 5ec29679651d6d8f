package demo

import "github.com/commonthread/commonthread/models"

// reasons are what Waymark's moderators say again and again.
var reasons = []models.SavedReasonInput{
	{Fits: "removal", Title: "Advertising", Rule: "spam", Words: "Nothing is sold here. Tell us what you like about it instead, without the shop."},
	{Fits: "removal", Title: "Aimed at a person", Rule: "abuse", Words: "Say what you disagree with, not what you think of who said it."},
	{Fits: "removal", Title: "Where somebody lives", Rule: "private_data", Words: "Where somebody lives or works is theirs to tell."},
	{Fits: "removal", Title: "Another conversation", Rule: "off_topic", Words: "This is about something else. Begin a thread of your own for it."},
	{Fits: "leaving", Title: "Allowed", Rule: "other", Words: "We looked at it, and it breaks none of the house rules. It may stay."},
	{Fits: "leaving", Title: "Blunt, not unkind", Rule: "other", Words: "We read it as blunt, not as unkind. It may stay."},
	{Fits: "leaving", Title: "An opinion", Rule: "other", Words: "One may see it so. Answer it, if you see it otherwise."},
	{Fits: "returning", Title: "Leave the shop out", Rule: "spam", Words: "Leave the shop and its links out, and it is a fine post."},
	{Fits: "returning", Title: "Say it more kindly", Rule: "abuse", Words: "There is a point in it. Say it so that the other can hear it."},
	{Fits: "refusal", Title: "A name we can address", Rule: "other", Words: "Ask again with a name by which we may call you."},
}

func (l *loader) keepReasons(by string) error {
	v, err := l.viewer(by)
	for _, r := range reasons {
		if err == nil {
			_, err = l.store.SaveReason(l.ctx, v, r)
		}
	}
	return err
}
