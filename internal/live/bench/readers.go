//go:build !linux

package main

import "sync"

// readers are a goroutine for each socket, where there is no epoll: their work weighs more in the figures then.
type readers struct {
	crowd   []*watcher
	running sync.WaitGroup
}

// readAll passes every message on, from many goroutines, until stop.
func readAll(crowd []*watcher, message func([]byte)) (*readers, error) {
	r := &readers{crowd: crowd}
	for _, w := range crowd {
		r.running.Go(func() {
			buffer := make([]byte, 4096)
			for n := 0; ; {
				if err := w.take(buffer[:n], message); err != nil {
					return
				}
				var err error
				if n, err = w.conn.Read(buffer); err != nil {
					return
				}
			}
		})
	}
	return r, nil
}

// stop ends the reading and cuts all sockets.
func (r *readers) stop() {
	for _, w := range r.crowd {
		_ = w.conn.Close()
	}
	r.running.Wait()
}
