// Looks at a page for what is wrong with where everything stands; see layout.py.

const CONTROLS = "button, input, select, textarea, summary, a[href]";
const CARDS = "button, header, section, figure, dialog, .below, .section, .playback, .experiment";
const SEEN_ELSEWHERE = "script, style, option, template, noscript, dialog:not([open]), .skip";
const paper = document.createElement("canvas").getContext("2d");
const range = document.createRange();
const pixels = (length) => parseFloat(length) || 0;
const within = (one, other) => ({
  left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
  top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
});
const wide = ({left, right}) => right - left;
const high = ({top, bottom}) => bottom - top;
const nameOf = (node) =>
  (node.getAttribute?.("aria-label") || node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40) ||
  node.className || node.localName;

/** Everything that is seen, each with its box, the ends of what it stands in, and how it is shown. */
function look() {
  const seen = [];
  const add = (kind, node, rect, around) => {
    const box = {left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom};
    const shown = around.clips.reduce(within, box);
    if (wide(shown) > 0.5 && high(shown) > 0.5) seen.push({kind, node, box, shown, ...around});
  };
  function visit(node, around) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.data.trim() || around.hidden) return;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) add("text", node, rect, around);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SEEN_ELSEWHERE)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.clipPath !== "none" || style.opacity === "0") return;
    const inside = {...around, hidden: style.visibility !== "visible" || style.color === "rgba(0, 0, 0, 0)"};
    const rect = node.getBoundingClientRect();
    if (style.position === "sticky" || style.position === "fixed") inside.layer = node;
    if (node.matches(CARDS)) inside.card = {node, rect};
    const ways = [style.overflowX, style.overflowY];
    if (ways.some((way) => way !== "visible") && style.display !== "inline") {
      inside.clips = [...around.clips, rect];
      const isMoved = node.scrollWidth > node.clientWidth + 1 && ["auto", "scroll"].includes(ways[0]);
      if (isMoved) inside.scrolled = node;
      if (!isMoved && (ways[0] === "hidden" || ways[0] === "clip")) inside.ends = [...around.ends, rect];
      if (ways.includes("auto") || ways.includes("scroll")) inside.rolls = true;
    }
    if (!inside.hidden) {
      if (node.matches(CONTROLS)) add("control", node, rect, inside);
      if (node.matches(".canvas")) add("plot", node, rect, inside);
      if (node.localName === "math") {
        add("text", node, rect, inside);
        return;
      }
    }
    const isFolded = node.localName === "details" && !node.open;
    for (const child of (node.shadowRoot ?? node).childNodes) {
      if (!isFolded || child.localName === "summary") visit(child, inside);
    }
  }
  visit(document.body, {hidden: false, layer: null, card: null, clips: [], ends: [], scrolled: null, rolls: false});
  return seen;
}

/** What can be hit to use a control: of a choice also its words. */
const targetOf = (control) => control.closest("label:has([type=radio], [type=checkbox])") ?? control;

function smallTargets(controls) {
  const targets = controls.filter(({node}) => !node.matches("p a")).map(({node}) => {
    const {left, right, top, bottom} = targetOf(node).getBoundingClientRect();
    return {node, left, right, top, bottom};
  });
  const isSmall = (box) => Math.min(wide(box), high(box)) < LEAST.target - 0.01;
  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  /** How far the middle of one is from the other, which where that is small too is its middle. */
  const apart = (one, other) => {
    const [x, y] = middle(one);
    if (isSmall(other)) {
      const [across, along] = middle(other);
      return Math.hypot(x - across, y - along) - LEAST.target / 2;
    }
    return Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
  };
  return targets
    .filter((box) => isSmall(box) && targets.some((other) => other.node !== box.node && apart(box, other) < LEAST.target / 2))
    .map((box) => `small target: ${nameOf(box.node)}, ${Math.round(wide(box))} x ${Math.round(high(box))}`);
}

/** What a list that opens, or a field, has to show is wider than its place. */
function isCut({node, box}) {
  if (node.matches("input:not([type=range], [type=radio], [type=checkbox])")) return node.scrollWidth > node.clientWidth + 1;
  if (node.localName !== "select") return false;
  const {font, paddingLeft, paddingRight} = getComputedStyle(node);
  paper.font = font;
  const ARROW = 16;
  const text = node.selectedOptions[0]?.text ?? "";
  return paper.measureText(text).width + pixels(paddingLeft) + pixels(paddingRight) + ARROW > wide(box);
}

/** The letters of a line are lower than its box. */
const inked = ({kind, node, shown}) => {
  if (kind !== "text" || node.localName === "math") return shown;
  const off = high(shown) * 0.18;
  return {...shown, top: shown.top + off, bottom: shown.bottom - off};
};

function covered(seen) {
  const found = [];
  const items = seen.map((each) => ({...each, ink: inked(each)})).sort((one, other) => one.ink.top - other.ink.top);
  items.forEach((one, index) => {
    for (const other of items.slice(index + 1)) {
      if (other.ink.top > one.ink.bottom) break;
      // What stays in sight floats over what is scrolled.
      if (one.layer !== other.layer || one.node === other.node) continue;
      const both = within(one.ink, other.ink);
      if (wide(both) <= 1.5 || high(both) <= 1.5) continue;
      if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
      found.push(`over each other: ${nameOf(one.node)} | ${nameOf(other.node)}`);
    }
  });
  return found;
}

function faults() {
  const seen = look();
  const found = [];
  const {scrollWidth} = document.scrollingElement;
  if (scrollWidth > innerWidth) found.push(`wider than the window: ${scrollWidth}`);
  for (const each of seen) {
    const {kind, node, box, ends, card, scrolled, rolls} = each;
    const name = nameOf(node);
    if (!scrolled && (box.left < -1 || box.right > innerWidth + 1)) found.push(`out of the window: ${name}`);
    if (kind === "text") {
      const ink = inked(each);
      const isOut = ends.some((end) => box.left < end.left - 1 || box.right > end.right + 1 || ink.top < end.top - 1 || ink.bottom > end.bottom + 1);
      const spills = card && !scrolled && (box.left < card.rect.left - 1 || box.right > card.rect.right + 1);
      const drops = card && !rolls && (ink.top < card.rect.top - 1 || ink.bottom > card.rect.bottom + 1);
      if (isOut || spills || drops || (node.localName === "math" && scrolled)) found.push(`cut off: ${name}`);
    }
    if (kind === "control") {
      if (isCut(each)) found.push(`cut off: what is in ${name}`);
      if (node.type === "range" && wide(box) < LEAST.slider) found.push(`short slider: ${name}, ${Math.round(wide(box))}`);
    }
    if (kind === "plot") {
      if (high(box) < LEAST.plot) found.push(`low plot: ${name}, ${Math.round(high(box))}`);
      const canvas = node.lastElementChild && deepCanvas(node);
      const drawn = canvas?.getBoundingClientRect();
      const isOff = !drawn || ["left", "right", "top", "bottom"].some((side) => Math.abs(drawn[side] - box[side]) > 1.5);
      if (isOff) found.push(`not as large as its place: ${name}`);
    }
  }
  found.push(...covered(seen), ...smallTargets(seen.filter(({kind}) => kind === "control")));
  const bar = seen.find(({node}) => node.matches?.("button.primary") && node.closest(".playback"));
  const foot = bar?.node.closest(".playback").getBoundingClientRect();
  if (foot && (foot.top < 0 || foot.bottom > innerHeight + 1)) found.push("the playback bar is out of sight");
  return [...new Set(found)];
}

function deepCanvas(node) {
  if (node.localName === "canvas") return node;
  for (const child of (node.shadowRoot ?? node).children) {
    const canvas = deepCanvas(child);
    if (canvas) return canvas;
  }
  return null;
}

const frame = () => new Promise(requestAnimationFrame);
