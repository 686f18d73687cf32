/** What a lab keeps over a change of language or a loss of its server, for the page that comes back. */

/** Have `state()` kept under `name` when the page comes back; return what ends that. */
export function remember(name, state) {
  const keep = () => {
    const kept = state();
    if (kept) sessionStorage.setItem(name, JSON.stringify(kept));
  };
  addEventListener("coming-back", keep);
  return () => removeEventListener("coming-back", keep);
}

/** What was kept under `name`, once; undefined where nothing was. */
export function recall(name) {
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  return kept ? JSON.parse(kept) : undefined;
}
