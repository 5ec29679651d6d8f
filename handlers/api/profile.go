package api

import (
	"net/http"
	"strings"

	"github.com/commonthread/commonthread/models"
)

func profileEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/me/profile", name: "getProfile", summary: "Read what you say of yourself, and to whom",
			access: account, gives: profile{}, do: (*call).getProfile,
		},
		{
			method: "PATCH", path: "/me/profile", name: "changeProfile", summary: "Change what you say of yourself, and to whom",
			access: writing, takes: profileChange{}, gives: profile{}, do: (*call).changeProfile,
		},
		{
			method: "PUT", path: "/threads/:id/read", name: "markRead", summary: "Say up to which post you have read a thread; it never goes back",
			access: writing, takes: readInput{}, status: http.StatusNoContent, do: (*call).markRead,
		},
	}
}

// profile is what you say of yourself.
type profile struct {
	Name      string            `json:"name"`
	Presence  string            `json:"presence" enum:"nobody,members,everyone"`
	Profile   map[string]string `json:"profile" doc:"bio, location, website, pronouns, interests: those that you filled in."`
	VisibleTo map[string]string `json:"visible_to" doc:"Who may read each of them: nobody, members or everyone."`
	Version   int64             `json:"version"`
}

// profileChange is what changes; what is left out stays.
type profileChange struct {
	Name      *string   `json:"name"`
	Presence  *string   `json:"presence" enum:"nobody,members,everyone" doc:"Who is told your name while you read or write in a thread."`
	Bio       *string   `json:"bio"`
	Location  *string   `json:"location"`
	Website   *string   `json:"website"`
	Pronouns  *string   `json:"pronouns"`
	Interests *string   `json:"interests"`
	VisibleTo *[]string `json:"visible_to" doc:"field:audience, such as bio:members; fields that are not named stay as they were. Nobody reads a new one until you say so."`
	Version   int64     `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

// readInput is how far you have read.
type readInput struct {
	Number int64 `json:"number" need:"yes" doc:"Of the last post that you have read."`
}

func (c *call) getProfile() error {
	p, err := c.store.OwnProfile(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	out := profile{Name: p.Name, Presence: string(p.PresentTo), Profile: map[string]string{}, VisibleTo: map[string]string{}, Version: p.Version}
	for name, f := range p.Fields {
		if out.VisibleTo[name] = string(f.VisibleTo); f.Value != "" {
			out.Profile[name] = f.Value
		}
	}
	return c.answer(out)
}

func (c *call) changeProfile() error {
	var in profileChange
	if err := c.read(&in); err != nil {
		return err
	}
	p, err := c.store.OwnProfile(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	if in.Version != 0 {
		p.Version = in.Version
	}
	if err := in.onto(&p); err != nil {
		return err
	}
	if err := c.store.EditProfile(c.ctx, c.viewer, models.ProfileInput(p)); err != nil {
		return err
	}
	return c.getProfile()
}

// onto changes a profile as it was asked.
func (in profileChange) onto(p *models.Profile) error {
	if in.Name != nil {
		p.Name = *in.Name
	}
	if in.Presence != nil {
		p.PresentTo = models.Audience(*in.Presence)
	}
	for name, value := range map[string]*string{"bio": in.Bio, "location": in.Location, "website": in.Website, "pronouns": in.Pronouns, "interests": in.Interests} {
		if f := p.Fields[name]; value != nil {
			f.Value = *value
			p.Fields[name] = f
		}
	}
	if in.VisibleTo == nil {
		return nil
	}
	for _, one := range *in.VisibleTo {
		name, audience, _ := strings.Cut(one, ":")
		f, known := p.Fields[name]
		to, err := models.ParseAudience(audience)
		if !known || err != nil {
			return wrongFields(map[string]string{"visible_to": "Write field:audience, such as bio:members; the fields are " +
				strings.Join(models.ProfileFields, ", ") + ", the audiences nobody, members and everyone."})
		}
		f.VisibleTo = to
		p.Fields[name] = f
	}
	return nil
}

func (c *call) markRead() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in readInput
	if err := c.read(&in); err != nil {
		return err
	}
	if err := c.store.MarkRead(c.ctx, c.viewer, id, in.Number); err != nil {
		return err
	}
	return c.done()
}
