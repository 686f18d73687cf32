/** The page in a frame of another page: one lab, and a link to the whole of it if there is one. */

import {leadToWhole} from "./address.js";

const byId = (id) => document.getElementById(id);

/** Keep the link at the address of the page, and say it where the frame may open no tab. */
export function watchFrame() {
  const link = byId("whole-lab");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    if (!open(link.href, "_blank")) byId("toast").textContent = `${link.dataset.blocked} ${link.href}`;
  });
  return {
    readdress: (address) => leadToWhole(link, address),
    focus: () => link?.focus(),
  };
}
