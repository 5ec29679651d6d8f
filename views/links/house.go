package links

import (
	"net/url"
	"strconv"

	"github.com/commonthread/commonthread/models"
)

// Where the community says what it is, and who may come in.
const (
	// HouseAcceptance asks a member to accept what changed.
	HouseAcceptance = "/house/acceptance"
	// ConsoleHouse lists the community's own pages for whoever writes them.
	ConsoleHouse = Console + "/house"
)

// House is one of the community's own pages.
func House(k models.HouseKind) string { return "/house/" + url.PathEscape(string(k)) }

// HouseVersion is a page as it once was; 0: as it is.
func HouseVersion(k models.HouseKind, version int64) string {
	if version == 0 {
		return House(k)
	}
	return House(k) + "?version=" + strconv.FormatInt(version, 10)
}

// HouseHistory lists the versions of a page.
func HouseHistory(k models.HouseKind) string { return House(k) + "/history" }

// ConsoleHousePage is where a page is written.
func ConsoleHousePage(k models.HouseKind) string {
	return ConsoleHouse + "/" + url.PathEscape(string(k))
}

// Where people come in.
const (
	// ConsoleJoining lists who would like to join, and the invitations.
	ConsoleJoining     = Console + "/joining"
	ConsoleInvitations = Console + "/invitations"
	// ConsoleCrisis pauses what a bad day needs paused.
	ConsoleCrisis = Console + "/crisis"
	// ConsoleViewAs lets staff look at the community as others see it, ViewAsEnd as themselves again.
	ConsoleViewAs = Console + "/view-as"
	ViewAsEnd     = "/view-as/end"
)

// JoiningRequest is somebody's wish to join, for whoever has its token.
func JoiningRequest(token string) string { return Join + "/requests/" + url.PathEscape(token) }

// Invitation lets one person in.
func Invitation(token string) string { return "/invitations/" + url.PathEscape(token) }

// ConsoleJoiningRequest answers somebody who would like to join.
func ConsoleJoiningRequest(requestID int64) string { return ConsoleJoining + "/" + id(requestID) }

// RevokeInvitation ends an invitation.
func RevokeInvitation(invitationID int64) string {
	return ConsoleInvitations + "/" + id(invitationID) + "/revoke"
}

// ConsoleJoiningPage is the list of who would like to join, after a request.
func ConsoleJoiningPage(after int64) string { return withQuery(ConsoleJoining, "after", keyset(after)) }
