//go:build race

package main

// raceDetector says that this test binary, and so the program that it plays, watches each of its memory accesses.
const raceDetector = true
