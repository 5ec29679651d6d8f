package api

import "github.com/commonthread/commonthread/models"

// Moderation is what moderators did, month by month; /promise/moderation.json is the same.
type Moderation struct {
	Months []moderationMonth `json:"months" doc:"Twelve, this one first, by the community's calendar. Public topics and accounts alone."`
}

type moderationMonth struct {
	Month    string           `json:"month" doc:"Such as 2026-03."`
	Removals int64            `json:"removals" doc:"Posts and threads taken away."`
	ByRule   map[string]int64 `json:"by_rule" doc:"The same, by the rule that was broken."`
	Refused  int64            `json:"refused" doc:"Held posts that were removed before anybody saw them."`
	Appeals  int64            `json:"appeals" doc:"Made in the month."`
	Upheld   int64            `json:"upheld" doc:"Appeals answered in the month: what was done stands."`
	Reversed int64            `json:"reversed" doc:"Appeals answered in the month: it was taken back."`
	Undone   int64            `json:"undone" doc:"Removals taken back in the month without an appeal."`
}

// ModerationOf is the shape of the months.
func ModerationOf(months []models.ModerationMonth) Moderation {
	out := Moderation{Months: []moderationMonth{}}
	for _, m := range months {
		shown := moderationMonth{
			Month: m.Starts.Format("2006-01"), Removals: m.Removals(), ByRule: map[string]int64{}, Refused: m.Refused,
			Appeals: m.Appeals, Upheld: m.Upheld, Reversed: m.Reversed, Undone: m.Undone,
		}
		for _, r := range models.Rules {
			shown.ByRule[string(r)] = m.Removed[r]
		}
		out.Months = append(out.Months, shown)
	}
	return out
}
