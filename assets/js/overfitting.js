/** The Overfitting lab: networks of several seeds that are trained elsewhere, technique beside technique. */

import {renderNetworks} from "./networks.js";

export function render(context) {
  return renderNetworks(context, ["overfitting"]);
}
