// Tasks as the card and the agency's panel list them.
import { ROLES } from "./book.js";
import { el } from "./elements.js";
import { targetList } from "./targets.js";
import { isChinese, quoted, textOf } from "./words.js";

/** @typedef {import("./types").AgencyRole} AgencyRole */
/** @typedef {import("./types").PolicyDocument} PolicyDocument */
/** @typedef {import("./types").Task} Task */

/** @param {Task} task @param {AgencyRole} role */
function agencyLine(task, role) {
  const mark = isChinese() ? "、" : "; ";
  const agencies = task.agencies[role].map((agency, at) => [at ? mark : "", quoted(agency)]);
  const open = role === "responsible" && task.isOpenEnded ? ` ${textOf("task.open_ended")}` : "";
  return el("p", { class: "agencies" },
    el("span", { class: "aside" }, textOf(`role.${role}`)), " ", agencies, open);
}

/** @param {Task} task */
function agencyLines(task) {
  const roles = ROLES.filter((role) => task.agencies[role].length);
  if (roles.length) return roles.map((role) => agencyLine(task, role));
  return task.agenciesNote && el("p", { class: "agencies aside" }, quoted(task.agenciesNote));
}

/** @param {Task} task @param {import("./types").Child} [extra] */
export const taskItem = (task, extra) => el("details", { class: "task" },
  el("summary", {},
    el("span", { class: "clause" }, quoted(task.clause)), el("span", {}, quoted(task.title))),
  el("div", { class: "task-body" },
    el("p", {}, quoted(task.summary)),
    targetList(task.indicators, task.completions),
    agencyLines(task),
    extra));

/**
 * In the documents' order; documents without any are left out.
 * @template {{document: PolicyDocument}} Item
 * @param {Item[]} items @param {PolicyDocument[]} documents
 */
export const byDocument = (items, documents) =>
  documents.map((document) => ({ document, items: items.filter((item) => item.document === document) }))
    .filter((group) => group.items.length);
