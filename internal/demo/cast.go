package demo

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// brand is the invented company that hosts the demonstration.
const brand = "Larkmoor"

// person is one line of content/cast.txt.
type person struct {
	handle, name string
	role         models.Role
	place, about profileLine
	joined       time.Duration // before the start
}

// profileLine is a profile field's words, and who may see them.
type profileLine struct{ words, audience string }

func readCast(content fs.FS) ([]person, error) {
	text, err := fs.ReadFile(content, "content/cast.txt")
	if err != nil {
		return nil, err
	}
	var people []person
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		p, err := parsePerson(strings.Split(strings.TrimSpace(line), " |"))
		if err != nil {
			return nil, fmt.Errorf("cast: %q: %w", line, err)
		}
		people = append(people, p)
	}
	return people, nil
}

func parsePerson(f []string) (person, error) {
	if len(f) != 6 {
		return person{}, fmt.Errorf("%d fields, want 6", len(f))
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	role, err := models.ParseRole(f[2])
	if err != nil {
		return person{}, err
	}
	days, err := strconv.Atoi(f[5])
	if err != nil {
		return person{}, err
	}
	return person{
		handle: f[0], name: f[1], role: role, place: parseProfileLine(f[3]), about: parseProfileLine(f[4]),
		joined: time.Duration(days) * 24 * time.Hour,
	}, nil
}

// parseProfileLine reads "words (audience)".
func parseProfileLine(s string) profileLine {
	i := strings.LastIndex(s, " (")
	if i < 0 || !strings.HasSuffix(s, ")") {
		return profileLine{}
	}
	return profileLine{s[:i], strings.TrimSuffix(s[i+2:], ")")}
}

// readTopics reads content/topics.txt: a line a topic, then its indented description and, after ">", its
// posting rules.
func readTopics(content fs.FS) ([]models.TopicInput, error) {
	text, err := fs.ReadFile(content, "content/topics.txt")
	if err != nil {
		return nil, err
	}
	var topics []models.TopicInput
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		rules, isRules := strings.CutPrefix(line, "  > ")
		description, isDescription := strings.CutPrefix(line, "  ")
		switch {
		case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
		case isDescription && len(topics) == 0:
			return nil, fmt.Errorf("topics: %q belongs to no topic", line)
		case isRules:
			topics[len(topics)-1].PostingRules = rules
		case isDescription:
			topics[len(topics)-1].Description = description
		default:
			f := strings.Split(line, " |")
			if len(f) != 7 {
				return nil, fmt.Errorf("topics: %q has %d fields, want 7", line, len(f))
			}
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
			}
			topics = append(topics, models.TopicInput{
				Slug: f[0], Name: f[1], Visibility: f[2], Colour: f[3], Cover: f[4], Hosts: f[5], Kinds: f[6], Position: int64(len(topics)),
			})
		}
	}
	return topics, nil
}
