package links

import "testing"

func TestAddressesOfPages(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"thread", Thread(12, "fog-road"), "/t/12/fog-road"},
		{"thread whose title has no letters", Thread(12, ""), "/t/12"},
		{"first page has no number", ThreadPage(12, "fog-road", 1), "/t/12/fog-road"},
		{"later page", ThreadPage(12, "fog-road", 3), "/t/12/fog-road?page=3"},
		{"post 20 is on the first page", ThreadPost(12, "fog-road", 20), "/t/12/fog-road#post-20"},
		{"post 21 is on the second", ThreadPost(12, "fog-road", 21), "/t/12/fog-road?page=2#post-21"},
		{"topic", Topic("remote-work"), "/topics/remote-work"},
		{"topic filtered", TopicPage("remote-work", "question", "unanswered", 2), "/topics/remote-work?kind=question&page=2&sort=unanswered"},
		{"search keeps what was typed", SearchPage("a&b=c", "", "photography", "", 1), "/search?q=a%26b%3Dc&topic=photography"},
		{"tag", Tag("night rides"), "/search?tag=night+rides"},
		{"sign in and come back", SignInThen("/t/12/fog-road?page=2#reply"), "/login?next=%2Ft%2F12%2Ffog-road%3Fpage%3D2%23reply"},
		{"cover", Cover("moor-dawn", 7), "/covers/moor-dawn/7"},
		{"avatar", Avatar("mia"), "/avatars/mia"},
		{"settings", Settings(""), "/settings"},
		{"absolute", Absolute("https://waymark.test/", "/topics"), "https://waymark.test/topics"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}

func TestNothingTypedCanLeaveItsSegment(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Topic("../console"), "/topics/..%2Fconsole"},
		{Member("a/b"), "/members/a%2Fb"},
		{Settings("x?y"), "/settings/x%3Fy"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestAddressesOfForms(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ThreadPosts(4), "/t/4/posts"},
		{ThreadAction(4, "lock"), "/t/4/lock"},
		{PostEdit(9), "/posts/9/edit"},
		{PostDelete(9), "/posts/9/delete"},
		{PostRestore(9), "/posts/9/restore"},
		{PostReactions(9), "/posts/9/reactions"},
		{PostBookmark(9), "/posts/9/bookmark"},
		{PostAccept(9), "/posts/9/accept"},
		{PostOfficial(9), "/posts/9/official"},
		{StoryAction(4, "publish"), "/stories/4/publish"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
