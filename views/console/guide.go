package console

import (
	"strconv"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// Guide is how far the first week has come.
type Guide struct{ Done map[models.GuideStep]bool }

func guideTitle(g Guide) string {
	n := models.Guide{Done: g.Done}.Count()
	if n == len(models.GuideSteps) {
		return "The first week: all of it is done"
	}
	return "The first week: " + strconv.Itoa(n) + " of " + strconv.Itoa(len(models.GuideSteps)) + " done"
}

// guideSteps say what each step is, where it is done, and what it is good for.
var guideSteps = map[models.GuideStep]struct{ title, href, why string }{
	models.GuideRules: {
		"Write the house rules", links.ConsoleHousePage(models.HouseRules), "Whoever joins accepts them, and each removal names the rule that was broken. A template is there to begin with.",
	},
	models.GuideLegal: {
		"Publish privacy and imprint", links.ConsoleHouse, "They stand in the footer of each page. In many countries you may not open without them.",
	},
	models.GuideTopics: {
		"Make the topics", links.ConsoleTopics, "Two or three that your customers care about, wider than your products. Fewer fill faster.",
	},
	models.GuidePosting: {
		"Say how people talk in one of them", links.ConsoleTopics, "Two sentences above the form. Rules that are seen there had more newcomers write in a randomised trial.",
	},
	models.GuideColleague: {
		"Invite a colleague", links.ConsoleInvitations, "Somebody who answers when you are away. Contributors publish stories and answer; moderators also keep order.",
	},
	models.GuideOwner: {
		"Name who gets suggestions", links.ConsoleTeam, "No suggestion is without an owner and a due date. Until you name somebody it is you.",
	},
	models.GuideStory: {
		"Publish the first story", links.Compose(string(models.KindStory), ""), "The front page leads with it. Somebody’s own experience draws more answers than an announcement.",
	},
	models.GuideDiscussion: {
		"Begin the first discussion", links.Compose(string(models.KindDiscussion), ""), "Ask something that you would like to know yourself, and that everybody can answer.",
	},
	models.GuideMember: {
		"Invite the first members", links.ConsoleInvitations, "Ten people you know, by name. They set the tone for all who come after.",
	},
}
