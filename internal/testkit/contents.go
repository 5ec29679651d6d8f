package testkit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/database"
)

// Contents is all that the database holds, a text for each table but those named: for showing that nothing changed.
func (w *World) Contents(but ...string) map[string]string {
	w.T.Helper()
	query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index_%' ORDER BY name`
	if w.DB.Kind == database.Postgres {
		query = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`
	}
	var tables []string
	w.Must(w.DB.Read.WithContext(w.Ctx).Raw(query).Scan(&tables).Error)
	held := map[string]string{}
	for _, table := range tables {
		if slices.Contains(but, table) {
			continue
		}
		var rows []map[string]any
		w.Must(w.DB.Read.WithContext(w.Ctx).Raw(`SELECT * FROM ` + table).Scan(&rows).Error)
		lines := make([]string, len(rows))
		for i, row := range rows {
			lines[i] = fmt.Sprint(row) // a map is printed in the order of its keys
		}
		slices.Sort(lines)
		held[table] = strings.Join(lines, "\n")
	}
	return held
}

// Changed lists the tables whose contents differ.
func Changed(before, after map[string]string) (tables []string) {
	for table := range after {
		if before[table] != after[table] {
			tables = append(tables, table)
		}
	}
	slices.Sort(tables)
	return tables
}
