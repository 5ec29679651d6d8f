// Package writing draws what a member does with words: the composer, editing with its history, taking back,
// drafts and bookmarks. Handlers fill its typed page structs; it fetches and decides nothing.
package writing
