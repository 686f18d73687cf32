/** Addresses of this page, with other settings or with those it has. */

/** Names of an address that are of the page, and not of a lab. */
const OF_PAGE = new Set(["lang", "theme", "embed", "sheet"]);

/** The address that the page would have if the browser let it, which it may not in a frame; else empty. */
let unwritten = "";

/** The address of the page as it is now. */
export function currentAddress() {
  return new URL(unwritten || location.href, location);
}

/** The address of the page with these settings and no others; what is of the page stays. */
export function labAddress(settings) {
  const address = currentAddress().searchParams;
  for (const name of Array.from(address.keys())) if (!OF_PAGE.has(name)) address.delete(name);
  for (const [name, value] of Object.entries(settings)) address.set(name, value);
  return `?${address}`;
}

/** What the address of the page says of the lab whose names in it begin with `prefix`. */
export function partOfAddress(prefix) {
  const all = [...currentAddress().searchParams];
  const own = all.filter(([name]) => name.startsWith(prefix) && (prefix || !name.includes(".")));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** The address for `query`, what the server says of the labs, with what the page itself keeps. */
export function addressOf(query) {
  const {lang, dataset} = document.documentElement;
  const address = new URLSearchParams(query);
  address.set("lang", lang);
  if (dataset.chosenTheme) address.set("theme", dataset.chosenTheme);
  if ("present" in dataset) address.set("present", 1);
  return readable(`${location.pathname}?${address}`);
}

/** `address` with the signs that may stand in a query as they are, and read better so. */
export function readable(address) {
  return address.replace(/%(2C|2F|3A|3B)/g, decodeURIComponent);
}

/** Have `link`, where there is one, lead from the page at `address` to the whole lab. */
export function leadToWhole(link, address) {
  if (!link) return;
  const whole = new URL(address, location);
  for (const name of ["embed", "show", "lock"]) whole.searchParams.delete(name);
  link.href = readable(String(whole));
}

/** Whether the page has one lab alone, and not all of it. */
export const isRestricted = () => "restricted" in document.documentElement.dataset;

/** Make `address` that of the page. */
export function replaceAddress(address) {
  try {
    history.replaceState(history.state, "", address);
    unwritten = "";
  } catch {
    unwritten = address;
  }
}

/** Load the page anew, as it is now. */
export function loadAnew() {
  if (unwritten) location.replace(unwritten);
  else location.reload();
}
