// Package live tells open sockets what happened: a hub of rooms, in which every message is prepared once and
// written by one goroutine a processor core, never waiting for any client. It owns WebSocket frames, queues,
// limits and the order of numbered frames; it knows neither the community nor who may see what: its user,
// handlers/live, decides that and hands it bytes.
//
// A client that reads too slowly misses frames and is told to start over ("resync") as soon as it reads again;
// one that is silent is dropped. Start reading at hub.go, then room.go (order, joining without gap or double)
// and socket.go (writing without waiting).
package live
