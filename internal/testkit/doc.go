// Package testkit runs a test body on both databases, each time in a world of its own: a fresh migrated
// database, a clock that only the test turns, every event recorded, and the cast - Ada the administrator,
// Mo the moderator, Sam of the staff, Hana who hosts Photography, Mia and Max, Nia who is new, Sue who is
// suspended, and a reader.
//
// Start reading at EachDB and World.
package testkit
