package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Finding is one place that breaks a rule.
type Finding struct {
	Where string // file or file:line
	What  string
}

func (f Finding) String() string { return f.Where + ": " + f.What }

// skipped are folders that hold nothing written by hand for this project.
var skipped = []string{".git", "bin", "data", "dist", "node_modules", "screenshots", "testdata", "vendor"}

// tree is the project as the checks see it.
type tree struct {
	fset *token.FileSet
	text map[string]string    // every text file, by path
	code map[string]*ast.File // Go files, generated ones too
}

func load(root fs.FS) (*tree, error) {
	t := &tree{fset: token.NewFileSet(), text: map[string]string{}, code: map[string]*ast.File{}}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !isText(name):
			return nil
		}
		return t.add(root, name)
	})
	return t, err
}

func (t *tree) add(root fs.FS, name string) error {
	content, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	t.text[name] = string(content)
	if path.Ext(name) != ".go" {
		return nil
	}
	file, err := parser.ParseFile(t.fset, name, content, parser.ParseComments)
	if err != nil {
		return fmt.Errorf("parse %s: %w", name, err)
	}
	t.code[name] = file
	return nil
}

func isText(name string) bool {
	switch path.Ext(name) {
	case ".go", ".templ", ".css", ".js", ".sql", ".sh":
		return true
	}
	return false
}

// at names a place in a Go file.
func (t *tree) at(pos token.Pos) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

func (t *tree) generated(name string) bool {
	file, ok := t.code[name]
	return ok && ast.IsGenerated(file)
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

// within tells whether a folder is one of these or below one.
func within(dir string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return below(dir, root) })
}

func below(dir, root string) bool {
	return dir == root || strings.HasPrefix(dir, root+"/")
}
