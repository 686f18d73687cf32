/** A control that the reader and the server both set. */

export class Field {
  /** Calls `commit(value)` whenever the reader has set `control`. */
  constructor(control, commit) {
    this.control = control;
    this.settled = control.value;
    control.addEventListener("change", () => {
      this.settled = control.value;
      commit(control.value);
    });
  }

  get value() {
    return this.control.value;
  }

  /** Show what the server has, unless the reader is just typing something else. */
  show(value) {
    const {control} = this;
    if (control.matches(":focus") && control.value !== this.settled) return;
    if (control.value !== String(value)) control.value = value;
    this.settled = control.value;
  }
}
