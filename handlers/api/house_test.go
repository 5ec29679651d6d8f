package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
)

func TestHouse_isReadByEverybodyAndWrittenByAdministratorsWithTheScope(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ada := anybody.as(w.Ada)
		first := in{"body": "Speak to the person, about the **thing**.", "asks": true}
		anybody.get("/house/rules").want(http.StatusNotFound)
		if items := anybody.get("/house").want(http.StatusOK).items(); len(items) != 0 {
			t.Errorf("before the first there are %v", items)
		}
		anybody.put("/house/rules", first).want(http.StatusUnauthorized)
		anybody.as(w.Mia).put("/house/rules", first).want(http.StatusForbidden)
		anybody.as(w.Mo).put("/house/rules", first).want(http.StatusForbidden)
		ada.put("/house/gossip", first).want(http.StatusNotFound)
		if made := ada.put("/house/rules", first).want(http.StatusOK); made.body["version"] != float64(1) || made.body["asks"] != true {
			t.Errorf("it became %s", made.text)
		}
		ada.put("/house/rules", in{"body": "Speak to the person, about the thing only."}).want(http.StatusConflict)
		if wrong := ada.put("/house/rules", in{"body": "Speak to the person, about the thing only.", "version": 1}).want(http.StatusUnprocessableEntity); !strings.Contains(wrong.text, "changed") {
			t.Errorf("nothing asks what changed: %s", wrong.text)
		}
		ada.put("/house/rules", in{"body": "Write to [the address of your company] about the thing.", "version": 1, "changed": "An address."}).want(http.StatusUnprocessableEntity)
		ada.put("/house/rules", in{"body": "Speak to the person, about the thing only.", "version": 1, "changed": "A word less."}).want(http.StatusOK)
		now := anybody.get("/house/rules").want(http.StatusOK)
		if now.body["version"] != float64(2) || now.body["changed"] != "A word less." || !strings.HasSuffix(now.body["url"].(string), "/house/rules?version=2") {
			t.Errorf("readers get %s", now.text)
		}
		once := anybody.as(w.Mia).get("/house/rules?version=1").want(http.StatusOK)
		if once.body["body"] != first["body"] || !strings.Contains(once.body["html"].(string), "<strong>thing</strong>") {
			t.Errorf("the first version is %s", once.text)
		}
		anybody.get("/house/rules?version=3").want(http.StatusNotFound)
		anybody.get("/house/rules?version=new").want(http.StatusUnprocessableEntity)
		anybody.get("/house/imprint/versions").want(http.StatusNotFound)
		versions := anybody.get("/house/rules/versions").want(http.StatusOK).items()
		if len(versions) != 2 || versions[0]["version"] != float64(2) || versions[1]["page"] != "rules" {
			t.Errorf("the versions are %v", versions)
		}
		if items := anybody.get("/house").want(http.StatusOK).items(); len(items) != 1 || items[0]["version"] != float64(2) {
			t.Errorf("the pages are %v", items)
		}
	})
}
