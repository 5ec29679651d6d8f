// Package lockfile keeps a second program from using what only one may use: an
// embedded database being served, seeded with the demonstration or restored.
//
// The lock is the operating system's, on a file beside what it guards. It ends
// with the process that holds it, however that ends, so a crash leaves nothing
// to clear away by hand. The file itself stays: removing it would let two
// processes hold locks on two files of the same name.
//
// Start reading at Acquire.
package lockfile
