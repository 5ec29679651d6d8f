package demo

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Suggestions stand many in a file, one a topic, parted by lines of "=====". Beside the headers of any script they have
//
//	support: handle handle handle    (over the days after it was made)
//	why HANDLE: words
//	key: name                        (for a merge to find it)
//
// and between their posts what happened in the ledger, whose delays count from the block before like those of posts:
//
//	@@ HANDLE +DELAY ! STATE|update|owner|verdict|reopen|split|withdraw [name:value]...
//
// The text below is the public words; "%% evidence: ..." says what changed. Dates are written in days: next:30d is
// thirty days after the decision, since:3d three days before it.
const suggestionsBreak = "\n=====\n"

// ledgerAct is one thing that somebody did in a suggestion's ledger.
type ledgerAct struct {
	who      string
	after    time.Duration // since the suggestion was made
	verb     string
	args     map[string]string
	words    string
	evidence string
}

// support is one member's, with why they need it.
type support struct{ who, why string }

// readSuggestions reads every topic's suggestions.
func readSuggestions(content fs.FS) ([]script, error) {
	files, err := fs.Glob(content, "content/*/*.txt")
	if err != nil {
		return nil, err
	}
	var scripts []script
	for _, file := range files {
		text, err := fs.ReadFile(content, file)
		if err != nil {
			return nil, err
		}
		for i, one := range strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), suggestionsBreak) {
			s, err := parseScript(strings.TrimSpace(one) + "\n")
			if err != nil {
				return nil, fmt.Errorf("%s, number %d: %w", file, i+1, err)
			}
			s.file, s.topic = fmt.Sprintf("%s#%d", file, i+1), path.Base(path.Dir(file))
			s.head["kind"] = "suggestion"
			scripts = append(scripts, s)
		}
	}
	return scripts, nil
}

// addSupports adds those who say no why, behind those who do.
func (s *script) addSupports() {
	said := map[string]bool{}
	for _, one := range s.supports {
		said[one.who] = true
	}
	for _, who := range strings.Fields(s.head["support"]) {
		if !said[who] {
			s.supports = append(s.supports, support{who: who})
		}
	}
}

// cutLedger takes the blocks of the ledger out of a script's text. A post behind one waits for both delays.
func cutLedger(text string) (posts string, acts []ledgerAct, err error) {
	var kept strings.Builder
	var all, passed time.Duration // since the opening; since the last post, in blocks of the ledger
	var open *ledgerAct
	for line := range strings.Lines(text) {
		head, isBlock := strings.CutPrefix(line, "@@ ")
		switch {
		case isBlock && strings.Contains(head, " ! "):
			act, delay, err := parseLedgerLine(head)
			if err != nil {
				return "", nil, err
			}
			all, passed = all+delay, passed+delay
			act.after = all
			acts = append(acts, act)
			open = &acts[len(acts)-1]
		case isBlock:
			fields := strings.Fields(head)
			if len(fields) < 2 {
				return "", nil, fmt.Errorf("%q lacks a handle or a delay", line)
			}
			delay, err := parseDelay(fields[1])
			if err != nil {
				return "", nil, err
			}
			all += delay
			fields[1] = fmt.Sprintf("+%ds", int((delay + passed).Seconds()))
			passed, open = 0, nil
			kept.WriteString("@@ " + strings.Join(fields, " ") + "\n")
		case open != nil:
			if evidence, ok := strings.CutPrefix(line, "%% evidence:"); ok {
				open.evidence = strings.TrimSpace(evidence)
				continue
			}
			open.words += line
		default:
			kept.WriteString(line)
		}
	}
	for i := range acts {
		acts[i].words = strings.TrimSpace(acts[i].words)
	}
	return kept.String(), acts, nil
}

// parseLedgerLine reads "sam +2d ! planned next:30d".
func parseLedgerLine(head string) (ledgerAct, time.Duration, error) {
	who, rest, _ := strings.Cut(strings.TrimSpace(head), " ")
	written, deed, _ := strings.Cut(rest, " ! ")
	delay, err := parseDelay(strings.TrimSpace(written))
	if err != nil {
		return ledgerAct{}, 0, err
	}
	fields := strings.Fields(deed)
	if len(fields) == 0 {
		return ledgerAct{}, 0, fmt.Errorf("%q says nothing that was done", head)
	}
	act := ledgerAct{who: who, verb: fields[0], args: map[string]string{}}
	for _, f := range fields[1:] {
		name, value, _ := strings.Cut(f, ":")
		act.args[name] = value
	}
	return act, delay, nil
}
