/** The theme of the page, light or dark: `data-theme` of the root element, its colours in CSS. */

/** What has the theme, its colours and the font: the page itself, unless that is somebody's. */
let root = document.documentElement;

/** Take the theme, its colours and the font from `element`. */
export function takeFrom(element) {
  root = element;
}

export function current() {
  return root.dataset.theme;
}

/** Call `changed` when the theme does; return what ends that. */
export function watch(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(root, {attributeFilter: ["data-theme"]});
  return () => observer.disconnect();
}

/** The colour that the style sheet calls `name`. */
export function colour(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}

/** The font of all text but formulas. */
export function fontFamily() {
  return getComputedStyle(root).fontFamily;
}
