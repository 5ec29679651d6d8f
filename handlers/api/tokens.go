package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

func tokenEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/tokens", name: "listTokens", summary: "List your tokens that still work, the newest first",
			access: account, gives: list[token]{}, do: (*call).listTokens,
		},
		{
			method: "POST", path: "/tokens", name: "createToken", summary: "Make a token with handle or address and password; it ends when the password changes",
			takes: tokenInput{}, gives: tokenMade{}, status: http.StatusCreated, repeats: true, do: (*call).createToken,
		},
		{
			method: "DELETE", path: "/tokens/:id", name: "revokeToken", summary: "End one of your tokens",
			access: writing, status: http.StatusNoContent, do: (*call).revokeToken,
		},
	}
}

// token is a way in for a program, without its text.
type token struct {
	ID         int64      `json:"id"`
	Name       string     `json:"name"`
	Scopes     []string   `json:"scopes"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
	ExpiresAt  *time.Time `json:"expires_at" doc:"null: without end."`
	Current    bool       `json:"current" doc:"Whether it is the one that asks."`
}

// tokenMade is a new token, with its text: the only time it is shown.
type tokenMade struct {
	Token string `json:"token"`
	token
}

// tokenInput asks for a token.
type tokenInput struct {
	Email    string   `json:"email" need:"yes" doc:"Address or handle."`
	Password string   `json:"password" need:"yes"`
	Name     string   `json:"name" doc:"What it is for; “Script” when left out."`
	Scopes   []string `json:"scopes" doc:"read, write, staff; all you are entitled to when left out. What you are not entitled to is dropped."`
	Days     int64    `json:"days" doc:"How long it lasts, up to 366; without end when left out."`
}

func (c *call) tokenShape(t models.Token) token {
	return token{
		ID: t.ID, Name: t.Name, Scopes: scopesOf(t), CreatedAt: t.CreatedAt, LastUsedAt: t.LastUsedAt, ExpiresAt: t.ExpiresAt,
		Current: t.ID == c.token.ID,
	}
}

func (c *call) listTokens() error {
	own, err := c.store.Tokens(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	var items []token
	for _, t := range own {
		items = append(items, c.tokenShape(t))
	}
	return c.answer(listOf(items, nil))
}

func (c *call) createToken() error {
	in := tokenInput{Name: "Script"}
	if err := c.read(&in); err != nil {
		return err
	}
	// the table of requests must not become a place to try passwords on: the fingerprint is of the rest
	c.sent = fmt.Appendf(nil, "%q %q %d", in.Name, in.Scopes, in.Days)
	r, err := c.request()
	if err != nil {
		return err
	}
	made, _, err := c.store.CreateTokenByPassword(c.ctx,
		models.Credentials{Login: in.Email, Password: in.Password, Address: c.RealIP()},
		models.TokenInput{Name: in.Name, Scopes: in.Scopes, Days: in.Days}, r)
	if err != nil {
		return err
	}
	return c.made(fmt.Sprintf("/tokens/%d", made.Token.ID), tokenMade{Token: made.Text, token: c.tokenShape(made.Token)})
}

func (c *call) revokeToken() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.store.RevokeToken(c.ctx, c.viewer, id); err != nil {
		return err
	}
	return c.done()
}
