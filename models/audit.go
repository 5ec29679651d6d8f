package models

import (
	"context"
	"fmt"
	"time"
)

// AuditEntry is one line of the audit trail: what staff did, to what, why. Rows are only ever added.
type AuditEntry struct {
	ID         int64
	At         time.Time
	ActorID    *int64
	Action     string
	ObjectKind string
	ObjectID   int64
	Before     string
	After      string
	Reason     string
	Address    string
}

// TableName is the table's name.
func (AuditEntry) TableName() string { return "audit_log" }

type auditEntry struct {
	Action, Kind          string
	ID                    int64
	Before, After, Reason string
}

// audit adds a line to the audit trail in the transaction of the act itself.
func (s *Store) audit(ctx context.Context, v Viewer, e auditEntry) error {
	row := AuditEntry{
		At: s.now(), Action: e.Action, ObjectKind: e.Kind, ObjectID: e.ID,
		Before: e.Before, After: e.After, Reason: e.Reason, Address: v.Address,
	}
	if v.SignedIn() {
		row.ActorID = &v.ID
	}
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	return nil
}
