package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func createAccount(t *testing.T, password string, args ...string) result {
	t.Helper()
	return commonthread(t, password, append([]string{"admin", "create"}, args...)...)
}

func TestAdminCreate_makesAnAdministratorFromStandardInput(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
	for stdin, part := range map[string]string{
		"": "the password is empty", "\n": "the password is empty", "\r\n": "the password is empty",
		"one\ntwo\n": "more than one line", strings.Repeat("x", passwordInput+1): "longer than",
	} {
		createAccount(t, stdin, "--email", "ada@example.test", "--handle", "ada", "--data-dir", t.TempDir()).demand(t, exitFailed, part)
	}
}

func TestAdminCreate_refusesAnUnknownRoleWithTheNearest(t *testing.T) {
	t.Parallel()
	for role, nearest := range map[string]string{"admin": "administrator", "Administrator": "administrator", "mod": "moderator", "membre": "member", "contrib": "contributor"} {
		createAccount(t, "a long passphrase", "--email", "a@b.test", "--handle", "ada", "--role", role).demand(t, exitUsage, `did you mean "`+nearest+`"?`)
	}
}

func TestAdminPassword_changesTheOneThatSignsIn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	createAccount(t, "a long passphrase", "--email", "ada@example.test", "--handle", "ada", "--data-dir", dir)
	got := commonthread(t, "another long passphrase\n", "admin", "password", "--handle", "ada", "--data-dir", dir)
	if got.code != exitDone || got.err != "" || !strings.Contains(got.out, "ada has a new password") {
		t.Fatalf("got %+v", got)
	}
	server := start(t, serveArgs(dir)...)
	for password, want := range map[string]bool{"a long passphrase": false, "another long passphrase": true} {
		status := signIn(t, server.address(), "ada", password)
		if got := status == http.StatusSeeOther; got != want {
			t.Errorf("signing in with %q answers %d, so it works: %t, want %t", password, status, got, want)
		}
	}
	server.end()
}

func TestAdminPassword_refusesWhoIsNotThereAndWhatIsTooShort(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	commonthread(t, "a long passphrase", "admin", "password", "--handle", "ada", "--data-dir", dir).demand(t, exitFailed, "there is no database")
	createAccount(t, "a long passphrase", "--email", "ada@example.test", "--handle", "ada", "--data-dir", dir)
	commonthread(t, "a long passphrase", "admin", "password", "--handle", "eve", "--data-dir", dir).demand(t, exitFailed, `nobody has the handle "eve"`)
	commonthread(t, "short", "admin", "password", "--handle", "ada", "--data-dir", dir).demand(t, exitFailed, "password: ")
	commonthread(t, "", "admin", "password", "--handle", "ada", "--data-dir", dir).demand(t, exitFailed, "the password is empty")
}

// signIn posts the form as a script does, and returns the status.
func signIn(t *testing.T, site, login, password string) int {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.PostForm(site+"/login", url.Values{"email": {login}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}
