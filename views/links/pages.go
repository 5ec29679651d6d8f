package links

import (
	"net/url"
	"strconv"
	"strings"
)

// PostsPerPage is how many post numbers one page of a thread shows.
const PostsPerPage = 20

// Pages without anything to name in their address.
const (
	Front       = "/"
	Topics      = "/topics"
	Stories     = "/stories"
	Photos      = "/photos"
	StoryDesk   = "/stories/desk"
	Search      = "/search"
	New         = "/new"
	Drafts      = "/drafts"
	Uploads     = "/uploads"
	Bookmarks   = "/bookmarks"
	YourThreads = "/threads/mine"
	Join        = "/join"
	SignIn      = "/login"
	SignOut     = "/logout"
	Forgot      = "/forgot"
	Console     = "/console"
	SiteFeed    = "/feed.atom"
	OpenSearch  = "/opensearch.xml"
	Manifest    = "/manifest.webmanifest"
	// API is the description of the JSON API.
	API     = "/api/v1/openapi.json"
	Favicon = "/favicon.svg"
)

// Absolute puts a path behind the community's public address.
func Absolute(baseURL, path string) string { return strings.TrimRight(baseURL, "/") + path }

func id(n int64) string { return strconv.FormatInt(n, 10) }

// withQuery leaves out what is empty, so that each page has one address.
func withQuery(path string, pairs ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// pageNumber is the query's value for page n: the first has none.
func pageNumber(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}

// Topic is a topic's front.
func Topic(slug string) string { return Topics + "/" + url.PathEscape(slug) }

// TopicPage is a topic's list of threads, filtered and sorted; empty values
// and the first page are left out.
func TopicPage(slug, kind, sort string, page int) string {
	return withQuery(Topic(slug), "kind", kind, "sort", sort, "page", pageNumber(page))
}

// TopicFeed is a topic's Atom feed.
func TopicFeed(slug string) string { return Topic(slug) + "/feed.atom" }

// PhotosPage is page n of the galleries of all topics.
func PhotosPage(n int) string { return withQuery(Photos, "page", pageNumber(n)) }

// StoriesPage is page n of the stories of all topics.
func StoriesPage(n int) string { return withQuery(Stories, "page", pageNumber(n)) }

// Thread is a thread's first page. Without a slug (a title of signs alone) the
// address ends after the number.
func Thread(threadID int64, slug string) string {
	if slug == "" {
		return "/t/" + id(threadID)
	}
	return "/t/" + id(threadID) + "/" + url.PathEscape(slug)
}

// ThreadPage is page n of a thread.
func ThreadPage(threadID int64, slug string, n int) string {
	return withQuery(Thread(threadID, slug), "page", pageNumber(n))
}

// ThreadPost is a post inside its thread's page: the page that shows number,
// scrolled to it.
func ThreadPost(threadID int64, slug string, number int64) string {
	return ThreadPage(threadID, slug, int((number-1)/PostsPerPage)+1) + "#" + PostAnchor(number)
}

// ThreadShowing is the thread's page with a post shown once whose author the viewer blocked.
func ThreadShowing(threadID int64, slug string, number int64) string {
	page := pageNumber(int((number-1)/PostsPerPage) + 1)
	return withQuery(Thread(threadID, slug), "page", page, "show", id(number)) + "#" + PostAnchor(number)
}

// ReplyTo is the thread's page with the composer answering a post, quoting it or not.
func ReplyTo(threadID int64, slug string, number int64, quote bool) string {
	quoted := ""
	if quote {
		quoted = "1"
	}
	page := pageNumber(int((number-1)/PostsPerPage) + 1)
	return withQuery(Thread(threadID, slug), "page", page, "reply_to", id(number), "quote", quoted) + "#reply"
}

// ThreadUnread leads to the first post that the member has not read.
func ThreadUnread(threadID int64) string { return "/t/" + id(threadID) + "/unread" }

// PostAnchor is the element id of a post's article.
func PostAnchor(number int64) string { return "post-" + id(number) }

// ThreadFeed is a thread's Atom feed.
func ThreadFeed(threadID int64) string { return "/t/" + id(threadID) + "/feed.atom" }

// Post is a post's permalink, which leads to the right page wherever it moves.
func Post(postID int64) string { return "/posts/" + id(postID) }

// PostHistory is the page of a post's earlier versions.
func PostHistory(postID int64) string { return Post(postID) + "/history" }

// Member is a member's page.
func Member(handle string) string { return "/members/" + url.PathEscape(handle) }

// MemberPage is page n of what a member wrote.
func MemberPage(handle string, n int) string {
	return withQuery(Member(handle), "page", pageNumber(n))
}

// Tag is a search for threads with a tag.
func Tag(name string) string { return withQuery(Search, "tag", name) }

// SearchPage is page n of the results of a search; empty filters are left out.
func SearchPage(q, kind, topic, author string, n int) string {
	return withQuery(Search, "q", q, "kind", kind, "topic", topic, "author", author, "page", pageNumber(n))
}

// Compose is the composer, prefilled.
func Compose(kind, topicSlug string) string { return withQuery(New, "kind", kind, "topic", topicSlug) }

// Draft opens a kept draft in the composer.
func Draft(key string) string { return withQuery(New, "draft", key) }

// DraftsAfter is the list of drafts, just after one was deleted.
func DraftsAfter(key string) string { return withQuery(Drafts, "deleted", key) }

// BookmarksPage is page n of the posts that a member keeps.
func BookmarksPage(n int) string { return withQuery(Bookmarks, "page", pageNumber(n)) }

// PostHistoryHide keeps a post's earlier versions for moderators alone, or shows them again.
func PostHistoryHide(postID int64) string { return PostHistory(postID) + "/hide" }

// PostHistoryPage is page n of a post's earlier versions.
func PostHistoryPage(postID int64, n int) string {
	return withQuery(PostHistory(postID), "page", pageNumber(n))
}

// SignInThen signs in and comes back to a path of ours.
func SignInThen(path string) string { return withQuery(SignIn, "next", path) }

// JoinThen makes an account and comes back to a path of ours.
func JoinThen(path string) string { return withQuery(Join, "next", path) }

// Settings is one section of a member's settings: "profile", "account",
// "sessions", "tokens"; empty: the first.
func Settings(section string) string {
	if section == "" {
		return "/settings"
	}
	return "/settings/" + url.PathEscape(section)
}

// Avatar is a member's face.
func Avatar(handle string) string { return "/avatars/" + url.PathEscape(handle) }

// Cover is a drawn scene in one of its variants.
func Cover(scene string, variant uint32) string {
	return "/covers/" + url.PathEscape(scene) + "/" + strconv.FormatUint(uint64(variant), 10)
}

// YourThreadsPage is page n of what the member has read or, with started, of what they began.
func YourThreadsPage(started bool, n int) string {
	show := ""
	if started {
		show = "started"
	}
	return withQuery(YourThreads, "show", show, "page", pageNumber(n))
}

// Face is a size of a face that its member chose.
func Face(key, size string) string { return "/faces/" + url.PathEscape(key) + "/" + size }

// FaceOf is the page on which a part of one's picture is made one's face.
func FaceOf(picture string) string { return withQuery(Settings("face"), "picture", picture) }

// Upload is a picture alone, UploadSize one of its files.
func Upload(key string) string { return Uploads + "/" + url.PathEscape(key) }

// UploadAction is an author's form on a picture: "words", "delete", "restore".
func UploadAction(key, noun string) string { return Upload(key) + "/" + noun }

// DeletedUpload is the page of one's pictures, with the way to have one back.
func DeletedUpload(key string) string { return withQuery(Uploads, "deleted", key) }

// UploadsPage is page n of one's own pictures.
func UploadsPage(n int) string { return withQuery(Uploads, "page", pageNumber(n)) }

// UploadSize is one size of a picture: "960.webp".
func UploadSize(key, size string) string { return Upload(key) + "/" + size }
