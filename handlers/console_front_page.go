package handlers

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// foundForFront is how many threads are offered for a block.
const foundForFront = 6

// threadInAddress is a thread's number in an address, or by itself.
var threadInAddress = regexp.MustCompile(`^(?:.*/t/|#)?([0-9]{1,18})(?:[/?#].*)?$`)

// findForFront looks for threads by what was typed beside each block: an address is picked at once, words are searched
// as a reader would, so that nothing is offered that readers may not see.
func (s *Server) findForFront(c echo.Context, f *composing) error {
	reader := models.Viewer{}
	if f.topic.ID != 0 {
		reader = viewer(c)
	}
	for i := range f.in.Blocks {
		block := &f.in.Blocks[i]
		words := f.words[block.Block]
		if words == "" || block.Block.Most(f.topic.ID) == 0 {
			continue
		}
		if id := threadInAddress.FindStringSubmatch(words); id != nil {
			n, _ := strconv.ParseInt(id[1], 10, 64)
			f.pick(block, "add", n)
			continue
		}
		found, err := s.store.Search(c.Request().Context(), reader, models.Search{Words: words, Topic: f.topic.Slug}, 1)
		if e, ok := refused(err); ok {
			f.wrong = map[string]string{string(block.Block): e.Fields["q"]}
			continue
		}
		if err != nil {
			return err
		}
		f.found[block.Block] = []models.ThreadItem{}
		for _, hit := range found.Hits {
			listed := slices.ContainsFunc(f.found[block.Block], func(t models.ThreadItem) bool { return t.ID == hit.Thread.ID })
			if !listed && fitsBlock(block.Block, hit.Thread.Kind) && len(f.found[block.Block]) < foundForFront {
				f.found[block.Block] = append(f.found[block.Block], hit.Thread)
			}
		}
	}
	return nil
}

// fitsBlock reports whether threads of the kind are offered for a block.
func fitsBlock(b models.FrontBlock, k models.Kind) bool {
	switch b {
	case models.FrontHeard:
		return k == models.KindSuggestion
	case models.FrontEvents:
		return k == models.KindEvent
	}
	return true
}

// renderComposing shows the form, with how each pick stands.
func (s *Server) renderComposing(c echo.Context, status int, f *composing) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	front := f.in.Apply(f.stored, s.store.Now())
	states, err := s.store.FrontPickStates(ctx, p.viewer, f.topic.ID, front)
	if err != nil {
		return err
	}
	page := console.FrontPage{
		Slug: f.topic.Slug, Name: f.topic.Name, Version: f.in.Version, Composed: f.stored.Composed(), At: p.at(f.stored.CreatedAt),
		By:      p.person(f.stored.Author, ""),
		Unsaved: c.Request().Method == http.MethodPost, Clash: status == http.StatusConflict, Wrong: f.wrong["blocks"],
	}
	if page.Clash {
		page.Version = f.stored.Version // saving again puts this in place of theirs
	}
	title := "Front page"
	if page.Slug != "" {
		title = "The front of " + page.Name
	}
	page.Frame = s.consoleFrame(c, title, links.ConsoleDesk)
	for i, set := range front.Sets {
		block := console.FrontBlock{
			Block: set.Block, Shown: set.Shown, First: i == 0, Last: i == len(front.Sets)-1, Most: set.Block.Most(f.topic.ID),
			Query: f.words[set.Block], Wrong: f.wrong[string(set.Block)],
		}
		if set.Days != 0 {
			block.Days = strconv.FormatInt(set.Days, 10)
		}
		for n, state := range states[set.Block] {
			block.Picks = append(block.Picks, p.frontPick(state, f.in.Blocks[i].Picks[n].Anew))
		}
		found, searched := f.found[set.Block]
		block.Searched = searched
		for _, t := range found {
			block.Found = append(block.Found, console.FrontFound{ThreadID: t.ID, Title: t.Title, Topic: t.TopicName, By: p.person(t.Author, "").Name})
		}
		page.Blocks = append(page.Blocks, block)
	}
	if page.Places, err = s.frontPlaces(c, p); err != nil {
		return err
	}
	return s.render(c, status, console.ComposeFront(page))
}

func (p presenter) frontPick(state models.PickState, anew bool) console.FrontPick {
	shown := console.FrontPick{ThreadID: state.ThreadID, Anew: anew, Fault: state.Fault, Until: p.atPointer(state.EndsAt), Title: "A thread that is not to be seen"}
	if t := state.Thread; t.ID != 0 {
		shown.Title, shown.Href, shown.Topic, shown.By = t.Title, links.Thread(t.ID, t.Slug), t.TopicName, p.person(t.Author, "").Name
	}
	return shown
}

// frontPlaces are the pages that can be composed, with what went stale on each.
func (s *Server) frontPlaces(c echo.Context, p presenter) ([]console.FrontPlace, error) {
	stale, err := s.store.StaleFronts(c.Request().Context(), p.viewer)
	if err != nil {
		return nil, err
	}
	places := []console.FrontPlace{{Name: "Front page", Stale: stale[0]}}
	for _, t := range p.site.Topics(p.viewer) {
		if !t.Archived() {
			places = append(places, console.FrontPlace{Slug: t.Slug, Name: t.Name, Stale: stale[t.ID]})
		}
	}
	return places, nil
}
