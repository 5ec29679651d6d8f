// Package account has the pages of a person's own account: signing in, joining, a new password, settings, and
// the first-run set-up. Forms work without scripts and give back what was typed, passwords excepted.
package account
