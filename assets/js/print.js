/** Whether the page is made for paper: all colours are of the light theme then. */

/**
 * Call `changed(isPrinting)` when that changes; return what ends it. It is called before pages are counted, and once
 * more when the style for paper applies.
 */
export function watch(changed) {
  const print = matchMedia("print");
  const tell = () => changed(print.matches);
  const [before, after] = [() => changed(true), () => changed(false)];
  print.addEventListener("change", tell);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    print.removeEventListener("change", tell);
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
