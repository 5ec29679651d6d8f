package reading

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/views/layout"
)

func TestShowThread_carriesWhatTheLivePageGoesOnFrom(t *testing.T) {
	p := ThreadPage{Thread: Thread{ID: 7, Slug: "desks"}, Seq: 12, LastNumber: 9}
	reader := page(t, ShowThread(p))
	for name, want := range map[string]string{"thread": "7", "seq": "12", "number": "9", "page": "1", "pages": "1", "path": "/t/7/desks"} {
		if got := reader.Find("live-thread").AttrOr("data-"+name, ""); got != want {
			t.Errorf("data-%s is %q, want %q", name, got, want)
		}
	}
	if reader.Find("template, live-thread[data-viewer]").Length() != 0 {
		t.Error("a reader's page has a member's tools")
	}
	p.Page.Viewer = &layout.Viewer{Name: mia.Name, Handle: mia.Handle}
	p.Later = LaterCan{Other: PostCan{Reply: true, React: true, Accept: true}, Own: PostCan{Edit: true, Delete: true}}
	member := draw(t, ShowThread(p))
	for _, want := range []string{
		`data-viewer="mia"`, `<template data-tools="other">`, `<template data-tools="own">`, `/posts/0/reactions`, `reply_to=0`, `/posts/0/edit`,
	} {
		if !strings.Contains(member, want) {
			t.Errorf("a member's page lacks %s", want)
		}
	}
	if strings.Contains(member, "<template data-reply>") {
		t.Error("who may not reply has a reply to send")
	}
	p.Reply.Can = true
	if !strings.Contains(draw(t, ShowThread(p)), "<template data-reply>") {
		t.Error("who may reply has none to send")
	}
}
