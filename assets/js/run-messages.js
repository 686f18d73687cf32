/** What a lab with runs asks of its server, and what it does until the answer is there. */

import {Controls} from "./controls.js";
import {isMotionReduced} from "./motion.js";

/** A run that was asked for comes at once, unless the connection is cut. */
const OVERDUE_AFTER = 5000;

export class RunMessages {
  /** `run` is set to the one that has come, and `hasAll` to whether its frames can be asked for. */
  constructor(model, playhead, asked) {
    Object.assign(this, {model, playhead, asked, hasAll: true, run: null, training: "", overdue: null});
    this.controls = new Controls(model, {
      epoch: () => playhead.epoch,
      sent: ({name, begins_stage: beginsStage}, value) => {
        if (name === "speed") playhead.speed = Number(value);
        if (beginsStage && this.run.trained > 0) playhead.held = true;
      },
      answered: () => {
        playhead.held = false;
        playhead.speed = this.controls.value("speed");
      },
    });
  }

  /** What the buttons and the slider of the playback bar do. */
  get actions() {
    const {playhead} = this;
    return {
      run: () => {
        this.asked();
        this.begin();
      },
      pause: () => playhead.pause(),
      back: () => this.goTo(playhead.epoch - 1),
      step: () => this.goTo(playhead.epoch + 1),
      reset: () => playhead.reset(),
      epoch: (epoch) => this.goTo(epoch),
    };
  }

  send(message) {
    this.model.send_msg(message);
  }

  /** Ask for a new run. */
  begin() {
    this.playhead.expectRun(isMotionReduced());
    this.send({kind: "run"});
    clearTimeout(this.overdue);
    this.overdue = setTimeout(() => dispatchEvent(new Event("no-answer")), OVERDUE_AFTER);
    if (isMotionReduced()) this.askForAll();
  }

  /** The last frame that can be gone to: a run that was stopped has not all. */
  get end() {
    return this.run.after ? this.run.trained : this.run.last;
  }

  goTo(epoch) {
    const {playhead} = this;
    const wanted = Math.max(0, Math.min(this.end, epoch));
    const isMissing = playhead.expecting || wanted > playhead.available;
    playhead.seek(wanted);
    if (isMissing) this.send({kind: "show", epoch: wanted});
  }

  askForAll() {
    if (this.hasAll) this.send({kind: "show", epoch: this.run.last});
  }

  /** Have the playhead go on as soon as there is more to show. */
  goOn() {
    this.playhead.expectSame(this.playhead.epoch, true, isMotionReduced());
  }

  /** Ask for the run that the page had before it came back. */
  resume({schedule, epoch, playing, asked}) {
    if (asked) this.begin();
    if (!schedule) return;
    this.playhead.expectSame(epoch, playing, isMotionReduced());
    this.send({kind: "resume", schedule, epoch});
    if (playing && isMotionReduced()) this.askForAll();
  }

  /** What `resume` needs, where the server knows the run by `schedule`. */
  kept(schedule) {
    return schedule ? {schedule, ...this.playhead.kept} : this.playhead.expecting && {asked: true};
  }

  /** The server trains, and says so; the run that it trains may have come before that is heard. */
  hearTraining({text, number}) {
    clearTimeout(this.overdue);
    if (number > this.run.trainings) this.training = text;
  }

  /** The server has sent a run that replaces the one before. */
  answered() {
    clearTimeout(this.overdue);
    this.training = "";
  }
}
