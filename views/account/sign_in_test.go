package account_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/account"
)

func refusal(fields ...string) account.Form {
	f := account.Form{Errors: map[string]string{}}
	for _, name := range fields {
		f.Errors[name] = "Mend the " + name + "."
	}
	return f
}

func TestSignIn_asksForNameAndPasswordAndNothingElse(t *testing.T) {
	p := drawn.Draw(t, account.SignIn(account.SignInPage{Page: drawn.Frame("Sign in", ""), Next: "/t/12#post-4", Joining: true}))
	p.Sound()
	p.Says("h1", "Sign in")
	p.Has(`form[method=post][action="/login"] input[name=next]`, "value", "/t/12#post-4")
	p.Has(`main [name=email]`, "autocomplete", "username")
	p.Has(`main [name=email]`, "autocapitalize", "none")
	p.Has(`main [name=password]`, "type", "password")
	p.Has(`main [name=password]`, "autocomplete", "current-password")
	p.Count("main [required]", 2)
	p.Count("main [autofocus]", 1)
	p.Has(`.aside-line a[href^="/join"]`, "href", "/join?next=%2Ft%2F12%23post-4")
	p.Has(`.aside-line a[href^="/standing"]`, "href", "/standing/key")
	p.None(".notice", ".field__error", "#typed", "[aria-invalid]")
}

func TestSignIn_offersAnAccountOnlyWhereOneCanBeMade(t *testing.T) {
	p := drawn.Draw(t, account.SignIn(account.SignInPage{Page: drawn.Frame("Sign in", "")}))
	p.None(`main a[href^="/join"]`)
	p = drawn.Draw(t, account.SignIn(account.SignInPage{Page: drawn.Frame("Sign in", ""), Joining: true}))
	p.Has(`.aside-line a[href^="/join"]`, "href", "/join")
}

func TestSignIn_comesBackWithTheNameAndWithoutThePassword(t *testing.T) {
	page := account.SignInPage{Page: drawn.Frame("Sign in", ""), Login: "mia"}
	page.Wrong(nil, "Name or password is wrong.")
	p := drawn.Draw(t, account.SignIn(page))
	p.Sound()
	p.Says("#form-errors", "Name or password is wrong.")
	p.Has("#form-errors", "role", "alert")
	p.Has("main [name=email]", "value", "mia")
	p.Has("main [name=password]", "value", "")
	p.None("main [autofocus]") // the message has the focus
}

func TestSignIn_saysWhatBroughtTheVisitorHere(t *testing.T) {
	p := drawn.Draw(t, account.SignIn(account.SignInPage{Page: drawn.Frame("Sign in", ""), Told: "Your new password is set."}))
	p.Sound()
	p.Says(".notice--done", "Your new password is set.")
}

func TestSignIn_carriesAFormOnAndShowsItsWords(t *testing.T) {
	p := drawn.Draw(t, account.SignIn(account.SignInPage{
		Page: drawn.Frame("Sign in", ""), Typed: "A long reply.\nSecond line.",
		Carried: []account.Carried{{"carried_body", "A long reply.\nSecond line."}, {"carried_to", "/t/12/posts"}},
	}))
	p.Sound()
	p.Has(`form[action="/login"] input[type=hidden][name=carried_body]`, "value", "A long reply.\nSecond line.")
	p.Has(`form[action="/login"] input[type=hidden][name=carried_to]`, "value", "/t/12/posts")
	if got := drawn.Value(p.One("textarea#typed[readonly]")); got != "A long reply.\nSecond line." {
		t.Errorf("shows %q", got)
	}
	p.None("textarea#typed[name]") // it is shown, and sent once
}

func TestJoin_comesBackWithEverythingTypedButThePassword(t *testing.T) {
	page := account.JoinPage{Page: drawn.Frame("Join", ""), Form: refusal("handle", "name", "email", "password"), Handle: "M", Name: "", Email: "mia@", Next: "/new"}
	p := drawn.Draw(t, account.Join(page))
	p.Sound()
	p.Says("h1", "Join Waymark")
	p.Mentions("#form-errors", "4 things need changing")
	p.Wrong("handle", "Mend the handle.", "M")
	p.Wrong("name", "Mend the name.", "")
	p.Wrong("email", "Mend the email.", "mia@")
	p.Wrong("password", "Mend the password.", "")
	p.Has("main input[name=next]", "value", "/new")
	p.Has("main .form__buttons a", "href", "/login?next=%2Fnew")
	for name, most := range map[string]string{"handle": "30", "name": "60", "email": "254", "password": "256"} {
		p.Has("main [name="+name+"]", "maxlength", most)
	}
	p.Has("main [name=password]", "autocomplete", "new-password")
}

func TestJoin_hintsStayBesideTheErrors(t *testing.T) {
	p := drawn.Draw(t, account.Join(account.JoinPage{Page: drawn.Frame("Join", ""), Form: refusal("handle")}))
	p.Has("main [name=handle]", "aria-describedby", "field-handle-hint field-handle-error")
	p.Has("main [name=email]", "aria-describedby", "field-email-hint")
	p.Count("main [aria-invalid]", 1)
}

func TestJoin_hasNoFormWhereNobodyMayJoin(t *testing.T) {
	p := drawn.Draw(t, account.Join(account.JoinPage{Page: drawn.Frame("Join", ""), Closed: "Waymark takes no new members at the moment."}))
	p.Sound()
	p.None("main form", "main input")
	p.Mentions(".notice--shut", "Waymark takes no new members")
}

func TestForgot_saysTheSameToEverybody(t *testing.T) {
	asked := drawn.Draw(t, account.Forgot(account.ForgotPage{Page: drawn.Frame("Forgot", ""), Form: refusal("email"), Login: "mia"}))
	asked.Sound()
	asked.Wrong("email", "Mend the email.", "mia")
	sent := drawn.Draw(t, account.Forgot(account.ForgotPage{Page: drawn.Frame("Forgot", ""), Sent: true, Login: "mia"}))
	sent.Sound()
	sent.None("main form")
	sent.Mentions(".notice--done", "If there is such an account")
	other := drawn.Draw(t, account.Forgot(account.ForgotPage{Page: drawn.Frame("Forgot", ""), Sent: true, Login: "nobody"}))
	if drawn.Words(sent.Selection) != drawn.Words(other.Selection) {
		t.Error("the answer tells accounts that exist from those that do not")
	}
}

func TestReset_namesTheAccountForPasswordManagers(t *testing.T) {
	p := drawn.Draw(t, account.Reset(account.ResetPage{Page: drawn.Frame("A new password", ""), Form: refusal("password"), Token: "t0ken", Handle: "mia"}))
	p.Sound()
	p.Has("main form", "action", "/reset/t0ken")
	p.Mentions(".page-head__lead", "@mia")
	p.Has("main input[name=username]", "value", "mia")
	p.Has("main input[name=username]", "tabindex", "-1")
	p.Wrong("password", "Mend the password.", "")
}

func TestSetUp_keepsEveryAnswerWhereOneIsWrong(t *testing.T) {
	p := drawn.Draw(t, account.SetUp(account.SetUpPage{
		Page: drawn.Frame("Set up", ""), Form: refusal("time_zone", "topic"), Token: "first", Community: "Waymark", TimeZone: "Europe/Berlin",
		Topic: "x", Handle: "ada", Name: "Ada", Email: "ada@example.test", Zones: []string{"Europe/Berlin", "Europe/London"},
	}))
	p.Sound()
	p.Has("main form", "action", "/setup/first")
	p.Wrong("time_zone", "Mend the time_zone.", "Europe/Berlin")
	p.Wrong("topic", "Mend the topic.", "x")
	for name, want := range map[string]string{"community": "Waymark", "handle": "ada", "name": "Ada", "email": "ada@example.test", "password": ""} {
		if got := drawn.Value(p.One("main [name=" + name + "]")); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	p.Count("select[name=time_zone] option", 2)
	p.Count("main form h2", 2)
}

func TestSetUp_leadsNowhereElseWhileNothingIsThere(t *testing.T) {
	frame := drawn.Frame("Set up", "")
	frame.Unopened = true
	p := drawn.Draw(t, account.SetUp(account.SetUpPage{Page: frame, Token: "first", Zones: []string{"UTC"}}))
	p.Sound()
	p.None("nav", "search", ".masthead__account a", ".foot__links", `a[href="/join"]`)
	p.Count(".nameplate", 1)
}

func TestPagesOfTheDoor_showHostileWordsAsWords(t *testing.T) {
	frame := drawn.Frame(drawn.Hostile, "")
	frame.Site.Name = drawn.Hostile
	for name, page := range map[string]*drawn.Page{
		"sign in": drawn.Draw(t, account.SignIn(account.SignInPage{
			Page: frame, Login: drawn.Hostile, Next: drawn.Hostile, Told: drawn.Hostile, Typed: drawn.Hostile, Joining: true,
			Carried: []account.Carried{{"carried_body", drawn.Hostile}},
		})),
		"join": drawn.Draw(t, account.Join(account.JoinPage{
			Page: frame, Handle: drawn.Hostile, Name: drawn.Hostile, Email: drawn.Hostile, Next: drawn.Hostile,
			Form: account.Form{Errors: map[string]string{"handle": drawn.Hostile}, Summary: drawn.Hostile},
		})),
		"forgot": drawn.Draw(t, account.Forgot(account.ForgotPage{Page: frame, Login: drawn.Hostile})),
		"reset":  drawn.Draw(t, account.Reset(account.ResetPage{Page: frame, Token: drawn.Hostile, Handle: drawn.Hostile})),
	} {
		t.Run(name, func(t *testing.T) {
			page.Harmless()
			page.Sound()
		})
	}
}
