package handlers_test

var magazineRules = []rule{
	{get, "/console/front", staff, at("/console/front")},
	{post, "/console/front", staff, at("/console/front", "do", "find")},
	{post, "/console/front", staff, at("/console/front", "do", "preview")},
	{get, "/console/topics/:slug/front", staff, at("/console/topics/staff-table/front")},
	{post, "/console/topics/:slug/front", staff, at("/console/topics/photography/front", "do", "find")},
}
