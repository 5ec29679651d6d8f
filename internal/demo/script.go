package demo

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// A script is one thread as written in a file: headers, the opening, then posts that begin with
//
//	@@ HANDLE +DELAY [re:NUMBER]
//
// and may end with directives, each on its own line:
//
//	%% react: EMOJI handle handle; EMOJI handle
//	%% edited +DELAY because: reason      (what follows is the final text, what stands above the first)
//	%% deleted +DELAY                     (by its author)
//	%% removed +DELAY by HANDLE for RULE because: reason
type script struct {
	topic    string
	file     string
	head     map[string]string
	posts    []scriptPost
	start    time.Duration // before the day the demonstration starts, at midnight; negative
	corrects []correction
	ledger   []ledgerAct
	supports []support
}

type correction struct {
	delay time.Duration
	words string
}

type scriptPost struct {
	author  string
	delay   time.Duration
	replyTo int64
	body    string
	edit    *scriptEdit
	ending  *scriptEnding
	reacts  []scriptReaction
}

type scriptEdit struct {
	delay   time.Duration
	because string
	body    string
}

// scriptEnding is a deletion (by is empty) or a removal.
type scriptEnding struct {
	delay   time.Duration
	by      string
	rule    string
	because string
}

type scriptReaction struct{ emoji, handle string }

// readScripts reads every thread's file, in the order of their names.
func readScripts(content fs.FS) ([]script, error) {
	files, err := fs.Glob(content, "content/*/*.md")
	if err != nil {
		return nil, err
	}
	var scripts []script
	for _, file := range files {
		text, err := fs.ReadFile(content, file)
		if err != nil {
			return nil, err
		}
		s, err := parseScript(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		s.file, s.topic = file, path.Base(path.Dir(file))
		scripts = append(scripts, s)
	}
	suggestions, err := readSuggestions(content)
	return append(scripts, suggestions...), err
}

func parseScript(text string) (script, error) {
	head, rest, ok := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
	if !ok {
		return script{}, fmt.Errorf("no blank line after the headers")
	}
	s := script{head: map[string]string{}}
	for line := range strings.Lines(head) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			return script{}, fmt.Errorf("header %q", line)
		}
		value = strings.TrimSpace(value)
		if key == "correction" {
			delay, words, err := delayThen(value)
			if err != nil {
				return script{}, fmt.Errorf("correction: %w", err)
			}
			s.corrects = append(s.corrects, correction{delay, strings.TrimSpace(strings.TrimPrefix(words, ":"))})
			continue
		}
		if by, ok := strings.CutPrefix(key, "why "); ok {
			s.supports = append(s.supports, support{by, value})
			continue
		}
		s.head[key] = value
	}
	s.addSupports()
	var err error
	if s.start, err = parseStart(s.head["at"]); err != nil {
		return script{}, err
	}
	rest, s.ledger, err = cutLedger(rest)
	if err != nil {
		return script{}, err
	}
	s.posts, err = parsePosts(s.head["author"], rest)
	return s, err
}

// parseStart reads "23d 09:12": days before the demonstration's day, and the time of that day.
func parseStart(at string) (time.Duration, error) {
	var days, hours, minutes int
	if _, err := fmt.Sscanf(at, "%dd %d:%d", &days, &hours, &minutes); err != nil {
		return 0, fmt.Errorf("at %q: %w", at, err)
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute - time.Duration(days)*24*time.Hour, nil
}

func parsePosts(author, text string) ([]scriptPost, error) {
	posts := []scriptPost{{author: author}}
	var block []string
	finish := func() error {
		p := &posts[len(posts)-1]
		err := p.fill(block)
		block = nil
		return err
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "@@ ") {
			block = append(block, line)
			continue
		}
		if err := finish(); err != nil {
			return nil, fmt.Errorf("post %d: %w", len(posts), err)
		}
		p, err := parsePostLine(line)
		if err != nil {
			return nil, fmt.Errorf("post %d: %w", len(posts)+1, err)
		}
		posts = append(posts, p)
	}
	if err := finish(); err != nil {
		return nil, fmt.Errorf("post %d: %w", len(posts), err)
	}
	return posts, nil
}

func parsePostLine(line string) (scriptPost, error) {
	fields := strings.Fields(line)
	if len(fields) < 3 {
		return scriptPost{}, fmt.Errorf("%q lacks a handle or a delay", line)
	}
	p := scriptPost{author: fields[1]}
	var err error
	if p.delay, err = parseDelay(fields[2]); err != nil {
		return scriptPost{}, err
	}
	for _, f := range fields[3:] {
		n, ok := strings.CutPrefix(f, "re:")
		if !ok {
			return scriptPost{}, fmt.Errorf("%q is no re:NUMBER", f)
		}
		if p.replyTo, err = strconv.ParseInt(n, 10, 64); err != nil {
			return scriptPost{}, err
		}
	}
	return p, nil
}

// fill reads a post's text and directives.
func (p *scriptPost) fill(lines []string) error {
	var text []string
	for _, line := range lines {
		directive, ok := strings.CutPrefix(line, "%% ")
		if !ok {
			text = append(text, line)
			continue
		}
		word, rest, _ := strings.Cut(directive, " ")
		var err error
		switch strings.TrimSuffix(word, ":") {
		case "react":
			err = p.addReactions(rest)
		case "edited":
			p.body, text = strings.TrimSpace(strings.Join(text, "\n")), nil
			p.edit = &scriptEdit{}
			p.edit.delay, p.edit.because, err = delayBecause(rest)
		case "deleted":
			p.ending = &scriptEnding{}
			p.ending.delay, _, err = delayThen(rest)
		case "removed":
			p.ending, err = parseRemoval(rest)
		default:
			err = fmt.Errorf("unknown directive %q", line)
		}
		if err != nil {
			return err
		}
	}
	final := strings.TrimSpace(strings.Join(text, "\n"))
	if p.edit != nil {
		p.edit.body = final
	} else {
		p.body = final
	}
	if p.body == "" || final == "" {
		return fmt.Errorf("%s says nothing", p.author)
	}
	return nil
}

func (p *scriptPost) addReactions(list string) error {
	for group := range strings.SplitSeq(list, ";") {
		fields := strings.Fields(group)
		if len(fields) < 2 {
			return fmt.Errorf("reaction %q", group)
		}
		for _, handle := range fields[1:] {
			p.reacts = append(p.reacts, scriptReaction{fields[0], handle})
		}
	}
	return nil
}

func parseRemoval(s string) (*scriptEnding, error) {
	delay, rest, err := delayThen(s)
	if err != nil {
		return nil, err
	}
	by, because, ok := byBecause(rest)
	by, rule, named := strings.Cut(by, " for ")
	if !ok || !named {
		return nil, fmt.Errorf("removed %q lacks by, for and because", s)
	}
	return &scriptEnding{delay, by, rule, because}, nil
}

// byBecause reads "by HANDLE because: words".
func byBecause(s string) (by, because string, ok bool) {
	s, ok = strings.CutPrefix(s, "by ")
	if !ok {
		return "", "", false
	}
	by, because, ok = strings.Cut(s, " because: ")
	return strings.TrimSpace(by), strings.TrimSpace(because), ok
}

func delayBecause(s string) (time.Duration, string, error) {
	delay, rest, err := delayThen(s)
	return delay, strings.TrimSpace(strings.TrimPrefix(rest, "because:")), err
}

// delayThen reads "+2h words".
func delayThen(s string) (time.Duration, string, error) {
	word, rest, _ := strings.Cut(strings.TrimSpace(s), " ")
	delay, err := parseDelay(strings.TrimSuffix(word, ":"))
	return delay, strings.TrimSpace(rest), err
}

// parseDelay reads +40s, +12m, +3h, +2d.
func parseDelay(s string) (time.Duration, error) {
	digits, unit := strings.TrimPrefix(s, "+"), time.Duration(0)
	if digits != "" {
		switch digits[len(digits)-1] {
		case 's':
			unit = time.Second
		case 'm':
			unit = time.Minute
		case 'h':
			unit = time.Hour
		case 'd':
			unit = 24 * time.Hour
		}
		digits = digits[:len(digits)-1]
	}
	n, err := strconv.ParseUint(digits, 10, 31) // no sign: nobody answers before they were asked
	if err != nil || unit == 0 {
		return 0, fmt.Errorf("delay %q is not like +12m", s)
	}
	return time.Duration(n) * unit, nil
}
