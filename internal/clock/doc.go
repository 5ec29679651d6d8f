// Package clock owns what time the program believes it is.
//
// Everything that stores or compares an instant asks a Clock that was passed
// to it, never time.Now: so a test can turn the hands, and a rehearsal
// (COMMONTHREAD_CLOCK) can begin on any Monday morning. Readings are UTC and cut
// to the microsecond, which is what both databases keep.
//
// The package knows no domain and starts no goroutine. Start reading at Clock.
package clock
