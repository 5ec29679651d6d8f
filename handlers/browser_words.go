package handlers

import (
	"regexp"
	"strings"
)

var (
	// in this order: later browsers name earlier ones in their user agent
	browsers = []struct{ mark, name string }{
		{"Edg/", "Edge"}, {"EdgA/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Vivaldi/", "Vivaldi"},
		{"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
	}
	systems = []struct{ mark, name string }{
		{"iPhone", "an iPhone"}, {"iPad", "an iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
		{"Macintosh", "a Mac"}, {"Linux", "Linux"}, {"FreeBSD", "FreeBSD"},
	}
	tool = regexp.MustCompile(`^([A-Za-z][A-Za-z-]{1,29})/[0-9]`)
)

// browserWords says what a user agent is in words that a person recognises.
func browserWords(agent string) string {
	browser, system := "", ""
	for _, b := range browsers {
		if browser == "" && strings.Contains(agent, b.mark) {
			browser = b.name
		}
	}
	for _, o := range systems {
		if system == "" && strings.Contains(agent, o.mark) {
			system = o.name
		}
	}
	if m := tool.FindStringSubmatch(agent); browser == "" && m != nil && m[1] != "Mozilla" {
		browser = m[1]
	}
	switch {
	case browser == "" && system == "":
		return "A browser we do not know"
	case browser == "":
		return "A browser on " + system
	case system == "":
		return browser
	}
	return browser + " on " + system
}
