package ui

// Pager is the numbered pages of a list.
type Pager struct {
	Page  int
	Pages int
	Of    func(page int) string // the address of a page
	Label string                // what is paged: "Posts", "Threads"
}

// Prev and Next are addresses, empty at the ends: for <link rel> as well.
func (p Pager) Prev() string {
	if p.Page <= 1 || p.Of == nil {
		return ""
	}
	return p.Of(min(p.Page-1, max(1, p.Pages))) // from past the end to the last
}

// Next is Prev's other end.
func (p Pager) Next() string {
	if p.Page >= p.Pages || p.Of == nil {
		return ""
	}
	return p.Of(p.Page + 1)
}

// shown are the page numbers to offer: the ends, and two either side of the
// current one. 0 stands for a gap.
func (p Pager) shown() []int {
	var numbers []int
	last := 0
	for n := 1; n <= p.Pages; n++ {
		near := n >= p.Page-1 && n <= p.Page+1
		if n != 1 && n != p.Pages && !near {
			continue
		}
		if n == last+2 { // a gap of one page is that page
			numbers = append(numbers, n-1)
		} else if n > last+2 {
			numbers = append(numbers, 0)
		}
		numbers = append(numbers, n)
		last = n
	}
	return numbers
}
