package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed dist/*.css dist/*.js dist/*.svg fonts/*.woff2
var embedded embed.FS

// Prefix is where Handler must be mounted.
const Prefix = "/static/"

// hashLength is in hexadecimal digits: 40 bits tell a few dozen files apart.
const hashLength = 10

// asset is one file, ready to be sent.
type asset struct {
	name        string
	hash        string
	contentType string
	plain       []byte
	gzipped     []byte // nil where it would not be smaller
}

func (a *asset) address() string { return Prefix + a.hash + "/" + a.name }

// assets is by name, as in Path. It is made once and never written again.
var assets = mustLoad(embedded)

// Path is the address of a file: "app.css", "members.css", "app.js", "composer.js",
// "icons.svg", "fonts/newsreader.woff2". A name that does
// not exist is a mistake in the program, and panics.
func Path(name string) string {
	a, ok := assets[name]
	if !ok {
		panic(fmt.Sprintf("static: there is no file %q", name))
	}
	return a.address()
}

// Bytes is a file's content as it is served, and its type, for what must have
// an address of its own (/favicon.ico) or be weighed by a test.
func Bytes(name string) (content []byte, contentType string, ok bool) {
	a, ok := assets[name]
	if !ok {
		return nil, "", false
	}
	return a.plain, a.contentType, true
}

func mustLoad(files fs.FS) map[string]*asset {
	loaded, err := load(files)
	if err != nil {
		panic(fmt.Sprintf("static: %v", err))
	}
	return loaded
}

// load reads everything and seals it. Style sheets come last: they name the
// fonts, whose addresses must be known by then.
func load(files fs.FS) (map[string]*asset, error) {
	loaded := map[string]*asset{}
	var sheets []*asset
	err := fs.WalkDir(files, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, p)
		if err != nil {
			return fmt.Errorf("read %s: %w", p, err)
		}
		a := &asset{name: strings.TrimPrefix(p, "dist/"), plain: content, contentType: contentTypes[path.Ext(p)]}
		if a.contentType == "" {
			return fmt.Errorf("%s: no content type is known for its ending", p)
		}
		loaded[a.name] = a
		if path.Ext(p) == ".css" {
			sheets = append(sheets, a)
			return nil
		}
		return a.seal()
	})
	if err != nil {
		return nil, err
	}
	for _, sheet := range sheets {
		sheet.plain = addressFonts(sheet.plain, loaded)
		if err := sheet.seal(); err != nil {
			return nil, err
		}
	}
	return loaded, nil
}

// addressFonts puts the hashed addresses of the fonts into a style sheet.
func addressFonts(css []byte, loaded map[string]*asset) []byte {
	for name, a := range loaded {
		if strings.HasPrefix(name, "fonts/") {
			css = bytes.ReplaceAll(css, []byte("./"+name), []byte(a.address()))
		}
	}
	return css
}

func (a *asset) seal() error {
	sum := sha256.Sum256(a.plain)
	a.hash = hex.EncodeToString(sum[:])[:hashLength]
	if !compressible[path.Ext(a.name)] {
		return nil
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("compress %s: %w", a.name, err)
	}
	if _, err := w.Write(a.plain); err != nil {
		return fmt.Errorf("compress %s: %w", a.name, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("compress %s: %w", a.name, err)
	}
	if packed.Len() < len(a.plain) {
		a.gzipped = packed.Bytes()
	}
	return nil
}

var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".woff2": "font/woff2",
}

var compressible = map[string]bool{".css": true, ".js": true, ".svg": true}
