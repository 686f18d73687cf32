/** What a story waits for, given as data: see `When` in app/ui/story.py. */

const all = (wanted, check) => Object.entries(wanted).every(([name, value]) => check(name, value));

/** The setting `name`; of one that has several numbers, such as z, each has a name, such as z1. */
function setting(settings, name) {
  const [, whole, number] = name.match(/^([a-z]+)(\d)$/) ?? [];
  return name in settings || !whole ? settings[name] : settings[whole]?.[number - 1];
}

const CHECKS = {
  epoch: ([first, last], {ran, playing, epoch}) => ran && !playing && epoch >= first && epoch <= last,
  ended: (_, {ended}) => ended,
  settings: (wanted, {settings}) => all(wanted, (name, value) => setting(settings, name) === value),
  between: (limits, {settings}) => all(limits, (name, [low, high]) => setting(settings, name) >= low && setting(settings, name) <= high),
  opened: (section, {opened}) => opened(section),
  pointed: (kind, {pointed}) => pointed.has(kind),
  predicted: (_, {predicted}) => predicted,
};

/** Whether all of `when` is so in what is `seen`; a lab gives of that what its story asks for. */
export function holds(when, seen) {
  return all(when, (name, wanted) => CHECKS[name](wanted, seen));
}
