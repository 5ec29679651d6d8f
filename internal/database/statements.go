package database

import (
	"container/list"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
)

const (
	// keptStatements is how many prepared statements a SQLite connection keeps. The program has a few hundred
	// different ones; each takes some kilobytes.
	keptStatements = 200
	// keptLength is how long the text of a statement is that comes again. Longer ones insert many rows at once,
	// or are migrations.
	keptLength = 16 << 10
)

// statementConnector opens SQLite connections that keep their prepared statements.
//
// Parsing and planning is a third of what a small statement costs SQLite. The pool's own prepared statements do
// not help: database/sql prepares a statement again in each transaction it is used in, and a verb is a transaction.
// So it is done below the pool, where a statement belongs to the one connection it works on.
type statementConnector struct{ driver.Connector }

func (c statementConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(sqliteConn)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("the SQLite driver's connection %T lacks what the pool needs", conn)
	}
	return &statementConn{sqliteConn: whole, kept: map[string]*list.Element{}, order: list.New()}, nil
}

// sqliteConn is all that the driver's connection can do for database/sql.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is all that we ask of a prepared statement.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// statementConn is one connection with its statements, the last used first. Like every driver connection it is
// used by one goroutine at a time. A statement that SQLite finds outdated by a change of the schema it prepares
// again by itself (sqlite3_prepare_v2).
type statementConn struct {
	sqliteConn
	kept  map[string]*list.Element // of *statement
	order *list.List
}

type statement struct {
	sqliteStmt
	query string
	busy  bool // its rows are still being read
}

// ExecContext runs a statement that answers no rows.
func (c *statementConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	ctx = whole(ctx)
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.ExecContext(ctx, args)
}

// QueryContext runs a statement; it is free for the next use once the rows are closed.
func (c *statementConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	ctx = whole(ctx)
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	whole, ok := rows.(sqliteRows)
	if !ok {
		_ = rows.Close()
		return nil, fmt.Errorf("the SQLite driver's rows %T lack what the pool needs", rows)
	}
	s.busy = true
	return &statementRows{sqliteRows: whole, of: s}, nil
}

// statement finds the kept statement of a query, or prepares it; nil where none is to be kept, and where it is
// being read from: the same query inside the loop over its rows is run without one.
func (c *statementConn) statement(ctx context.Context, query string) (*statement, error) {
	if len(query) > keptLength {
		return nil, nil
	}
	if e, ok := c.kept[query]; ok {
		c.order.MoveToFront(e)
		s := e.Value.(*statement)
		if s.busy {
			return nil, nil
		}
		return s, nil
	}
	prepared, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	whole, ok := prepared.(sqliteStmt)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the SQLite driver's statement %T lacks what the pool needs", prepared), prepared.Close())
	}
	c.evict()
	s := &statement{sqliteStmt: whole, query: query}
	c.kept[query] = c.order.PushFront(s)
	return s, nil
}

// evict makes room for one: it closes what was used least lately, but nothing that is being read from.
func (c *statementConn) evict() {
	for e := c.order.Back(); e != nil && c.order.Len() >= keptStatements; {
		s, before := e.Value.(*statement), e.Prev()
		if !s.busy {
			c.order.Remove(e)
			delete(c.kept, s.query)
			_ = s.Close()
		}
		e = before
	}
}

// Close closes the statements and the connection.
func (c *statementConn) Close() error {
	var all []error
	for e := c.order.Front(); e != nil; e = e.Next() {
		all = append(all, e.Value.(*statement).Close())
	}
	c.order.Init()
	clear(c.kept)
	return errors.Join(append(all, c.sqliteConn.Close())...)
}

// sqliteRows is all that the driver's rows can do for database/sql.
type sqliteRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

type statementRows struct {
	sqliteRows
	of *statement
}

// Close ends the reading, however often it is called: a second call must not end somebody else's.
func (r *statementRows) Close() error {
	if r.of == nil {
		return nil
	}
	s := r.of
	r.of = nil
	err := r.sqliteRows.Close()
	s.busy = false
	return err
}
