// Package migrations carries the schema: one folder of goose SQL files a dialect, the same
// numbers and names in both. Files go forward only; a test compares the two schemas table by table.
package migrations

import "embed"

// Files holds sqlite/NNNN_name.sql and postgres/NNNN_name.sql.
//
//go:embed sqlite/*.sql postgres/*.sql
var Files embed.FS
