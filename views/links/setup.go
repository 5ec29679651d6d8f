package links

// SetUp is the one-time address at which the first administrator sets the community up.
func SetUp(token string) string { return "/setup/" + token }
