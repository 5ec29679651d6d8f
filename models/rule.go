package models

import "slices"

// Rule is one of the house rules, as reports and actions name them (DECISIONS, "Lists").
type Rule string

const (
	RuleSpam        Rule = "spam"
	RuleAbuse       Rule = "abuse"
	RulePrivateData Rule = "private_data"
	RuleIllegal     Rule = "illegal"
	RuleOffTopic    Rule = "off_topic"
	RuleOther       Rule = "other"
)

// Rules lists every rule, in the order in which forms offer them.
var Rules = []Rule{RuleSpam, RuleAbuse, RulePrivateData, RuleIllegal, RuleOffTopic, RuleOther}

// checkRule refuses what is no rule; where it may be left out, that means RuleOther.
func (f fieldErrors) checkRule(field, value string, needed bool) Rule {
	switch {
	case value == "" && !needed:
		return RuleOther
	case !slices.Contains(Rules, Rule(value)):
		f.add(field, "Choose one of the rules.")
	}
	return Rule(value)
}
