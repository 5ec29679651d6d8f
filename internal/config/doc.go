// Package config owns the settings: their names, defaults, meanings and allowed
// values, in one table, and how they are read from flags, the environment and a
// file. README.md prints that table and is tested against it.
//
// It refuses rather than guesses: a name it does not know, and a value it does
// not allow, stop the program with the setting, what is allowed, and the nearest
// right one. It never prints a value that may hold a password.
//
// It opens nothing but the files that settings name, and knows nothing of what
// the rest of the program does with a value. Start reading at Load; the table is
// in settings.go.
package config
