/** The start of the page: opens its session, and puts each root of it in its place. */

import {sayBlocked, watchConnection} from "./connection.js";
import {Handshake} from "./handshake.js";

/** No component has a map of imports: that there is none is all that can be added. */
function addImportMap(map) {
  if (Object.keys(map).length > 0) throw new Error("no component may have an import map");
}

export async function start() {
  // Panel imports components by this name, which a stand-in for old browsers would define.
  globalThis.importShim = Object.assign((address) => import(address), {addImportMap});
  // In the order in which the server opens what they are for: the page's link, the lab that is shown,
  // and the others as they are first shown.
  const places = [...document.querySelectorAll("[data-root]")].map((place) => place.id);
  const handshake = new Handshake(sayBlocked);
  Bokeh.set_log_level("warn");
  const views = await Bokeh.embed.embed_items({}, [
    {
      token: document.body.dataset.token,
      roots: Object.fromEntries(places.map((place) => [place, place])),
      root_ids: places,
      use_for_title: false,
    },
  ]);
  if (views.length > 0) {
    document.getElementById("waiting")?.remove();
    dispatchEvent(new Event("first-drawn"));
  }
  watchConnection(views.length > 0 ? Bokeh.documents[0] : null, handshake);
}
