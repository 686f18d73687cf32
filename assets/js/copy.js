/** How something is copied, also where the browser keeps the clipboard from the page. */

/** Copy what is in `field`; return whether that was possible. Else it is selected, for the reader to copy. */
export async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Browsers give the clipboard to pages from this machine or over https alone, and to few frames.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}
