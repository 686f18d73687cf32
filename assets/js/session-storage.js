/**
 * What browsers keep for the page, and the only place that asks them to: some deny it, in a frame or
 * by a setting, and some are full. What is for the session is then kept with the page's entry in the
 * history, which a reload leaves as it is.
 */

const nothing = {getItem: () => null, setItem() {}, removeItem() {}};
const inHistory = {
  getItem: (name) => history.state?.[name] ?? null,
  setItem(name, text) {
    try {
      history.replaceState({...history.state, [name]: text}, "");
    } catch {
      // Then it is kept nowhere.
    }
  },
  removeItem(name) {
    if (inHistory.getItem(name) !== null) inHistory.setItem(name, null);
  },
};

/** Do `use(storage)` with what the browser calls `kind`, or with `instead`. */
function withStorage(kind, instead, use) {
  try {
    return use(globalThis[kind]);
  } catch {
    return use(instead);
  }
}

const inSession = (use) => withStorage("sessionStorage", inHistory, use);

/** The text kept under `name` while the page is open, null where there is none. */
export function read(name) {
  return inSession((storage) => storage.getItem(name)) ?? inHistory.getItem(name);
}

/** Keep `text` under `name` while the page is open. */
export function write(name, text) {
  inSession((storage) => storage.setItem(name, text));
}

/** Whether `name` was never said before in this browser, which keeps it; false where it keeps nothing. */
export function isNew(name) {
  return withStorage("localStorage", nothing, (storage) => {
    const known = storage.getItem(name) !== null;
    storage.setItem(name, "yes");
    return !known && storage.getItem(name) !== null;
  });
}

/**
 * Have `state()` kept under `name` when the page comes back. `forget()` gives up what was kept before:
 * the server has it now. What is kept on leaving is for the page that comes, whatever this one still
 * hears. `end()` ends all.
 */
export function remember(name, state) {
  let isLeaving = false;
  const keep = () => {
    isLeaving = true;
    const kept = state();
    if (kept) write(name, JSON.stringify(kept));
  };
  addEventListener("coming-back", keep);
  return {
    forget() {
      if (isLeaving) return;
      inSession((storage) => storage.removeItem(name));
      inHistory.removeItem(name);
    },
    end: () => removeEventListener("coming-back", keep),
  };
}

/** What was kept under `name`; undefined where nothing was. It stays, as this server may be lost, too. */
export function recall(name) {
  const kept = read(name);
  return kept ? JSON.parse(kept) : undefined;
}
