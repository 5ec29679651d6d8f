package pgserver

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// Variable names the setting that points tests at a server that already runs.
// Its user must be allowed to create databases.
const Variable = "COMMONTHREAD_TEST_DATABASE_URL"

// ErrNotInstalled means that the machine has no PostgreSQL server programs. Its
// text says how to get them.
var ErrNotInstalled = errors.New("PostgreSQL server programs not found: install them (Debian: apt-get install postgresql; macOS: brew install postgresql), or point " + Variable + " at a server where tests may create databases")

// installs are the folders that packages of the server use; PATH comes after
// them, because Debian keeps initdb and postgres out of it.
var installs = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
}

// Find returns the folder that holds initdb and postgres, of the newest version
// where there are several, or ErrNotInstalled.
func Find() (string, error) {
	return findIn(installs, exec.LookPath)
}

func findIn(patterns []string, lookPath func(string) (string, error)) (string, error) {
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", fmt.Errorf("look for PostgreSQL in %s: %w", pattern, err)
		}
		slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
		for _, dir := range found {
			if hasServer(dir) {
				return dir, nil
			}
		}
	}
	if program, err := lookPath("initdb"); err == nil {
		if resolved, err := filepath.EvalSymlinks(program); err == nil {
			program = resolved
		}
		if dir := filepath.Dir(program); hasServer(dir) {
			return dir, nil
		}
	}
	return "", ErrNotInstalled
}

func hasServer(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}

// version reads the last whole number in a path such as
// /usr/lib/postgresql/15/bin; 0 where there is none.
func version(dir string) int {
	end := len(dir)
	for end > 0 && (dir[end-1] < '0' || dir[end-1] > '9') {
		end--
	}
	start := end
	for start > 0 && dir[start-1] >= '0' && dir[start-1] <= '9' {
		start--
	}
	n, err := strconv.Atoi(dir[start:end])
	if err != nil {
		return 0
	}
	return n
}
