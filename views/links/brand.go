package links

import "net/url"

// Watch is where a film that is kept elsewhere is shown, on a page of its own that alone may ask that place.
func Watch(of string) string { return withQuery("/watch", "of", of) }

// How the community looks.
const (
	// ConsoleBrand shows and takes name, colour, letters, corners and footer.
	ConsoleBrand = Console + "/brand"
	// ConsoleBrandRestore brings a former version back.
	ConsoleBrandRestore = ConsoleBrand + "/restore"
	// ConsoleStyle shows what pages are made of, where somebody works on that.
	ConsoleStyle      = Console + "/style"
	ConsoleStyleSheet = ConsoleStyle + "/tokens.css"
	// ConsoleLogo shows and takes logo and icon.
	ConsoleLogo        = ConsoleBrand + "/logo"
	consoleBrandSample = ConsoleBrand + "/sample.css"
)

// BrandSheet is the style sheet of the look; another look has another name.
func BrandSheet(name string) string { return "/brand/" + url.PathEscape(name) + ".css" }

// BrandFile is one of the files of a logo, by the hash that they are kept under.
func BrandFile(hash, name string) string {
	return "/brand/" + url.PathEscape(hash) + "/" + url.PathEscape(name)
}

// ConsoleBrandSample is the sheet of a look that is being tried, for the sample on its page alone.
func ConsoleBrandSample(accent, typeface, corners string) string {
	return withQuery(consoleBrandSample, "accent", accent, "typeface", typeface, "corners", corners)
}
