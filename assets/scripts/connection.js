/**
 * What the page does when its server is gone: it says so, keeps what is on the screen, and asks
 * until the server can take it again; then it loads anew, for its address is its state.
 */

const SECONDS_BETWEEN = [1, 2, 4, 8];

const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

/** The status of the page's own address: 200 where it would be served, 0 where nobody answers. */
async function ask() {
  try {
    const {status} = await fetch(location.href, {method: "HEAD", cache: "no-store"});
    return status;
  } catch {
    return 0;
  }
}

async function comeBack() {
  const notice = document.getElementById("connection");
  const {lost, full} = notice.dataset;
  const say = (text) => { if (notice.textContent !== text) notice.textContent = text; };
  say(lost);
  for (let turn = 0; ; turn++) {
    const seconds = SECONDS_BETWEEN[Math.min(turn, SECONDS_BETWEEN.length - 1)];
    // A class that lost its server together should not come back in the same instant.
    await pause(seconds * (0.5 + Math.random()));
    const status = await ask();
    if (status === 200) break;
    say(status === 503 ? full : lost);
  }
  // Each lab may keep in the session's storage what its address does not tell.
  dispatchEvent(new Event("coming-back"));
  location.reload();
}

/** Watch over the session of `bokeh`, the page's document, or null where none came about. */
export function watchConnection(bokeh) {
  let leaving = false;
  addEventListener("beforeunload", () => { leaving = true; });
  const lost = () => { if (!leaving) comeBack(); };
  if (bokeh) bokeh.on_event("connection_lost", lost);
  else lost();
}
