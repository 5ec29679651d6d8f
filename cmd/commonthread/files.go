package main

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/config"
)

// filesDeadline bounds the wait for a bucket that does not answer.
const filesDeadline = 4 * time.Second

// openFiles opens what uploads are kept in, and tries whether it can be written to: better at the start than at the
// first picture. The second result lets go of it.
func openFiles(ctx context.Context, at config.Storage) (blob.Store, func() error, error) {
	if at.Kind != config.S3Storage {
		folder, err := blob.OpenFolder(at.Path)
		if err != nil {
			return nil, nil, fmt.Errorf("COMMONTHREAD_STORAGE_URL: %w", err)
		}
		if err := folder.Check(ctx); err != nil {
			_ = folder.Close()
			return nil, nil, fmt.Errorf("COMMONTHREAD_STORAGE_URL: write to %s: %w", at.Path, err)
		}
		return folder, folder.Close, nil
	}
	bucket, err := blob.OpenBucket(blob.BucketConfig{Name: at.Bucket, Endpoint: at.Endpoint, Region: at.Region})
	if err != nil {
		return nil, nil, fmt.Errorf("COMMONTHREAD_STORAGE_URL: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, filesDeadline)
	defer cancel()
	if err := bucket.Check(ctx); err != nil {
		return nil, nil, fmt.Errorf("COMMONTHREAD_STORAGE_URL: %w", err)
	}
	return bucket, func() error { return nil }, nil
}
