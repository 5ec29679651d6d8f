// Package pagecache keeps whole pages in memory, plain and compressed, and knows by tags which of them a change
// made stale. It knows no address and no event: callers choose keys and tags.
//
// A page is fresh as long as none of its tags was touched since before it was begun; so a page that was being
// drawn while something changed is never taken for fresh. Start reading at Cache.
package pagecache
