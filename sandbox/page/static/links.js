// Links to messages of this workspace stay in this page: nothing is asked of the web for them.

const MESSAGE = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/;

/** `open({place, thread, ts})` hears a press on a link to a message. */
export function hearLinks(open) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const found = link && MESSAGE.exec(link.href);
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [, place, whole, micro, query] = found;
    open({ place, ts: `${whole}.${micro}`, thread: new URLSearchParams(query || "").get("thread_ts") || "" });
  });
}
