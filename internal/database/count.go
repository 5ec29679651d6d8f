package database

import (
	"context"
	"fmt"
	"sync/atomic"

	"gorm.io/gorm"
)

type counterKey struct{}

// CountQueries returns a context whose statements are counted; read the figure with the function.
// Tests hold each page to a fixed number of queries with it, and development shows it in a header.
func CountQueries(ctx context.Context) (context.Context, func() int) {
	n := new(atomic.Int64)
	return context.WithValue(ctx, counterKey{}, n), func() int { return int(n.Load()) }
}

// countQueries also counts what was answered at all, on any context, and marks what was not because its connection
// broke: of rows the dialector is not asked. outdated is called for each statement prepared for an older schema.
func countQueries(answered *atomic.Int64, outdated func(), dbs ...*gorm.DB) error {
	count := func(db *gorm.DB) {
		if db.Error == nil {
			answered.Add(1)
		} else if lost(db.Error) {
			db.Error = fmt.Errorf("%w: %w", errLost, db.Error)
		} else if outdatedPlan(db.Error) {
			outdated()
		}
		if n, ok := db.Statement.Context.Value(counterKey{}).(*atomic.Int64); ok {
			n.Add(1)
		}
	}
	const name = "commonthread:count"
	for _, db := range dbs {
		cb := db.Callback()
		for _, err := range []error{
			cb.Query().After("gorm:query").Register(name, count),
			cb.Row().After("gorm:row").Register(name, count),
			cb.Raw().After("gorm:raw").Register(name, count),
			cb.Create().After("gorm:create").Register(name, count),
			cb.Update().After("gorm:update").Register(name, count),
			cb.Delete().After("gorm:delete").Register(name, count),
		} {
			if err != nil {
				return err
			}
		}
	}
	return nil
}
