package testkit

import (
	"time"

	"github.com/commonthread/commonthread/internal/database"
)

const blockedDeadline = 20 * time.Second

// AwaitBlocked returns once somebody waits for what a transaction of the test holds: for a lock on PostgreSQL,
// for the one writing connection on SQLite. Begin the transaction first, then what shall wait;
// one thing a world.
func (w *World) AwaitBlocked() {
	w.T.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(blockedDeadline); !w.blocked(); <-tick.C {
		if time.Now().After(deadline) {
			w.T.Fatal("nobody came to wait for the transaction")
		}
	}
}

func (w *World) blocked() bool {
	w.T.Helper()
	if w.DB.Kind == database.SQLite {
		pool, err := w.DB.SQL()
		w.Must(err)
		return pool.Stats().WaitCount > 0
	}
	return w.Count(`SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
}
