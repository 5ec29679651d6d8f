package main

import (
	"strings"
	"testing"
)

func TestSeed_fillsAFreshDatabaseAndSaysWhatItMade(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, flags []string) {
		got := commonthread(t, "", with(flags, "seed", "--threads", "20", "--posts", "1200")...)
		if got.code != exitDone || !strings.HasPrefix(got.out, "made 20 members, 20 threads and 1,200 posts in ") {
			t.Errorf("%+v", got)
		}
		if !strings.HasSuffix(got.err, "100 %: 1,200 of 1,200 posts\n") || strings.Contains(got.err, "\r") {
			t.Errorf("its progress was %q", got.err)
		}
	})
}

func TestSeed_refusesAmountsThatMakeNoCommunity(t *testing.T) {
	t.Parallel()
	for line, part := range map[string]string{
		"--threads 10 --posts 5": "5 posts for 10 threads", "--threads 0": "at least one thread", "--threads many": `"many"`,
		"--members=-1": "at least one", "--seed=-1": "--seed", "--thread 5": "did you mean --threads?",
	} {
		commonthread(t, "", append([]string{"seed", "--data-dir", t.TempDir()}, strings.Fields(line)...)...).demand(t, exitUsage, part)
	}
}
