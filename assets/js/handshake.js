/** How the page's websocket opens. Bokeh makes it, and keeps to itself what came of that. */

const MILLISECONDS_TO_OPEN = 10_000;
/** The code of a websocket that no server has closed (RFC 6455, section 7.4.1). */
const LOST = 1006;

/** Look at the websocket that is opened next; `silent()` is called where nobody answers for long. */
export class Handshake {
  /** Whether it was refused, or lost on the way. */
  isLost = false;

  constructor(silent) {
    const {WebSocket} = globalThis;
    const note = (socket) => this.#watch(socket, silent);
    globalThis.WebSocket = class extends WebSocket {
      constructor(...address) {
        super(...address);
        globalThis.WebSocket = WebSocket;
        note(this);
      }
    };
  }

  #watch(socket, silent) {
    const late = setTimeout(silent, MILLISECONDS_TO_OPEN);
    socket.addEventListener("open", () => clearTimeout(late));
    // Bokeh gives up at an error, before it is told that this closed the websocket.
    socket.addEventListener("error", () => { this.isLost = true; });
    socket.addEventListener("close", ({code}) => {
      clearTimeout(late);
      this.isLost = code === LOST;
    });
  }
}
