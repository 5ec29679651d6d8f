//go:build unix

package media

import (
	"os/exec"
	"syscall"
)

const lowest = 19

// setApart makes the process the first of a group of its own, so that it is slowed as a whole, and that what stops the
// server from a terminal lets it finish the picture that somebody waits for.
func setApart(process *exec.Cmd) { process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// beLast lowers the priority of all threads, those that already run too: hence by the group, where it is the process's own.
func beLast() {
	if syscall.Getpgrp() == syscall.Getpid() {
		_ = syscall.Setpriority(syscall.PRIO_PGRP, 0, lowest)
	}
}
