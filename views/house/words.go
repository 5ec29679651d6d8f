package house

import "github.com/commonthread/commonthread/models"

var kindWords = map[models.HouseKind]string{
	models.HouseRules: "House rules", models.HousePrivacy: "Privacy", models.HouseTerms: "Terms of use",
	models.HouseImprint: "Imprint", models.HouseContact: "Contact",
}

// KindWords is what a page is called.
func KindWords(k models.HouseKind) string { return kindWords[k] }
