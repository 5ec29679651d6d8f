package account

import (
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
)

// TokensPage lists one's tokens and makes new ones.
type TokensPage struct {
	layout.Page
	Form
	Tokens []Token
	Made   string // the text of a token just made, shown once
	Staff  bool   // whether the scope staff can be had
	Name   string // as typed
	Days   string // as chosen
	Scopes []string
}

// Token is a way in for a program.
type Token struct {
	ID           int64
	Name         string
	Scopes       []models.Scope
	FromPassword bool
	CreatedAt    time.Time
	LastUsedAt   *time.Time
	ExpiresAt    *time.Time
}

var scopeWords = map[models.Scope]string{
	models.ScopeRead: "reads", models.ScopeWrite: "writes", models.ScopeStaff: "acts as staff",
}

// may says in words what the token may do.
func (t Token) may() string {
	var words []string
	for _, s := range t.Scopes {
		words = append(words, scopeWords[s])
	}
	return strings.Join(words, ", ")
}
