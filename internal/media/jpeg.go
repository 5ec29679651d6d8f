package media

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// frame is what a JPEG's start of frame says of the memory it takes.
type frame struct {
	progressive bool
	samples     int // in halves a pixel: 2 for grey, 3 for the usual colour, 6 for colour at full resolution
}

var errNoFrame = errors.New("no start of frame")

// jpegFrame walks the markers of a JPEG (ITU-T T.81, annex B) up to its frame.
func jpegFrame(file io.ReadSeeker) (frame, error) {
	if err := rewind(file); err != nil {
		return frame{}, err
	}
	r := bufio.NewReader(file)
	if _, err := r.Discard(2); err != nil {
		return frame{}, err
	}
	for {
		marker, err := nextMarker(r)
		if err != nil {
			return frame{}, err
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd9 {
			continue // these stand alone
		}
		var length uint16
		if err := binary.Read(r, binary.BigEndian, &length); err != nil {
			return frame{}, err
		}
		if length < 2 {
			return frame{}, errNoFrame
		}
		body := int(length) - 2
		switch marker {
		case 0xc0, 0xc1, 0xc2:
			segment := make([]byte, body)
			if _, err := io.ReadFull(r, segment); err != nil {
				return frame{}, err
			}
			return frameOf(marker == 0xc2, segment)
		case 0xda:
			return frame{}, errNoFrame
		}
		if _, err := r.Discard(body); err != nil {
			return frame{}, err
		}
	}
}

func nextMarker(r *bufio.Reader) (byte, error) {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return 0, err
		}
		if b != 0xff {
			continue
		}
		for b == 0xff {
			if b, err = r.ReadByte(); err != nil {
				return 0, err
			}
		}
		if b != 0 {
			return b, nil
		}
	}
}

// frameOf adds up the components' sampling: each has its share of the largest.
func frameOf(progressive bool, segment []byte) (frame, error) {
	if len(segment) < 6 || len(segment) < 6+3*int(segment[5]) || segment[5] == 0 {
		return frame{}, errNoFrame
	}
	total, most := 0, 0
	for i := range int(segment[5]) {
		sampling := segment[6+3*i+1]
		share := int(sampling>>4) * int(sampling&15)
		total, most = total+share, max(most, share)
	}
	if most == 0 {
		return frame{}, errNoFrame
	}
	return frame{progressive: progressive, samples: (2*total + most - 1) / most}, nil
}
