/**
 * The script in the cell of a notebook: it finds the way to the server of the lab and frames that, or
 * says what to do. It stands in the cell as text, and imports nothing.
 */

const OWN_MACHINE = new Set(["localhost", "127.0.0.1"]);

/** The path of Jupyter at its server, or undefined on a page that is not Jupyter's. */
function folderOfJupyter() {
  const told = document.getElementById("jupyter-config-data")?.textContent;
  return told ? JSON.parse(told).baseUrl : document.body.dataset.baseUrl;
}

/** The theme of the notebook, where that says so. */
function themeOfNotebook() {
  const {jpThemeLight} = document.body.dataset;
  return jpThemeLight ? {theme: jpThemeLight === "true" ? "light" : "dark"} : {};
}

/** Whether a server answers there that it is well. */
async function answers(address, method = "GET") {
  try {
    return (await fetch(address, {method})).status === 200;
  } catch {
    return false;
  }
}

/** Where this page reaches the server of the lab: at its own port, or through Jupyter; or null. */
async function wayTo({port, version, origins}) {
  // A file that only this server has: its port may be another's by now, or another machine's.
  const file = `assets/${version}/icon.svg`;
  const own = `http://${location.hostname}:${port}/`;
  const isNear = OWN_MACHINE.has(location.hostname) && origins.includes(location.origin);
  if (isNear && (await answers(own + file))) return own;
  const folder = folderOfJupyter();
  const proxied = `${location.origin}${folder}proxy/${port}/`;
  // The page itself is only for those that the server was told of.
  const isThere = folder && (await answers(proxied + file)) && (await answers(proxied, "HEAD"));
  return isThere ? proxied : null;
}

/** What to do where there is no way, as lines. */
function advice({port, origins}) {
  const {origin} = location;
  if (folderOfJupyter() && !origins.includes(origin)) {
    return [
      `The server of the lab does not know this notebook's origin, ${origin}. Name it in the cell:`,
      `lab(…, origin="${origin}")`,
    ];
  }
  return [
    `This page does not reach the server of the lab, at port ${port} of the machine with the kernel.`,
    "If the kernel has ended since the cell was run, run the cell again.",
    "If Jupyter is on another machine, install jupyter-server-proxy beside it and start Jupyter anew, " +
      `or forward the port: ssh -L ${port}:127.0.0.1:${port} …`,
  ];
}

function paragraphOf(...content) {
  const paragraph = document.createElement("p");
  paragraph.append(...content);
  return paragraph;
}

function frameOf(address, height) {
  const frame = document.createElement("iframe");
  Object.assign(frame, {src: address, title: "Neuron Lab", height, allow: "clipboard-write"});
  frame.style.cssText = "width: 100%; border: 0";
  return frame;
}

function linkTo(address) {
  const link = document.createElement("a");
  Object.assign(link, {href: address, target: "_blank", rel: "noopener", textContent: address});
  return link;
}

export async function showLab(told) {
  const place = document.getElementById(told.place);
  const query = new URLSearchParams(told.query);
  const way = await wayTo(told);
  if (way) {
    const themed = new URLSearchParams({...themeOfNotebook(), ...Object.fromEntries(query)});
    place.replaceChildren(frameOf(`${way}?${themed}`, told.height));
    return;
  }
  query.delete("embed");
  place.setAttribute("role", "alert");
  place.replaceChildren(
    ...advice(told).map((line) => paragraphOf(line)),
    paragraphOf("On the machine with the kernel the lab is at ", linkTo(`http://127.0.0.1:${told.port}/?${query}`)),
  );
}
