package api

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func memberEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/me", name: "getMe", summary: "Say for whom the token acts, and what it may",
			access: account, gives: me{}, do: (*call).getMe,
		},
		{
			method: "GET", path: "/members/:handle", name: "getMember", summary: "Read what a member shows to you",
			gives: member{}, do: (*call).getMember,
		},
	}
}

// me is the token's owner, as the token lets them act.
type me struct {
	Handle     string    `json:"handle"`
	Name       string    `json:"name"`
	Role       string    `json:"role" enum:"member,contributor,moderator,administrator" doc:"The role you act with: without the scope staff, member."`
	Staff      bool      `json:"staff"`
	Employer   *string   `json:"employer"`
	Hosts      []string  `json:"hosts" doc:"The slugs of the topics you host."`
	MayPublish bool      `json:"may_publish" doc:"Whether you may write stories."`
	Presence   string    `json:"presence" enum:"nobody,members,everyone" doc:"Who is told your name while you read or write in a thread."`
	JoinedAt   time.Time `json:"joined_at"`
	PostCount  int64     `json:"post_count"`
	URL        string    `json:"url"`
	Scopes     []string  `json:"scopes"`
}

// member is somebody as they show themselves to you.
type member struct {
	Handle         string            `json:"handle"`
	Name           string            `json:"name"`
	Staff          bool              `json:"staff"`
	Employer       *string           `json:"employer"`
	FormerEmployer *string           `json:"former_employer"`
	JoinedAt       time.Time         `json:"joined_at"`
	PostCount      int64             `json:"post_count" doc:"Of theirs that you may see."`
	ThreadCount    int64             `json:"thread_count" doc:"Of theirs that you may see."`
	Profile        map[string]string `json:"profile" doc:"bio, location, website, pronouns, interests: those that you may read."`
	Hosts          []string          `json:"hosts" doc:"The slugs of the topics they host, where you may see them."`
	URL            string            `json:"url"`
}

func (c *call) getMe() error {
	v := c.viewer
	out := me{
		Handle: v.Handle, Name: v.Name, Role: string(v.Role), Staff: v.Staff(), Employer: textOrNull(v.Employer), Hosts: []string{},
		MayPublish: v.CanPublish(), Presence: string(v.PresentTo), JoinedAt: v.JoinedAt, PostCount: v.PostCount,
		URL: c.api.Absolute(c, links.Member(v.Handle)), Scopes: scopesOf(c.token),
	}
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return err
	}
	for _, t := range d.Topics(v) {
		if v.Hosts(t.ID) {
			out.Hosts = append(out.Hosts, t.Slug)
		}
	}
	return c.answer(out)
}

func (c *call) getMember() error {
	m, err := c.store.Member(c.ctx, c.viewer, c.text("handle"))
	if err != nil {
		return err
	}
	posts, threads, err := c.store.CountContributions(c.ctx, c.viewer, m)
	if err != nil {
		return err
	}
	out := member{
		Handle: m.Handle, Name: m.Name, Staff: m.Staff(), Employer: textOrNull(m.Employer), FormerEmployer: textOrNull(m.FormerEmployer),
		JoinedAt: m.JoinedAt, PostCount: posts, ThreadCount: threads, Profile: map[string]string{}, Hosts: []string{},
		URL: c.api.Absolute(c, links.Member(m.Handle)),
	}
	for _, f := range m.Fields {
		out.Profile[f.Field] = f.Value
	}
	for _, t := range m.Hosts {
		out.Hosts = append(out.Hosts, t.Slug)
	}
	return c.answer(out)
}

func scopesOf(t models.Token) []string {
	out := []string{}
	for _, s := range t.ScopeList() {
		out = append(out, string(s))
	}
	return out
}
