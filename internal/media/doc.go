// Package media makes pictures fit to publish of files that strangers send. A file is judged by its first bytes and
// its header before anything of it is decoded; what is kept is drawn anew, upright, in a few sizes, and holds
// nothing but pixels: no place, no device, no hidden text. What the camera noted is offered as words, for the author
// to confirm.
package media
