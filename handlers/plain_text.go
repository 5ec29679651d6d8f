package handlers

import (
	"strings"

	"golang.org/x/net/html"
)

// plainText is the words of HTML that the sanitiser let through.
func plainText(rendered string) string {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(rendered))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.Write(tokens.Text())
		default:
			b.WriteByte(' ')
		}
	}
}
