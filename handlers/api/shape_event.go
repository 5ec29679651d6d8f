package api

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// event is a live hour: what stands around its thread.
type event struct {
	Thread    thread     `json:"thread" doc:"Its posts are those of the live hour, and afterwards the transcript."`
	Phase     string     `json:"phase" enum:"coming,on,over"`
	Host      *person    `json:"host"`
	StartsAt  time.Time  `json:"starts_at"`
	EndsAt    time.Time  `json:"ends_at"`
	Agenda    string     `json:"agenda" doc:"A line a point."`
	Pause     int64      `json:"pause" doc:"Seconds between two posts of one member while it is on; 0: none."`
	Summary   *string    `json:"summary"`
	SummedAt  *time.Time `json:"summed_up_at"`
	Questions []question `json:"questions" doc:"The one at hand, those that wait, those that are answered."`
	Version   int64      `json:"version" doc:"Send it with a change to be told of somebody else's."`
}

// eventItem is a live hour in a list.
type eventItem struct {
	ThreadID  int64     `json:"thread_id" doc:"Also the live hour's id."`
	Title     string    `json:"title"`
	URL       string    `json:"url"`
	Topic     string    `json:"topic" doc:"The slug of its topic."`
	Phase     string    `json:"phase" enum:"coming,on,over"`
	Host      *person   `json:"host"`
	StartsAt  time.Time `json:"starts_at"`
	EndsAt    time.Time `json:"ends_at"`
	Agenda    string    `json:"agenda" doc:"A line a point."`
	PostCount int64     `json:"post_count"`
}

func (c *call) eventItem(h models.HourItem, topic string) eventItem {
	return eventItem{
		ThreadID: h.ThreadID, Title: h.Title, URL: c.api.Absolute(c, links.Thread(h.ThreadID, h.Slug)), Topic: topic,
		Phase: string(h.PhaseAt(c.store.Now())), Host: personOf(h.Host), StartsAt: h.StartsAt, EndsAt: h.EndsAt,
		Agenda: h.Agenda, PostCount: h.PostCount,
	}
}

// question is one put to the host.
type question struct {
	PostID       int64     `json:"post_id"`
	Number       int64     `json:"number"`
	State        string    `json:"state" enum:"asked,picked,answered"`
	Text         string    `json:"text" doc:"Plain."`
	Author       *person   `json:"author"`
	AnswerNumber *int64    `json:"answer_number" doc:"The number of the post that answered it."`
	CreatedAt    time.Time `json:"created_at"`
}

func (c *call) event(th models.ThreadView, h models.LiveHourView) event {
	out := event{
		Thread: c.thread(th.Thread, th.Author, th.Topic.Slug), Phase: string(h.PhaseAt(c.store.Now())), Host: personOf(h.Host),
		StartsAt: h.StartsAt, EndsAt: h.EndsAt, Agenda: h.Agenda, Pause: h.PauseSeconds,
		Summary: textOrNull(h.Summary), SummedAt: h.SummedUpAt, Questions: []question{}, Version: h.Version,
	}
	for _, q := range h.Questions {
		out.Questions = append(out.Questions, question{
			PostID: q.PostID, Number: q.Number, State: string(q.State), Text: q.Text, Author: personOf(q.Author),
			AnswerNumber: q.AnswerNumber, CreatedAt: q.CreatedAt,
		})
	}
	return out
}
