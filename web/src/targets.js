// Targets of tasks and documents.
import { el } from "./elements.js";
import { dateText, quoted, textOf } from "./words.js";

/** @typedef {import("./types").Due} Due */
/** @typedef {import("./types").Indicator} Indicator */

/** @param {Indicator} indicator */
export function indicatorText({ name, operator, value, valueMax, unit }) {
  const sign = operator === "=" || operator === "range" ? "" : `${operator} `;
  const amount = operator === "range" ? `${value}–${valueMax}` : sign + value;
  const said = quoted(unit), gap = /^[A-Za-z]{3}/.test(said) ? " " : "";
  return `${quoted(name)} ${amount}${gap}${said}`;
}

/** @param {Due} due */
const deadlineText = ({ deadline, deadlineFrom }) =>
  (deadline ? textOf(`deadline.${deadlineFrom || "stated"}`, { date: dateText(deadline) }) : "");

/** @param {Due} due */
const deadlineItem = (due) => el("span", { class: "aside" }, deadlineText(due));

/** @param {Indicator} indicator */
const indicatorItem = (indicator) => el("li", {},
  el("strong", {}, indicatorText(indicator)), " ", deadlineItem(indicator),
  indicator.note && el("span", { class: "aside" }, " ", quoted(indicator.note)));

/** @param {Indicator[]} indicators @param {Due[]} [completions] */
export function targetList(indicators, completions = []) {
  if (!indicators.length && !completions.length) return null;
  return el("ul", { class: "targets" },
    indicators.map(indicatorItem),
    completions.map((completion) => el("li", {}, quoted(completion.name), " ", deadlineItem(completion))));
}
