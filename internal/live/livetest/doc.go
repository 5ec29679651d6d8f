// Package livetest is a client of the live protocol for tests and load programs: it is kept beside the hub so
// that one place alone knows the WebSocket library.
package livetest
