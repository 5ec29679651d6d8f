package archtest

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// unfinished is spelled in parts, so that this file does not find itself.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`)

// sizes finds files that have grown too long, and exceptions that are needed
// no more.
func sizes(t *tree, exceptions map[string]string) []Finding {
	var found []Finding
	for name, text := range t.text {
		lines := strings.Count(text, "\n")
		_, excepted := exceptions[name]
		switch {
		case t.generated(name) || path.Ext(name) == ".sql":
		case lines > maxLines && !excepted:
			found = append(found, Finding{name, fmt.Sprintf("%d lines, at most %d: split it by noun", lines, maxLines)})
		case lines <= maxLines && excepted:
			found = append(found, Finding{name, fmt.Sprintf("%d lines need no exception: take it out of longFiles", lines)})
		}
	}
	for name, reason := range exceptions {
		if _, ok := t.text[name]; !ok || reason == "" {
			found = append(found, Finding{name, "an exception without a file or without a reason"})
		}
	}
	return found
}

// marks finds work that was left for later.
func marks(t *tree) []Finding {
	var found []Finding
	for name, text := range t.text {
		for number, line := range strings.Split(text, "\n") {
			if mark := unfinished.FindString(line); mark != "" {
				found = append(found, Finding{fmt.Sprintf("%s:%d", name, number+1), mark + ": finish it, or write an issue"})
			}
		}
	}
	return found
}

// undocumented finds packages whose comment does not say what they own.
func undocumented(t *tree) []Finding {
	documented := map[string]bool{}
	for name, file := range t.code {
		if !isTest(name) {
			dir := path.Dir(name)
			documented[dir] = documented[dir] || file.Doc != nil
		}
	}
	var found []Finding
	for dir, ok := range documented {
		if !ok {
			found = append(found, Finding{dir, "no package comment: write a doc.go that says what it owns and where to start reading"})
		}
	}
	return found
}

// sleepsAndSkips finds tests that wait for time to pass, which makes them slow
// and still unsure, and tests that leave themselves out. A fuzz test may skip:
// it says so of an input, not of itself.
func sleepsAndSkips(t *tree) []Finding {
	var found []Finding
	for name, file := range t.code {
		helper := within(path.Dir(name), maySkip)
		if !isTest(name) && !helper {
			continue
		}
		sleeps := !uses(file, "testing/synctest") // Sleeping turns the clock there.
		for _, declared := range file.Decls {
			skips := !helper && !fuzzes(declared)
			for _, call := range calls(declared) {
				switch {
				case sleeps && selected(call) == "time.Sleep":
					found = append(found, Finding{t.at(call.Pos()), "a test sleeps: wait for a condition with a deadline, or turn the fake clock"})
				case skips && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, call.Sel.Name):
					found = append(found, Finding{t.at(call.Pos()), "a test skips itself: only " + strings.Join(maySkip, " and ") + " may, and not in CI"})
				}
			}
		}
	}
	return found
}

func fuzzes(declared ast.Decl) bool {
	function, ok := declared.(*ast.FuncDecl)
	return ok && strings.HasPrefix(function.Name.Name, "Fuzz")
}

// calls lists the calls of methods and of other packages' functions.
func calls(declared ast.Decl) []*ast.SelectorExpr {
	var called []*ast.SelectorExpr
	ast.Inspect(declared, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
				called = append(called, selector)
			}
		}
		return true
	})
	return called
}

func uses(file *ast.File, imported string) bool {
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		return spec.Path.Value == strconv.Quote(imported)
	})
}

// leftOut are the numbers that no migration has.
var leftOut = []int{14, 17, 23, 32, 36, 37, 39, 41, 49, 54, 55}

// migrations finds those that only one of the databases has, and those that take a number which was left out.
func migrations(t *tree) []Finding {
	const sqlite, postgres = "migrations/sqlite/", "migrations/postgres/"
	var found []Finding
	for name := range t.text {
		if path.Ext(name) != ".sql" {
			continue
		}
		for here, there := range map[string]string{sqlite: postgres, postgres: sqlite} {
			base, ok := strings.CutPrefix(name, here)
			if !ok {
				continue
			}
			if _, both := t.text[there+base]; !both {
				found = append(found, Finding{name, "the other database has no migration of this name"})
			}
			if n, err := strconv.Atoi(strings.SplitN(base, "_", 2)[0]); err != nil || slices.Contains(leftOut, n) {
				found = append(found, Finding{name, "its number was left out, and databases that are past it would refuse to migrate: take the next"})
			}
		}
	}
	return found
}
