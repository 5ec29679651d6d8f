package live

// MadeFor is how long a post counts as it was made.
const MadeFor = madeFor
