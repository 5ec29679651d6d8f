package links

import "net/url"

// Pages of the console beside the inbox.
const (
	ConsoleReplies       = Console + "/replies"
	ConsoleThanks        = Console + "/thanks"
	ConsoleContacts      = Console + "/contacts"
	ConsoleMerges        = Console + "/merges"
	ConsoleConsultations = Console + "/consultations"
	ConsoleNewConsult    = ConsoleConsultations + "/new"
)

// ConsoleContactsPage is the log of what was said by mail or phone, to one member (empty: to all), below an entry.
func ConsoleContactsPage(member string, before int64) string {
	q := url.Values{}
	if member != "" {
		q.Set("member", member)
	}
	if before > 0 {
		q.Set("before", id(before))
	}
	if len(q) == 0 {
		return ConsoleContacts
	}
	return ConsoleContacts + "?" + q.Encode()
}

// Annotations takes what staff say beside the figures of the promise.
const Annotations = Console + "/annotations"

// RemoveAnnotation takes one of them off.
func RemoveAnnotation(annotationID int64) string {
	return Annotations + "/" + id(annotationID) + "/remove"
}

// ConsoleReply changes a saved reply; noun is empty, or "delete".
func ConsoleReply(replyID int64, noun string) string {
	if noun == "" {
		return ConsoleReplies + "/" + id(replyID)
	}
	return ConsoleReplies + "/" + id(replyID) + "/" + noun
}

// ConsoleAnswerWith is a suggestion's page with a saved reply begun in its form.
func ConsoleAnswerWith(suggestion string, replyID int64) string {
	u, err := url.Parse(suggestion)
	if err != nil {
		return suggestion
	}
	q := u.Query()
	q.Set("reply", id(replyID))
	u.RawQuery, u.Fragment = q.Encode(), "decide-words"
	return u.String()
}

// ConsoleConsultation is a consultation as staff see it; noun is empty, or "decision".
func ConsoleConsultation(threadID int64, noun string) string {
	if noun == "" {
		return ConsoleConsultations + "/" + id(threadID)
	}
	return ConsoleConsultations + "/" + id(threadID) + "/" + noun
}
