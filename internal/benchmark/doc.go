// Package benchmark measures the whole on both databases, small and large, and holds the queries that every
// visit runs to their indexes. It has tests and benchmarks alone; `make bench` runs them.
//
// BENCH_POSTS is how many posts the large database has (200,000); BENCH_POSTS=1000000 is a community of many
// years. Start reading at hot_test.go: the list of what is asked of a database all day.
package benchmark
