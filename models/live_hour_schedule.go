package models

import (
	"context"
	"fmt"
	"time"
)

// LiveHourInput is what a form sends for a new live hour.
type LiveHourInput struct {
	Topic    string // slug
	Title    string
	Body     string
	DraftKey string
	LiveHourChange
}

// LiveHourChange is what may be changed of one.
type LiveHourChange struct {
	Host     string // handle; empty: whoever schedules it, or as it was
	StartsAt time.Time
	EndsAt   time.Time
	Agenda   string
	Pause    int64 // seconds
	Version  int64 // the version that was seen; 0: not compared
}

// ScheduleLiveHour announces a live hour: a thread of the kind event, in which people can write and ask from now on.
// For staff, and for hosts of the topic. The same draft key makes one.
func (s *Store) ScheduleLiveHour(ctx context.Context, v Viewer, in LiveHourInput) (Thread, error) {
	if !v.SignedIn() {
		return Thread{}, unauthenticated()
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return Thread{}, err
	}
	f, n := fieldErrors{}, newThread{kind: KindEvent}
	if n.topic, err = d.Topic(v, in.Topic); err != nil || n.topic.Archived() {
		f.add("topic", "Choose one of the topics.")
	}
	n.Title = f.checkLine("title", in.Title, "The title", titleMin, titleMax)
	n.Body = f.checkText("body", in.Body, "The text", 1, postMax)
	n.DraftKey = f.checkDraftKey(in.DraftKey)
	in.Agenda = f.checkText("agenda", in.Agenda, "The agenda", 0, agendaMost)
	f.checkHour(in.StartsAt, in.EndsAt, s.now(), in.Pause, true)
	host, err := s.hourHost(ctx, v, in.Host, v.ID, f)
	if err != nil {
		return Thread{}, err
	}
	if err := f.err(); err != nil {
		return Thread{}, err
	}
	if !v.CanScheduleHour(n.topic.Topic) {
		return Thread{}, forbidden("Live hours in %s are for its hosts and for staff.", n.topic.Name)
	}
	var th Thread
	err = s.inTxWith(ctx, n.spot(), n.Body, func(s *Store, doc rendering) error {
		n.doc = doc
		id, err := s.claimCreation(ctx, v, n.DraftKey, createdThread)
		if err != nil {
			return err
		}
		if id != 0 {
			return s.threadMade(ctx, &th, id, n)
		}
		var topic Topic
		if err := s.one(ctx, &topic, `SELECT * FROM topics WHERE id = ?`+s.db.Dialect.ForShare(), n.topic.ID); err != nil {
			return fmt.Errorf("hold topic: %w", err)
		}
		if !v.CanScheduleHour(topic) {
			return forbidden("Live hours in %s are for its hosts and for staff.", topic.Name)
		}
		if th, err = s.storeThread(ctx, v, n, topic); err != nil { // nobody has to approve what a host announces
			return err
		}
		h := LiveHour{
			ThreadID: th.ID, HostID: host, StartsAt: cutTime(in.StartsAt), EndsAt: cutTime(in.EndsAt), Phase: HourComing,
			Agenda: in.Agenda, PauseSeconds: in.Pause, Version: 1,
		}
		return wrap(s.write(ctx).Create(&h).Error, "insert live hour")
	})
	return th, wrap(err, "schedule a live hour")
}

// cutTime is a moment as both databases keep it.
func cutTime(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// hourHost finds who leads: a member who may sign in. Nobody named: whoever did before.
func (s *Store) hourHost(ctx context.Context, v Viewer, handle string, before int64, f fieldErrors) (int64, error) {
	if handle == "" || handle == v.Handle {
		if handle != "" {
			return v.ID, nil
		}
		return before, nil
	}
	host, err := s.ViewerByHandle(ctx, handle)
	switch {
	case err == nil:
		return host.ID, nil
	case KindOf(err) == Unavailable:
		return 0, err
	}
	f.add("host", "There is nobody here called %s.", handle)
	return 0, nil
}

// changeHour runs a change of a live hour by whoever leads it, with one event of the thread where something changed.
func (s *Store) changeHour(ctx context.Context, v Viewer, id int64, change func(s *Store, h LiveHour) (bool, error)) error {
	return s.changeThread(ctx, v, id, func(held) bool { return true }, func(s *Store, h held) (bool, error) {
		hour, err := s.hourOf(ctx, id)
		switch {
		case err != nil:
			return false, err
		case !v.CanHost(hour, h.Thread, h.Topic):
			return false, forbidden("That is for the host.")
		}
		return change(s, hour)
	})
}

// hourOf is the live hour of a thread. NotFound where it has none.
func (s *Store) hourOf(ctx context.Context, threadID int64) (LiveHour, error) {
	var hour LiveHour
	err := s.one(ctx, &hour, `SELECT * FROM live_hours WHERE thread_id = ?`, threadID)
	return hour, wrap(err, "find live hour of thread %d", threadID)
}

// EditLiveHour changes times, host, agenda and pace. What has begun keeps its beginning, what is over its times.
func (s *Store) EditLiveHour(ctx context.Context, v Viewer, id int64, in LiveHourChange) error {
	f := fieldErrors{}
	in.Agenda = f.checkText("agenda", in.Agenda, "The agenda", 0, agendaMost)
	host, err := s.hourHost(ctx, v, in.Host, 0, f)
	if err != nil {
		return err
	}
	err = s.changeHour(ctx, v, id, func(s *Store, h LiveHour) (bool, error) {
		phase := h.PhaseAt(s.now())
		if phase == HourOver && in.StartsAt.IsZero() && in.EndsAt.IsZero() {
			in.StartsAt, in.EndsAt = h.StartsAt, h.EndsAt
		}
		if phase != HourComing && !cutTime(in.StartsAt).Equal(h.StartsAt) {
			f.add("starts_at", "It has begun: that cannot be moved any more.")
		}
		if phase == HourOver && !cutTime(in.EndsAt).Equal(h.EndsAt) {
			f.add("ends_at", "It is over.")
		}
		f.checkHour(in.StartsAt, in.EndsAt, s.now(), in.Pause, phase == HourComing)
		if err := f.err(); err != nil {
			return false, err
		}
		if in.Version != 0 && in.Version != h.Version {
			return false, conflict("Somebody changed this live hour meanwhile. Look at it again before you change it.")
		}
		if host == 0 {
			host = h.HostID
		}
		_, err := s.exec(ctx, `UPDATE live_hours SET host_id = ?, starts_at = ?, ends_at = ?, agenda = ?, pause_seconds = ?, version = version + 1
			WHERE thread_id = ?`, host, cutTime(in.StartsAt), cutTime(in.EndsAt), in.Agenda, in.Pause, id)
		if err != nil {
			return false, wrap(err, "change live hour")
		}
		before, err := s.hourLine(ctx, h)
		if err != nil {
			return false, err
		}
		after, err := s.hourLine(ctx, LiveHour{HostID: host, StartsAt: cutTime(in.StartsAt), EndsAt: cutTime(in.EndsAt), Agenda: in.Agenda})
		if err != nil {
			return false, err
		}
		return true, s.audit(ctx, v, auditEntry{Action: "hour.changed", Kind: "thread", ID: id, Before: before, After: after})
	})
	return wrap(err, "edit live hour %d", id)
}

// EndLiveHour ends it before its time; a repeat changes nothing. Conflict where it has not begun.
func (s *Store) EndLiveHour(ctx context.Context, v Viewer, id int64) error {
	err := s.changeHour(ctx, v, id, func(s *Store, h LiveHour) (bool, error) {
		now := s.now()
		switch h.PhaseAt(now) {
		case HourOver:
			return false, nil
		case HourComing:
			return false, conflict("It has not begun. Move it, or remove the thread.")
		}
		ends := now
		if !ends.After(h.StartsAt) {
			ends = h.StartsAt.Add(time.Microsecond)
		}
		_, err := s.exec(ctx, `UPDATE live_hours SET ends_at = ?, phase = ?, version = version + 1 WHERE thread_id = ?`, ends, HourOver, id)
		if err != nil {
			return false, wrap(err, "end live hour")
		}
		return true, s.audit(ctx, v, auditEntry{Action: "hour.ended", Kind: "thread", ID: id, Before: hourMoment(h.EndsAt), After: hourMoment(ends)})
	})
	return wrap(err, "end live hour %d", id)
}

// SumUpLiveHour stores the host's summary, on top of the transcript; once it is over, and as often as it gets better.
func (s *Store) SumUpLiveHour(ctx context.Context, v Viewer, id int64, words string) error {
	f := fieldErrors{}
	words = f.checkText("summary", words, "The summary", summaryMin, summaryMost)
	err := s.changeHour(ctx, v, id, func(s *Store, h LiveHour) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		if h.PhaseAt(s.now()) != HourOver {
			return false, conflict("It is not over. Sum it up when it is.")
		}
		if words == h.Summary {
			return false, nil
		}
		_, err := s.exec(ctx, `UPDATE live_hours SET summary = ?, summed_up_at = ?, version = version + 1 WHERE thread_id = ?`, words, s.now(), id)
		if err != nil {
			return false, wrap(err, "store summary")
		}
		return true, s.audit(ctx, v, auditEntry{Action: "hour.summed_up", Kind: "thread", ID: id, Before: h.Summary, After: words})
	})
	return wrap(err, "sum up live hour %d", id)
}

// hourLine is when it is, who leads it and what it is about, in the words of the audit log.
func (s *Store) hourLine(ctx context.Context, h LiveHour) (string, error) {
	var host string
	if err := s.one(ctx, &host, `SELECT handle FROM members WHERE id = ?`, h.HostID); err != nil {
		return "", wrap(err, "find the host of live hour %d", h.ThreadID)
	}
	return fmt.Sprintf("%s to %s, led by @%s; %s", hourMoment(h.StartsAt), hourMoment(h.EndsAt), host, h.Agenda), nil
}

func hourMoment(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") }

// WatchLiveHours tells of those that have begun or ended since it was called last, and returns how many. Each in a
// transaction of its own on its locked thread, so that several nodes tell once.
func (s *Store) WatchLiveHours(ctx context.Context) (told int, err error) {
	var ids []int64
	now := s.now()
	err = s.list(ctx, &ids, `SELECT thread_id FROM live_hours
		WHERE phase = 'coming' AND starts_at <= ? OR phase = 'on' AND ends_at <= ?
		ORDER BY starts_at, thread_id LIMIT 100`, now, now)
	if err != nil {
		return 0, fmt.Errorf("list live hours: %w", err)
	}
	return s.eachDue(ctx, "live hour", ids, s.watchLiveHour)
}

// watchLiveHour tells how far one has come.
func (s *Store) watchLiveHour(ctx context.Context, id int64) (did bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		did = false
		h, err := s.holdAnyThread(ctx, id)
		if err != nil {
			return err
		}
		hour, err := s.hourOf(ctx, id)
		if err != nil {
			return err
		}
		phase := hour.PhaseAt(s.now())
		if phase == hour.Phase {
			return nil
		}
		if _, err := s.exec(ctx, `UPDATE live_hours SET phase = ? WHERE thread_id = ?`, phase, id); err != nil {
			return err
		}
		did = true
		return s.emitThread(ctx, Event{Type: EventThreadChanged}, h.TopicID, id)
	})
	return did, err
}
