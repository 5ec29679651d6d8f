package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// Protocol is the WebSocket subprotocol that this package speaks.
const Protocol = "commonthread.v1"

// FrameLimit is how large a client's frame may be; a larger one closes the socket with 1009.
const FrameLimit = 16 << 10

// channelMost bounds a channel's name, in bytes.
const channelMost = 200

// What a client may ask.
const (
	Subscribe   = "subscribe"
	Unsubscribe = "unsubscribe"
	Typing      = "typing"
)

// Message is what a client sent. Since is nil where it asks from now on.
type Message struct {
	Type    string `json:"type"`
	Channel string `json:"channel"`
	Since   *int64 `json:"since"`
}

// ParseMessage reads a client's frame: one JSON object of a known type with a channel. Fields it does not know
// are passed over, so that newer clients can talk to older servers.
func ParseMessage(frame []byte) (Message, error) {
	var m Message
	if !utf8.Valid(frame) {
		return m, errors.New("the message is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(frame))
	if err := decoder.Decode(&m); err != nil {
		return m, fmt.Errorf("the message is no JSON object of the protocol: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return m, errors.New("something follows the message")
	}
	switch {
	case m.Type != Subscribe && m.Type != Unsubscribe && m.Type != Typing:
		return m, errors.New("the type is none of subscribe, unsubscribe, typing")
	case m.Channel == "" || len(m.Channel) > channelMost || strings.ContainsRune(m.Channel, 0):
		return m, errors.New("the channel is missing or too long")
	case m.Since != nil && *m.Since < 0:
		return m, errors.New("since is below zero")
	}
	return m, nil
}

// Subscribed says that everything past since was sent; Seq is where the client stands. Channels without numbers
// leave it out.
type Subscribed struct {
	Type    string `json:"type"` // "subscribed"
	Channel string `json:"channel"`
	Seq     *int64 `json:"seq,omitempty"`
}

// Resync says that frames are missing that cannot be sent: fetch the page.
type Resync struct {
	Type    string `json:"type"` // "resync"
	Channel string `json:"channel"`
}

// Error refuses what a client asked, or ends a subscription.
type Error struct {
	Type    string `json:"type"` // "error"
	Code    string `json:"code"`
	Channel string `json:"channel,omitempty"`
	Detail  string `json:"detail"`
}

// bye asks the client to come back, elsewhere or later.
type bye struct {
	Type    string `json:"type"` // "bye"
	RetryMS int64  `json:"retry_ms"`
}

// Encode is the JSON of a frame. HTML inside stays legible, and short.
func Encode(v any) []byte {
	var buf bytes.Buffer
	encoder := json.NewEncoder(&buf)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Sprintf("live: encode %T: %v", v, err)) // frames are our own structs of text and numbers
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

func prepare(kind int, data []byte) *websocket.PreparedMessage {
	m, err := websocket.NewPreparedMessage(kind, data)
	if err != nil {
		panic("live: prepare a message: " + err.Error()) // it is written to memory
	}
	return m
}

func prepareText(v any) *websocket.PreparedMessage {
	return prepare(websocket.TextMessage, Encode(v))
}
