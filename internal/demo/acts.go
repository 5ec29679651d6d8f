package demo

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

func (st *threadState) open(l *loader) error {
	h := st.script.head
	in := models.ThreadInput{
		Topic: st.script.topic, Kind: h["kind"], Title: h["title"], Body: st.script.posts[0].body, Tags: h["tags"],
		Standfirst: h["standfirst"], Cover: h["cover"], CoverAlt: h["coveralt"], DraftKey: st.script.file,
	}
	v, err := l.viewer(h["author"])
	if err != nil {
		return err
	}
	if h["kind"] == string(models.KindGallery) { // its pictures are its own, though a story may show the same
		maps.DeleteFunc(l.pictures, func(one sent, _ string) bool { return one.handle == v.Handle })
	}
	if days, err := strconv.Atoi(strings.TrimSuffix(h["theme"], "d")); err == nil {
		in.ThemeUntil = l.clock.Now().Add(time.Duration(days) * 24 * time.Hour)
	}
	if name, ok := strings.CutPrefix(in.Cover, "picture:"); ok {
		if in.Cover, err = l.send(v, name); err != nil {
			return err
		}
	}
	if in.Body, err = l.illustrated(v, in.Body); err != nil {
		return err
	}
	if st.thread, err = l.store.CreateThread(l.ctx, v, in); err != nil {
		return err
	}
	if key := h["key"]; key != "" {
		l.named[key] = st.thread.ID
	}
	posts, err := l.store.Posts(l.ctx, v, st.thread.ID, 1)
	if err != nil {
		return err
	}
	st.posts[0] = posts[0].Post
	return nil
}

func (st *threadState) reply(l *loader, i int) error {
	p := st.script.posts[i]
	v, err := l.viewer(p.author)
	if err != nil {
		return err
	}
	body, err := l.illustrated(v, p.body)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s#%d", st.script.file, i+1)
	made, err := l.store.CreatePost(l.ctx, v, st.thread.ID, models.PostInput{Body: body, ReplyTo: p.replyTo, DraftKey: key})
	st.posts[i] = made.Post
	return err
}

func (st *threadState) edit(l *loader, i int) error {
	p := st.script.posts[i]
	v, err := l.viewer(p.author)
	if err != nil {
		return err
	}
	body, err := l.illustrated(v, p.edit.body)
	if err != nil {
		return err
	}
	st.posts[i], err = l.store.EditPost(l.ctx, v, st.posts[i].ID, models.EditInput{Body: &body, Reason: p.edit.because})
	return err
}

func (st *threadState) react(l *loader, i int, r scriptReaction) error {
	v, err := l.viewer(r.handle)
	if err != nil {
		return err
	}
	_, err = l.store.React(l.ctx, v, st.posts[i].ID, r.emoji, true)
	return err
}

// end deletes a post by its author, or removes it by a moderator.
func (st *threadState) end(l *loader, i int) error {
	p := st.script.posts[i]
	who, in := p.author, models.DeleteInput{}
	if p.ending.by != "" {
		who, in = p.ending.by, models.DeleteInput{Rule: p.ending.rule, Reason: p.ending.because}
	}
	v, err := l.viewer(who)
	if err != nil {
		return err
	}
	_, err = l.store.DeletePost(l.ctx, v, st.posts[i].ID, in)
	return err
}

// pin is done by the topic's host, or by the first moderator where there is none.
func (st *threadState) pin(l *loader) error {
	v, err := l.viewer(l.hosts[st.script.topic])
	if err != nil {
		return err
	}
	return l.store.SetPinned(l.ctx, v, st.thread.ID, true)
}

func (st *threadState) accept(l *loader, number int) error {
	v, err := l.viewer(st.script.head["author"])
	if err != nil {
		return err
	}
	_, err = l.store.AcceptAnswer(l.ctx, v, st.posts[number-1].ID, true)
	return err
}

func (st *threadState) official(l *loader, number int) error {
	v, err := l.viewer(st.script.posts[number-1].author)
	if err != nil {
		return err
	}
	_, err = l.store.MarkOfficial(l.ctx, v, st.posts[number-1].ID, true)
	return err
}

func (st *threadState) correct(l *loader, words string) error {
	v, err := l.viewer(st.script.head["author"])
	if err != nil {
		return err
	}
	return l.store.CorrectStory(l.ctx, v, st.thread.ID, words)
}

// join makes a story the next part of a series; what belongs together is staff's to say.
func (st *threadState) join(l *loader, series string) error {
	v, err := l.viewer("ines")
	if err != nil {
		return err
	}
	return l.store.SetSeries(l.ctx, v, st.thread.ID, models.SeriesInput{Name: series})
}

func (st *threadState) lock(l *loader, by, words string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	return l.store.SetLocked(l.ctx, v, st.thread.ID, true, string(models.RuleOther), words)
}

func (st *threadState) outcome(l *loader, by, words string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	return l.store.SetOutcome(l.ctx, v, st.thread.ID, words)
}
