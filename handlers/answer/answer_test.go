package answer_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
)

func TestEveryKindOfRefusalHasAStatus(t *testing.T) {
	for kind, want := range map[models.ErrorKind]int{
		models.Invalid: 422, models.Unauthenticated: 401, models.Forbidden: 403, models.NotFound: 404, models.Gone: 410,
		models.Conflict: 409, models.TooMany: 429, models.Unavailable: 503, models.Full: 507, models.Held: 202, models.Internal: 500,
	} {
		err := fmt.Errorf("lock thread 3: %w", &models.Error{Kind: kind, Message: "Words."})
		if r := answer.Of(err); r.Status != want || r.Message != "Words." {
			t.Errorf("%s: %+v, want status %d", kind, r, want)
		}
	}
	if len(answer.Statuses) != 11 {
		t.Errorf("%d kinds in the table: name the new one above", len(answer.Statuses))
	}
}

func TestWhatIsNoRefusalOfOursTellsNothing(t *testing.T) {
	r := answer.Of(fmt.Errorf("open /srv/secret: permission denied"))
	if r.Status != http.StatusInternalServerError || r.Message != "" || r.Fields != nil {
		t.Errorf("refusal = %+v", r)
	}
	if r := answer.Of(echo.ErrNotFound); r.Status != http.StatusNotFound || r.Message != "" {
		t.Errorf("refusal = %+v", r)
	}
}

func TestRefusalsAreKeptByNobodyAndSayWhenToComeBack(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&models.Error{Kind: models.TooMany, RetryAfter: 1500 * time.Millisecond}, "2"},
		{&models.Error{Kind: models.Unavailable}, "5"},
		{&models.Error{Kind: models.Forbidden}, ""},
	} {
		h := http.Header{}
		answer.Of(c.err).SetHeaders(h)
		if h.Get("Cache-Control") != "no-store" || h.Get("Retry-After") != c.want {
			t.Errorf("%v: headers %v, want Retry-After %q", c.err, h, c.want)
		}
	}
}

func TestProblem_saysHowToComeIn(t *testing.T) {
	for sent, want := range map[string]string{
		"":            `Bearer realm="Commonthread"`,
		"Bearer gone": `Bearer realm="Commonthread", error="invalid_token"`,
	} {
		req := httptest.NewRequest(http.MethodGet, "/api/v1/me", nil)
		req.Header.Set("Authorization", sent)
		rec := httptest.NewRecorder()
		c := echo.New().NewContext(req, rec)
		if err := answer.WriteProblem(c, answer.Refusal{Status: 401, Message: "Send a token."}); err != nil {
			t.Fatal(err)
		}
		if got := rec.Header().Get("WWW-Authenticate"); got != want {
			t.Errorf("challenge %q, want %q", got, want)
		}
		if rec.Header().Get("Content-Type") != answer.ProblemType || !strings.Contains(rec.Body.String(), `"detail":"Send a token."`) {
			t.Errorf("answer: %v %s", rec.Header(), rec.Body)
		}
	}
}
