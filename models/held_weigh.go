package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const (
	burstPosts  = 5 // in a minute, by somebody new
	youngFor    = time.Hour
	holdWordMax = 60
	holdWords   = 500
)

// weigh says why a post of a member should wait for a moderator: a reason that is enough by itself, or signals whose
// points come to the community's score. The zero value where it need not wait. It runs in the
// transaction that would store the post, so parallel posts count each other.
func (s *Store) weigh(ctx context.Context, v Viewer, topic Topic, title string, doc rendering, body string, heard Suspicion) (HeldPost, error) {
	var h HeldPost
	if v.Staff() || v.Hosts(topic.ID) {
		return h, nil
	}
	var reasons []HoldReason
	site, err := s.siteNow(ctx)
	if err != nil {
		return h, err
	}
	if words := foundWords(site.HoldWords, title+"\n"+doc.Text); len(words) > 0 {
		reasons = append(reasons, HoldWord+":"+HoldReason(words[0]))
	}
	if topic.HoldFirst {
		var n int64
		err := s.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM posts p JOIN threads t ON t.id = p.thread_id
			WHERE p.author_id = ? AND t.topic_id = ? AND p.status = 'visible' LIMIT 1) x`, v.ID, topic.ID)
		if err != nil {
			return h, wrap(err, "look for an earlier post in the topic")
		}
		if n == 0 {
			reasons = append(reasons, HoldFirst)
		}
	}
	if v.NewMember(s.now()) && !s.parts.NoLimits {
		more, err := s.weighNewcomer(ctx, v, doc, body)
		if err != nil {
			return h, err
		}
		reasons = append(reasons, more...)
	}
	if v.unproven(s.now()) && !s.parts.NoLimits {
		more, err := s.signals(ctx, v, doc, body)
		if err != nil {
			return h, err
		}
		reasons = append(reasons, more...)
	}
	for _, r := range append(reasons, heard.reasons()...) {
		h.Score += r.Points()
		h.Reasons = strings.TrimPrefix(h.Reasons+","+string(r), ",")
	}
	if !slices.ContainsFunc(reasons, HoldReason.certain) && h.Score < site.HoldAt {
		return HeldPost{}, nil
	}
	return h, nil
}

// siteNow is the community's settings as the directory has them.
func (s *Store) siteNow(ctx context.Context) (Site, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return Site{}, err
	}
	return d.Site, nil
}

func (s *Store) weighNewcomer(ctx context.Context, v Viewer, doc rendering, body string) ([]HoldReason, error) {
	var reasons []HoldReason
	now := s.now()
	if doc.Links > newcomerLinks {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldLinks, ":", doc.Links)))
	}
	if len(doc.Mentions) > newcomerMentions {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldMentions, ":", len(doc.Mentions))))
	}
	var counts struct{ Lately, Same int64 }
	err := s.one(ctx, &counts, `SELECT
			(SELECT COUNT(*) FROM posts WHERE author_id = ? AND created_at > ?) AS lately,
			(SELECT COUNT(*) FROM posts WHERE author_id = ? AND created_at > ? AND body = ?)
				+ (SELECT COUNT(*) FROM held_posts WHERE member_id = ? AND created_at > ? AND body = ?) AS same`,
		v.ID, now.Add(-time.Minute), v.ID, now.Add(-24*time.Hour), body, v.ID, now.Add(-24*time.Hour), body)
	if err != nil {
		return nil, wrap(err, "weigh what a newcomer wrote")
	}
	if counts.Lately >= burstPosts && doc.Links > 0 {
		reasons = append(reasons, HoldBurst)
	}
	if counts.Same >= newcomerSameBodies {
		reasons = append(reasons, HoldSameText)
	}
	return reasons, nil
}

// heedWordsOfEdit refuses an edit that brings a listed word into a text that others see already: a word that a
// moderator looks at first would otherwise come in by the back door.
func (s *Store) heedWordsOfEdit(ctx context.Context, v Viewer, h held, p Post, e edit, doc rendering) error {
	if h.neverOut() {
		return nil
	}
	before, after := p.Body, doc.Text
	if p.Opening() {
		before = strings.Join([]string{h.Title, h.Tags, h.Standfirst, before}, "\n")
		after = strings.Join([]string{e.title, strings.Join(e.tags, ","), e.standfirst, after}, "\n")
	}
	return s.heedWords(ctx, v, h.TopicID, "body", before, after)
}

// heedWords refuses a change that brings in a listed word where no moderator looks at it first; staff and the topic's
// hosts may.
func (s *Store) heedWords(ctx context.Context, v Viewer, topicID int64, field, before, after string) error {
	if v.Staff() || v.Hosts(topicID) {
		return nil
	}
	site, err := s.siteNow(ctx)
	if err != nil {
		return err
	}
	were := foundWords(site.HoldWords, before)
	for _, word := range foundWords(site.HoldWords, after) {
		if !slices.Contains(were, word) {
			return invalid(field, "A moderator looks at texts with “%s” before others see them, so it cannot come in here. Leave it out, or write a new reply.", word)
		}
	}
	return nil
}

// foundWords are the listed words and phrases that a text holds as words of its own, whatever their case.
func foundWords(list []string, text string) []string {
	if len(list) == 0 {
		return nil
	}
	var found []string
	flat := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), notOfAWord), " ") + " "
	for _, word := range list {
		if strings.Contains(flat, " "+word+" ") {
			found = append(found, word)
		}
	}
	return found
}

func notOfAWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// parseHoldWords reads the community's list, a word or phrase a line, in the form in which texts are compared.
func parseHoldWords(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		word := strings.Join(strings.FieldsFunc(strings.ToLower(line), notOfAWord), " ")
		if word != "" && !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list
}

// HoldRules are what has posts held: words, one a line; the topics in which everybody's first post is; and the score
// at which signals are enough (0: as it is).
type HoldRules struct {
	Words string
	First []string
	Score int64
}

// SetHoldRules stores what has posts held; for administrators.
func (s *Store) SetHoldRules(ctx context.Context, v Viewer, in HoldRules) error {
	if !v.Administrator() {
		return forbidden("Only administrators say what is held.")
	}
	f := fieldErrors{}
	words := f.checkText("words", in.Words, "The list", 0, holdWords*(holdWordMax+1))
	list := parseHoldWords(words)
	if len(list) > holdWords {
		f.add("words", "There are %d words; at most %d fit.", len(list), holdWords)
	}
	for _, w := range list {
		if runes(w) > holdWordMax || strings.Contains(w, ",") {
			f.add("words", "“%s” is too long to be looked for.", cutRunes(w, 30))
		}
	}
	if in.Score != 0 && (in.Score < holdAtLeast || in.Score > holdAtMost) {
		f.add("score", "Choose %d to %d points.", holdAtLeast, holdAtMost)
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		was, err := s.readSite(ctx)
		if err != nil {
			return err
		}
		score := cmp.Or(in.Score, was.HoldAt)
		if err := s.setSetting(ctx, settingHoldAt, strconv.FormatInt(score, 10)); err != nil {
			return err
		}
		if err := s.setSetting(ctx, settingHoldWords, strings.Join(list, "\n")); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `UPDATE topics SET hold_first = (slug IN ?)`, append([]string{""}, in.First...)); err != nil {
			return wrap(err, "store whose first posts are held")
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "site.changed", Kind: "site", Before: fmt.Sprintf("held words: %s; points: %d", strings.Join(was.HoldWords, ", "), was.HoldAt),
			After: fmt.Sprintf("held words: %s; first posts: %s; points: %d", strings.Join(list, ", "), strings.Join(in.First, ", "), score),
		})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "set what is held")
}
