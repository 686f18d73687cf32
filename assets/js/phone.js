/** Whether the page is on a phone, upright or on its side; phone.css asks the same. */

const PHONE = matchMedia("(max-width: 700px), (max-width: 960px) and (max-height: 500px)");

export function isPhone() {
  return PHONE.matches;
}

/** Call `arrange(isPhone)` now and when that changes; return what ends it. */
export function watchPhone(arrange) {
  const tell = () => arrange(PHONE.matches);
  PHONE.addEventListener("change", tell);
  tell();
  return () => PHONE.removeEventListener("change", tell);
}
