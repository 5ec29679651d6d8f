// Package links makes every address of the program, so that none is written
// by hand in a template or a handler. All are paths on our own host; what must
// be absolute (mail, feeds, canonical links) is put behind the base address by
// Absolute. It knows no domain type: ids, slugs and handles come as plain values.
package links
