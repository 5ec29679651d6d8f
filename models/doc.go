// Package models is the domain: the rules of topics, threads, posts and members, and the SQL beside
// them. Every surface - pages, JSON API, command line - calls the same verbs on Store, so a rule stated
// here holds everywhere. It knows nothing of HTTP, templates or sockets.
//
// Start reading at store.go (transactions and events), policy.go (who may do what) and errors.go;
// then two files a noun: thread.go has the values and pure rules, thread_store.go their SQL.
package models
