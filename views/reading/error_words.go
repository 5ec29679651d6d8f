package reading

import (
	"net/http"
	"strconv"
	"time"

	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// sayings are what each status means to somebody who just wanted to read.
var sayings = map[int]struct{ headline, detail string }{
	http.StatusBadRequest:            {"That could not be understood", "Something in the address or the form is not as it should be. Go back and try once more."},
	http.StatusUnauthorized:          {"Please sign in again", "Your session has ended. Sign in and send it once more."},
	http.StatusForbidden:             {"That is not for you to do", "You can see this, but changing it is somebody else’s. If you think that is wrong, ask a moderator."},
	http.StatusNotFound:              {"There is nothing here", "The address may be mistyped, or what it led to was never yours to see. Search usually finds what moved."},
	http.StatusMethodNotAllowed:      {"That does not work here", "This address takes another kind of request."},
	http.StatusConflict:              {"Somebody was faster", "It changed while you were looking at it. Load it again and see what is new."},
	http.StatusGone:                  {"This was taken away", "It stood here once, and whoever was responsible for it has removed it."},
	http.StatusRequestEntityTooLarge: {"That is too large", "It is longer than can be taken in one piece."},
	http.StatusUnsupportedMediaType:  {"That kind of file cannot be taken", "Send it as one of the kinds named beside the form."},
	http.StatusMisdirectedRequest:    {"This community lives at another address", "You reached it by a name that is not its own."},
	http.StatusUnprocessableEntity:   {"Something needs changing first", "It breaks one of the rules for what is sent here. Go back, change it and send it again."},
	http.StatusTooManyRequests:       {"One moment, please", "That was a lot at once, from you or from somebody who shares your connection."},
	http.StatusServiceUnavailable:    {"We will be back in a moment", "Part of the community is out of reach just now. Nothing is lost."},
	http.StatusInsufficientStorage:   {"There is no room left", "The server’s disk is full. Those who run it have been told; reading still works."},
}

var unknownSaying = struct{ headline, detail string }{
	"Something went wrong on our side", "It is not your fault, and it was written down. Try again in a moment.",
}

func (p ErrorPage) headline() string {
	if p.Headline != "" {
		return p.Headline
	}
	if s, ok := sayings[p.Status]; ok {
		return s.headline
	}
	return unknownSaying.headline
}

func (p ErrorPage) detail() string {
	if p.Detail != "" {
		return p.Detail
	}
	if s, ok := sayings[p.Status]; ok {
		return s.detail
	}
	return unknownSaying.detail
}

// waitWords says when to come back, in the largest unit that is honest.
func (p ErrorPage) waitWords() string {
	switch {
	case p.RetryAfter <= 0:
		return ""
	case p.RetryAfter < 2*time.Minute:
		return "Try again in " + ui.Count(int64((p.RetryAfter+time.Second-1)/time.Second), "second", "seconds") + "."
	}
	return "Try again in " + strconv.Itoa(int((p.RetryAfter+time.Minute-1)/time.Minute)) + " minutes."
}

func (p ErrorPage) signInHref() string {
	if p.Return == "" {
		return links.SignIn
	}
	return links.SignInThen(p.Return)
}
