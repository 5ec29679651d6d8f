package main

import (
	"strings"
	"testing"
)

func createAccount(t *testing.T, password string, args ...string) result {
	t.Helper()
	return commonthread(t, password, append([]string{"admin", "create"}, args...)...)
}

func TestAdminCreate_makesAnAdministratorFromStandardInput(t *testing.T) {
	dir := t.TempDir()
	got := createAccount(t, "a long passphrase\n", "--email", "ada@example.test", "--handle", "ada", "--data-dir", dir)
	if got.code != exitDone || got.out != "made ada (ada@example.test, administrator)\n" || got.err != "" {
		t.Errorf("got %+v", got)
	}
	got = createAccount(t, "a long passphrase\r\n", "--email", "mo@example.test", "--handle", "mo-", "--role", "moderator", "--name", "Mo", "--data-dir", dir)
	if got.code != exitDone || !strings.Contains(got.out, "moderator") {
		t.Errorf("beside the first: %+v", got)
	}
}

func TestAdminCreate_refusesWhatThePeoplesRulesRefuse(t *testing.T) {
	dir := t.TempDir()
	createAccount(t, "a long passphrase", "--email", "ada@example.test", "--handle", "ada", "--data-dir", dir)
	createAccount(t, "a long passphrase", "--email", "eve@example.test", "--handle", "ada", "--data-dir", dir).demand(t, exitFailed, "handle: Somebody has this handle")
	createAccount(t, "a long passphrase", "--email", "ada@example.test", "--handle", "eve", "--data-dir", dir).demand(t, exitFailed, "email: ")
	createAccount(t, "short", "--email", "eve@example.test", "--handle", "eve", "--data-dir", dir).demand(t, exitFailed, "password: ")
	got := createAccount(t, "short", "--email", "eve", "--handle", "E", "--data-dir", dir)
	if got.code != exitFailed || strings.Count(got.err, "commonthread: ") != 3 {
		t.Errorf("three wrong fields: %+v", got)
	}
}

func TestAdminCreate_refusesNoPasswordOrMoreThanOne(t *testing.T) {
	for stdin, part := range map[string]string{
		"": "the password is empty", "\n": "the password is empty", "\r\n": "the password is empty",
		"one\ntwo\n": "more than one line", strings.Repeat("x", passwordInput+1): "longer than",
	} {
		createAccount(t, stdin, "--email", "ada@example.test", "--handle", "ada", "--data-dir", t.TempDir()).demand(t, exitFailed, part)
	}
}

func TestAdminCreate_refusesAnUnknownRoleWithTheNearest(t *testing.T) {
	for role, nearest := range map[string]string{"admin": "administrator", "Administrator": "administrator", "mod": "moderator", "membre": "member", "contrib": "contributor"} {
		createAccount(t, "a long passphrase", "--email", "a@b.test", "--handle", "ada", "--role", role).demand(t, exitUsage, `did you mean "`+nearest+`"?`)
	}
}
