package archtest

import (
	"cmp"
	"io/fs"
	"slices"
)

// Check applies every rule to the tree at root, and returns what breaks one, in
// the order of the files. The error means that the tree could not be read.
func Check(root fs.FS) ([]Finding, error) {
	t, err := load(root)
	if err != nil {
		return nil, err
	}
	found := slices.Concat(imports(t), sizes(t, longFiles), marks(t), undocumented(t), sleepsAndSkips(t), migrations(t))
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return found, nil
}
