package pages

import "net/url"

// houseSamples are the community's own pages, and where they are written and accepted.
func (s *site) houseSamples() []sample {
	return []sample{
		{name: "house", route: "/house/:page", path: "/house/rules"},
		{name: "house-privacy", route: "/house/:page", path: "/house/privacy", as: writer},
		{name: "house-once", route: "/house/:page", path: "/house/rules?version=1"},
		{name: "house-history", route: "/house/:page/history", path: "/house/rules/history"},
		{name: "house-acceptance", route: "/house/acceptance", path: "/house/acceptance", as: "ivan"},
		{name: "house-accepted", route: "/house/acceptance", path: "/house/acceptance", as: writer},
		{name: "house-asked", route: "/", path: "/", as: "ivan"},
		{name: "console-house", route: "/console/house", path: "/console/house", as: administrator},
		{name: "console-house-page", route: "/console/house/:page", path: "/console/house/rules", as: administrator},
		{name: "console-house-refused", route: "/console/house/:page", path: "/console/house/imprint", as: administrator, status: 422,
			form: url.Values{"body": {"[name of the company]"}, "version": {"1"}}},
	}
}
