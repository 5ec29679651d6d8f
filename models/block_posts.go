package models

import (
	"context"
	"fmt"
	"slices"

	"github.com/commonthread/commonthread/internal/markup"
)

// blockedQuote stands, in what is shown, where somebody quotes whom the viewer blocked.
const blockedQuote = "*Somebody you blocked is quoted here.*"

// onRecordColumn reads whether a post is on the record, for those who may not hide it.
func (v Viewer) onRecordColumn() string {
	if len(v.Blocked) == 0 {
		return ""
	}
	return `, ` + onRecord + ` AS on_record`
}

// hideBlocked leaves out of posts what people wrote whom the viewer blocked, also where others quote it. For whoever
// blocks nobody it asks nothing and changes nothing.
func (s *Store) hideBlocked(ctx context.Context, v Viewer, posts []PostView) error {
	if len(v.Blocked) == 0 {
		return nil
	}
	for i := range posts {
		p := &posts[i]
		if v.Blocks(p.ReplyAuthor.ID) {
			p.ReplyAuthor = Person{}
		}
		if p.Visible() && v.Blocks(p.AuthorID) && !p.OnRecord && p.Number != v.revealed {
			p.Blocked, p.Body, p.HTML, p.Author, p.Employer, p.Stance = true, "", "", Person{}, "", ""
		}
	}
	return s.hideQuotes(ctx, v, posts)
}

// hideQuotes renders posts anew that quote somebody whom the viewer blocked. The viewer's own stay as they wrote them.
func (s *Store) hideQuotes(ctx context.Context, v Viewer, posts []PostView) error {
	sources, err := s.quotedOf(ctx, posts)
	if err != nil {
		return err
	}
	for i := range posts {
		p := &posts[i]
		quotes := func(id int64) bool { return v.Blocks(sources[id]) }
		if p.AuthorID == v.ID || !slices.ContainsFunc(markup.Quoted(p.Body), quotes) {
			continue
		}
		p.Body = markup.Stub(p.Body, quotes, blockedQuote)
		doc, err := s.renderWithout(ctx, spot{kind: KindDiscussion}, p.Body, nil) // what is gone was left out before
		if err != nil {
			return fmt.Errorf("render post %d without quotes: %w", p.ID, err)
		}
		p.HTML = doc.HTML.WithPrefix(PostPrefix(p.ID)).String()
	}
	return nil
}

// quotedOf are the authors of what the posts quote, by the quoted post's id.
func (s *Store) quotedOf(ctx context.Context, posts []PostView) (map[int64]int64, error) {
	var ids []int64
	for _, p := range posts {
		ids = append(ids, markup.Quoted(p.Body)...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct{ ID, AuthorID int64 }
	if err := s.list(ctx, &rows, `SELECT id, author_id FROM posts WHERE id IN ? ORDER BY id`, ids); err != nil {
		return nil, fmt.Errorf("find who is quoted: %w", err)
	}
	authors := make(map[int64]int64, len(rows))
	for _, r := range rows {
		authors[r.ID] = r.AuthorID
	}
	return authors, nil
}

// QuotedAuthors are those whose words each of the posts quotes, by the quoting post's id.
func (s *Store) QuotedAuthors(ctx context.Context, posts map[int64]PostView) (map[int64][]int64, error) {
	list := make([]PostView, 0, len(posts))
	for _, p := range posts {
		list = append(list, p)
	}
	authors, err := s.quotedOf(ctx, list)
	if err != nil {
		return nil, err
	}
	quoted := map[int64][]int64{}
	for _, p := range list {
		for _, id := range markup.Quoted(p.Body) {
			if a := authors[id]; a != 0 && !slices.Contains(quoted[p.ID], a) {
				quoted[p.ID] = append(quoted[p.ID], a)
			}
		}
	}
	return quoted, nil
}
