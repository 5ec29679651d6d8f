package lockfile

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestMain lets the test binary be the second process: with this variable set
// it takes the lock, says so, and waits to be killed.
const holdVariable = "LOCKFILE_TEST_HOLD"

func TestMain(m *testing.M) {
	path := os.Getenv(holdVariable)
	if path == "" {
		os.Exit(m.Run())
	}
	if _, err := Acquire(path); err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.WriteString("held\n")
	bufio.NewReader(os.Stdin).ReadString('\n')
	os.Exit(0)
}

func acquire(t *testing.T, path string) *Lock {
	t.Helper()
	l, err := Acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func refused(t *testing.T, path string) *HeldError {
	t.Helper()
	_, err := Acquire(path)
	var held *HeldError
	if !errors.As(err, &held) {
		t.Fatalf("Acquire = %v, want a HeldError", err)
	}
	return held
}

func TestAcquire_refusesASecondHolderAndNamesTheFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "commonthread.db")
	defer acquire(t, path).Release()

	held := refused(t, path)
	if held.PID != os.Getpid() {
		t.Errorf("holder is %d, want %d", held.PID, os.Getpid())
	}
	for _, part := range []string{path, "process " + strconv.Itoa(os.Getpid()), "stop that first"} {
		if !strings.Contains(held.Error(), part) {
			t.Errorf("%q does not say %q", held, part)
		}
	}
	if strings.Contains(held.Error(), "\n") {
		t.Errorf("%q is more than one line", held)
	}
}

func TestAcquire_letsTheNextOneInAfterRelease(t *testing.T) {
	path := filepath.Join(t.TempDir(), "commonthread.db")
	if err := acquire(t, path).Release(); err != nil {
		t.Fatal(err)
	}
	if err := acquire(t, path).Release(); err != nil {
		t.Fatal(err)
	}
}

func TestAcquire_sharesOneLockAmongTheNamesOfAFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "commonthread.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	file, folder := filepath.Join(dir, "other.db"), filepath.Join(t.TempDir(), "folder")
	if err := errors.Join(os.Symlink(path, file), os.Symlink(dir, folder)); err != nil {
		t.Fatal(err)
	}
	defer acquire(t, path).Release()

	refused(t, file)
	refused(t, filepath.Join(folder, "commonthread.db"))
}

func TestAcquire_sharesOneLockBeforeTheFileExists(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(t.TempDir(), "folder")
	if err := os.Symlink(dir, folder); err != nil {
		t.Fatal(err)
	}
	defer acquire(t, filepath.Join(dir, "new.db")).Release()
	refused(t, filepath.Join(folder, "new.db"))
}

func TestAcquire_doesNotTouchTheGuardedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "commonthread.db")
	defer acquire(t, path).Release()
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the guarded file was made: %v", err)
	}
}

func TestAcquire_saysWhatIsWrongWithTheDirectory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "commonthread.db")
	_, err := Acquire(path)
	if !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "lock "+path) {
		t.Errorf("Acquire = %v", err)
	}
}

func TestAcquire_refusesWithoutANameWhereTheNumberIsUnreadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "commonthread.db")
	defer acquire(t, path).Release()
	for _, text := range []string{"", "nonsense\n", "-4\n"} {
		if err := os.WriteFile(path+Suffix, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		held := refused(t, path)
		if held.PID != 0 || !strings.Contains(held.Error(), "another process") {
			t.Errorf("with %q in the lock file: %v", text, held)
		}
	}
}

func TestLock_endsWithAProcessThatIsKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "commonthread.db")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), holdVariable+"="+path)
	stdin, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(stdout).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q", line)
	}
	if held := refused(t, path); held.PID != child.Process.Pid {
		t.Errorf("holder is %d, want %d", held.PID, child.Process.Pid)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	child.Wait()
	acquire(t, path).Release()
}
