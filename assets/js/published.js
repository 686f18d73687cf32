/** What the book's page does otherwise: it divides by σ′(z), which the core bounds. */

/**
 * Whether a step with this power of σ′ is that of the largest exponent, `bound.z`: it is as published,
 * and z beyond that on the far side of y.
 */
export function isBounded(power, {weighted_input: z}, {target: y}, bound) {
  return power < 0 && ((z > bound.z && y < 1) || (z < -bound.z && y > 0));
}
