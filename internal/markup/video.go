package markup

import (
	"fmt"
	"hash/fnv"
	stdhtml "html"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Video is a film that somebody keeps elsewhere. Nothing is asked of that place before a reader wants to see it.
type Video struct {
	From  string // where it comes from, for people: "YouTube", or a host
	Frame string // the page of the host's that plays it; empty: File
	File  string // the film itself
}

// Origin is the one place that the film is loaded from, for the content security policy.
func (v Video) Origin() string {
	u, err := url.Parse(v.Frame + v.File)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// peerTubes are communities that run PeerTube. A frame can show anything, so hosts are named one by one.
var peerTubes = []string{"framatube.org", "makertube.net", "peertube.tv", "tilvids.com", "tube.tchncs.de", "video.blender.org", "videos.framasoft.org"}

var (
	youTubeID  = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	vimeoPath  = regexp.MustCompile(`^/(?:video/)?(\d{5,12})(?:/([0-9a-f]{6,16}))?$`)
	peerPath   = regexp.MustCompile(`^/(?:w|videos/watch|videos/embed)/([A-Za-z0-9-]{10,36})$`)
	plainHost  = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9.-]{0,250})\.[a-z]{2,24}$`)
	videoStart = regexp.MustCompile(`^(\d{1,5})s?$`)
)

// VideoOf recognises the address of a film at a host that is known, or of a film itself (.mp4, .webm), over https.
func VideoOf(href string) (Video, bool) {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || len(href) > maxAddress {
		return Video{}, false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	switch host {
	case "youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be":
		return youTube(host, u)
	case "vimeo.com", "player.vimeo.com":
		return vimeo(u)
	}
	if found := peerPath.FindStringSubmatch(u.Path); found != nil && slices.Contains(peerTubes, host) {
		return Video{From: host, Frame: "https://" + host + "/videos/embed/" + found[1] + "?autoplay=1&p2p=0"}, true
	}
	if ending := strings.ToLower(path.Ext(u.Path)); (ending == ".mp4" || ending == ".webm") && plainHost.MatchString(strings.ToLower(u.Host)) {
		return Video{From: host, File: href}, true
	}
	return Video{}, false
}

func youTube(host string, u *url.URL) (Video, bool) {
	id := u.Query().Get("v")
	for _, before := range []string{"/embed/", "/shorts/", "/live/"} {
		if rest, ok := strings.CutPrefix(u.Path, before); ok {
			id = rest
		}
	}
	if host == "youtu.be" {
		id = strings.TrimPrefix(u.Path, "/")
	}
	if !youTubeID.MatchString(id) {
		return Video{}, false
	}
	frame := "https://www.youtube-nocookie.com/embed/" + id + "?autoplay=1&rel=0"
	if from := videoStart.FindStringSubmatch(u.Query().Get("t")); from != nil {
		frame += "&start=" + from[1]
	}
	return Video{From: "YouTube", Frame: frame}, true
}

func vimeo(u *url.URL) (Video, bool) {
	found := vimeoPath.FindStringSubmatch(u.Path)
	if found == nil {
		return Video{}, false
	}
	frame := "https://player.vimeo.com/video/" + found[1] + "?autoplay=1&dnt=1"
	if found[2] != "" { // of one that is not listed
		frame += "&h=" + found[2]
	}
	return Video{From: "Vimeo", Frame: frame}, true
}

// video notes a paragraph that is a link to a film and nothing else: it is drawn as a poster of our own, which stays a
// plain link for whoever has no scripts, and in feeds.
func (t *tidying) video(p *ast.Paragraph) {
	link := p.FirstChild()
	if p.Parent() == nil || p.Parent().Kind() != ast.KindDocument || link == nil || link.NextSibling() != nil {
		return
	}
	label := ""
	switch link := link.(type) {
	case *ast.Link:
		if showsUpload(link) { // it is shown, and leads to the film
			return
		}
		label = plain(link, t.source)
	case *ast.AutoLink:
	default:
		return
	}
	href := noted(link, "href")
	v, ok := VideoOf(href)
	if !ok {
		return
	}
	p.SetAttributeString("video", drawVideo(v, href, label))
}

// showsUpload reports whether a picture of ours stands in a link.
func showsUpload(link *ast.Link) (shows bool) {
	_ = ast.Walk(link, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == ast.KindImage && noted(n, "key") != "" {
			shows = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return shows
}

// scenes is how many posters there are: the same film has the same one everywhere.
const scenes = 360

func drawVideo(v Video, href, label string) string {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(href))
	if label == "" || label == href {
		label = "A video on " + v.From
	}
	return fmt.Sprintf(`<p class="video"><a class="video__open" href="%s" rel="%s"><img src="/covers/abstract/%s" alt="" width="640" height="360" loading="lazy" decoding="async">`+
		`<strong>%s</strong> <small class="video__from">From %s. It is loaded from there when you open it.</small></a></p>`+"\n",
		stdhtml.EscapeString(href), outsideRel, strconv.Itoa(int(sum.Sum32()%scenes)), stdhtml.EscapeString(label), stdhtml.EscapeString(v.From))
}
