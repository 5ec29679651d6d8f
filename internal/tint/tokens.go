package tint

import (
	"fmt"
	"regexp"
	"strconv"
)

// Token is a colour of the style sheet.
type Token struct {
	Name string // "accent-wash"
	Pair
}

const decimal = `([\d.]+)`

var tokenLine = regexp.MustCompile(`--([a-z0-9-]+): light-dark\(oklch\(` + decimal + ` ` + decimal + ` ` + decimal + `\), oklch\(` + decimal + ` ` + decimal + ` ` + decimal + `\)\)`)

// Tokens reads the colours out of the source of a style sheet, in its order.
func Tokens(source string) ([]Token, error) {
	var list []Token
	for _, found := range tokenLine.FindAllStringSubmatch(source, -1) {
		var n [6]float64
		for i := range n {
			value, err := strconv.ParseFloat(found[i+2], 64)
			if err != nil {
				return nil, fmt.Errorf("read the colour %s: %w", found[1], err)
			}
			n[i] = value
		}
		list = append(list, Token{found[1], Pair{Colour{n[0], n[1], n[2]}, Colour{n[3], n[4], n[5]}}})
	}
	return list, nil
}
