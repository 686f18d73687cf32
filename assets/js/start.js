/** The first script of the page: opens its session, and puts each root of it in its place. */

import {sayBlocked, watchConnection} from "./connection.js";
import {Handshake} from "./handshake.js";

// Panel shows its components by this name for import(), which browsers have.
globalThis.importShim = Object.assign((address) => import(address), {addImportMap() {}});

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
if (views.length > 0) document.getElementById("waiting")?.remove();
watchConnection(views.length > 0 ? Bokeh.documents[0] : null, handshake);
