/** The dialog that shares the page: its address, what is in it, its QR code, a link for a class, and a frame. */

import {readable} from "./address.js";
import {offerClassLink, writeClassLink} from "./class-link.js";
import {copy} from "./copy.js";
import {element} from "./dom.js";

const byId = (id) => document.getElementById(id);

/** HTML that shows `address` in a page of another site, one lab without what stands above it. */
function frameOf(address) {
  const inFrame = new URL(address);
  inFrame.searchParams.set("embed", 1);
  const frame = element("iframe", {
    src: inFrame, title: document.title, width: "100%", height: 720, style: "border: 0",
    allow: "clipboard-write",
  });
  return frame.outerHTML;
}

const isHere = ({hostname}) => hostname === "localhost" || /^(127\.|\[::1\])/.test(hostname);

/** Make the dialog of a page; `address()` is that of the page as it is now. */
export function makeShare(model, address) {
  const dialog = byId("sharing");
  const {copied, selected, here} = dialog.dataset;
  const field = byId("share-address");
  let asked = 0;
  /** The number of the question since which the reader may have asked for another link for a class. */
  let opened = 0;
  const addressOfNow = () => new URL(address(), location);
  const say = (text) => { byId("share-said").textContent = text; };

  /** Show the address `now`, and ask the server what to say of it. */
  function show(now) {
    field.value = readable(String(now));
    byId("share-frame").value = frameOf(now);
    byId("share-code").classList.add("outdated");
    say(isHere(now) ? here : "");
    model.send_msg({share: {address: field.value, number: ++asked}});
  }

  function tellLines(lines) {
    const rows = lines.map(([label, value]) => element("tr", {}, element("th", {scope: "row"}, label), element("td", {}, value)));
    dialog.querySelector("#share-told tbody").replaceChildren(...rows);
    byId("share-told").hidden = false;
  }

  /** Show the `code` of the address, a picture; it is empty where no code holds so much. */
  function showCode(code) {
    const picture = byId("share-code");
    if (code) picture.src = code;
    picture.hidden = !code;
    picture.classList.remove("outdated");
    byId("share-no-code").hidden = Boolean(code);
  }

  function tell({number, lines, code, class: link}) {
    if (number !== asked) return;
    if (lines) {
      tellLines(lines);
      if (number === opened) offerClassLink(link);
      byId("class-wrong").textContent = link.wrong.join(" ");
    } else {
      showCode(code);
    }
  }

  byId("share").addEventListener("click", () => {
    opened = asked + 1;
    for (const id of ["share-told", "share-code", "share-no-code"]) byId(id).hidden = true;
    show(addressOfNow());
    dialog.showModal();
    field.focus();
    field.select();
  });
  byId("for-class").addEventListener("change", () => {
    const now = addressOfNow();
    writeClassLink(now);
    show(now);
  });
  for (const each of dialog.querySelectorAll("[data-copies]")) {
    each.addEventListener("click", async () => {
      say((await copy(byId(each.dataset.copies))) ? copied : selected);
    });
  }
  // What comes of it is said on the page.
  byId("save-lesson").addEventListener("click", () => dialog.close());
  model.on("msg:custom", ({share}) => { if (share) tell(share); });
}
