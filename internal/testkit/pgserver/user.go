//go:build unix

package pgserver

import (
	"fmt"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
)

// serverUser says as whom the server has to run: nil for an ordinary user, who
// runs it himself; for root one of the accounts made for such work.
func serverUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			continue
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			continue
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("run PostgreSQL: it refuses root, and there is no user postgres or nobody")
}

// tempDir is short enough for a socket's path and open to serverUser.
func tempDir() string {
	dir := os.TempDir()
	if len(dir) > longestTempDir || os.Geteuid() == 0 {
		return "/tmp"
	}
	return dir
}

// locale is one whose lower() knows every letter, as PostgreSQL's images have it.
func locale() string {
	if runtime.GOOS == "linux" {
		return "C.UTF-8"
	}
	return "en_US.UTF-8"
}
