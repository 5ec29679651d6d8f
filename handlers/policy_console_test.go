package handlers_test

import (
	"fmt"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// department is one of its own.
func department(f *fixture) string {
	f.T.Helper()
	name := fmt.Sprint("Workplace ", f.Count(`SELECT COUNT(*) FROM departments`))
	f.Must(f.Store.EditDepartment(f.Ctx, f.Ada, models.DepartmentInput{Name: name}))
	return "/console/departments/" + strings.ReplaceAll(strings.ToLower(name), " ", "-")
}

// savedReply is a contributor's, and shared.
func savedReply(rest string) func(f *fixture) string {
	return func(f *fixture) string {
		r, err := f.Store.SaveReply(f.Ctx, f.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Thank you, {{name}}.", Shared: true})
		f.Must(err)
		return fmt.Sprint("/console/replies/", r.ID, rest)
	}
}

// consultation is a contributor's.
func consultation(rest string) func(f *fixture) string {
	return func(f *fixture) string {
		th, err := f.Store.OpenConsultation(f.Ctx, f.Sam, models.ConsultationInput{
			Topic: testkit.Photography, Title: "Which bench?", Body: "One fits.", Options: "Oak\nSteel", ClosesOn: "2026-03-20",
		})
		f.Must(err)
		return fmt.Sprint("/console/consultations/", th.ID, rest)
	}
}

func onSuggestion(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/console/suggestions/", f.suggestion().ID, rest) }, pairs...)
}

var consoleRules = []rule{
	{get, "/console", staff, at("/console")},
	{get, "/console/overview", staff, at("/console/overview")},
	{get, "/console/suggestions/:id", staff, onSuggestion("")},
	{get, "/console/suggestions/:id/decisions", staff, onSuggestion("/decisions")},
	{post, "/console/suggestions/:id/decisions", staff, onSuggestion("/decisions")},
	{post, "/console/suggestions/:id/decisions/:decision/undo", nobody, onSuggestion("/decisions/1/undo")},
	{post, "/console/suggestions/:id/decisions/:decision/undo", "contributor", to(func(f *fixture) string {
		return keep(f, "decision", func() string {
			th := f.suggestion()
			d, err := f.Store.Decide(f.Ctx, f.Sam, th.ID, models.DecisionInput{To: "received", Words: fmt.Sprint("We read it, and thank you: ", th.ID), Version: th.Version})
			f.Must(err)
			return fmt.Sprint("/console/suggestions/", th.ID, "/decisions/", d.ID, "/undo")
		})
	})},
	{post, "/console/suggestions/:id/draft", staff, onSuggestion("/draft", "draft_key", "k", "words", "Half a thought")},
	{post, "/console/suggestions/:id/owner", staff, onSuggestion("/owner", "handle", "sam")},
	{post, "/console/suggestions/:id/notes", staff, onSuggestion("/notes", "body", "A note.")},
	{post, "/console/suggestions/:id/snooze", staff, onSuggestion("/snooze")},
	{post, "/console/suggestions/:id/snooze/end", staff, onSuggestion("/snooze/end")},
	{post, "/console/suggestions/:id/unmerge", staff, onSuggestion("/unmerge")},
	{get, "/console/members", staff, at("/console/members")},
	{get, "/console/members/:handle", staff, at("/console/members/mia")},
	{post, "/console/guide", administrators, at("/console/guide", "on", "1")},
	{get, "/console/members/:handle/:section", staff, at("/console/members/mia/posts")},
	{get, "/console/members/:handle/:section", moderators, at("/console/members/mia/reports")},
	{get, "/console/members/:handle/:section", administrators, at("/console/members/sam/sessions")},
	{post, "/console/members/:handle/sessions/end", moderators, at("/console/members/nia/sessions/end")},
	{post, "/console/members/:handle/sessions/:id/end", moderators, to(func(f *fixture) string {
		f.Exec(`INSERT INTO sessions (member_id, token_hash, user_agent, address, created_at, last_seen_at) VALUES (?, ?, '', '', ?, ?)`,
			f.Nia.ID, fmt.Sprint("of Nia ", f.Count(`SELECT COUNT(*) FROM sessions`)), f.Clock.Now(), f.Clock.Now())
		return fmt.Sprint("/console/members/nia/sessions/", f.Count(`SELECT MAX(id) FROM sessions`), "/end")
	})},
	{post, "/console/members/:handle/role", administrators, at("/console/members/mia/role", "role", "member")},
	{post, "/console/members/:handle/may-publish", moderators, at("/console/members/mia/may-publish", "on", "1")},
	{post, "/console/members/:handle/may-publish", administrators, at("/console/members/sam/may-publish", "on", "1")},
	{post, "/console/members/:handle/employer", administrators, at("/console/members/sam/employer", "employer", "Larkmoor")},
	{post, "/console/members/:handle/suspension", moderators, at("/console/members/mia/suspension")},
	{post, "/console/members/:handle/suspension", administrators, at("/console/members/sam/suspension")},
	{post, "/console/members/:handle/face/remove", moderators, at("/console/members/mia/face/remove")},
	{post, "/console/members/:handle/face/remove", administrators, at("/console/members/sam/face/remove")},
	{post, "/console/members/:handle/suspension/lift", moderators, at("/console/members/mia/suspension/lift")},
	{post, "/console/members/:handle/suspension/lift", administrators, at("/console/members/mo-rahimi/suspension/lift")},
	{get, "/console/topics", staff, at("/console/topics")},
	{post, "/console/topics", administrators, at("/console/topics")},
	{get, "/console/topics/new", administrators, at("/console/topics/new")},
	{get, "/console/topics/:slug", administrators, at("/console/topics/photography")},
	{post, "/console/topics/:slug", administrators, at("/console/topics/photography")},
	{post, "/console/topic-merges/:id/undo", administrators, to(undoneMerge)},
	{post, "/console/topics/:slug/merge", administrators, at("/console/topics/photography/merge", "into", "nowhere")},
	{post, "/console/topics/:slug/order", administrators, at("/console/topics/photography/order", "to", "up")},
	{post, "/console/topics/:slug/archive", administrators, at("/console/topics/photography/archive", "on", "0")},
	{post, "/console/suggestions/:id/side", staff, onSuggestion("/side", "body", "Between us.")},
	{post, "/console/suggestions/:id/side/close", staff, onSuggestion("/side/close")},
	{get, "/console/merges", staff, at("/console/merges")},
	{post, "/console/merges", staff, at("/console/merges")},
	{get, "/console/replies", staff, at("/console/replies")},
	{post, "/console/replies", staff, at("/console/replies")},
	{get, "/console/replies/:id", "contributor", to(savedReply(""))},
	{post, "/console/replies/:id", "contributor", to(savedReply(""), "title", "Thanks", "body", "Thank you, {{name}}.")},
	{post, "/console/replies/:id/delete", "contributor " + administrators, to(savedReply("/delete"))},
	{post, "/console/annotations", staff, at("/console/annotations", "words", "Three of the late ones are ours, and we know it.")},
	{post, "/console/annotations/:id/remove", "contributor " + administrators, to(func(f *fixture) string {
		f.Must(f.Store.AnnotatePromise(f.Ctx, f.Sam, "Three of the late ones are ours, and we know it."))
		return fmt.Sprint("/console/annotations/", f.Count(`SELECT MAX(id) FROM promise_annotations`), "/remove")
	})},
	{get, "/console/contacts", staff, at("/console/contacts")},
	{get, "/console/thanks", staff, at("/console/thanks")},
	{post, "/console/thanks", staff, to(func(f *fixture) string { f.suggestion(); return "/console/thanks" }, "handle", "mia", "thread", "1", "words", "Thank you, for all.")},
	{post, "/console/members/:handle/contacts", staff, to(func(f *fixture) string {
		f.Must(f.Store.SetContactConsent(f.Ctx, f.mia(), "mail", "", true))
		return "/console/members/mia/contacts"
	}, "channel", "mail", "words", "We spoke.")},
	{post, "/console/members/:handle/contacts", nobody, at("/console/members/max/contacts", "channel", "phone", "words", "We spoke.")},
	{get, "/console/consultations", staff, at("/console/consultations")},
	{post, "/console/consultations", staff, at("/console/consultations")},
	{get, "/console/consultations/new", staff, at("/console/consultations/new")},
	{get, "/console/consultations/:id", staff, to(consultation(""))},
	{post, "/console/consultations/:id/decision", staff, to(consultation("/decision"))},
	{get, "/console/ledger.csv", staff, at("/console/ledger.csv")},
	{get, "/console/ledger-lines.csv", staff, at("/console/ledger-lines.csv")},
	{get, "/console/ledger.json", staff, at("/console/ledger.json")},
	{get, "/console/team", staff, at("/console/team")},
	{post, "/console/team/absences", staff, at("/console/team/absences")},
	{post, "/console/team/absences", moderators, at("/console/team/absences", "handle", "mo-rahimi", "first_day", "2026-04-01", "last_day", "2026-04-02")},
	{post, "/console/team/absences/:id/end", "contributor " + administrators, to(func(f *fixture) string {
		f.Must(f.Store.AddAbsence(f.Ctx, f.Sam, models.AbsenceInput{FirstDay: "2026-04-01", LastDay: "2026-04-02"}))
		return fmt.Sprint("/console/team/absences/", f.Count(`SELECT MAX(id) FROM absences`), "/end")
	})},
	{post, "/console/team/roster", administrators, at("/console/team/roster", "roster", "ada")},
	{post, "/console/team/owners", administrators, at("/console/team/owners", "topic", "photography", "owner", "ada")},
	{get, "/console/departments/new", administrators, at("/console/departments/new")},
	{post, "/console/departments", administrators, at("/console/departments")},
	{get, "/console/departments/:slug", administrators, to(department)},
	{post, "/console/departments/:slug", administrators, to(department)},
	{get, "/console/calendar", administrators, at("/console/calendar")},
	{post, "/console/calendar", administrators, at("/console/calendar")},
	{get, "/console/site", administrators, at("/console/site")},
	{post, "/console/site", administrators, at("/console/site")},
	{get, "/console/style", nobody, at("/console/style")}, // but in a demonstration
	{get, "/console/style/tokens.css", nobody, at("/console/style/tokens.css")},
	{get, "/console/brand", administrators, at("/console/brand")},
	{post, "/console/brand", administrators, at("/console/brand")},
	{get, "/console/brand/logo", administrators, at("/console/brand/logo")},
	{post, "/console/brand/logo", administrators, at("/console/brand/logo")},
	{post, "/console/brand/restore", administrators, to(func(f *fixture) string {
		f.Must(f.Store.EditLook(f.Ctx, f.Ada, models.LookInput{Name: "Waymark", Typeface: models.TypefaceBook, Corners: models.CornersSoft}))
		return "/console/brand/restore"
	}, "former", "1")},
	{get, "/console/brand/sample.css", administrators, at("/console/brand/sample.css?accent=%231c5a46&typeface=book&corners=round")},
	{get, "/console/audit", moderators, at("/console/audit")},
	{post, "/console/audit/export", moderators, at("/console/audit/export")},
	{get, "/console/activity", administrators, at("/console/activity")},
	{get, "/console/resets", administrators, at("/console/resets")},
	{post, "/console/resets", administrators, at("/console/resets", "handle", "max")},
}

// undoneMerge is a merge of topics that was undone before: there is nothing left to do about it.
func undoneMerge(f *fixture) string {
	f.Exec(`INSERT INTO topic_merges (topic_id, into_id, slug, name, topic, merged_at, undone_at) VALUES (77, 1, 'a', 'A', '{}', ?, ?)`, f.Clock.Now(), f.Clock.Now())
	return "/console/topic-merges/" + itoa(f.Count(`SELECT MAX(id) FROM topic_merges`)) + "/undo"
}
