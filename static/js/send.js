// Sends a form as the browser would, without leaving the page. Answers with
// the response, or null where the form must be sent the plain way (signed out,
// refused, no network): its page then says what happened.
export async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      keepalive: true, // it arrives although the page is left right after
    });
    // A 303 is the plain answer to a form: it was done.
    return response.ok || response.type === "opaqueredirect" ? response : null;
  } catch {
    return null;
  }
}
