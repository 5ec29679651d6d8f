package handlers_test

import "github.com/commonthread/commonthread/models"

// publishedRules are there, so that an address of theirs proves something.
func publishedRules(rest string) func(f *fixture) request {
	return to(func(f *fixture) string {
		if f.Count(`SELECT COUNT(*) FROM house_pages`) == 0 {
			f.Must(f.Store.PublishHouse(f.Ctx, f.Ada, models.HouseRules, models.HouseInput{Body: "Speak to the person, about the thing."}))
		}
		return "/house/rules" + rest
	})
}

var houseRules = []rule{
	{get, "/house/:page", everybody, publishedRules("")},
	{get, "/house/:page", nobody, at("/house/cellar")},
	{get, "/house/:page/history", everybody, publishedRules("/history")},
	{get, "/house/acceptance", members, at("/house/acceptance")},
	{post, "/house/acceptance", members, at("/house/acceptance", "up_to", "1")},
	{get, "/console/house", administrators, at("/console/house")},
	{get, "/console/house/:page", administrators, at("/console/house/imprint")},
	{post, "/console/house/:page", administrators, at("/console/house/imprint")},
}
