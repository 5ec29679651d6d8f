// Package blob keeps files under names: in a folder, or in a bucket of anything that speaks S3. What Put has
// acknowledged is kept; what is half written is never seen.
package blob
