package testkit

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
)

// settle lets the cast into a community, and opens its topics.
func settle(ctx context.Context, db *database.DB) error {
	now := clock.NewFake(Start)
	store, err := storeOver(db, now)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		joined time.Time
		models.MemberInput
	}{
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "ada", Name: "Ada Lindqvist", Role: models.RoleAdministrator, Employer: "Larkmoor"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "mo-rahimi", Name: "Mo Rahimi", Role: models.RoleModerator, Employer: "Larkmoor"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "sam", Name: "Sam Okafor", Role: models.RoleContributor, Employer: "Larkmoor"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "hana", Name: "Hana Sato"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "mia", Name: "Mia Thornbury"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "max", Name: "Max Oduya"}},
		{Start.AddDate(-1, 0, 0), models.MemberInput{Handle: "sue", Name: "Sue Pellow"}},
		{Start.Add(-time.Hour), models.MemberInput{Handle: "nia", Name: "Nia Blackwood"}},
	} {
		now.Set(p.joined)
		p.Email, p.Password = p.Handle+"@example.test", Password
		if _, err := store.CreateMember(ctx, p.MemberInput); err != nil {
			return fmt.Errorf("let %s in: %w", p.Handle, err)
		}
	}
	now.Set(Start)
	err = db.Write.Exec(`UPDATE members SET status = CASE handle WHEN 'sue' THEN 'suspended' ELSE status END,
		post_count = CASE WHEN role = 'member' AND handle <> 'nia' THEN 50 ELSE 0 END`).Error
	if err != nil {
		return fmt.Errorf("give the cast a past: %w", err)
	}
	ada, err := store.ViewerByHandle(ctx, "ada")
	if err != nil {
		return err
	}
	for _, t := range []models.TopicInput{
		{Slug: RemoteWork, Name: "Remote work", Visibility: "public", Colour: "ocean"},
		{Slug: Photography, Name: "Photography", Visibility: "public", Colour: "plum", Hosts: "hana"},
		{Slug: BackRoom, Name: "The back room", Visibility: "members", Colour: "moss"},
		{Slug: StaffTable, Name: "Staff table", Visibility: "staff", Colour: "slate"},
	} {
		if _, err := store.CreateTopic(ctx, ada, t); err != nil {
			return fmt.Errorf("open %s: %w", t.Slug, err)
		}
	}
	return nil
}

func storeOver(db *database.DB, c models.Clock) (*models.Store, error) {
	hasher, err := auth.NewCheapHasher()
	if err != nil {
		return nil, err
	}
	return models.NewStore(db, models.Parts{Clock: c, Hasher: hasher, Markup: markup.New(markup.Options{})}), nil
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
