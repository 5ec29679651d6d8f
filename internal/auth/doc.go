// Package auth makes and checks secrets: password hashes (argon2id, at most a few at once) and random
// tokens that are stored only as hashes. It knows nothing of members or requests.
package auth
