package media

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
)

// profileMost bounds a colour profile: those of cameras and screens, which have no tables, take a few thousand bytes.
const profileMost = 1 << 20

var errNoProfile = errors.New("no colour profile")

// profileOf is the ICC profile that a file carries.
func profileOf(file io.ReadSeeker, format Format) ([]byte, error) {
	if err := rewind(file); err != nil {
		return nil, err
	}
	r := bufio.NewReader(file)
	switch format {
	case JPEG:
		return jpegProfile(r)
	case PNG:
		return pngProfile(r)
	case WebP:
		return webpProfile(r)
	}
	return nil, errNoProfile
}

// jpegProfile joins the parts of a profile (ICC.1, annex B.4), each in an APP2 segment with its number and how many
// there are.
func jpegProfile(r *bufio.Reader) ([]byte, error) {
	if _, err := r.Discard(2); err != nil {
		return nil, err
	}
	parts, total := map[byte][]byte{}, 0
	for {
		marker, err := nextMarker(r)
		if err != nil || marker == 0xda || marker == 0xd9 {
			return nil, errNoProfile
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd8 {
			continue // these stand alone
		}
		var length uint16
		if err := binary.Read(r, binary.BigEndian, &length); err != nil || length < 2 {
			return nil, errNoProfile
		}
		segment := make([]byte, length-2)
		if _, err := io.ReadFull(r, segment); err != nil {
			return nil, errNoProfile
		}
		named, ours := bytes.CutPrefix(segment, []byte("ICC_PROFILE\x00"))
		if marker != 0xe2 || !ours || len(named) < 3 {
			continue
		}
		parts[named[0]] = named[2:]
		if total += len(named) - 2; total > profileMost {
			return nil, errNoProfile
		}
		if len(parts) == int(named[1]) {
			var whole []byte
			for n := range len(parts) {
				whole = append(whole, parts[byte(n+1)]...)
			}
			return whole, nil
		}
	}
}

// pngProfile unpacks the chunk iCCP, which stands before the pixels.
func pngProfile(r *bufio.Reader) ([]byte, error) {
	if _, err := r.Discard(8); err != nil {
		return nil, err
	}
	for {
		var head struct {
			Length uint32
			Kind   [4]byte
		}
		if err := binary.Read(r, binary.BigEndian, &head); err != nil {
			return nil, errNoProfile
		}
		switch kind := string(head.Kind[:]); {
		case kind == "IDAT" || kind == "IEND" || head.Length > 1<<30:
			return nil, errNoProfile
		case kind != "iCCP" || head.Length > profileMost:
			if _, err := r.Discard(int(head.Length) + 4); err != nil {
				return nil, errNoProfile
			}
			continue
		}
		chunk := make([]byte, head.Length)
		if _, err := io.ReadFull(r, chunk); err != nil {
			return nil, errNoProfile
		}
		_, packed, ok := bytes.Cut(chunk, []byte{0}) // behind its name
		if !ok || len(packed) < 2 {
			return nil, errNoProfile
		}
		z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
		if err != nil {
			return nil, errNoProfile
		}
		return io.ReadAll(io.LimitReader(z, profileMost))
	}
}

// webpProfile is the chunk ICCP of an extended file, its first if there is one.
func webpProfile(r *bufio.Reader) ([]byte, error) {
	if _, err := r.Discard(12); err != nil {
		return nil, err
	}
	for {
		var head struct {
			Kind   [4]byte
			Length uint32
		}
		if err := binary.Read(r, binary.LittleEndian, &head); err != nil {
			return nil, errNoProfile
		}
		switch string(head.Kind[:]) {
		case "ICCP":
			if head.Length > profileMost {
				return nil, errNoProfile
			}
			whole := make([]byte, head.Length)
			_, err := io.ReadFull(r, whole)
			return whole, err
		case "VP8X":
			if _, err := r.Discard(int(head.Length + head.Length%2)); err != nil || head.Length > profileMost {
				return nil, errNoProfile
			}
		default:
			return nil, errNoProfile
		}
	}
}
