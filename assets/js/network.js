/** The Network lab: a lab with runs that are trained elsewhere, network beside network. */

import {renderNetworks} from "./networks.js";

export function render(context) {
  return renderNetworks(context);
}
