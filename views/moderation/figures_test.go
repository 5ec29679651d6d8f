package moderation_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
)

func TestFigures_sayWhatAndHowOften(t *testing.T) {
	month := func(m time.Month) models.ModerationMonth {
		return models.ModerationMonth{Starts: time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC), Removed: map[models.Rule]int64{}}
	}
	page := moderation.FiguresPage{Page: drawn.Frame("What moderators did", ""), Months: []models.ModerationMonth{month(4), month(3), month(2), month(1)}}
	p := drawn.Draw(t, moderation.Figures(page))
	p.Sound()
	p.Count("[data-month]", 1)
	p.Mentions("[data-month='2026-04']", "Nothing was removed")
	page.Months[2].Removed[models.RuleSpam], page.Months[2].Removed[models.RuleAbuse] = 2, 1
	page.Months[2].Appeals, page.Months[2].Reversed, page.Months[2].Undone, page.Months[2].Refused = 4, 1, 1, 2
	page.Months[1].Upheld, page.Months[1].Reversed = 3, 2
	p = drawn.Draw(t, moderation.Figures(page))
	p.Sound()
	p.Count("[data-month]", 3)
	p.Mentions("[data-month='2026-02'] [data-removals]", "3 posts and threads removed: No advertising 2; Be decent to each other 1.")
	p.Says("[data-month='2026-02'] [data-appeals]", "4 appeals made; 0 answered with “it stands”, 1 with “it was wrong”.")
	p.Mentions("[data-month='2026-03'] [data-appeals]", "2 with “it was wrong” (40 % of those answered)")
}
