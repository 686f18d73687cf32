/** The test set: what the chosen value comes to on it, once the reader looks. */

import {element} from "../dom.js";
import {followed} from "./followed.js";

export function create(lab) {
  return followed(lab, "test", {live: false}, ({said}) => said.map((text) => element("p", {}, text)));
}
