// Package live is the community's side of the sockets: who may listen to what, what an event looks like, and
// what was missed. The events table is the truth; sockets, buses and memory only make it quick. The hub of
// internal/live, which knows nothing of this, writes the bytes.
//
// A stream is a sequenced channel on this node. It takes each event once and in the order of its numbers,
// reading the table where one is missing, asks again who may listen, draws the post as anyone may see it, and
// hands the hub one frame for everybody. Start reading at live.go, then stream.go and subscribe.go.
package live
