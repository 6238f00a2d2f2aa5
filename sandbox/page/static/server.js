// What the page asks of the workspace, on this machine alone.

const SILENT = "The workspace does not answer. Is it still running?";

async function asked(path, options) {
  try {
    const answer = await fetch(path, options);
    const told = await answer.json();
    return answer.ok ? told : { ok: false, errors: {}, ...told, refused: answer.status };
  } catch {
    return { ok: false, trouble: SILENT, errors: {} };
  }
}

const sent = (path, body) =>
  asked(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Everything that one person's screen shows; {ok: false, refused: status} when it is not to be had. */
export const screen = (wanted) => asked(`/api/screen?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value))}`);

/** Do something as somebody: {ok, trouble, errors}. */
export const act = (as, what) => sent("/api/act", { as, ...what });

/** pause, step or run. */
export const clock = (what) => sent("/api/clock", { do: what });

/** Somebody now plays this person; null: all act by themselves. */
export const play = (as) => sent("/api/play", { as });

/** Hand over a file: {id, name}, or {trouble}. */
export function upload(as, file) {
  const body = new FormData();
  body.append("file", file, file.name);
  return asked(`/api/file?as=${encodeURIComponent(as)}`, { method: "POST", body });
}

/** Hear of every change. `lost` is told true while nothing can be heard, and false again. */
export function live(changed, lost) {
  const source = new EventSource("/api/live");
  source.addEventListener("message", () => changed());
  source.addEventListener("open", () => lost(false));
  source.addEventListener("error", () => lost(true));
  addEventListener("pagehide", () => source.close());
}
