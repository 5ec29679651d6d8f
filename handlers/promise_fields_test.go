package handlers_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/recount"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// Each value that promise.json has, wherever it stands in it, is what the lines and posts say after a random history. One
// that is not worked out here is a failure, so a new figure is held, too.
func TestPromiseData_isARecountFieldByField(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		seen := map[string]bool{}
		for seed := range uint64(3) {
			live(w, rand.New(rand.NewPCG(seed, 45)))
			got := map[string]any{}
			flatten(t, "", site.Browser().Get(links.PromiseData).Want(http.StatusOK).Body, got)
			want := map[string]any{}
			flatten(t, "", string(wantedPromise(w)), want)
			for _, path := range slices.Sorted(maps.Keys(got)) {
				if expected, there := want[path]; !there || expected != got[path] {
					t.Errorf("seed %d: %s is %v, the history says %v", seed, path, got[path], want[path])
				}
				if got[path] != nil && (got[path] != 0.0 || strings.HasSuffix(path, ".percent")) {
					seen[path] = true
				}
				delete(want, path)
			}
			if len(want) > 0 {
				t.Errorf("seed %d: promise.json lacks %v", seed, want)
			}
			wantLists(w, got)
			flattened := map[string]any{}
			flatten(t, "", site.Browser().Get("/api/v1/promise").Want(http.StatusOK).Body, flattened)
			if !maps.Equal(flattened, got) {
				t.Errorf("the API says %v, promise.json %v", flattened, got)
			}
		}
		for _, path := range []string{
			"acknowledged.percent", "decided.percent", "decided_again.due", "decided_again.in_time", "decided_again.median_minutes", "late_now", "paused_now", "paused_minutes",
			"reopened", "hidden", "verdicts.yes", "verdicts.no", "consultations_owed", "annotations.0.words", "decisions.parked", "decisions.merged",
		} {
			if !seen[path] {
				t.Errorf("%s was nothing in each history, so nothing is proved of it", path)
			}
		}
	})
}

// wantLists holds every figure to the list that it opens, for a reader without an account.
func wantLists(w *testkit.World, doc map[string]any) {
	w.T.Helper()
	for figure, at := range map[models.PromiseFigure]string{
		models.FigureAcknowledged: "acknowledged.due", models.FigureDecided: "decided.due", models.FigureDecidedAgain: "decided_again.due", models.FigureLate: "late_now",
		models.FigurePaused: "paused_now", models.FigureReopened: "reopened", models.FigureHidden: "hidden", models.FigureAnsweredYes: "verdicts.yes",
		models.FigureAnsweredNo: "verdicts.no", models.FigureAll: "total", models.FigureOpen: "open",
	} {
		n := 0
		for page := 1; ; page++ {
			items, err := w.Store.PromiseList(w.Ctx, w.Reader, figure, page)
			w.Must(err)
			if figure == models.FigureHidden {
				hidden, err := w.Store.HiddenSuggestions(w.Ctx, page)
				w.Must(err)
				items = make([]models.SuggestionItem, len(hidden))
			}
			if n += len(items); len(items) == 0 {
				break
			}
		}
		if doc[at] != float64(n) {
			w.T.Errorf("%s counts %v, its list has %d", figure, doc[at], n)
		}
	}
}

// flatten gives each value of a document by its path.
func flatten(t *testing.T, at, doc string, into map[string]any) {
	t.Helper()
	var tree any
	if err := json.Unmarshal([]byte(doc), &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(at string, node any)
	walk = func(at string, node any) {
		switch node := node.(type) {
		case map[string]any:
			for name, value := range node {
				walk(at+"."+name, value)
			}
		case []any:
			for i, value := range node {
				walk(fmt.Sprint(at, ".", i), value)
			}
		default:
			into[at[1:]] = node
		}
	}
	walk(at, tree)
}

// wantedPromise is the document as this test writes it, out of the recount.
func wantedPromise(w *testkit.World) []byte {
	w.T.Helper()
	p := recount.Promise(w)
	share := func(s models.PromiseShare) map[string]any {
		out := map[string]any{"due": s.Due, "in_time": s.InTime, "missed": s.Missed, "percent": nil, "median_minutes": nil, "slowest_tenth_minutes": nil}
		if s.Due >= 5 {
			out["percent"] = s.InTime * 100 / s.Due
		}
		if s.Met > 0 {
			out["median_minutes"], out["slowest_tenth_minutes"] = s.Median, s.Slowest
		}
		return out
	}
	decisions := map[string]int64{}
	for _, d := range p.Decisions {
		decisions[string(d.State)] = d.N
	}
	var said []struct {
		Words        string
		Handle, Name string
		Role         models.Role
		CreatedAt    time.Time
	}
	w.Must(w.DB.Write.Raw(`SELECT n.words, m.handle, m.name, m.role, n.created_at FROM promise_annotations n JOIN members m ON m.id = n.author_id
		WHERE n.removed_at IS NULL ORDER BY n.id DESC`).Scan(&said).Error)
	annotations := []any{}
	for _, a := range said {
		annotations = append(annotations, map[string]any{
			"words": a.Words, "author": map[string]any{"handle": a.Handle, "name": a.Name, "staff": a.Role != models.RoleMember}, "created_at": a.CreatedAt.UTC(),
		})
	}
	owed := w.Count(`SELECT COUNT(*) FROM consultations c JOIN threads t ON t.id = c.thread_id WHERE t.status = 'published' AND c.decided_at IS NULL AND c.closes_at <= ?`, w.Clock.Now())
	doc, err := json.Marshal(map[string]any{
		"at": w.Clock.Now().UTC(), "since": w.Clock.Now().UTC().AddDate(0, 0, -90), "targets": map[string]any{"acknowledge": 2, "decide": 10, "day_minutes": 480},
		"acknowledged": share(p.Acknowledged), "decided": share(p.Decided), "decided_again": share(p.DecidedAgain),
		"late_now": p.Late, "paused_now": p.Paused, "paused_minutes": p.PausedMinutes, "reopened": p.Reopened, "hidden": p.Hidden, "decisions": decisions,
		"verdicts": map[string]any{"yes": p.VerdictsYes, "no": p.VerdictsNo}, "open": p.Open, "total": p.Total, "consultations_owed": owed, "annotations": annotations,
	})
	w.Must(err)
	return doc
}

// live lets some weeks pass in which people ask, answer, judge, hide and come back, at random.
func live(w *testkit.World, chance *rand.Rand) {
	w.T.Helper()
	var ids []int64
	w.Must(w.DB.Write.Raw(`SELECT thread_id FROM suggestions ORDER BY thread_id`).Scan(&ids).Error)
	for i := range 9 {
		th := suggest(w, fmt.Sprint("Wish ", len(ids), " of ", i))
		ids = append(ids, th.ID)
	}
	th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
		Topic: testkit.RemoteWork, Title: "Which floor first?", Body: "We can build one.", Options: "The second\nThe third",
		ClosesOn: string(models.DayOf(w.Clock.Now(), time.UTC).Add(2)),
	})
	w.Must(err)
	w.Must(w.Store.AnnotatePromise(w.Ctx, w.Ada, fmt.Sprint("A colleague was ill when consultation ", th.ID, " began.")))
	for step := range 80 {
		w.Clock.Advance([]time.Duration{time.Minute, 3 * time.Hour, 9 * time.Hour, 30 * time.Hour}[chance.IntN(4)])
		for more := true; more; {
			_, more, err = w.Store.WatchLedger(w.Ctx)
			w.Must(err)
		}
		happens(w, chance, ids, ids[chance.IntN(len(ids))], step)
	}
	for _, answered := range []string{"yes", "no"} { // a verdict goes with the next decision: these two stand at the end
		th := suggest(w, fmt.Sprint("Judged ", answered, " after ", len(ids)))
		decide(w, th.ID, models.DecisionInput{To: "planned", NextUpdateOn: string(models.DayOf(w.Clock.Now(), time.UTC).Add(30))})
		w.Must(w.Store.GiveVerdict(w.Ctx, w.Mia, th.ID, models.VerdictInput{Answered: answered, Because: "It leaves out one floor."}))
	}
}

// happens has one thing happen to a suggestion, where it can.
func happens(w *testkit.World, chance *rand.Rand, ids []int64, id int64, step int) {
	w.T.Helper()
	_, g, err := w.Store.Suggestion(w.Ctx, w.Ada, id)
	w.Must(err)
	hidden := w.Count(`SELECT COUNT(*) FROM threads WHERE id = ? AND status <> 'published'`, id) > 0
	switch n := chance.IntN(20); {
	case hidden:
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, id, "The name is out of it now."))
	case n == 0:
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, id, "private_data", "It names a colleague"))
	case n < 3:
		w.Reply(w.Mia, id, fmt.Sprint("One thing more, ", step, "."))
	case n < 6 && g.Ledger.State.Decided() && g.Ledger.MergedInto == nil:
		w.Must(w.Store.GiveVerdict(w.Ctx, w.Mia, id, models.VerdictInput{Answered: []string{"yes", "no"}[chance.IntN(2)], Because: "It leaves out one floor."}))
	case n < 8 && g.Ledger.State.Final() && g.Ledger.MergedInto == nil && !g.Ledger.VerdictReopened:
		w.Must(w.Store.Reopen(w.Ctx, w.Mia, id, "What was asked is still missing here."))
	default:
		moves := g.Ledger.State.Moves()
		if len(moves) == 0 {
			return
		}
		to, today := moves[chance.IntN(len(moves))], models.DayOf(w.Clock.Now(), time.UTC)
		in := models.DecisionInput{
			To: string(to), Words: fmt.Sprintf("Step %d: this is what we do about it.", step), ReasonType: "not_now", Evidence: "The list at the door",
			Since: string(today), NextUpdateOn: string(today.Add(30)), RevisitOn: string(today.Add(1 + chance.IntN(20))), Version: g.Version,
		}
		if to == models.StateMerged && chance.IntN(4) > 0 {
			return // else all of them end there
		}
		if to == models.StateMerged {
			in.MergeInto = ids[chance.IntN(len(ids))]
		}
		_, err := w.Store.Decide(w.Ctx, w.Sam, id, in)
		if to == models.StateMerged && (models.KindOf(err) == models.Invalid || models.KindOf(err) == models.Conflict) {
			return // into itself, or into what is merged or hidden
		}
		w.Must(err)
	}
}
