/**
 * What the script of a lab gets in a lesson, in place of the model by which it speaks with its server:
 * the same properties, and answers out of the file. It is all that a lesson has and a page has not.
 */

/** Columns in which numbers that are none stand as null, as in JSON. */
function read(rows) {
  return Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, column.map((value) => value ?? NaN)]));
}

export class RecordedModel {
  #told;
  #rows;
  #source;
  #places;
  #refuse;
  #listeners = new Map();

  /**
   * `told` is what is said in one language, `rows` are those of the start and of the run, `source` is
   * the one that the plots read, in `places` are the plots, and `refuse()` says what needs a server.
   */
  constructor(told, rows, {source, places, refuse}) {
    Object.assign(this, told.model);
    this.#told = told;
    this.#rows = {start: read(rows.start), run: read(rows.run)};
    this.#source = source;
    this.#places = places;
    this.#refuse = refuse;
    this.#show("start");
  }

  get_child() {
    return this.#places;
  }

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** Call all that listen to `name`. */
  tell(name, said) {
    for (const listener of this.#listeners.get(name) ?? []) listener(said);
  }

  /** Answer what a server would be asked, later, as that would. */
  send_msg(message) {
    queueMicrotask(() => (this.#answers[message.kind] ?? this.#refused).call(this, message));
  }

  get #answers() {
    const show = () => this.#show("run");
    return {
      run: show,
      show,
      resume: show,
      open() {},
      section: ({section, epoch = 0}) => this.#tellSection(section, epoch),
      program: () => this.tell("msg:custom", {kind: "program", text: this.#told.program}),
      set({name, value, number}) {
        if (name === "speed") this.#settle({speed: Number(value)}, number);
        else this.#refused({number});
      },
    };
  }

  /** Nothing is set; what a reader has moved goes back. */
  #refused({number = this.settings.answer}) {
    this.#settle({}, number);
    for (const section of Object.keys(this.#told.sections)) this.#tellSection(section, 0);
    this.#refuse();
  }

  #settle(values, answer) {
    this.settings = {values: {...this.settings.values, ...values}, answer};
    this.tell("settings");
  }

  #tellSection(section, epoch) {
    const frames = this.#told.sections[section];
    const content = frames[Math.min(epoch, frames.length - 1)];
    this.tell("msg:custom", {kind: "section", section, content});
  }

  /** Show the `start` or the `run`, as if it had just come. */
  #show(which) {
    const said = {tags: [this.#told[which]], data: this.#rows[which]};
    this.#source.setv(said, {sync: false, check_eq: false});
  }
}
