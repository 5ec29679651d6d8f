package api

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

const (
	limitDefault, limitMost = 20, 100
	// positionMost keeps what a cursor says within what both databases take for a moment, a number or an offset.
	positionMost = 1 << 53
)

// list is one page of anything. Next is the cursor of the page after it.
type list[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next" doc:"The cursor of the next page; null at the end."`
}

func listOf[T any](items []T, next *string) list[T] {
	if items == nil {
		items = []T{}
	}
	return list[T]{Items: items, Next: next}
}

// pageParams are the parameters of every list that goes on.
var pageParams = []param{
	{name: "limit", doc: "How many at most: 1 to 100, 20 when left out. More is taken for 100.", number: true},
	{name: "cursor", doc: "The next of the page before. It belongs to the same list with the same filters."},
}

// limit is how many items are asked for.
func (c *call) limit() (int, error) {
	text := c.QueryParam("limit")
	if text == "" {
		return limitDefault, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, badRequest("limit", "Give a whole number from 1 to 100.")
	}
	return int(min(n, limitMost)), nil
}

// cursor writes a position in a list down. It holds nothing but what the reader has seen, and a mark of the list
// and its filters, so that it is not used in another.
func cursor(list string, position ...int64) *string {
	words := []string{mark(list)}
	for _, n := range position {
		words = append(words, strconv.FormatInt(n, 36))
	}
	text := base64.RawURLEncoding.EncodeToString([]byte(strings.Join(words, ".")))
	return &text
}

// position reads a cursor of the list back; nil where there is none.
func (c *call) position(list string, numbers int) ([]int64, error) {
	text := c.QueryParam("cursor")
	if text == "" {
		return nil, nil
	}
	wrong := badRequest("cursor", "This is no cursor of this list. Begin again without one.")
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, wrong
	}
	words := strings.Split(string(plain), ".")
	if len(words) != numbers+1 || words[0] != mark(list) {
		return nil, wrong
	}
	position := make([]int64, numbers)
	for i, word := range words[1:] {
		n, err := strconv.ParseInt(word, 36, 64)
		if err != nil || n < 0 || n > positionMost {
			return nil, wrong
		}
		position[i] = n
	}
	return position, nil
}

// offset reads the cursor of a list that goes on by counting.
func (c *call) offset(list string, most int64) (int, error) {
	at, err := c.position(list, 1)
	if err != nil || at == nil {
		return 0, err
	}
	return int(min(at[0], most)), nil
}

func mark(list string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(list))
	return fmt.Sprintf("%08x", h.Sum32())
}
