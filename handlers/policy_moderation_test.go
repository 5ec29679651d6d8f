package handlers_test

import (
	"fmt"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// reportedCase reports a fresh post of the author's and leads to where its moderators decide.
func reportedCase(f *fixture) string {
	f.T.Helper()
	_, err := f.Store.CreateReport(f.Ctx, f.Hana, f.reply().ID, models.ReportInput{Reason: "abuse"})
	f.Must(err)
	return fmt.Sprint("/console/cases/", f.Count(`SELECT MAX(id) FROM cases`))
}

// warned is a warning of somebody who stands aside.
func warned(f *fixture) string {
	f.T.Helper()
	f.Must(f.Store.Warn(f.Ctx, f.Ada, "max", "abuse", "Be kind."))
	return fmt.Sprint("/console/actions/", f.Count(`SELECT MAX(id) FROM actions`), "/undo")
}

// warning is one of whoever asks; of a newcomer where a reader asks. Ada warns, and who asks as Ada is warned by nobody.
func warning(f *fixture) string {
	by := f.who
	if !by.SignedIn() {
		by = f.Nia
	}
	f.Exec(`INSERT INTO actions (kind, member_id, actor_id, rule, words, created_at) VALUES ('warn', ?, NULL, 'abuse', 'Be kind.', ?)`, by.ID, f.Clock.Now())
	return fmt.Sprint("/actions/", f.Count(`SELECT MAX(id) FROM actions`), "/appeals")
}

// foreignWarning is one of somebody who has no session.
func foreignWarning(f *fixture) string {
	f.Exec(`INSERT INTO actions (kind, member_id, actor_id, rule, words, created_at) VALUES ('warn', ?, NULL, 'abuse', 'Be kind.', ?)`, f.Sue.ID, f.Clock.Now())
	return fmt.Sprint("/actions/", f.Count(`SELECT MAX(id) FROM actions`), "/appeals")
}

// appealed is what a moderator answers: of a warning that nobody's name stands under.
func appealed(f *fixture) string {
	f.T.Helper()
	f.Exec(`INSERT INTO actions (kind, member_id, actor_id, rule, words, created_at) VALUES ('warn', ?, NULL, 'abuse', 'Be kind.', ?)`, f.Max.ID, f.Clock.Now())
	a, err := f.Store.CreateAppeal(f.Ctx, f.Max, f.Count(`SELECT MAX(id) FROM actions`), "It was a joke.")
	f.Must(err)
	return fmt.Sprint("/console/cases/", a.CaseID)
}

// sueSays is what Sue says of herself, as a moderator is asked about it.
func sueSays(f *fixture) string {
	f.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, 'bio', 'Fools, all of you.', 'everyone')
		ON CONFLICT (member_id, field) DO UPDATE SET value = excluded.value`, f.Sue.ID)
	return "/console/removals?place=bio&handle=sue"
}

// reporters are all but the author: readers, and whoever kept the cookie of a suspended account, count as readers.
const reporters = "reader suspended new member host " + staff

// heldPost is one of whoever asks, made as a word list would; of a newcomer where a reader asks.
func heldPost(rest string) func(f *fixture) request {
	return to(func(f *fixture) string {
		by := f.who.ID
		if !f.who.SignedIn() {
			by = f.Nia.ID
		}
		f.Exec(`INSERT INTO held_posts (member_id, thread_id, body, reasons, state, created_at) VALUES (?, ?, 'Words.', 'word:casino', 'returned', ?)`, by, f.thread().ID, f.Clock.Now())
		return fmt.Sprint("/held/", f.Count(`SELECT MAX(id) FROM held_posts`), rest)
	}, "body", "Other words.")
}

// foreignHeld is one of somebody else.
func foreignHeld(f *fixture) string {
	f.Exec(`INSERT INTO held_posts (member_id, thread_id, body, reasons, state, created_at) VALUES (?, ?, 'Words.', 'word:casino', 'returned', ?)`, f.Sue.ID, f.thread().ID, f.Clock.Now())
	return fmt.Sprint("/held/", f.Count(`SELECT MAX(id) FROM held_posts`))
}

// reasonOf is a saved reason.
func reasonOf(f *fixture) int64 {
	f.T.Helper()
	r, err := f.Store.SaveReason(f.Ctx, f.Mo, models.SavedReasonInput{
		Fits: "removal", Title: fmt.Sprint("Unkind ", f.Count(`SELECT COALESCE(MAX(id), 0) FROM saved_reasons`)), Words: "Be kind.",
	})
	f.Must(err)
	return r.ID
}

// askedCase is somebody who would like to join.
func askedCase(f *fixture) string {
	f.T.Helper()
	n := f.Count(`SELECT COUNT(*) FROM joining_requests`)
	f.Exec(`INSERT INTO joining_requests (token_hash, handle, name, email, email_key, password_hash, created_at) VALUES (?, ?, 'Pia', '', ?, '', ?)`,
		fmt.Sprint("token ", n), fmt.Sprint("pia", n), fmt.Sprint("pia", n), f.Clock.Now())
	return fmt.Sprint("/console/joining/", f.Count(`SELECT MAX(id) FROM joining_requests`))
}

// reportedItem is a reported post as a form names it.
func reportedItem(f *fixture) request {
	id := strings.TrimPrefix(reportedCase(f), "/console/cases/")
	return request{path: "/console/queue", form: form("kind", "report", "items", "report-"+id, "do", "no_breach", "words", "It is blunt, not unkind.")}
}

var moderationRules = []rule{
	{get, "/console/reasons", moderators, at("/console/reasons")},
	{post, "/console/reasons", moderators, at("/console/reasons", "title", "x")},
	{get, "/console/reasons/:id", moderators, to(func(f *fixture) string { return fmt.Sprint("/console/reasons/", reasonOf(f)) })},
	{post, "/console/reasons/:id", moderators, to(func(f *fixture) string { return fmt.Sprint("/console/reasons/", reasonOf(f)) }, "title", "x")},
	{post, "/console/reasons/:id/delete", moderators, to(func(f *fixture) string { return fmt.Sprint("/console/reasons/", reasonOf(f), "/delete") })},
	{post, "/console/queue", moderators, reportedItem},
	{get, "/console/joining/:id", moderators, to(askedCase)},
	{get, "/posts/:id/reports", everybody, onPost("/reports")},
	{post, "/posts/:id/reports", reporters, onPost("/reports", "reason", "spam", "name", "Rita", "email", "rita@example.test")},
	{get, "/reports/:receipt", "member", to(func(f *fixture) string {
		r, err := f.Store.CreateReport(f.Ctx, f.Max, f.reply().ID, models.ReportInput{Reason: "spam"})
		f.Must(err)
		return fmt.Sprint("/reports/", r.ReportID)
	})},
	{get, "/reports/:receipt", nobody, at("/reports/a-receipt-that-was-guessed")},
	{get, "/standing", members, at("/standing")},
	{get, "/promise/moderation", everybody, at("/promise/moderation")},
	{get, "/promise/moderation.json", everybody, at("/promise/moderation.json")},
	{get, "/standing/key", everybody, at("/standing/key")},
	{post, "/standing/key", everybody, at("/standing/key", "email", "hana", "password", testkit.Password)},
	{post, "/actions/:id/appeals", members, to(warning, "words", "It was a joke.")},
	{post, "/actions/:id/appeals", nobody, to(foreignWarning, "words", "It was a joke.")},
	{post, "/notices/moderation/read", members, at("/notices/moderation/read", "up_to", "1")},
	{get, "/held", members, at("/held")},
	{get, "/held/:id", members, heldPost("")},
	{get, "/held/:id", nobody, to(foreignHeld)},
	{post, "/held/:id", members, heldPost("")},
	{post, "/held/:id", nobody, to(foreignHeld, "body", "Mine.")},
	{post, "/held/:id/read", members, heldPost("/read")},
	{post, "/held/:id/withdraw", members, heldPost("/withdraw")},
	{post, "/held/:id/withdraw", nobody, to(func(f *fixture) string { return foreignHeld(f) + "/withdraw" })},
	{get, "/console/holds", administrators, at("/console/holds")},
	{post, "/console/holds", administrators, at("/console/holds")},
	{get, "/console/cases/:id", moderators, to(reportedCase)},
	{post, "/console/cases/:id", moderators, to(reportedCase, "do", "no_breach", "words", "It is blunt, not unkind.")},
	{get, "/console/removals", moderators, to(sueSays)},
	{post, "/console/removals", moderators, to(sueSays)},
	{get, "/console/cases/:id", moderators, to(appealed)},
	{post, "/console/cases/:id", moderators, to(appealed, "do", "upheld", "words", "It hurt.")},
	{post, "/console/actions/:id/undo", moderators, to(warned, "reason", "It was a joke.")},
	{post, "/console/members/:handle/warnings", moderators, at("/console/members/mia/warnings", "reason", "Be kind.")},
	{post, "/console/members/:handle/warnings", administrators, at("/console/members/sam/warnings", "reason", "Be kind.")},
	{post, "/console/members/:handle/ban", moderators, at("/console/members/mia/ban")},
	{post, "/console/members/:handle/ban", administrators, at("/console/members/sam/ban")},
	{post, "/console/members/:handle/restriction", moderators, at("/console/members/mia/restriction")},
	{post, "/console/members/:handle/restriction", administrators, at("/console/members/sam/restriction")},
	{post, "/console/members/:handle/restriction/lift", moderators, at("/console/members/mia/restriction/lift")},
	{get, "/t/:id/slow", moderators, onThread("/slow")},
	{post, "/t/:id/slow", moderators, onThread("/slow", "pause", "1m0s", "reason", "It gets heated.")},
}
