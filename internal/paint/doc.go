// Package paint makes the photographs and paintings of the demonstration: landscapes with weather in them, still
// lifes, rooms, streets and plain light. Everything is original and comes out of this package alone, from noise,
// curves and brush strokes; each picture of the list is the same on every machine.
//
// A picture is made in two steps. Its scene lays colours on a canvas, in OKLab, where mixtures look like mixtures
// (canvas.go, shape.go, noise.go, and a file for each group of scenes). Then a finish makes it look made: a hand
// paints it over, broad strokes first and fine ones only where they are missed (brush.go), or a lens sees it, with
// bloom, grain and dark corners (lens.go).
//
// It is slow, a second or more a picture, so nothing paints while the program runs: `go generate ./internal/demo`
// keeps the results as files. Start reading at list.go.
package paint
