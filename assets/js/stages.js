/** A run whose learning rate or cost changed on the way: what is in force at an epoch. */

import {plain} from "./numbers.js";

const IN_FORCE = new WeakMap();

/** The number of the stage of `curve` that is in force at `epoch`. */
function stageAt({stages = []}, epoch) {
  return stages.findLastIndex(({begin}) => begin <= epoch);
}

/**
 * `run` as it is at `epoch`: each curve has the cost and the label of the stage in force.
 *
 * It is the same object for as long as the same stages are, so that what is built of it stays.
 */
export function inForce(run, epoch) {
  const stages = run.curves.map((curve) => stageAt(curve, epoch));
  if (stages.every((stage) => stage < 0)) return run;
  if (!IN_FORCE.has(run)) IN_FORCE.set(run, new Map());
  const known = IN_FORCE.get(run);
  const key = stages.join();
  if (!known.has(key)) {
    const curves = run.curves.map((curve, index) => ({...curve, ...curve.stages[stages[index]]}));
    known.set(key, {...run, curves});
  }
  return known.get(key);
}

/**
 * The cost of each stage of `curve` as it is up to epoch `last`, where the stage `begin`s and `end`s, which is
 * where the next begins, and whether its cost `ends` there. One that begins later ends before it begins.
 */
export function stagesUntil({stages, cost}, last) {
  if (!stages) return [{cost, begin: 0, end: last, ends: false}];
  return stages.map((stage, index) => {
    const next = stages[index + 1];
    const isLast = !next || next.begin > last;
    const end = isLast ? last : next.begin;
    return {cost: stage.cost, begin: stage.begin, end, ends: !isLast && next.cost !== stage.cost};
  });
}

/** The epochs at which η or a cost of `run` changed, each with what that is from there on. */
export function changesOf({curves}) {
  const found = new Map();
  for (const {stages = []} of curves) {
    stages.slice(1).forEach(({begin, cost, label, rate}, index) => {
      const before = stages[index];
      const said = found.get(begin) ?? new Set();
      if (cost !== before.cost) said.add(label);
      if (rate !== before.rate) said.add(`η = ${plain(rate)}`);
      found.set(begin, said);
    });
  }
  return [...found].map(([epoch, said]) => ({epoch, text: [...said].join(", ")}));
}

/** η and cost at `epoch` of a run with these settings; nothing where they cannot change in a run. */
export function ruleAt({changes, learning_rate, cost}, epoch) {
  if (!changes) return {};
  const rules = [[0, learning_rate, cost], ...changes];
  const [, rate, costs] = rules.findLast(([begin]) => begin <= epoch);
  return {learning_rate: rate, cost: costs};
}
