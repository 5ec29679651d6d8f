package demo_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
)

func TestLoad_fillsAnEmptyDatabase(t *testing.T) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			db := testkit.OpenDB(t, kind)
			begun := time.Now()
			_, err := demo.Load(t.Context(), db, testkit.Start)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(time.Since(begun))
		})
	}
}
