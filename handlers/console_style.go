package handlers

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/tint"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/static"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// styleOnly answers as for an address that does not exist where nobody works on the design.
func (s *Server) styleOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.Development && !s.Demonstration {
			return &models.Error{Kind: models.NotFound}
		}
		return next(c)
	}
}

// tokenValue is a value of the style sheet that is no colour.
var tokenValue = regexp.MustCompile(`(?m)^\s*--((text|space|radius|shadow|quick|ease)[a-z0-9-]*): (.+);$`)

// styleKinds are the scales that the page shows, by how their tokens begin.
var styleKinds = []struct{ begins, kind, name, property string }{
	{"text", "text", "Letters", "font-size"}, {"space", "space", "Spaces", "inline-size"}, {"radius", "radius", "Corners", "border-radius"},
	{"shadow", "shadow", "Shadow", "box-shadow"}, {"quick", "motion", "Motion", "transition-duration"},
}

// styleInks are what stands on what, in words.
var styleInks = map[string][]string{
	"ink": {"paper", "raised", "sunk", "accent-wash", "mark-wash", "wrong-wash"}, "ink-soft": {"paper", "raised", "sunk", "accent-wash"}, "ink-faint": {"paper", "raised", "sunk"},
	"accent": {"paper", "raised", "sunk", "accent-wash"}, "accent-strong": {"paper"}, "on-accent": {"accent", "accent-strong"}, "on-mark": {"mark"}, "on-staff": {"staff"},
	"wrong": {"paper", "raised", "wrong-wash"}, "code-key": {"sunk"}, "code-text": {"sunk"}, "code-name": {"sunk"}, "code-number": {"sunk"},
}

// showStyle shows what pages are made of.
func (s *Server) showStyle(c echo.Context) error {
	tokens, err := tint.Tokens(static.Tokens)
	if err != nil {
		return err
	}
	page := console.StylePage{Frame: s.consoleFrame(c, "Style", links.ConsoleSite), Sheet: links.ConsoleStyleSheet, Now: s.store.Now()}
	byName := map[string]tint.Token{}
	for _, t := range tokens {
		byName[t.Name] = t
		page.Colours = append(page.Colours, console.StyleColour{Name: t.Name, Light: t.Light.Hex(), Dark: t.Dark.Hex()})
	}
	for _, ink := range tokens {
		for _, name := range styleInks[ink.Name] {
			ground := byName[name]
			light, dark := tint.Contrast(ink.Light, ground.Light), tint.Contrast(ink.Dark, ground.Dark)
			page.Pairs = append(page.Pairs, console.StylePair{Ink: ink.Name, Ground: name, Light: ratio(light), Dark: ratio(dark), Enough: min(light, dark) >= tint.Readable})
		}
	}
	for _, k := range styleKinds {
		group := console.StyleGroup{Name: k.name, Kind: k.kind}
		for _, found := range tokenValue.FindAllStringSubmatch(static.Tokens, -1) {
			if found[2] == k.begins {
				group.Steps = append(group.Steps, console.StyleStep{Token: found[1], Value: found[3]})
			}
		}
		page.Groups = append(page.Groups, group)
	}
	if page.Prose, err = styleText(c, styleProse); err != nil {
		return err
	}
	if page.Posts, err = stylePosts(c, page.Now, stylePeople, styleWords); err != nil {
		return err
	}
	page.Turned.Title = "ضباب على الممر عند الرابعة صباحاً"
	if page.Turned.Posts, err = stylePosts(c, page.Now, turnedPeople, turnedWords); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, console.Style(page))
}

func styleText(c echo.Context, source string) (ui.HTML, error) {
	doc, err := markup.New(markup.Options{}).Render(c.Request().Context(), source, markup.Place{IDPrefix: "style-"})
	return doc.HTML, err
}

// stylePosts are a thread of posts that nobody wrote: an opening, an official answer, an accepted one, and one that was removed.
func stylePosts(c echo.Context, now time.Time, people []ui.Person, texts []string) ([]reading.PostView, error) {
	var posts []reading.PostView
	for i, text := range texts {
		body, err := styleText(c, text)
		if err != nil {
			return nil, err
		}
		id := int64(len(people)*100 + i + 1)
		posts = append(posts, reading.PostView{
			ID: id, ThreadID: 1, ThreadSlug: "style", Number: id, Kind: models.KindQuestion, Author: people[i%len(people)], Status: models.PostVisible, Body: body,
			At: now.Add(-time.Duration(len(texts)-i) * time.Hour), Official: i == 1, Employer: "Larkmoor", Accepted: i == 2,
			Reactions: []reading.Reaction{{Emoji: "👍", Count: int64(i + 1)}},
		})
	}
	return posts, nil
}

// showStyleSheet is made of the tokens, so that a new one is shown without a rule of its own.
func (s *Server) showStyleSheet(c echo.Context) error {
	tokens, err := tint.Tokens(static.Tokens)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("@layer components {\n")
	for _, t := range tokens {
		fmt.Fprintf(&b, "  [data-ground=%q] { background: var(--%s); }\n", t.Name, t.Name)
	}
	for _, found := range tokenValue.FindAllStringSubmatch(static.Tokens, -1) {
		for _, k := range styleKinds {
			if found[2] == k.begins {
				fmt.Fprintf(&b, "  .style-%s[data-step=%q] { %s: var(--%s); }\n", k.kind, found[1], k.property, found[1])
			}
		}
	}
	b.WriteString("}\n")
	return sendSheet(c, b.String(), "no-store")
}
