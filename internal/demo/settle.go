package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
)

// settle makes the community as its administrator would on the first day: settings, staff, topics. Members
// who host a topic are there from the start too.
func (l *loader) settle(people []person, topics []models.TopicInput) error {
	now := l.clock.Now()
	end := now.AddDate(2, 0, 0)
	first := people[0]
	l.clock.Set(end.Add(-first.joined))
	token, err := l.store.SetupToken(l.ctx)
	if err != nil {
		return err
	}
	if token == "" {
		return ErrNotEmpty
	}
	_, err = l.store.SetUp(l.ctx, token, models.SetUpInput{
		Community: "Waymark", TimeZone: "Europe/London", Topic: topics[0].Name,
		Handle: first.handle, Name: first.name, Email: first.handle + "@example.test", Password: l.password,
	})
	if err != nil {
		return fmt.Errorf("set up: %w", err)
	}
	if err := l.describe(first); err != nil {
		return err
	}
	if err := l.brandAndTopics(people, topics); err != nil {
		return err
	}
	if err := l.houseRules(); err != nil {
		return err
	}
	for _, host := range l.hosts {
		if err := l.accept(host); err != nil {
			return err
		}
	}
	return nil
}

// withArrivals adds everybody's joining to the acts, each in time for the first thing they do.
func (l *loader) withArrivals(people []person, writers []string, acts []act) ([]act, error) {
	if len(acts) == 0 {
		return nil, nil
	}
	end := acts[len(acts)-1].at
	played := acts // the arrivals are added behind these
	joined := func(p person) time.Time {
		at := end.Add(-p.joined)
		for _, a := range played {
			if a.who == p.handle && a.at.Before(at.Add(2*time.Hour)) {
				return a.at.Add(-2 * time.Hour)
			}
		}
		return at
	}
	for _, p := range people[1:] {
		if l.isHost(p.handle) {
			continue
		}
		acts = append(acts, act{joined(p), p.handle, p.handle + " joins", func(l *loader) error { return l.join(p) }})
	}
	for _, handle := range writers {
		i := slices.IndexFunc(people, func(p person) bool { return p.handle == handle })
		if i < 0 {
			return nil, fmt.Errorf("the writer %s is not in the cast", handle)
		}
		if people[i].role == models.RoleMember {
			acts = append(acts, act{joined(people[i]).Add(time.Hour), "ada", handle + " invited to publish", func(l *loader) error { return l.invite(handle) }})
		}
	}
	acts = append(acts, act{end.Add(-suspension), "mo-rahimi", "sue suspended", func(l *loader) error { return l.suspend("sue") }})
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	return acts, nil
}

func (l *loader) join(p person) error {
	password := auth.NewToken()
	for _, s := range shown {
		if s.handle == p.handle {
			password = l.password
		}
	}
	employer := ""
	if p.role.Staff() {
		employer = brand
	}
	_, err := l.store.CreateMember(l.ctx, models.MemberInput{
		Handle: p.handle, Name: p.name, Email: p.handle + "@example.test", Password: password, Role: p.role, Employer: employer,
	})
	if err != nil {
		return err
	}
	if err := l.accept(p.handle); err != nil {
		return err
	}
	if err := l.ownFace(p.handle); err != nil {
		return err
	}
	return l.describe(p)
}

// invite lets the members who wrote stories publish them; Ada asks them some days after they joined.
func (l *loader) invite(handle string) error {
	ada, err := l.viewer("ada")
	if err != nil {
		return err
	}
	delete(l.viewers, handle)
	return l.store.SetMayPublish(l.ctx, ada, handle, true)
}

// suspend is the end of a quarrel that can be read in two threads.
func (l *loader) suspend(handle string) error {
	mo, err := l.viewer("mo-rahimi")
	if err != nil {
		return err
	}
	return l.store.Suspend(l.ctx, mo, handle, models.SuspensionInput{
		Rule: "abuse", Until: l.clock.Now().Add(30 * 24 * time.Hour), Because: "Two removed posts within a week, both aimed at other members.",
	})
}

// describe fills in a profile, each line for whom its person chose.
func (l *loader) describe(p person) error {
	fields := map[string]models.ProfileField{}
	for name, line := range map[string]profileLine{"location": p.place, "bio": p.about} {
		if line.words != "" {
			fields[name] = models.ProfileField{Field: name, Value: line.words, VisibleTo: models.Audience(line.audience)}
		}
	}
	if len(fields) == 0 {
		return nil
	}
	v, err := l.store.ViewerByHandle(l.ctx, p.handle)
	if err != nil {
		return err
	}
	return l.store.EditProfile(l.ctx, v, models.ProfileInput{Name: p.name, Fields: fields, PresentTo: models.Audience(p.about.audience)})
}

// suspension is when Sue's last two removed posts had been talked over.
const suspension = 7 * 24 * time.Hour

func hostOf(t models.TopicInput) string {
	host, _, _ := strings.Cut(t.Hosts, ",")
	return host
}

// brandAndTopics sets the name on the door and opens the topics with their hosts, who join first.
func (l *loader) brandAndTopics(people []person, topics []models.TopicInput) error {
	for _, t := range topics {
		host := hostOf(t)
		if host == "" || host == people[0].handle {
			continue
		}
		i := slices.IndexFunc(people, func(p person) bool { return p.handle == host })
		if i < 0 {
			return fmt.Errorf("host %s of %s is not in the cast", host, t.Slug)
		}
		if err := l.join(people[i]); err != nil {
			return err
		}
		l.hosts[t.Slug] = host
	}
	ada, err := l.viewer(people[0].handle)
	if err != nil {
		return err
	}
	if err := l.store.SetEmployer(l.ctx, ada, ada.Handle, brand); err != nil {
		return err
	}
	err = l.store.EditSite(l.ctx, ada, waymark(models.JoinOpen))
	if err != nil {
		return err
	}
	delete(l.viewers, ada.Handle)
	if ada, err = l.viewer(ada.Handle); err != nil {
		return err
	}
	for i, t := range topics {
		if l.hosts[t.Slug] == "" {
			l.hosts[t.Slug] = people[0].handle
		}
		if name, ok := strings.CutPrefix(t.Cover, "picture:"); ok {
			if t.Cover, err = l.send(ada, name); err != nil {
				return err
			}
		}
		if i == 0 {
			_, err = l.store.UpdateTopic(l.ctx, ada, t.Slug, t)
		} else {
			_, err = l.store.CreateTopic(l.ctx, ada, t)
		}
		if err != nil {
			return fmt.Errorf("topic %s: %w", t.Slug, err)
		}
	}
	return nil
}

func (l *loader) isHost(handle string) bool {
	for _, host := range l.hosts {
		if host == handle {
			return true
		}
	}
	return false
}
