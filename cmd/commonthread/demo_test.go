package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

// accounts reads the sign-ins that a demonstration prints: e-mail, password, role.
func (r *running) accounts() [][3]string {
	r.t.Helper()
	r.out.line(r.t, "Everything here is invented", r)
	var found [][3]string
	for line := range strings.Lines(r.out.String()) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "sign in: ")
		if !ok {
			continue
		}
		parts := strings.SplitN(rest, "  ", 3)
		if len(parts) != 3 {
			r.t.Fatalf("not a sign-in: %q", line)
		}
		found = append(found, [3]string{parts[0], parts[1], strings.Trim(parts[2], "()")})
	}
	return found
}

func TestDemo_showsACommunityThatItsAccountsOpenAndLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	first := showDemo(t)
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
		t.Errorf("left behind %q", left)
	}

	source := testkit.EmptySource(t, database.Postgres).Source
	second := showDemo(t, "--database-url", source)
	if first == second || len(first) < 12 {
		t.Errorf("the passwords of two starts are %q and %q", first, second)
	}
	commonthread(t, "", "demo", "--addr", "127.0.0.1:0", "--database-url", source).demand(t, exitFailed, "already holds a community")
}

// showDemo starts a demonstration, tries its accounts, stops it and returns the
// administrator's password.
func showDemo(t *testing.T, flags ...string) string {
	t.Helper()
	demonstration := start(t, append([]string{"demo", "--addr", "127.0.0.1:0"}, flags...)...)
	accounts := demonstration.accounts()
	site := demonstration.address()
	if len(accounts) < 4 || accounts[0][0] != "ada@example.test" || accounts[0][2] != "administrator" {
		t.Fatalf("it prints %q", accounts)
	}
	for _, a := range accounts {
		if status := signIn(t, site, a[0], a[1]); status != http.StatusSeeOther {
			t.Errorf("%s: signing in answers %d", a[0], status)
		}
		if strings.Contains(demonstration.err.String(), a[1]) {
			t.Errorf("the password of %s is in the log", a[0])
		}
	}
	if strings.Contains(demonstration.out.String(), "/setup/") {
		t.Error("it offers a set-up although it has an administrator")
	}
	if code := demonstration.end(); code != exitDone {
		t.Errorf("exit code %d: %s", code, demonstration.err)
	}
	return accounts[0][1]
}

func TestDemo_leavesARealCommunityAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	environ := []string{
		"COMMONTHREAD_DATA_DIR=" + dir, "COMMONTHREAD_DATABASE_URL=sqlite:" + filepath.Join(dir, "real.db"), "COMMONTHREAD_ADDR=:80",
		"COMMONTHREAD_BASE_URL=https://forum.test", "COMMONTHREAD_SMTP_URL=smtp://mail.test", "COMMONTHREAD_SECRET=0123456789abcdef0123456789abcdef",
	}
	cfg, err := terminal{environ: environ}.settings(commonFlags{}, &demoCommand{})
	if err != nil {
		t.Fatal(err)
	}
	throwaway := t.TempDir()
	(&demoCommand{}).isolate(&cfg, throwaway)
	if cfg.DataDir != throwaway || filepath.Dir(cfg.Database.Path) != throwaway || filepath.Dir(cfg.Storage.Path) != throwaway {
		t.Errorf("it writes to %+v", cfg)
	}
	if cfg.BaseURL != nil || cfg.SMTP != nil || cfg.Secret != "" || cfg.Addr != "127.0.0.1:8080" {
		t.Errorf("it speaks for the real community: %+v", cfg)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("it touched %v", left)
	}
}

func TestDemo_takesAFreePortOnlyWhereNobodyChoseOne(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	free, err := (&demoCommand{}).listen(t.Context(), addr)
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	if _, err := (&demoCommand{Addr: addr}).listen(t.Context(), addr); err == nil || !strings.Contains(err.Error(), "already in use") {
		t.Errorf("a chosen port that is taken: %v", err)
	}
}
