/**
 * What the page does when its server is gone: it says so, keeps what is on the screen, and asks
 * until the server can take it again; then it loads anew, for its address is its state. Where only
 * websockets never come through, loading anew is of no use: it says what is wrong, and stops.
 */

import {loadAnew} from "./address.js";
import {read, write} from "./session-storage.js";

const SECONDS_BETWEEN = [1, 2, 4, 8, 16];
const MILLISECONDS_TO_ANSWER = 5000;
/** Where is kept how often in a row the page has loaded anew and had no session. */
const IN_VAIN = "loaded-in-vain";
/** After so many such loads the page does not try again. */
const TRIES = 3;

const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

/** The status of the page's own address: 200 where it would be served, 0 where nobody answers. */
async function ask() {
  try {
    const signal = AbortSignal.timeout(MILLISECONDS_TO_ANSWER);
    const {status} = await fetch(location.href, {method: "HEAD", cache: "no-store", signal});
    return status;
  } catch {
    return 0;
  }
}

const notice = document.getElementById("connection");

function say(text) {
  if (notice.textContent !== text) notice.textContent = text;
}

/** Where pages come through, say that websockets do not; return whether it was said. */
export async function sayBlocked() {
  if ((await ask()) !== 200) return false;
  write(IN_VAIN, TRIES);
  const websocket = new URL("ws", location);
  websocket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  say(notice.dataset.blocked.replace("{address}", websocket.href));
  document.getElementById("waiting")?.remove();
  return true;
}

async function comeBack(inVain, isBlocked) {
  const {lost: gone, full} = notice.dataset;
  if (isBlocked && (await sayBlocked())) return;
  say(gone);
  for (let turn = Math.max(0, inVain - 1); ; turn++) {
    const seconds = SECONDS_BETWEEN[Math.min(turn, SECONDS_BETWEEN.length - 1)];
    // A class that lost its server together should not come back in the same instant.
    await pause(seconds * (0.5 + Math.random()));
    const status = await ask();
    if (status === 200) break;
    say(status === 503 ? full : gone);
  }
  // Each lab may keep in the session's storage what its address does not tell.
  dispatchEvent(new Event("coming-back"));
  loadAnew();
}

/**
 * Watch over the session of `bokeh`, the page's document, or null where none came about.
 * `handshake` saw how its websocket was opened.
 */
export function watchConnection(bokeh, handshake) {
  let leaving = false;
  const inVain = bokeh ? 0 : Number(read(IN_VAIN) ?? 0) + 1;
  write(IN_VAIN, inVain);
  const lost = () => {
    if (leaving) return;
    leaving = true;
    comeBack(inVain, handshake.isLost && inVain >= TRIES);
  };
  addEventListener("beforeunload", () => { leaving = true; });
  // A cut may be silent: where there is reason to fear one, look.
  const look = async () => { if ((await ask()) === 0) lost(); };
  addEventListener("offline", look);
  addEventListener("no-answer", look);
  // It may have gone before anybody listened.
  if (!navigator.onLine) look();
  if (!bokeh) return lost();
  // It may have opened after all.
  say("");
  bokeh.on_event("connection_lost", lost);
}
