package api

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func frontEndpoints() []endpoint {
	all := []endpoint{{
		method: "GET", path: "/fronts", name: "listFronts", summary: "List the pages that can be composed, with what went stale on each; for staff",
		access: account, gives: list[frontPlace]{}, do: (*call).listFronts,
	}}
	for _, place := range []struct{ path, name, what string }{{"/front", "Front", "the front page"}, {"/topics/:slug/front", "TopicFront", "a topic's front"}} {
		all = append(all,
			endpoint{
				method: "GET", path: place.path, name: "get" + place.name, summary: "Read how " + place.what + " is composed; for staff",
				access: account, gives: front{}, do: (*call).getFront,
			},
			endpoint{
				method: "PUT", path: place.path, name: "compose" + place.name, summary: "Compose " + place.what + ", undo its last change, or have it compose itself; for staff",
				access: writing, takes: frontInput{}, gives: front{}, do: (*call).composeFront,
			})
	}
	return all
}

// frontInput is a front as it is to stand: the whole of it.
type frontInput struct {
	Do      string   `json:"do" enum:"save,undo,reset" doc:"save when left out. undo takes the last change back; after reset it composes itself. Both take the version alone."`
	Blocks  []string `json:"blocks" doc:"Every block of the page once, in order."`
	Off     []string `json:"off" doc:"The blocks that are not shown."`
	Picks   []string `json:"picks" doc:"block:thread, such as lead:12, each block's in order. One that stands there already keeps its time."`
	Anew    []string `json:"anew" doc:"Picks, written the same, whose time begins again."`
	Days    []string `json:"days" doc:"block:days, such as lead:21: how long its picks stand; until somebody changes it for all others."`
	Version int64    `json:"version" doc:"The version you saw, 0 of one that nobody composed; 409 when it is not the present one."`
}

// frontPlace is a page that can be composed.
type frontPlace struct {
	Topic    *string `json:"topic" doc:"Its slug; null: the front page."`
	Name     string  `json:"name"`
	Composed bool    `json:"composed" doc:"Whether somebody set anything; otherwise it composes itself."`
	Stale    int64   `json:"stale" doc:"How many picks do not stand on it any more."`
	Version  int64   `json:"version"`
}

// front is how such a page stands.
type front struct {
	Topic      *string      `json:"topic" doc:"A slug; null: the front page."`
	Composed   bool         `json:"composed"`
	ComposedBy *person      `json:"composed_by"`
	ComposedAt *time.Time   `json:"composed_at"`
	Blocks     []frontBlock `json:"blocks" doc:"All of them, in order."`
	Version    int64        `json:"version"`
}

// frontBlock is one part of it.
type frontBlock struct {
	Block string      `json:"block"`
	Shown bool        `json:"shown"`
	Days  int64       `json:"days" doc:"How long a pick stands; 0: until it is changed."`
	Most  int64       `json:"most" doc:"How many can be picked; 0: it always composes itself."`
	Picks []frontPick `json:"picks"`
}

// frontPick is a thread that somebody chose for it.
type frontPick struct {
	ThreadID int64      `json:"thread_id"`
	Title    *string    `json:"title" doc:"null where you may not see it."`
	URL      *string    `json:"url"`
	PickedAt time.Time  `json:"picked_at"`
	EndsAt   *time.Time `json:"ends_at"`
	Fault    *string    `json:"fault" doc:"Why it does not stand on the page; null: it does."`
}

// place is the topic of the address; its ID is 0 for the front page.
func (c *call) place() (models.TopicEntry, *models.Directory, error) {
	if !c.viewer.CanCompose() {
		return models.TopicEntry{}, nil, &models.Error{Kind: models.NotFound}
	}
	d, err := c.store.Directory(c.ctx)
	if err != nil || c.Param("slug") == "" {
		return models.TopicEntry{}, d, err
	}
	t, err := d.Topic(c.viewer, c.text("slug"))
	return t, d, err
}

func (c *call) listFronts() error {
	_, d, err := c.place()
	if err != nil {
		return err
	}
	stale, err := c.store.StaleFronts(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	of := func(topicID int64, slug, name string) frontPlace {
		f := d.Fronts[topicID]
		return frontPlace{Topic: textOrNull(slug), Name: name, Composed: f.Composed(), Stale: int64(stale[topicID]), Version: f.Version}
	}
	places := []frontPlace{of(0, "", d.Site.Name)}
	for _, t := range d.Topics(c.viewer) {
		if !t.Archived() {
			places = append(places, of(t.ID, t.Slug, t.Name))
		}
	}
	return c.answer(listOf(places, nil))
}

func (c *call) getFront() error {
	topic, d, err := c.place()
	if err != nil {
		return err
	}
	return c.showFront(topic, d)
}

// showFront answers with a front as it is now.
func (c *call) showFront(topic models.TopicEntry, d *models.Directory) error {
	f := d.Fronts[topic.ID]
	states, err := c.store.FrontPickStates(c.ctx, c.viewer, topic.ID, f)
	if err != nil {
		return err
	}
	out := front{Topic: textOrNull(topic.Slug), Composed: f.Composed(), ComposedBy: personOf(f.Author), Blocks: []frontBlock{}, Version: f.Version}
	if f.Version > 0 {
		out.ComposedAt = &f.CreatedAt
	}
	for _, set := range f.Blocks(topic.ID) {
		block := frontBlock{Block: string(set.Block), Shown: set.Shown, Days: set.Days, Most: int64(set.Block.Most(topic.ID)), Picks: []frontPick{}}
		for _, p := range states[set.Block] {
			pick := frontPick{ThreadID: p.ThreadID, PickedAt: p.PickedAt, EndsAt: p.EndsAt, Fault: textOrNull(p.Fault)}
			if t := p.Thread; t.ID != 0 {
				url := c.api.Absolute(c, links.Thread(t.ID, t.Slug))
				pick.Title, pick.URL = &t.Title, &url
			}
			block.Picks = append(block.Picks, pick)
		}
		out.Blocks = append(out.Blocks, block)
	}
	return c.answer(out)
}

func (c *call) composeFront() error {
	var in frontInput
	if err := c.read(&in); err != nil {
		return err
	}
	topic, _, err := c.place()
	if err != nil {
		return err
	}
	switch in.Do {
	case "", "save":
		var composed models.FrontInput
		if composed, err = in.front(); err == nil {
			err = c.store.ComposeFront(c.ctx, c.viewer, topic.ID, composed)
		}
	case "undo":
		err = c.store.UndoFront(c.ctx, c.viewer, topic.ID, in.Version)
	case "reset":
		err = c.store.ResetFront(c.ctx, c.viewer, topic.ID, in.Version)
	default:
		err = wrongFields(map[string]string{"do": "There are save, undo and reset."})
	}
	if err != nil {
		return err
	}
	now, d, err := c.place()
	if err != nil {
		return err
	}
	return c.showFront(now, d)
}

// front reads the lists of what was sent.
func (in frontInput) front() (models.FrontInput, error) {
	out, wrong := models.FrontInput{Version: in.Version}, map[string]string{}
	at := map[string]int{}
	for i, name := range in.Blocks {
		at[name] = i
		out.Blocks = append(out.Blocks, models.FrontBlockInput{Block: models.FrontBlock(name), Shown: !slices.Contains(in.Off, name)})
	}
	each := func(field string, pairs []string, set func(b *models.FrontBlockInput, n int64)) {
		for _, pair := range pairs {
			name, number, _ := strings.Cut(pair, ":")
			n, err := strconv.ParseInt(number, 10, 64)
			i, known := at[name]
			if err != nil || !known {
				wrong[field] = "Write a block of blocks, a colon and a whole number, such as lead:12."
				continue
			}
			set(&out.Blocks[i], n)
		}
	}
	each("picks", in.Picks, func(b *models.FrontBlockInput, n int64) {
		b.Picks = append(b.Picks, models.FrontPickInput{ThreadID: n, Anew: slices.Contains(in.Anew, string(b.Block)+":"+strconv.FormatInt(n, 10))})
	})
	each("anew", in.Anew, func(*models.FrontBlockInput, int64) {})
	each("days", in.Days, func(b *models.FrontBlockInput, n int64) { b.Days = n })
	for _, name := range in.Off {
		if _, known := at[name]; !known {
			wrong["off"] = "Only what stands among blocks can be off."
		}
	}
	if len(wrong) > 0 {
		return out, wrongFields(wrong)
	}
	return out, nil
}
