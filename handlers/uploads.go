package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

const (
	// sendDeadline is for a file of the largest size over a slow line, and drawing it behind others.
	sendDeadline = 5 * time.Minute
	// sentAtOnce bounds the files under way, each on disk and none in memory; more are asked to come back.
	sentAtOnce = 64
	sentRetry  = 10 * time.Second
	// filesAtOnce is how many a form without scripts may hold.
	filesAtOnce = models.PicturesPerPost
)

// uploads are what pictures are made with and kept in.
type uploads struct {
	store *models.Store
	files blob.Store
	maker *media.Maker
	turn  chan struct{}
}

func newUploads(store *models.Store, files blob.Store, maker *media.Maker) *uploads {
	if maker == nil {
		maker = media.NewMaker()
	}
	return &uploads{store: store, files: files, maker: maker, turn: make(chan struct{}, sentAtOnce)}
}

// take receives one file, and answers with the picture once it is kept: whole, in all its sizes.
func (u *uploads) take(ctx context.Context, v models.Viewer, sent io.Reader) (models.Picture, error) {
	if u.files == nil {
		return models.Picture{}, &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Message: "Pictures cannot be taken here just now. Your text is safe."}
	}
	if err := u.store.RefusePicture(ctx, v); err != nil {
		return models.Picture{}, err
	}
	select {
	case u.turn <- struct{}{}:
		defer func() { <-u.turn }()
	default:
		return models.Picture{}, &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Message: "Many pictures are being sent just now. Send this one again in a moment."}
	}
	file, hash, err := spool(sent)
	if err != nil {
		return models.Picture{}, err
	}
	defer func() { _ = errors.Join(file.Close(), os.Remove(file.Name())) }()
	header, err := media.Inspect(file)
	if err != nil {
		return models.Picture{}, err
	}
	if err := u.store.ClaimPictureFile(ctx, hash); err != nil {
		return models.Picture{}, err
	}
	drawn, err := u.maker.Make(ctx, file, header)
	if err != nil {
		return models.Picture{}, err
	}
	p := models.PictureInput{Hash: hash, Width: drawn.Width, Height: drawn.Height, Clear: drawn.Clear, Colour: drawn.Colour, Camera: header.Camera.String(),
		CameraName: header.Camera.Name, Lens: header.Camera.Lens, Exposure: header.Camera.Exposure}
	for _, f := range drawn.Files {
		if err := u.files.Put(ctx, p.StoredName(f.Size), strings.NewReader(string(f.Bytes)), int64(len(f.Bytes)), f.Type); err != nil {
			return models.Picture{}, full(err)
		}
	}
	return u.store.AddPicture(ctx, v, p)
}

// spool writes what is sent to a file of its own, so that a slow sender holds nothing but a descriptor.
func spool(sent io.Reader) (file *os.File, hash string, err error) {
	file, err = os.CreateTemp("", "commonthread-upload-")
	if err != nil {
		return nil, "", full(fmt.Errorf("take a file: %w", err))
	}
	sum, from := sha256.New(), &sender{r: sent}
	n, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, media.MaxBytes+1))
	switch {
	case from.failed:
		err = media.CutShort(err)
	case err == nil && n > media.MaxBytes:
		err = media.TooManyBytes()
	}
	if err != nil {
		return nil, "", errors.Join(full(err), file.Close(), os.Remove(file.Name()))
	}
	return file, hex.EncodeToString(sum.Sum(nil)), nil
}

// sender remembers whether it was the sending that failed, or the keeping.
type sender struct {
	r      io.Reader
	failed bool
}

func (s *sender) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.failed = err != nil && !errors.Is(err, io.EOF)
	return n, err
}

// full names a disk without room, which is nobody's fault who sends.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return &models.Error{Kind: models.Full, Message: "There is no room left for pictures here just now. Your text is safe; send the picture later.", Cause: err}
	}
	return err
}

// sendPictures takes the files of a form, one of them for scripts. It reads them as they come: nothing of a file is
// held in memory, so this route alone may be sent more than a form.
func (s *Server) sendPictures(c echo.Context) error {
	private(c)
	s.takeTime(c)
	reader, err := c.Request().MultipartReader()
	if err != nil {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType, "Send pictures as a form with files.")
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), sendDeadline)
	defer cancel()
	stop := context.AfterFunc(c.Request().Context(), func() {
		if !errors.Is(context.Cause(c.Request().Context()), context.DeadlineExceeded) {
			cancel() // the sender went away
		}
	})
	defer stop()
	var sent []sentPicture
	purpose := ""
	for len(sent) < filesAtOnce {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && len(sent) == 0 {
			return &echo.HTTPError{Code: http.StatusBadRequest, Message: "The files did not arrive whole. Send them again.", Internal: err}
		}
		if err != nil {
			break // what came before the line broke is answered
		}
		if part.FileName() == "" {
			if part.FormName() == "for" {
				word, _ := io.ReadAll(io.LimitReader(part, 16))
				purpose = string(word)
			}
			continue
		}
		one, err := s.sendPicture(ctx, viewer(c), part)
		if err != nil {
			// who is still sending hears no answer: the rest of the file is read first
			_, _ = io.CopyN(io.Discard, part, media.MaxBytes)
			return err
		}
		sent = append(sent, one)
	}
	if purpose == "face" && len(sent) == 1 && sent[0].Key != "" && !wantsFragment(c) {
		return c.Redirect(http.StatusSeeOther, links.FaceOf(sent[0].Key))
	}
	if purpose == "logo" && len(sent) == 1 && sent[0].Key != "" && !wantsFragment(c) {
		return c.Redirect(http.StatusSeeOther, links.ConsoleLogo)
	}
	return s.answerPictures(c, sent)
}

// sentPicture is what became of one file.
type sentPicture struct {
	Name   string `json:"name"`
	Key    string `json:"key,omitempty"`
	Href   string `json:"href,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Camera string `json:"camera,omitempty"`
	// what the camera noted, apart, for the author to confirm
	CameraName string `json:"camera_name,omitempty"`
	Lens       string `json:"lens,omitempty"`
	Exposure   string `json:"exposure,omitempty"`
	Message    string `json:"message,omitempty"` // of a refusal
	status     int
}

// sendPicture answers a file that is refused, or finds no room, with its name, the limit and what helps; other errors
// end the request.
func (s *Server) sendPicture(ctx context.Context, v models.Viewer, part *multipart.Part) (sentPicture, error) {
	one := sentPicture{Name: part.FileName(), status: http.StatusCreated}
	p, err := s.uploads.take(ctx, v, part)
	if refusal, ok := errors.AsType[*media.Refusal](err); ok {
		one.Message = fmt.Sprintf("%s: %s", one.Name, refusal.Message)
		one.status = refusalStatus[refusal.Cause]
		return one, nil
	}
	if refusal := models.AsError(err); err != nil && refusal.Kind == models.Full {
		one.Message, one.status = fmt.Sprintf("%s: %s", one.Name, refusal.Message), http.StatusInsufficientStorage
		return one, nil
	}
	if err != nil {
		return sentPicture{}, err
	}
	one.CameraName, one.Lens, one.Exposure = p.CameraName, p.Lens, p.Exposure
	one.Key, one.Href, one.Width, one.Height, one.Camera = p.Key, links.Upload(p.Key), p.Width, p.Height, p.Camera
	return one, nil
}

var refusalStatus = map[media.Cause]int{
	media.WrongType: http.StatusUnsupportedMediaType,
	media.TooLarge:  http.StatusRequestEntityTooLarge,
	media.Broken:    http.StatusUnprocessableEntity,
}

// takeTime lets this request last longer than others.
func (s *Server) takeTime(c echo.Context) {
	until := time.Now().Add(sendDeadline)
	control := http.NewResponseController(c.Response())
	_ = control.SetReadDeadline(until)
	_ = control.SetWriteDeadline(until)
}

// showUpload answers with one size of a picture, to those who see the post it is in. No cache but the viewer's own
// keeps it, and not for long: who may see it can change.
func (s *Server) showUpload(c echo.Context) error {
	ctx := c.Request().Context()
	p, err := s.store.Picture(ctx, viewer(c), c.Param("key"))
	if err != nil {
		return err
	}
	name := c.Param("size")
	for _, one := range p.Sizes() {
		if one.Name == name {
			return s.serveFile(c, p.StoredName(one), one.Type, p.Hash+"-"+one.Name)
		}
	}
	return &models.Error{Kind: models.NotFound}
}

// keepUpload is for no cache but the viewer's own.
const keepUpload = "private, max-age=3600"

func (s *Server) serveFile(c echo.Context, stored, kind, tag string) error {
	return s.serveFileFor(c, stored, kind, tag, keepUpload)
}

func (s *Server) serveFileFor(c echo.Context, stored, kind, tag, control string) error {
	if s.uploads.files == nil {
		return &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry}
	}
	file, info, err := s.uploads.files.Open(c.Request().Context(), stored)
	if errors.Is(err, blob.ErrNotFound) {
		return &models.Error{Kind: models.NotFound, Cause: err}
	}
	if err != nil {
		return &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Cause: err}
	}
	defer file.Close()
	h := c.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", control)
	h.Set("ETag", `"`+tag+`"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	http.ServeContent(c.Response(), c.Request(), "", info.Modified, file)
	return nil
}
