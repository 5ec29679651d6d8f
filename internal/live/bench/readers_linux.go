package main

import (
	"fmt"
	"os"
	"sync"
	"syscall"
)

// readers read from all sockets with one thread: a goroutine for each would take more of the processor than the
// server does.
type readers struct {
	epoll   int
	sockets map[int32]*watcher
	files   []*os.File
	wake    *os.File // what is written to it ends the reading
	running sync.WaitGroup
}

// readAll passes every message on, from one goroutine, until stop. The sockets are its own from now on.
func readAll(crowd []*watcher, message func([]byte)) (*readers, error) {
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("wait for many sockets: %w", err)
	}
	r := &readers{epoll: epoll, sockets: make(map[int32]*watcher, len(crowd))}
	out, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	r.wake = in
	if err := r.add(out); err != nil {
		return nil, err
	}
	for _, w := range crowd {
		file, err := w.conn.File() // a copy that Go's own poller does not wake up for
		if err != nil {
			return nil, err
		}
		_ = w.conn.Close()
		w.to = file
		r.sockets[int32(file.Fd())] = w
		if err := r.add(file); err != nil {
			return nil, err
		}
		if err := w.take(nil, message); err != nil {
			return nil, err
		}
	}
	r.running.Go(func() { r.run(message) })
	return r, nil
}

func (r *readers) add(f *os.File) error {
	r.files = append(r.files, f)
	event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(f.Fd())}
	return syscall.EpollCtl(r.epoll, syscall.EPOLL_CTL_ADD, int(f.Fd()), &event)
}

func (r *readers) run(message func([]byte)) {
	events, buffer := make([]syscall.EpollEvent, 512), make([]byte, 64*1024)
	for {
		n, err := syscall.EpollWait(r.epoll, events, -1)
		if err != nil && err != syscall.EINTR {
			return
		}
		for _, event := range events[:max(0, n)] {
			w := r.sockets[event.Fd]
			if w == nil {
				return // woken
			}
			n, err := syscall.Read(int(event.Fd), buffer)
			if err == nil && n > 0 {
				err = w.take(buffer[:n], message)
			}
			if err != nil && err != syscall.EINTR || n == 0 { // it ended; who waits for its message says so
				_ = syscall.EpollCtl(r.epoll, syscall.EPOLL_CTL_DEL, int(event.Fd), nil)
			}
		}
	}
}

// stop ends the reading and cuts all sockets.
func (r *readers) stop() {
	_ = r.wake.Close()
	r.running.Wait()
	for _, f := range r.files {
		_ = f.Close()
	}
	_ = syscall.Close(r.epoll)
}
