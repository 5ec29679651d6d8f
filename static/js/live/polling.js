// The events of numbered channels over plain HTTP, for networks that block
// sockets. They are the same messages as those of the socket.

// poll gives each channel's news to receive, and answers whether the server was there, for all that is known.
export async function poll(channels, receive) {
  const answers = await Promise.all(channels.map((channel) => ask(channel, receive)));
  return answers.every(Boolean);
}

async function ask({ name, since }, receive) {
  try {
    const response = await fetch(`/live/events?channel=${encodeURIComponent(name)}&since=${since}`, { cache: "no-store" });
    if (response.ok) {
      for (const message of await response.json()) receive(message);
      return true;
    }
    if (response.status >= 500 || response.status === 429) return false;
    receive({ ...(await response.json()), channel: name });
    return true;
  } catch {
    return false;
  }
}
