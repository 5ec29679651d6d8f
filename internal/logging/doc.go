// Package logging makes the program's one slog.Logger.
//
// It owns three promises. A record is one line, whatever was logged: visitors'
// bytes cannot forge a second one. A secret does not reach the log: values
// under telling names, passwords inside addresses, and every configured secret
// wherever it turns up are masked. And a person at a terminal reads text while
// a collector reads JSON.
//
// It knows neither settings nor requests; whoever logs decides what. Start
// reading at New.
package logging
