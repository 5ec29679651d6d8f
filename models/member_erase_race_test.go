package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Whoever became the last administrator while their password was asked for cannot leave any more (FAULTS L05).
func TestDeleteAccount_asksForTheRoleAtTheMomentItself(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		tx := w.DB.Write.Begin()
		defer tx.Rollback()
		w.Must(tx.Error)
		// holds up the count of tries, which comes after the member was read
		w.Must(tx.Exec(lockAttempts(w)).Error)
		left := make(chan error, 1)
		go func() {
			left <- w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"})
		}()
		w.AwaitBlocked()
		w.Must(tx.Exec(`UPDATE members SET role = 'administrator' WHERE handle = 'mia'`).Error)
		w.Must(tx.Exec(`UPDATE members SET role = 'member' WHERE handle = 'ada'`).Error)
		w.Must(tx.Commit().Error)
		kind(t, <-left, models.Conflict)
	})
}

// lockAttempts is a statement that keeps others from counting until its transaction ends.
func lockAttempts(w *testkit.World) string {
	if w.DB.Dialect.ForUpdate() == "" {
		return `DELETE FROM attempts WHERE scope = 'none'`
	}
	return `LOCK TABLE attempts IN EXCLUSIVE MODE`
}
