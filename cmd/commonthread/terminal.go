package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/models"
)

// terminal is what a command reads and writes: the process's own, or a test's.
type terminal struct {
	environ []string
	in      io.Reader
	out     io.Writer // what was asked for
	err     io.Writer // everything else: prompts, complaints, the log
}

func (t terminal) printf(format string, args ...any) {
	fmt.Fprintf(t.out, format, args...)
}

// complain writes an error as lines that say whose they are.
func (t terminal) complain(err error) {
	if err == nil {
		return
	}
	for line := range strings.Lines(sentence(err)) {
		fmt.Fprintf(t.err, "commonthread: %s\n", strings.TrimRight(line, "\n"))
	}
}

// sentence is an error as a person reads it: settings with a line each, a refusal
// of the domain as its message and its fields, anything else on one line.
func sentence(err error) string {
	if problems, ok := errors.AsType[config.Problems](err); ok {
		return problems.Error()
	}
	refusal, ok := errors.AsType[*models.Error](err)
	if !ok || refusal.Kind == models.Internal || refusal.Kind == models.Unavailable {
		return oneLine(err.Error())
	}
	var lines []string
	if refusal.Message != "" {
		lines = append(lines, refusal.Message)
	}
	for _, field := range slices.Sorted(maps.Keys(refusal.Fields)) {
		lines = append(lines, field+": "+refusal.Fields[field])
	}
	if len(lines) == 0 {
		return oneLine(err.Error())
	}
	return strings.Join(lines, "\n")
}

// oneLine joins the lines of an error, each once: drivers that tried several
// ways list them one below the other.
func oneLine(text string) string {
	var parts []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !slices.ContainsFunc(parts, func(p string) bool { return strings.HasSuffix(p, line) }) {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, " ")
}

// usageError is a command that was asked wrongly.
type usageError struct {
	problem string
}

func (e *usageError) Error() string { return e.problem }

func wrongUsage(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

func exitCode(err error) int {
	_, usage := errors.AsType[*usageError](err)
	_, settings := errors.AsType[config.Problems](err)
	if usage || settings {
		return exitUsage
	}
	return exitFailed
}
