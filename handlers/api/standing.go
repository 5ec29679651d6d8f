package api

import (
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

// standingEndpoints change what somebody may do. What would take an account over is not among them, by decision: see
// internal/adr, "What a token may not do".
func standingEndpoints() []endpoint {
	return []endpoint{
		{
			method: "PUT", path: "/members/:handle/role", name: "setRole", summary: "Change somebody's role; for administrators",
			access: writing, takes: roleInput{}, status: http.StatusNoContent, do: (*call).setRole,
		},
		{
			method: "PUT", path: "/members/:handle/may_publish", name: "setMayPublish", summary: "Invite a member to write stories; for moderators",
			access: writing, status: http.StatusNoContent, do: func(c *call) error { return c.setMayPublish(true) },
		},
		{
			method: "DELETE", path: "/members/:handle/may_publish", name: "unsetMayPublish", summary: "Take an invitation to write stories back; for moderators",
			access: writing, status: http.StatusNoContent, do: func(c *call) error { return c.setMayPublish(false) },
		},
		{
			method: "PUT", path: "/members/:handle/suspension", name: "suspendMember", summary: "Keep somebody from signing in; for moderators, of staff for administrators",
			access: writing, takes: suspensionInput{}, status: http.StatusNoContent, do: (*call).suspendMember,
		},
		{
			method: "DELETE", path: "/members/:handle/suspension", name: "liftSuspension", summary: "Let somebody back in",
			access: writing, takes: liftInput{}, status: http.StatusNoContent, do: (*call).liftSuspension,
		},
	}
}

// roleInput is a role.
type roleInput struct {
	Role   string `json:"role" need:"yes" enum:"member,contributor,moderator,administrator"`
	Reason string `json:"reason" doc:"For the audit log."`
}

// suspensionInput says why somebody is kept out, and until when.
type suspensionInput struct {
	Reason string   `json:"reason" need:"yes" doc:"A sentence. They read it."`
	Rule   string   `json:"rule" need:"yes" enum:"spam,abuse,private_data,illegal,off_topic,other" doc:"Which was broken."`
	Until  string   `json:"until" format:"date-time" doc:"Within two years; until it is lifted when left out."`
	Ban    bool     `json:"ban" doc:"On record as a ban: without an end."`
	Clean  string   `json:"clean" enum:"day,week,all" doc:"Of a ban: what they wrote goes too. It comes back where the ban is taken back."`
	Also   []string `json:"clean_also" doc:"Of a ban: what goes besides posts: held (what waits in the queue), words (what others read on their page and beside support and votes), face."`
}

// liftInput says why somebody may come back.
type liftInput struct {
	Reason string `json:"reason"`
}

func (c *call) setRole() error {
	var in roleInput
	if err := c.read(&in); err != nil {
		return err
	}
	role, err := models.ParseRole(in.Role)
	if err != nil {
		return wrongFields(map[string]string{"role": "Send member, contributor, moderator or administrator."})
	}
	if err := c.store.SetRole(c.ctx, c.viewer, c.text("handle"), role, in.Reason); err != nil {
		return err
	}
	return c.done()
}

func (c *call) setMayPublish(on bool) error {
	if err := c.store.SetMayPublish(c.ctx, c.viewer, c.text("handle"), on); err != nil {
		return err
	}
	return c.done()
}

func (c *call) suspendMember() error {
	var in suspensionInput
	if err := c.read(&in); err != nil {
		return err
	}
	out := models.SuspensionInput{Because: in.Reason, Rule: in.Rule, Ban: in.Ban, Clean: in.Clean, Also: in.Also}
	if in.Until != "" {
		var err error
		if out.Until, err = time.Parse(time.RFC3339, in.Until); err != nil {
			return wrongFields(map[string]string{"until": "Give a moment such as 2026-03-02T09:00:00Z."})
		}
	}
	if err := c.store.Suspend(c.ctx, c.viewer, c.text("handle"), out); err != nil {
		return err
	}
	c.cleanUp()
	return c.done()
}

func (c *call) liftSuspension() error {
	var in liftInput
	if err := c.read(&in); err != nil {
		return err
	}
	if err := c.store.LiftSuspension(c.ctx, c.viewer, c.text("handle"), in.Reason); err != nil {
		return err
	}
	return c.done()
}
