package markup

import (
	"os"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// spent is what this thread has computed so far: what others do on the machine, or in this program, is left out.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// slowest are the patterns that take longest; the long run takes every one.
var slowest = []string{"many notes, many marks", "backticks over lines", "long address reused", "ordered", "changing list"}

// mostAllocated is of everything from beginning to end: what is held at once is under 64 MiB.
const mostAllocated = 96 << 20

// FAULTS E06: a text of a story's full length that is made to be slow is drawn within a core-second and 64 MiB.
func TestRender_E06_boundsWhatHostileTextCosts(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	texts := hostile(MaxCharacters)
	names := slowest
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		names = nil
		for name := range texts {
			names = append(names, name)
		}
	}
	for _, name := range names {
		before, began := allocated(), spent(t)
		mustRender(t, texts[name])
		took, bytes := spent(t)-began, allocated()-before
		if took > watched*time.Second {
			t.Errorf("%s: %s", name, took)
		}
		if bytes > watched*mostAllocated {
			t.Errorf("%s: %d MiB", name, bytes>>20)
		}
	}
}
