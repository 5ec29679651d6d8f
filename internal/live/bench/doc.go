// Command bench measures the live side as people meet it: real sockets over loopback, the real program serving,
// posts written through its API, and clients in a process of their own. A bare WebSocket hub, which only writes
// the same bytes to everybody, is measured in the same run: machines differ, their ratio less.
//
//	make bench-live
//	make bench-live LIVE='-watchers 500,2000 -rounds 5 -held 0'
//
// Start reading at main.go. Clients and watchers share the machine with the server, so their work is in each figure.
package main
