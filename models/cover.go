package models

import "slices"

// Covers are the scenes of the built-in picture set that a topic or story may show, until members bring
// their own photographs. internal/art draws them; a test holds the two lists together.
var Covers = []string{
	"window-desk", "kitchen-table", "moor-dawn", "harbour-rain", "city-bridge", "canal-bikes", "snow-street",
	"night-ride", "hills-switchback", "market-stall", "darkroom", "sea-ferry", "train-window", "rooftop-evening",
	"garden-shed", "mountain-lake", "fog-road", "cafe-corner", "workshop-bench", "contact-sheet",
	"remote-work", "photography", "cycling-to-work", "back-room", "staff-table", "abstract",
}

// checkCover lets none or one of the scenes pass.
func (f fieldErrors) checkCover(cover string) string {
	if cover != "" && !slices.Contains(Covers, cover) {
		f.add("cover", "Choose one of the covers, or none.")
		return ""
	}
	return cover
}
