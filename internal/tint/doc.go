// Package tint reckons with colours as the pages use them: in OKLCH, where equal steps look equal, held to what WCAG asks
// of ink on its ground. It knows the grounds of the style sheet (a test compares them), and no page, brand or topic.
// Start at AccentOf.
package tint
