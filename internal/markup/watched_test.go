//go:build !race

package markup

// watched is how many times longer everything takes while it is watched for races.
const watched = 1
