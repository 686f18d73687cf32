/**
 * What the page does when its server is gone: it says so, keeps what is on the screen, and asks
 * until the server can take it again; then it loads anew, for its address is its state.
 */

const SECONDS_BETWEEN = [1, 2, 4, 8, 16];
const MILLISECONDS_TO_ANSWER = 5000;
/** Where is kept how often in a row the page has loaded anew and had no session. */
const IN_VAIN = "loaded-in-vain";

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

async function comeBack(inVain) {
  const notice = document.getElementById("connection");
  const {lost: gone, full} = notice.dataset;
  const say = (text) => { if (notice.textContent !== text) notice.textContent = text; };
  say(gone);
  for (let turn = inVain; ; turn++) {
    const seconds = SECONDS_BETWEEN[Math.min(turn, SECONDS_BETWEEN.length - 1)];
    // A class that lost its server together should not come back in the same instant.
    await pause(seconds * (0.5 + Math.random()));
    const status = await ask();
    if (status === 200) break;
    say(status === 503 ? full : gone);
  }
  // Each lab may keep in the session's storage what its address does not tell.
  dispatchEvent(new Event("coming-back"));
  location.reload();
}

/** Watch over the session of `bokeh`, the page's document, or null where none came about. */
export function watchConnection(bokeh) {
  let leaving = false;
  const inVain = bokeh ? 0 : Number(sessionStorage.getItem(IN_VAIN) ?? 0) + 1;
  sessionStorage.setItem(IN_VAIN, inVain);
  const lost = () => {
    if (leaving) return;
    leaving = true;
    comeBack(inVain);
  };
  addEventListener("beforeunload", () => { leaving = true; });
  // A cut may be silent: where there is reason to fear one, look.
  const look = async () => { if ((await ask()) === 0) lost(); };
  addEventListener("offline", look);
  addEventListener("no-answer", look);
  if (bokeh) bokeh.on_event("connection_lost", lost);
  else lost();
}
