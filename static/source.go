package static

import _ "embed"

// Tokens is the source of every value that is used twice, for the page that shows them.
//
//go:embed css/tokens.css
var Tokens string
