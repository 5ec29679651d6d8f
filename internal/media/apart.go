package media

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"time"
)

// restAfter is how long a process without work is kept: starting one anew takes a quarter of a second.
const restAfter = time.Minute

// apart draws in a process of its own. What decodes strangers' files shares no memory with what serves people, takes
// the processor only when nobody waits for a page, gives all its memory back when it ends, and dies alone. Only who
// has the Maker's turn may touch it.
type apart struct {
	command func() *exec.Cmd
	log     *slog.Logger
	running *drawer
	rest    *time.Timer
}

// drawer is a process that runs Serve.
type drawer struct {
	process *exec.Cmd
	in      io.WriteCloser
	ask     *gob.Encoder
	answer  *gob.Decoder
}

// asked is a file to draw; answered is what became of it: a picture, a refusal, or another error's words.
type asked struct{ Path string }

type answered struct {
	Picture Picture
	Refusal *Refusal
	Failure string
}

// NewMakerApart makes a Maker whose Make draws in a process that the command starts, which must call Serve. Where none
// can be started it draws in this one, and says so in the log. Close ends it.
func NewMakerApart(command func() *exec.Cmd, log *slog.Logger) *Maker {
	m := NewMaker()
	m.apart = &apart{command: command, log: log}
	return m
}

// Close ends the process that draws, if one runs, after the picture it is at.
func (m *Maker) Close() {
	if m.apart == nil {
		return
	}
	m.turn <- struct{}{}
	defer func() { <-m.turn }()
	m.apart.end()
}

// tidy ends the process that nobody has used for a while.
func (m *Maker) tidy() {
	select {
	case m.turn <- struct{}{}:
		m.apart.end()
		<-m.turn
	default: // somebody uses it
	}
}

// errNoProcess is for the log alone.
var errNoProcess = errors.New("no process to draw in could be started")

// draw has a file drawn. A process that dies is replaced once, in case that something else killed it; a file that two
// did not outlive is refused as broken.
func (a *apart) draw(ctx context.Context, path string) (Picture, error) {
	if a.rest != nil {
		a.rest.Stop()
	}
	for last := false; ; last = true {
		if err := a.start(); err != nil {
			return Picture{}, errors.Join(errNoProcess, err)
		}
		stop := context.AfterFunc(ctx, a.running.kill)
		got, err := a.running.draw(path)
		stop()
		switch {
		case ctx.Err() != nil: // killed, or about to be
			a.end()
			return Picture{}, fmt.Errorf("draw a picture: %w", ctx.Err())
		case err == nil:
			return got.result()
		}
		a.log.Warn("the process that draws pictures ended", "error", err, "again", !last)
		a.end()
		if last {
			return Picture{}, broken(err)
		}
	}
}

func (a answered) result() (Picture, error) {
	switch {
	case a.Refusal != nil:
		a.Refusal.err = errors.New(a.Failure)
		return Picture{}, a.Refusal
	case a.Failure != "":
		return Picture{}, errors.New(a.Failure)
	}
	return a.Picture, nil
}

func (a *apart) start() error {
	if a.running != nil {
		return nil
	}
	process := a.command()
	setApart(process)
	in, err := process.StdinPipe()
	if err != nil {
		return fmt.Errorf("reach its input: %w", err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return fmt.Errorf("reach its output: %w", err)
	}
	if err := process.Start(); err != nil {
		return fmt.Errorf("start it: %w", err)
	}
	a.running = &drawer{process: process, in: in, ask: gob.NewEncoder(in), answer: gob.NewDecoder(out)}
	return nil
}

func (a *apart) end() {
	if a.rest != nil {
		a.rest.Stop()
	}
	if a.running == nil {
		return
	}
	_ = a.running.in.Close()
	_ = a.running.process.Wait()
	a.running = nil
}

func (d *drawer) kill() { _ = d.process.Process.Kill() }

func (d *drawer) draw(path string) (got answered, err error) {
	if err := d.ask.Encode(asked{path}); err != nil {
		return answered{}, fmt.Errorf("ask it: %w", err)
	}
	if err := d.answer.Decode(&got); err != nil {
		return answered{}, fmt.Errorf("hear its answer: %w", err)
	}
	return got, nil
}

// Serve draws the files that a Maker of NewMakerApart asks for, one after the other, until it asks no more. It yields
// the processor to everybody else on the machine.
func Serve(in io.Reader, out io.Writer) error {
	beLast()
	m, requests, answers := NewMaker(), gob.NewDecoder(in), gob.NewEncoder(out)
	for {
		var one asked
		switch err := requests.Decode(&one); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read what to draw: %w", err)
		}
		if err := answers.Encode(m.answerFor(one.Path)); err != nil {
			return fmt.Errorf("answer with a picture: %w", err)
		}
	}
}

func (m *Maker) answerFor(path string) answered {
	p, err := m.open(path)
	if err == nil {
		return answered{Picture: p}
	}
	a := answered{Failure: err.Error()}
	a.Refusal, _ = errors.AsType[*Refusal](err)
	return a
}

func (m *Maker) open(path string) (Picture, error) {
	file, err := os.Open(path)
	if err != nil {
		return Picture{}, fmt.Errorf("open what to draw: %w", err)
	}
	defer file.Close()
	header, err := Inspect(file)
	if err != nil {
		return Picture{}, err
	}
	return m.Make(context.Background(), file, header)
}
