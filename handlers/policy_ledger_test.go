package handlers_test

import (
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// supporters are all who may ask for what the author suggested.
const supporters = "new member host " + staff

// onLedger asks about a suggestion of the author's.
func onLedger(rest string, pairs ...string) func(f *fixture) request {
	return to(func(f *fixture) string {
		th := f.Start(f.mia(), testkit.Photography, models.KindSuggestion, "A bench for waiting", "Fog takes two hours to lift.")
		return fmt.Sprint("/suggestions/", th.ID, rest)
	}, pairs...)
}

// onConsultation asks about a question that staff put before deciding.
func onConsultation(rest string, pairs ...string) func(f *fixture) request {
	return to(func(f *fixture) string {
		th, err := f.Store.OpenConsultation(f.Ctx, f.Sam, models.ConsultationInput{
			Topic: testkit.Photography, Title: "Which bench shall it be?", Body: "Before we buy one.", Options: "Of wood\nOf stone",
			ClosesOn: string(models.DayOf(f.Clock.Now(), time.UTC).Add(10)),
		})
		f.Must(err)
		return fmt.Sprint("/consultations/", th.ID, rest)
	}, pairs...)
}

var ledgerRules = []rule{
	{get, "/suggestions", everybody, at("/suggestions?state=received&late=1")},
	{get, "/suggestions/mine", members, at("/suggestions/mine")},
	{get, "/suggestions/alike", members, at("/suggestions/alike?title=A+bench+for+waiting")},
	{post, "/suggestions/:id/support", supporters, onLedger("/support", "why", "I wait there too.")},
	{post, "/suggestions/:id/support/withdraw", supporters, onLedger("/support/withdraw")},
	{post, "/suggestions/:id/verdict", authors, onLedger("/verdict", "answered", "yes")},
	{post, "/suggestions/:id/reopen", authors, onLedger("/reopen", "because", "It leaves open what I asked for.")},
	{get, "/suggestions/:id/withdraw", authors, onLedger("/withdraw")},
	{post, "/suggestions/:id/withdraw", authors, onLedger("/withdraw")},
	{get, "/suggestions/:id/private", authors + " " + staff, onLedger("/private")},
	{post, "/suggestions/:id/private", authors + " " + staff, onLedger("/private", "body", "Between us.")},
	{post, "/consultations/:id/votes", "new member author host", onConsultation("/votes", "option", "7")},
	{post, "/consultations/:id/votes/withdraw", "new member author host", onConsultation("/votes/withdraw")},
	{get, "/t/:id/suggestion", authors + " " + staff, onThread("/suggestion")},
	{post, "/t/:id/suggestion", authors + " " + staff, onThread("/suggestion")},
	{get, "/heard", everybody, at("/heard")},
	{get, "/heard.atom", everybody, at("/heard.atom")},
	{get, "/promise", everybody, at("/promise")},
	{get, "/promise.json", everybody, at("/promise.json")},
	{get, "/promise/decisions", everybody, at("/promise/decisions?state=done")},
	{get, "/promise/:figure", everybody, at("/promise/late")},
	{get, "/departments/:slug", everybody, to(func(f *fixture) string {
		f.Must(f.Store.EditDepartment(f.Ctx, f.Ada, models.DepartmentInput{Name: "Repairs " + f.name, Lead: "sam", Members: "sam"}))
		return "/departments/repairs-" + f.name
	})},
	{get, "/notices", members, at("/notices")},
	{get, "/notices/unread", members, at("/notices/unread")},
	{post, "/notices/read", members, at("/notices/read")},
}
