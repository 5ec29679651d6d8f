package blob

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Bucket keeps files in a bucket of an S3-compatible service.
type Bucket struct {
	client *minio.Client
	name   string
}

// BucketConfig says where a bucket is. The keys come from where every program that speaks S3 finds them: the
// environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), its credentials file, the machine's role.
type BucketConfig struct {
	Name     string
	Endpoint string // an http or https address; empty: Amazon's
	Region   string
}

const amazon = "https://s3.amazonaws.com"

// OpenBucket makes a client; nothing is asked of the service before Check or the first file.
func OpenBucket(c BucketConfig) (*Bucket, error) {
	at, err := url.Parse(cmp.Or(c.Endpoint, amazon))
	if err != nil {
		return nil, fmt.Errorf("read the address of the bucket's service: %w", err)
	}
	keys := credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{}})
	client, err := minio.New(at.Host, &minio.Options{Creds: keys, Secure: at.Scheme != "http", Region: c.Region})
	if err != nil {
		return nil, fmt.Errorf("reach the bucket of uploads: %w", err)
	}
	return &Bucket{client: client, name: c.Name}, nil
}

// Put implements Store.
func (b *Bucket) Put(ctx context.Context, name string, r io.Reader, size int64, contentType string) error {
	if err := checkPut(name, size); err != nil {
		return err
	}
	// a service would wait for, or cut off, what does not arrive as announced
	_, err := b.client.PutObject(ctx, b.name, name, &exactly{r: r, left: size}, size, minio.PutObjectOptions{ContentType: contentType, DisableMultipart: true})
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// Open implements Store.
func (b *Bucket) Open(ctx context.Context, name string) (File, Info, error) {
	if err := checkName(name); err != nil {
		return nil, Info{}, err
	}
	object, err := b.client.GetObject(ctx, b.name, name, minio.GetObjectOptions{})
	if err != nil {
		return nil, Info{}, fmt.Errorf("open %s: %w", name, err)
	}
	at, err := object.Stat()
	if err != nil {
		_ = object.Close()
		if missing(err) {
			return nil, Info{}, ErrNotFound
		}
		return nil, Info{}, fmt.Errorf("open %s: %w", name, err)
	}
	return object, Info{Name: name, Size: at.Size, Modified: at.LastModified}, nil
}

func missing(err error) bool {
	r := minio.ToErrorResponse(err)
	return r.Code == minio.NoSuchKey || r.StatusCode == http.StatusNotFound && r.Code != minio.NoSuchBucket
}

// Delete implements Store.
func (b *Bucket) Delete(ctx context.Context, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if err := b.client.RemoveObject(ctx, b.name, name, minio.RemoveObjectOptions{}); err != nil && !missing(err) {
		return fmt.Errorf("delete %s: %w", name, err)
	}
	return nil
}

// Each implements Store.
func (b *Bucket) Each(ctx context.Context, prefix string, f func(Info) error) error {
	if err := checkPrefix(prefix); err != nil {
		return err
	}
	for o := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return fmt.Errorf("list %s: %w", prefix, o.Err)
		}
		if err := f(Info{Name: o.Key, Size: o.Size, Modified: o.LastModified}); err != nil {
			return fmt.Errorf("list %s: %w", prefix, err)
		}
	}
	return ctx.Err()
}

// Check implements Store.
func (b *Bucket) Check(ctx context.Context) error {
	ok, err := b.client.BucketExists(ctx, b.name)
	if err != nil {
		return fmt.Errorf("reach the bucket of uploads: %w", err)
	}
	if !ok {
		return fmt.Errorf("there is no bucket %q: make it, or correct COMMONTHREAD_STORAGE_URL", b.name)
	}
	return nil
}
