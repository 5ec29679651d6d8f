package console

import (
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// actions are the audit log's entries as sentences without a subject; a test holds them to models.AuditActions.
var actions = map[string]string{
	"address.changed":            "changed their e-mail address",
	"member.role":                "changed the role of",
	"member.may_publish":         "changed whether stories come from",
	"member.four_eyes":           "changed whether another puts out the stories of",
	"story.reviewed":             "looked at the story",
	"story.checked":              "checked whether it is still true:",
	"story.previewed":            "changed the preview links of",
	"story.series":               "changed the series of",
	"member.employer":            "changed the employer label of",
	"member.suspended":           "suspended",
	"member.suspension_lifted":   "lifted the suspension of",
	"member.erased":              "erased the account of",
	"member.face_removed":        "took away the face of",
	"words.removed":              "took away words of",
	"words.restored":             "gave back words of",
	"member.sessions_ended":      "signed out",
	"member.warned":              "warned",
	"member.warning_withdrawn":   "took back a warning of",
	"member.restricted":          "changed what may be done by",
	"case.decided":               "decided a case",
	"thread.slowed":              "changed the slow mode of",
	"password.changed":           "changed their password",
	"password.set":               "set the password of",
	"password.reset.handed":      "made a link for a new password of",
	"password.reset.used":        "set a new password by a link",
	"picture.told":               "changed what is said of a picture in",
	"post.removed":               "removed a post in",
	"post.restored":              "brought back a post in",
	"audit.exported":             "exported the audit log",
	"reason.saved":               "wrote a saved reason",
	"reason.deleted":             "deleted a saved reason",
	"reply.saved":                "wrote a saved reply",
	"reply.deleted":              "deleted a saved reply",
	"template.saved":             "wrote a story template",
	"template.archived":          "archived, or offered again, a story template",
	"site.changed":               "changed the settings",
	"look.changed":               "changed the look of",
	"story.unpublished":          "withdrew the story",
	"absence.changed":            "changed the holidays of",
	"department.changed":         "changed the department",
	"ledger.changed":             "changed calendar or targets of",
	"ledger.exported":            "exported the ledger of",
	"promise.annotated":          "wrote beside the promise of",
	"roster.changed":             "changed the duty roster of",
	"topic.owner":                "gave an owner to the topic",
	"suggestion.private":         "closed the private conversation about",
	"suggestion.wrote_privately": "wrote privately about",
	"suggestion.woken":           "called back, for themselves,",
	"note.added":                 "kept a note about",
	"member.thanked":             "thanked",
	"member.contacted":           "reached, by mail or phone,",
	"consultation.opened":        "asked everybody in",
	"consultation.decided":       "published the decision of",
	"suggestion.decision":        "decided on",
	"suggestion.update":          "told how it stands with",
	"suggestion.withdrawal":      "took back a decision on",
	"suggestion.unmerged":        "undid the merge of",
	"suggestion.owner":           "gave an owner to",
	"suggestion.made":            "made a suggestion of",
	"suggestion.snoozed":         "put off, for themselves,",
	"hour.changed":               "changed the live hour",
	"hour.ended":                 "ended before its time",
	"hour.question":              "dealt with a question in",
	"hour.summed_up":             "summed up",
	"history.hidden":             "hid the earlier versions of",
	"history.shown":              "showed again the earlier versions of",
	"thread.pinned":              "pinned",
	"thread.unpinned":            "unpinned",
	"thread.locked":              "closed",
	"thread.unlocked":            "opened again",
	"thread.moved":               "moved",
	"thread.outcome":             "said what came of",
	"thread.theme":               "changed until when everybody may add to",
	"thread.official":            "changed the official answer in",
	"thread.removed":             "removed the thread",
	"thread.restored":            "brought back the thread",
	"thread.retitled":            "changed the title of",
	"thread.split":               "split",
	"guide.changed":              "put away, or called back, the guide of",
	"crisis.changed":             "threw the crisis switch of",
	"joining.approved":           "let somebody in",
	"joining.refused":            "did not let somebody in",
	"invitation.made":            "invited somebody",
	"invitation.revoked":         "took an invitation back",
	"invitation.accepted":        "came by an invitation",
	"house.published":            "published a page of the house",
	"front.composed":             "composed the front of",
	"topic.created":              "made the topic",
	"topic.changed":              "changed the topic",
	"topic.merged":               "merged another topic into",
	"topic.unmerged":             "brought back the topic",
	"topic.ordered":              "put the topics in another order",
}

// ActionWords says an action of the audit log in words; one that is not known is said as it is.
func ActionWords(action string) string {
	if words, ok := actions[action]; ok {
		return words
	}
	return strings.NewReplacer(".", " ", "_", " ").Replace(action)
}

var roleWords = map[models.Role]string{
	models.RoleMember: "Member", models.RoleContributor: "Contributor", models.RoleModerator: "Moderator",
	models.RoleAdministrator: "Administrator",
}

var roleHints = map[models.Role]string{
	models.RoleMember:        "Takes part. Can be invited to write stories, and host topics.",
	models.RoleContributor:   "Staff. Writes stories, answers officially, says what came of a thread.",
	models.RoleModerator:     "Also removes, closes and moves, and suspends members.",
	models.RoleAdministrator: "Also gives roles, makes topics and changes the settings.",
}

// roleOptions are the roles; those of a filter come with one for all.
func roleOptions(hints bool) []ui.Option {
	var options []ui.Option
	if !hints {
		options = append(options, ui.Option{Label: "All roles"})
	}
	for _, r := range models.Roles {
		o := ui.Option{Value: string(r), Label: roleWords[r]}
		if hints {
			o.Hint = roleHints[r]
		}
		options = append(options, o)
	}
	return options
}

func actionOptions() []ui.Option {
	options := []ui.Option{{Label: "Everything"}}
	for _, a := range models.AuditActions {
		options = append(options, ui.Option{Value: a, Label: deedWords(a)})
	}
	return options
}

// deedWords are an action by itself, without what it was done to.
func deedWords(action string) string {
	words := strings.TrimSuffix(strings.TrimSuffix(ActionWords(action), " of"), " in")
	return strings.ToUpper(words[:1]) + words[1:]
}

// howOften says a number of times as people do.
func howOften(n int64) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return ui.Number(n) + " times"
}

var visibilityOptions = []ui.Option{
	{Value: "public", Label: "Everybody", Hint: "Readers without an account and search engines too."},
	{Value: "members", Label: "Members", Hint: "Whoever has signed in. For everybody else it does not exist."},
	{Value: "staff", Label: "Staff", Hint: "Contributors, moderators and administrators."},
}

func visibilityWord(v models.Visibility) string {
	switch v {
	case models.VisibleMembers:
		return "Members only"
	case models.VisibleStaff:
		return "Staff only"
	}
	return "Public"
}

var kindWords = map[models.Kind]string{
	models.KindStory: "Stories", models.KindDiscussion: "Discussions", models.KindQuestion: "Questions",
	models.KindSuggestion: "Suggestions", models.KindGallery: "Galleries",
}

// coverWords is a scene's name as one would say it.
func coverWords(scene string) string {
	if scene == "" {
		return "None"
	}
	words := strings.ReplaceAll(scene, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }
