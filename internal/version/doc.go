// Package version owns the answer to "what exactly is running here": the
// release, the commit it was built from, and the schema number it needs.
//
// It reads what the Go tool chain stamped into the binary, and takes the linker's
// word where that knows nothing. It does not know the migrations: whoever asks
// hands it the schema number.
package version
