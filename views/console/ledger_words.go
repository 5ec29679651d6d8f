package console

import (
	"strconv"

	"github.com/commonthread/commonthread/models"
)

// stateWords are the states as one says them.
var stateWords = map[models.State]string{
	models.StateReceived: "Received", models.StateUnderReview: "Under review", models.StateNeedsInfo: "Question to the author",
	models.StatePlanned: "Planned", models.StateUnderWay: "Under way", models.StateDone: "Done", models.StateDeclined: "Declined",
	models.StateAlreadyThere: "Already there", models.StateParked: "Parked", models.StateMerged: "Merged",
}

// StateWords says a state.
func StateWords(s models.State) string { return stateWords[s] }

// moveWords say what choosing a state means.
var moveWords = map[models.State]string{
	models.StateUnderReview:  "We look into it.",
	models.StateNeedsInfo:    "The clock stands still until they answer.",
	models.StatePlanned:      "We will do it. Say when people hear more.",
	models.StateUnderWay:     "Work has begun. Say when people hear more.",
	models.StateDone:         "It is there. Say what changed, and since when.",
	models.StateDeclined:     "We will not do it. Say why.",
	models.StateAlreadyThere: "It exists. Say where.",
	models.StateParked:       "Not now. Choose the day on which you look at it again.",
	models.StateMerged:       "Somebody asked the same. Both go on as one.",
}

// The lists of the inbox that hold other threads than suggestions.
const (
	QueueQuestions     models.InboxView = "questions"     // without any reply
	QueueMentions      models.InboxView = "mentions"      // posts that name somebody of the staff, and none wrote after
	QueueConsultations models.InboxView = "consultations" // closed, and their decision is owed
)

// ThreadQueues are those lists.
var ThreadQueues = []models.InboxView{QueueQuestions, QueueMentions, QueueConsultations}

// OurQueues are the lists of the whole community, YourQueues the viewer's own, each in its order.
var (
	OurQueues = []models.InboxView{
		models.InboxOpen, models.InboxNew, models.InboxNobody, models.InboxDueToday, models.InboxDueThisWeek, models.InboxLate,
		models.InboxHandedBack, models.InboxVerdictNo, models.InboxReopened, models.InboxPaused, QueueQuestions, QueueMentions, QueueConsultations,
	}
	YourQueues = []models.InboxView{models.InboxMine, models.InboxDepartment, models.InboxSnoozed}
)

// queueWords are the lists of the inbox.
var queueWords = map[models.InboxView]string{
	models.InboxOpen: "Everything owed", models.InboxNew: "New", models.InboxDueToday: "Due today", models.InboxLate: "Late",
	models.InboxHandedBack: "Handed back", models.InboxVerdictNo: "Answers that did not help", models.InboxReopened: "Reopened", models.InboxPaused: "Paused",
	QueueQuestions: "Unanswered questions", QueueMentions: "Staff are named", QueueConsultations: "Decisions owed", models.InboxMine: "Yours",
	QueueReports: "Reports", QueueHeld: "Held", QueueAppeals: "Appeals", QueueJoining: "Joining", QueueWaiting: "All that waits",
	models.InboxDepartment: "Your department", models.InboxNobody: "Nobody answered", models.InboxDueThisWeek: "Due this week", models.InboxSnoozed: "Put aside",
}

// QueueWords names a list of the inbox.
func QueueWords(q models.InboxView) string { return queueWords[q] }

var emptyWords = map[models.InboxView]string{
	models.InboxOpen: "Nothing is owed to anybody. That is what the promise is for.", models.InboxNew: "Nothing new has come in.",
	models.InboxDueToday: "Nothing is due today.", models.InboxLate: "Nothing is late.", models.InboxHandedBack: "Nothing was handed back.",
	models.InboxVerdictNo: "No author says that an answer did not help.", models.InboxReopened: "Nothing is reopened.",
	models.InboxPaused: "Nothing waits for its author or for a day.", QueueQuestions: "Every question has an answer.",
	QueueConsultations: "No consultation waits for its decision.", QueueMentions: "Nobody waits for somebody of the staff by name.", models.InboxMine: "You owe nobody an answer.",
	models.InboxDepartment: "Your department owes nobody an answer.", models.InboxNobody: "Everything has had a first answer.",
	QueueReports: "Nobody reported anything.", QueueHeld: "Nothing waits to be let through.", QueueAppeals: "Nobody appeals anything.",
	QueueJoining: "Nobody waits to be let in.", QueueWaiting: "Nothing waits for the moderators.", models.InboxDueThisWeek: "Nothing more is due this week.", models.InboxSnoozed: "You put nothing aside.",
}

func number(n int64) string { return "#" + strconv.FormatInt(n, 10) }
