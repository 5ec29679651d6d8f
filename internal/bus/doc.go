// Package bus carries short messages between the nodes of one community: "look at the events table", "twelve
// people read this thread". Nothing depends on a message arriving. What must not be lost is in the database,
// where every node looks each moment anyway; the bus only makes it quick.
//
// There are three: Local for one process, Postgres by LISTEN and NOTIFY, and NATS. A contract test holds them to
// the same behaviour. Start reading at postgres.go.
package bus
