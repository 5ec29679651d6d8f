package markup

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Heading levels for Place.TopHeading: a post stands under the thread's h1 and a
// heading of its own, a story directly under its h1.
const (
	PostHeading  = 3
	StoryHeading = 2
)

// Options are settled once, when the program starts.
type Options struct {
	// Host is our own "host" or "host:port": absolute links to it become paths,
	// and are neither marked nor counted as leaving. Empty: all are.
	Host string
	// Parallel is how many texts are rendered at once; 0 means one for every two processors: the others are left to
	// those who read (FAULTS E06).
	Parallel int
}

// Place is where a text will stand, and what holds there.
type Place struct {
	// MaxCharacters is the caller's limit; 0 means the package's MaxCharacters.
	MaxCharacters int
	// IDPrefix begins every id: "p901-". Empty means DraftPrefix, to be changed
	// by Document.WithPrefix once the post has an id.
	IDPrefix string
	// TopHeading is the level the text's largest heading gets, 2 to 6; 0 means
	// PostHeading.
	TopHeading int
	// Mention says where a handle (lower case) leads, and whether that member
	// exists. It is called during rendering and must not do I/O: look up what
	// Mentions finds, then answer from that. Nil: nobody is linked.
	Mention func(handle string) (href string, ok bool)
	// Pictures are the uploads that may be shown, by key: look up what PictureKeys finds. Any other is a link.
	Pictures map[string]Picture
}

// longText is from how many bytes on a text may take more than some milliseconds where it is made to. At most half
// of the texts rendered at once are such; where one is rendered at a time, only one of them stands in line, so that who
// writes a few lines waits for one at most.
const longText = 2 << 10

// Renderer renders texts, a bounded number at a time. It is safe for use by many
// goroutines; make one and keep it.
type Renderer struct {
	host     string
	slots    chan struct{}
	long     chan struct{} // taken before a slot by a text that may take long
	markdown goldmark.Markdown
	policy   *bluemonday.Policy
}

// New makes a Renderer.
func New(o Options) *Renderer {
	if o.Parallel <= 0 {
		o.Parallel = max(1, runtime.GOMAXPROCS(0)/2)
	}
	return &Renderer{
		host:     o.Host,
		slots:    make(chan struct{}, o.Parallel),
		long:     make(chan struct{}, max(1, o.Parallel/2)),
		markdown: newMarkdown(),
		policy:   newPolicy(),
	}
}

// Render makes a document of a source, which should be in normalisation form C.
// It waits for its turn as long as ctx lasts. The errors are ErrInvalidText,
// ErrTooLong, ctx's own, and an unusable Place. The result depends on the
// arguments alone, so that a preview and the saved post are the same bytes.
func (r *Renderer) Render(ctx context.Context, source string, at Place) (Document, error) {
	if at.IDPrefix == "" {
		at.IDPrefix = DraftPrefix
	}
	if at.TopHeading == 0 {
		at.TopHeading = PostHeading
	}
	if !prefixPattern.MatchString(at.IDPrefix) || at.TopHeading < 2 || at.TopHeading > 6 {
		return Document{}, fmt.Errorf("render under prefix %q and heading %d: not usable", at.IDPrefix, at.TopHeading)
	}
	source, err := clean(source, at.MaxCharacters)
	if err != nil {
		return Document{}, err
	}
	if err := ctx.Err(); err != nil {
		return Document{}, fmt.Errorf("wait to render: %w", err)
	}
	turns := []chan struct{}{r.slots}
	if len(source) > longText {
		turns = []chan struct{}{r.long, r.slots}
	}
	for _, turn := range turns {
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
		case <-ctx.Done():
			return Document{}, fmt.Errorf("wait to render: %w", ctx.Err())
		}
	}
	return r.render(source, at)
}

func (r *Renderer) render(source string, at Place) (Document, error) {
	raw := []byte(source)
	pc := parser.NewContext()
	pc.Set(meterKey, newMeter())
	pc.Set(memberKey, at.Mention)
	tree := r.markdown.Parser().Parse(text.NewReader(raw), parser.WithContext(pc))

	document := Document{}
	t := tidying{renderer: r, source: raw, document: &document, pictures: at.Pictures,
		outline: newOutline(tree, at.TopHeading), seen: map[string]bool{}, quotes: map[int64]bool{}}
	t.walk(tree, around{})

	var drawn bytes.Buffer
	if err := r.markdown.Renderer().Render(&drawn, raw, tree); err != nil {
		return Document{}, fmt.Errorf("draw parsed text: %w", err)
	}
	safe := r.policy.Sanitize(dropControls(drawn.String()))
	document.Text = words(safe, t.blocks)
	document.HTML = HTML{safe: strings.TrimSpace(fillSlots(safe, t.blocks))}
	return document.WithPrefix(at.IDPrefix), nil
}
