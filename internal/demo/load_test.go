package demo_test

import (
	"errors"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// what the demonstration must hold at least, counted in the database it was loaded into
var wanted = map[string]struct {
	least int64
	query string
}{
	"members":          {40, `SELECT COUNT(*) FROM members WHERE role = 'member'`},
	"staff":            {8, `SELECT COUNT(*) FROM members WHERE role <> 'member'`},
	"public topics":    {3, `SELECT COUNT(*) FROM topics WHERE visibility = 'public'`},
	"members' topics":  {1, `SELECT COUNT(*) FROM topics WHERE visibility = 'members'`},
	"staff topics":     {1, `SELECT COUNT(*) FROM topics WHERE visibility = 'staff'`},
	"threads":          {60, `SELECT COUNT(*) FROM threads WHERE status = 'published'`},
	"stories":          {10, `SELECT COUNT(*) FROM threads WHERE kind = 'story'`},
	"discussions":      {10, `SELECT COUNT(*) FROM threads WHERE kind = 'discussion'`},
	"questions":        {10, `SELECT COUNT(*) FROM threads WHERE kind = 'question'`},
	"posts":            {900, `SELECT COUNT(*) FROM posts`},
	"long threads":     {3, `SELECT COUNT(*) FROM threads WHERE post_count > 100`},
	"unanswered":       {2, `SELECT COUNT(*) FROM threads WHERE post_count = 1`},
	"reactions":        {300, `SELECT COUNT(*) FROM reactions`},
	"edited posts":     {20, `SELECT COUNT(*) FROM posts WHERE edited_at IS NOT NULL`},
	"accepted answers": {5, `SELECT COUNT(*) FROM threads WHERE accepted_post_id IS NOT NULL`},
	"official answers": {5, `SELECT COUNT(*) FROM threads WHERE official_post_id IS NOT NULL`},
	"locked threads":   {1, `SELECT COUNT(*) FROM threads WHERE locked_at IS NOT NULL`},
	"pictures":         {60, `SELECT COUNT(*) FROM pictures i JOIN posts p ON p.id = i.post_id WHERE p.status = 'visible'`},
	"photographers":    {30, `SELECT COUNT(DISTINCT member_id) FROM pictures`},
	"removed posts":    {1, `SELECT COUNT(*) FROM posts WHERE status = 'removed'`},
	"outcomes":         {1, `SELECT COUNT(*) FROM threads WHERE outcome <> ''`},
	"hosts":            {3, `SELECT COUNT(*) FROM topic_hosts`},
	"suggestions":      {40, `SELECT COUNT(*) FROM suggestions`},
	"states":           {9, `SELECT COUNT(DISTINCT state) FROM suggestions`},
	"supporters":       {120, `SELECT COUNT(*) FROM supports`},
	"late ones":        {2, `SELECT COUNT(*) FROM suggestions WHERE due_at < (SELECT MAX(created_at) FROM posts)`},
	"merged ones":      {1, `SELECT COUNT(*) FROM suggestions WHERE merged_into IS NOT NULL`},
	"reopened ones":    {1, `SELECT COUNT(*) FROM decisions WHERE kind = 'reopening'`},
	"split ones":       {1, `SELECT COUNT(*) FROM decisions WHERE kind = 'split'`},
	"handed back":      {1, `SELECT COUNT(*) FROM decisions WHERE kind = 'hand_back'`},
	"verdicts":         {10, `SELECT COUNT(*) FROM decisions WHERE kind = 'verdict'`},
	"notices":          {100, `SELECT COUNT(*) FROM notices`},
	"unread notices":   {5, `SELECT COUNT(*) FROM notices WHERE read_at IS NULL`},
	"consultations":    {3, `SELECT COUNT(*) FROM consultations`},
	"decisions owed":   {1, `SELECT COUNT(*) FROM consultations WHERE decided_at IS NULL AND closes_at < (SELECT MAX(created_at) FROM posts)`},
	"live hours":       {2, `SELECT COUNT(*) FROM live_hours`},
	"hour questions":   {3, `SELECT COUNT(*) FROM posts WHERE question = 'answered'`},
	"votes":            {15, `SELECT COUNT(*) FROM consultation_votes`},
	"departments":      {4, `SELECT COUNT(*) FROM departments`},
	"saved replies":    {3, `SELECT COUNT(*) FROM saved_replies`},
	"private words":    {2, `SELECT COUNT(*) FROM side_messages`},
	"holidays":         {1, `SELECT COUNT(*) FROM absences`},
	"calls":            {1, `SELECT COUNT(*) FROM contacts`},
	"thanks":           {1, `SELECT COUNT(*) FROM thanks`},
	"to be thanked":    {1, `SELECT COUNT(*) FROM decision_helpers h JOIN decisions d ON d.id = h.decision_id LEFT JOIN thanks k ON k.member_id = h.member_id WHERE k.id IS NULL`},
	"open reports":     {3, `SELECT COUNT(*) FROM cases WHERE kind = 'report' AND closed_at IS NULL`},
	"answered reports": {2, `SELECT COUNT(*) FROM cases WHERE kind = 'report' AND closed_at IS NOT NULL`},
	"held posts":       {2, `SELECT COUNT(*) FROM held_posts WHERE state IN ('held', 'returned')`},
	"removed words":    {1, `SELECT COUNT(*) FROM removed_words`},
	"undone actions":   {1, `SELECT COUNT(*) FROM actions WHERE undone_at IS NOT NULL`},
	"composed fronts":  {1, `SELECT COUNT(*) FROM fronts`},
	"to be reviewed":   {1, `SELECT COUNT(*) FROM threads WHERE status = 'draft' AND review_asked_at IS NOT NULL`},
	"story templates":  {3, `SELECT COUNT(*) FROM story_templates WHERE archived_at IS NULL`},
	"scheduled":        {1, `SELECT COUNT(*) FROM threads WHERE status = 'scheduled'`},
	"suspended":        {1, `SELECT COUNT(*) FROM members WHERE status = 'suspended'`},
}

// Whatever moderators took away in the demonstration has a rule that says which, and a sentence.
const unreasoned = `SELECT (SELECT COUNT(*) FROM posts p WHERE p.status = 'removed' AND NOT EXISTS (SELECT 1 FROM actions a
		WHERE a.post_id = p.id AND a.undone_at IS NULL AND a.kind = 'remove' AND a.rule <> 'other' AND length(a.words) >= 10))
	+ (SELECT COUNT(*) FROM threads t WHERE t.status IN ('removed', 'unpublished') AND t.withdrawn_by <> t.author_id AND NOT EXISTS (SELECT 1 FROM actions a
		WHERE (a.thread_id = t.id OR a.post_id IN (SELECT p.id FROM posts p WHERE p.thread_id = t.id)) AND a.undone_at IS NULL AND a.rule <> 'other' AND length(a.words) >= 10))
	+ (SELECT COUNT(*) FROM threads t WHERE t.locked_at IS NOT NULL AND length(t.locked_because) < 10)`

func TestLoad_makesALivingCommunity(t *testing.T) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			w := testkit.NewWorld(t, kind)
			w.DB = testkit.OpenDB(t, kind) // an empty one, without the cast
			w.Store = w.NewStore()
			signIns, err := demo.Load(w.Ctx, w.DB, testkit.Start)
			w.Must(err)
			for what, c := range wanted {
				if n := w.Count(c.query); n < c.least {
					t.Errorf("%d %s, want at least %d", n, what, c.least)
				}
			}
			if n := w.Count(unreasoned); n != 0 {
				t.Errorf("%d things were taken away without a rule and a sentence", n)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE created_at > ?`, testkit.Start); n != 0 {
				t.Errorf("%d posts are in the future", n)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE created_at < ?`, testkit.Start.AddDate(0, -5, 0)); n != 0 {
				t.Errorf("%d posts are older than five months", n)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE created_at > ?`, testkit.Start.Add(-10*time.Minute)); n == 0 {
				t.Error("nothing is as fresh as ten minutes")
			}
			w.Recount()
			for _, s := range signIns {
				in := models.SignInInput{Credentials: models.Credentials{Login: s.Email, Password: s.Password, Address: "127.0.0.1"}}
				if _, err := w.Store.SignIn(w.Ctx, in); err != nil {
					t.Errorf("sign in as %s: %v", s.Email, err)
				}
			}
			if kind == database.SQLite { // it takes its time to load
				t.Run("and it is enlivened, each line once, by who is seen writing", func(t *testing.T) { enlivens(t, w) })
			}
		})
	}
}

func TestLoad_refusesADatabaseInUse(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	if _, err := demo.Load(w.Ctx, w.DB, testkit.Start); !errors.Is(err, demo.ErrNotEmpty) {
		t.Errorf("got %v, want ErrNotEmpty", err)
	}
}
