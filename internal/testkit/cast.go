package testkit

import (
	"time"

	"github.com/commonthread/commonthread/models"
)

// people joins the cast a year before Start, Nia an hour before.
func (w *World) people() {
	w.T.Helper()
	w.Clock.Set(Start.AddDate(-1, 0, 0))
	for _, p := range []models.MemberInput{
		{Handle: "ada", Name: "Ada Lindqvist", Role: models.RoleAdministrator, Employer: "Larkmoor"},
		{Handle: "mo-rahimi", Name: "Mo Rahimi", Role: models.RoleModerator, Employer: "Larkmoor"},
		{Handle: "sam", Name: "Sam Okafor", Role: models.RoleContributor, Employer: "Larkmoor"},
		{Handle: "hana", Name: "Hana Sato"},
		{Handle: "mia", Name: "Mia Thornbury"},
		{Handle: "max", Name: "Max Oduya"},
		{Handle: "sue", Name: "Sue Pellow"},
	} {
		w.join(p)
	}
	w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'sue'`)
	w.Exec(`UPDATE members SET post_count = 50 WHERE role = 'member'`)
	w.Clock.Set(Start.Add(-time.Hour))
	w.join(models.MemberInput{Handle: "nia", Name: "Nia Blackwood"})
	w.Clock.Set(Start)
}

func (w *World) join(p models.MemberInput) {
	w.T.Helper()
	p.Email, p.Password = p.Handle+"@example.test", Password
	_, err := w.Store.CreateMember(w.Ctx, p)
	w.Must(err)
}

func (w *World) topics() {
	w.T.Helper()
	w.Ada = w.Viewer("ada")
	for _, t := range []models.TopicInput{
		{Slug: RemoteWork, Name: "Remote work", Visibility: "public", Colour: "ocean"},
		{Slug: Photography, Name: "Photography", Visibility: "public", Colour: "plum", Hosts: "hana"},
		{Slug: BackRoom, Name: "The back room", Visibility: "members", Colour: "moss"},
		{Slug: StaffTable, Name: "Staff table", Visibility: "staff", Colour: "slate"},
	} {
		_, err := w.Store.CreateTopic(w.Ctx, w.Ada, t)
		w.Must(err)
	}
}

func (w *World) refresh() {
	w.T.Helper()
	for handle, v := range map[string]*models.Viewer{
		"ada": &w.Ada, "mo-rahimi": &w.Mo, "sam": &w.Sam, "hana": &w.Hana, "mia": &w.Mia, "max": &w.Max, "nia": &w.Nia, "sue": &w.Sue,
	} {
		*v = w.Viewer(handle)
	}
	w.Reader = models.Viewer{}
}
