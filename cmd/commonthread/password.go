package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// passwordInput bounds what is read in search of a password; the rules of the
// domain are narrower.
const passwordInput = 4 << 10

// password reads a password from standard input: twice and unseen from a person,
// once and up to the end from a pipe.
func (t terminal) password() (string, error) {
	file, ok := t.in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return readPassword(t.in)
	}
	first, err := t.ask(file, "Password: ")
	if err != nil {
		return "", err
	}
	again, err := t.ask(file, "Once more: ")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", errors.New("the two passwords differ; nothing was changed")
	}
	return checkedPassword(first)
}

func (t terminal) ask(file *os.File, prompt string) (string, error) {
	fmt.Fprint(t.err, prompt)
	typed, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(t.err)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return string(typed), nil
}

func readPassword(in io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(in, passwordInput+1))
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	if len(text) > passwordInput {
		return "", fmt.Errorf("the password on standard input is longer than %d bytes", passwordInput)
	}
	line := strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	return checkedPassword(line)
}

func checkedPassword(password string) (string, error) {
	switch {
	case password == "":
		return "", errors.New("the password is empty: give it on standard input, as in commonthread admin create … < password.txt")
	case strings.ContainsAny(password, "\r\n"):
		return "", errors.New("standard input has more than one line: give the password alone")
	}
	return password, nil
}
