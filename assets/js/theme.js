/** The theme of the page, light or dark: `data-theme` of the root element, its colours in CSS. */

export function current() {
  return document.documentElement.dataset.theme;
}

/** Call `changed` when the theme does; return what ends that. */
export function watch(changed) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {attributeFilter: ["data-theme"]});
  return () => observer.disconnect();
}

/** The colour that the style sheet calls `name`. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
