/** Whether the page is shown to a room: `data-present` of the root element. */

const root = document.documentElement;

/** Call `changed(isPresenting)` now and when that changes; return what ends it. */
export function watch(changed) {
  const tell = () => changed("present" in root.dataset);
  const observer = new MutationObserver(tell);
  observer.observe(root, {attributeFilter: ["data-present"]});
  tell();
  return () => observer.disconnect();
}
