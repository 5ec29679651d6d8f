package archtest

import (
	"go/ast"
	"path"
	"strconv"
	"strings"
)

// imports checks who imports whom. Test files are free: they may build what
// they need around the package they try.
func imports(t *tree) []Finding {
	var found []Finding
	for name, file := range t.code {
		dir := path.Dir(name)
		if isTest(name) || within(dir, everything) {
			continue
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue // The compiler says so.
			}
			if complaint := judge(dir, imported); complaint != "" {
				found = append(found, Finding{t.at(spec.Pos()), complaint})
			}
		}
		found = append(found, named(t, dir, file)...)
	}
	return found
}

func judge(dir, imported string) string {
	if own, ok := strings.CutPrefix(imported, Module+"/"); ok {
		return judgeOwn(dir, own)
	}
	for _, l := range libraries {
		if below(imported, l.path) && !within(dir, l.in) {
			return dir + " imports " + imported + ", which belongs to " + strings.Join(l.in, ", ")
		}
	}
	return ""
}

func judgeOwn(dir, own string) string {
	home := longestRule(dir)
	switch {
	case home == "":
		return "no rule says what " + dir + " may import: add one to archtest"
	case below(own, family(dir)):
		return ""
	case within(own, leaves), within(own, mayImport[home]):
		return ""
	}
	return dir + " may not import " + own
}

// family is the folder whose packages may import each other: handlers, views,
// internal/live.
func family(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	if parts[0] == "internal" && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// longestRule finds the entry of mayImport that speaks of a folder.
func longestRule(dir string) string {
	longest := ""
	for root := range mayImport {
		if below(dir, root) && len(root) > len(longest) {
			longest = root
		}
	}
	return longest
}

// named finds types that a folder may not mention.
func named(t *tree, dir string, file *ast.File) []Finding {
	var found []Finding
	for root, names := range mustNotName {
		if !below(dir, root) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			for _, name := range names {
				if selected(selector) == name {
					found = append(found, Finding{t.at(n.Pos()), root + " may not know " + name})
				}
			}
			return true
		})
	}
	return found
}

// selected spells a selector as "package.Name"; empty for longer expressions.
func selected(s *ast.SelectorExpr) string {
	if left, ok := s.X.(*ast.Ident); ok {
		return left.Name + "." + s.Sel.Name
	}
	return ""
}
