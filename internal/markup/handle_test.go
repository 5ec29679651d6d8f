package markup

import "testing"

func TestReplaceHandle_changesThatHandleAlone(t *testing.T) {
	for source, want := range map[string]string{
		"Thanks @mia!":                        "Thanks @former-5!",
		"@Mia, @MIA and @mia":                 "@former-5, @former-5 and @former-5",
		"@mia-jones and @miax and @mia2":      "@mia-jones and @miax and @mia2",
		"_@mia_ and **@mia**":                 "_@former-5_ and **@former-5**",
		"@mia--as ever":                       "@mia--as ever",
		"write to ana@mia.example":            "write to ana@mia.example",
		"[her page](/members/mia)":            "[her page](/members/former-5)",
		"/members/mia/x /members/miax":        "/members/former-5/x /members/miax",
		"> [@mia](/posts/9) wrote:\n> `@mia`": "> [@former-5](/posts/9) wrote:\n> `@former-5`",
		"ends with @mia":                      "ends with @former-5",
		"nobody":                              "nobody",
	} {
		if got := ReplaceHandle(source, "mia", "former-5"); got != want {
			t.Errorf("%q became %q, want %q", source, got, want)
		}
	}
}

func TestReplaceHandle_withoutAHandleChangesNothing(t *testing.T) {
	if got := ReplaceHandle("a @ b", "", "former-5"); got != "a @ b" {
		t.Errorf("became %q", got)
	}
}
