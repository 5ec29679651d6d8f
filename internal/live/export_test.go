package live

// Handful is how many sockets a writer takes at a time.
const Handful = handful

// Hold keeps whoever writes to the client waiting, until release is called.
func (c *Client) Hold() (release func()) {
	c.mu.Lock()
	return c.mu.Unlock
}
