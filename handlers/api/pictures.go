package api

import (
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func pictureEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/uploads/:key", name: "getPicture", summary: "Read what is said of a picture, and where its files are; for who sees it",
			gives: picture{}, do: (*call).getPicture,
		},
		{
			method: "PATCH", path: "/uploads/:key", name: "tellPicture", summary: "Say what is to be known of a picture; for its sender, and moderators of one in a post",
			access: writing, takes: pictureChange{}, gives: picture{}, do: (*call).tellPicture,
		},
	}
}

// pictureChange is what is said of a picture; what is left out stays.
type pictureChange struct {
	Alt        *string `json:"alt" doc:"What it shows. In a post it stands in the text, and is changed there."`
	Caption    *string `json:"caption" doc:"As alt."`
	Licence    *string `json:"licence" enum:"all-rights-reserved,cc-by,cc-by-sa,cc-by-nc,cc0"`
	Credit     *string `json:"credit" doc:"Whose it is, where not its sender's."`
	CameraName *string `json:"camera_name"`
	Lens       *string `json:"lens"`
	Exposure   *string `json:"exposure"`
}

// picture is one that was sent.
type picture struct {
	Key        string        `json:"key"`
	URL        string        `json:"url"`
	Width      int           `json:"width"`
	Height     int           `json:"height"`
	Alt        string        `json:"alt"`
	Caption    string        `json:"caption"`
	Licence    string        `json:"licence" enum:"all-rights-reserved,cc-by,cc-by-sa,cc-by-nc,cc0"`
	Credit     string        `json:"credit"`
	CameraName string        `json:"camera_name" doc:"Empty to others until its sender has told."`
	Lens       string        `json:"lens"`
	Exposure   string        `json:"exposure"`
	Told       bool          `json:"told" doc:"Whether its sender said what is to be known of it."`
	PostID     *int64        `json:"post_id" doc:"The post that shows it."`
	Files      []pictureFile `json:"files" doc:"The smallest first."`
}

// pictureFile is one size of a picture.
type pictureFile struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

func (c *call) picture(p models.Picture) picture {
	out := picture{
		Key: p.Key, URL: c.api.Absolute(c, links.Upload(p.Key)), Width: p.Width, Height: p.Height, Alt: p.Alt, Caption: p.Caption,
		Licence: string(models.AllRightsReserved), Told: p.Told, PostID: p.PostID,
	}
	if p.Told || c.viewer.CanTellPicture(p) {
		out.Credit, out.CameraName, out.Lens, out.Exposure = p.Credit, p.CameraName, p.Lens, p.Exposure
		if p.Licence != "" {
			out.Licence = string(p.Licence)
		}
	}
	for _, size := range p.Sizes() {
		out.Files = append(out.Files, pictureFile{URL: c.api.Absolute(c, links.UploadSize(p.Key, size.Name)), Type: size.Type, Width: size.Width, Height: size.Height})
	}
	return out
}

func (c *call) getPicture() error {
	p, err := c.store.Picture(c.ctx, c.viewer, c.Param("key"))
	if err != nil {
		return err
	}
	return c.answer(c.picture(p))
}

func (c *call) tellPicture() error {
	var in pictureChange
	if err := c.read(&in); err != nil {
		return err
	}
	p, err := c.store.Picture(c.ctx, c.viewer, c.Param("key"))
	if err != nil {
		return err
	}
	if !c.viewer.CanTellPicture(p) {
		return &models.Error{Kind: models.Forbidden, Message: "Only its sender says what is to be known of a picture, and moderators of one in a post."}
	}
	words, wrong := p.PictureWords, map[string]string{}
	for field, to := range map[string]struct{ sent, into *string }{
		"alt": {in.Alt, &words.Alt}, "caption": {in.Caption, &words.Caption}, "licence": {in.Licence, (*string)(&words.Licence)}, "credit": {in.Credit, &words.Credit},
		"camera_name": {in.CameraName, &words.CameraName}, "lens": {in.Lens, &words.Lens}, "exposure": {in.Exposure, &words.Exposure},
	} {
		if to.sent == nil {
			continue
		}
		if p.PostID != nil && (field == "alt" || field == "caption") && *to.sent != *to.into {
			wrong[field] = "This stands in the text of the post that shows the picture: change it there."
		}
		*to.into = *to.sent
	}
	if len(wrong) > 0 {
		return wrongFields(wrong)
	}
	if p, err = c.store.TellPicture(c.ctx, c.viewer, p.Key, words); err != nil {
		return err
	}
	return c.answer(c.picture(p))
}
