package archtest

// Module is the path that the project's own imports begin with.
const Module = "github.com/commonthread/commonthread"

// maxLines is where a file no longer reads in one go.
const maxLines = 400

// longFiles may be longer, each for a reason. One that no longer is, is to be
// taken out again.
var longFiles = map[string]string{}

// everything is for wiring and for what exists to try or fill the whole.
var everything = []string{"cmd", "internal/demo", "internal/seed", "internal/testkit", "internal/browsertest", "internal/archtest"}

// leaves know nothing of the project and may be used anywhere below cmd.
var leaves = []string{"internal/clock", "internal/version", "internal/logging"}

// mayImport lists, for a folder and those below it, the folders of the project
// that its packages import besides their own and the leaves. The longest match
// counts; a folder under internal that is not listed imports none.
var mayImport = map[string][]string{
	"handlers":           {"views", "models", "static", "internal/live", "internal/media", "internal/blob", "internal/markup", "internal/config", "internal/auth", "internal/art", "internal/tint", "internal/database", "internal/pagecache"},
	"views":              {"models", "static", "internal/markup", "internal/media/size", "internal/tint"},
	"models":             {"internal/database", "internal/jobs", "internal/markup", "internal/media/size", "internal/auth", "internal/search", "internal/tint"},
	"static":             {},
	"migrations":         {},
	"internal":           {},
	"internal/blob":      {"internal/auth"},
	"internal/database":  {"migrations"},
	"internal/spamcheck": {"models"},
	"internal/notify":    {"models", "views/mail", "internal/mail"},
}

// library is a third party that some folders alone may know.
type library struct {
	path string
	in   []string
}

// libraries keep each outside door in one place: the web framework can be
// replaced without touching the domain, the database without touching pages.
var libraries = []library{
	{"github.com/labstack/echo", []string{"handlers"}},
	{"github.com/gorilla/websocket", []string{"internal/live"}},
	{"gorm.io", []string{"models", "internal/database", "internal/jobs"}},
	{"github.com/a-h/templ", []string{"views", "handlers", "internal/notify"}},
	{"github.com/chromedp", []string{"internal/browsertest"}},
	{"github.com/nats-io", []string{"internal/bus"}},
	{"github.com/minio", []string{"internal/blob"}},
}

// mustNotName are types that a folder may not mention although it imports their
// package: views show values, they do not fetch.
var mustNotName = map[string][]string{
	"views": {"models.Store"},
}

// maySkip are the helpers that skip a test where a machine lacks a database or
// a browser, and fail it in CI.
var maySkip = []string{"internal/testkit", "internal/browsertest"}
