/** Where the parts of the neuron stand: input, weight, neuron with its bias, output. */

/** From this width on all stands side by side. */
export const WIDE = 560;
/** How high a bar is with its number. */
export const ROW = 20;

/** Where things stand in a drawing `width` wide with `rows` curves. */
export function layout(width, rows) {
  const block = rows * ROW;
  return width >= WIDE ? beside(width, block) : narrow(width, block);
}

/** From left to right: input, weight, neuron with its bias above, output. */
function beside(width, block) {
  const middle = 122;
  const neuron = {x: width * 0.54, y: middle, radius: 46};
  const span = Math.min(190, width * 0.2);
  const input = {x: 50, y: middle, radius: 24};
  const output = {x: width - span - 62, y: middle - block / 2 + 4, span};
  const between = (input.x + input.radius + neuron.x - neuron.radius) / 2;
  return {
    height: 196, input, neuron, output,
    weight: {x: between - span / 2 - 20, y: middle - block - 12, span},
    bias: {x: neuron.x + 40, y: 30, span},
    wires: [
      `M${neuron.x + 30} 34 H${neuron.x} V${middle - neuron.radius}`,
      `M${neuron.x + neuron.radius} ${middle} H${output.x - 16} m-7 -5 l7 5 l-7 5`,
    ],
  };
}

/** The same for a phone: weight and bias share the line above the neuron. */
function narrow(width, block) {
  const top = 30;
  const middle = top + block + 64;
  const neuron = {x: width * 0.43, y: middle, radius: 40};
  const bias = {x: neuron.x + 26, y: top, span: width * 0.57 - 86};
  const output = {x: neuron.x + 76, y: middle - block / 2 + 4, span: width * 0.57 - 130};
  return {
    height: middle + 68, neuron, bias, output,
    input: {x: 32, y: middle, radius: 22},
    weight: {x: 10, y: top, span: width * 0.43 - 76},
    wires: [
      `M${bias.x - 6} ${top + 4} H${neuron.x} V${middle - neuron.radius}`,
      `M${neuron.x + neuron.radius} ${middle} H${output.x - 10} m-6 -5 l6 5 l-6 5`,
    ],
  };
}
