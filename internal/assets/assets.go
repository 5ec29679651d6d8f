package assets

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// engines are the oldest browsers that the style and scripts are written for:
// all have cascade layers, nesting, container queries, :has and OKLCH.
var engines = []api.Engine{
	{Name: api.EngineChrome, Version: "120"},
	{Name: api.EngineFirefox, Version: "121"},
	{Name: api.EngineSafari, Version: "17.2"},
}

// bundles are the entry points, and what each becomes.
var bundles = map[string]string{
	"css/app.css":     "app.css",
	"css/members.css": "members.css",
	"js/app.js":       "app.js",
	"js/composer.js":  "composer.js",
}

// Build makes every file of dist from the sources in dir (the static folder),
// and answers with content by name.
func Build(dir string) (map[string][]byte, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", dir, err)
	}
	packages, err := npmPackages(root)
	if err != nil {
		return nil, err
	}
	made := map[string][]byte{}
	for source, name := range bundles {
		content, err := bundle(root, source, packages)
		if err != nil {
			return nil, fmt.Errorf("bundle %s: %w", source, err)
		}
		made[name] = content
	}
	icons, err := sprite(root)
	if err != nil {
		return nil, fmt.Errorf("make the icons: %w", err)
	}
	made["icons.svg"] = icons
	return made, nil
}

func bundle(root, source string, packages map[string]string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       []string{filepath.Join(root, source)},
		Alias:             packages,
		Bundle:            true,
		External:          []string{"*.woff2"},
		Format:            api.FormatESModule,
		Engines:           engines,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		Outdir:            filepath.Join(root, "dist"),
		Write:             false,
		LogLevel:          api.LogLevelSilent,
	})
	var wrong []error
	for _, m := range append(result.Errors, result.Warnings...) {
		place := ""
		if m.Location != nil {
			place = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		wrong = append(wrong, errors.New(place+m.Text))
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("made %d files, expected one", len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents, nil
}

// npmPackages maps each package's name to its folder under npm/, where it
// stands as NAME@VERSION. Two versions of one package are refused.
func npmPackages(root string) (map[string]string, error) {
	found := map[string]string{}
	manifests, err := filepath.Glob(filepath.Join(root, "npm", "*", "package.json"))
	if err != nil {
		return nil, fmt.Errorf("list npm packages: %w", err)
	}
	scoped, err := filepath.Glob(filepath.Join(root, "npm", "@*", "*", "package.json"))
	if err != nil {
		return nil, fmt.Errorf("list scoped npm packages: %w", err)
	}
	for _, manifest := range append(manifests, scoped...) {
		folder := filepath.Dir(manifest)
		relative, err := filepath.Rel(filepath.Join(root, "npm"), folder)
		if err != nil {
			return nil, fmt.Errorf("place %s: %w", folder, err)
		}
		at := strings.LastIndex(relative, "@")
		if at <= 0 {
			return nil, fmt.Errorf("%s: expected NAME@VERSION", relative)
		}
		name := filepath.ToSlash(relative[:at])
		if other, twice := found[name]; twice {
			return nil, fmt.Errorf("%s stands there twice: %s and %s", name, other, folder)
		}
		found[name] = folder
	}
	return found, nil
}

// Write stores what Build made in dir/dist, and takes away what it no longer makes.
func Write(dir string, made map[string][]byte) error {
	dist := filepath.Join(dir, "dist")
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return fmt.Errorf("make %s: %w", dist, err)
	}
	old, err := os.ReadDir(dist)
	if err != nil {
		return fmt.Errorf("list %s: %w", dist, err)
	}
	for _, entry := range old {
		if _, kept := made[entry.Name()]; !kept {
			if err := os.RemoveAll(filepath.Join(dist, entry.Name())); err != nil {
				return fmt.Errorf("remove %s: %w", entry.Name(), err)
			}
		}
	}
	for name, content := range made {
		if err := os.WriteFile(filepath.Join(dist, name), content, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}
