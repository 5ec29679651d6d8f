package main

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Opcodes and bits of RFC 6455, section 5.2.
const (
	opText  = 0x1
	opPing  = 0x9
	opPong  = 0xA
	final   = 0x80
	masked  = 0x80
	short   = 125
	twoByte = 126
	most    = 1 << 20 // no message of ours comes near
)

// watcher is one reader's socket, with as little about it as can be: what it costs stands in every figure.
type watcher struct {
	conn *net.TCPConn
	to   io.Writer // the connection, or its copy in the hands of readers
	rest []byte    // the beginning of a frame whose end has not come
}

// dial opens a socket as a browser would, without compression.
func dial(address string) (*watcher, error) {
	host := strings.TrimPrefix(address, "http://")
	conn, err := net.DialTimeout("tcp", host, patience)
	if err != nil {
		return nil, err
	}
	w := &watcher{conn: conn.(*net.TCPConn), to: conn}
	if err := w.shakeHands(address, host); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return w, nil
}

func (w *watcher) shakeHands(address, host string) error {
	if err := w.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	key := make([]byte, 16)
	_, _ = rand.Read(key)
	_, err := fmt.Fprintf(w.conn, "GET /live HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: commonthread.v1\r\nSec-WebSocket-Key: %s\r\n\r\n", host, address, base64.StdEncoding.EncodeToString(key))
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(w.conn, 1024)
	res, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("the handshake was answered with %s", res.Status)
	}
	w.rest, err = in.Peek(in.Buffered())
	return err
}

// send writes a short frame, masked with nothing.
func (w *watcher) send(op byte, payload []byte) error {
	frame := []byte{final | op}
	if len(payload) <= short {
		frame = append(frame, masked|byte(len(payload)))
	} else {
		frame = binary.BigEndian.AppendUint16(append(frame, masked|twoByte), uint16(len(payload)))
	}
	_, err := w.to.Write(append(append(frame, 0, 0, 0, 0), payload...))
	return err
}

// take passes on the messages in what was read, and keeps what is not whole yet. A ping is answered.
func (w *watcher) take(read []byte, message func([]byte)) error {
	data := read
	if len(w.rest) > 0 {
		data = append(w.rest, read...)
	}
	for {
		op, payload, after, err := frame(data)
		if err != nil {
			return err
		}
		if after == nil {
			break
		}
		switch op {
		case opText:
			message(payload)
		case opPing:
			if err := w.send(opPong, payload); err != nil {
				return err
			}
		}
		data = after
	}
	w.rest = append([]byte(nil), data...)
	return nil
}

// frame cuts the first whole frame off; after is nil where there is none yet.
func frame(data []byte) (op byte, payload, after []byte, err error) {
	if len(data) < 2 {
		return 0, nil, nil, nil
	}
	head, size := 2, uint64(data[1])
	switch {
	case size == twoByte && len(data) >= 4:
		head, size = 4, uint64(binary.BigEndian.Uint16(data[2:]))
	case size > twoByte && len(data) >= 10:
		head, size = 10, binary.BigEndian.Uint64(data[2:])
	case size >= twoByte:
		return 0, nil, nil, nil
	}
	switch {
	case data[0]&final == 0 || data[1]&masked != 0 || size > most:
		return 0, nil, nil, errors.New("a frame is in pieces, masked, or too long")
	case uint64(len(data)-head) < size:
		return 0, nil, nil, nil
	}
	end := head + int(size)
	return data[0] & 0xF, data[head:end], data[end:], nil
}

// next waits for one message.
func (w *watcher) next() (got string, err error) {
	if err := w.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return "", err
	}
	buffer := make([]byte, 4096)
	for n := 0; got == ""; {
		if err := w.take(buffer[:n], func(m []byte) { got += string(m) }); err != nil || got != "" {
			return got, err
		}
		if n, err = w.conn.Read(buffer); err != nil {
			return "", err
		}
	}
	return got, nil
}
