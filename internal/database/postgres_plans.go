package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// plans has every connection forget its prepared statements once one of them turns out to be of an older schema. While
// a newer program migrates, the nodes of the older one go on (FAULTS K06): each of their connections has statements
// prepared that answer a column more from then on, which PostgreSQL refuses, one by one.
type plans struct{ generation atomic.Int64 }

// ofConnection is the key of a connection's generation in its own data.
const ofConnection = "commonthread:plans"

// outdated has connections start anew, each when it is next taken from the pool.
func (p *plans) outdated() { p.generation.Add(1) }

func (p *plans) options() []stdlib.OptionOpenDB {
	return []stdlib.OptionOpenDB{
		stdlib.OptionAfterConnect(func(_ context.Context, c *pgx.Conn) error {
			c.PgConn().CustomData()[ofConnection] = p.generation.Load()
			return nil
		}),
		stdlib.OptionResetSession(func(ctx context.Context, c *pgx.Conn) error {
			now := p.generation.Load()
			if c.PgConn().CustomData()[ofConnection] == now {
				return nil
			}
			c.PgConn().CustomData()[ofConnection] = now
			if c.DeallocateAll(ctx) != nil {
				return driver.ErrBadConn // the pool takes another
			}
			return nil
		}),
	}
}

// outdatedPlan reports "cached plan must not change result type", by the code and the place in PostgreSQL's source,
// as its words may be in any language.
func outdatedPlan(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "0A000" && pg.Routine == "RevalidateCachedQuery"
}
