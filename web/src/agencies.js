// Agencies by their tasks.
import { ROLES } from "./book.js";

/** @typedef {import("./types").Task} Task */

/** @param {Task[]} tasks does any name an agency? */
export const hasAgencies = (tasks) => tasks.some((task) => ROLES.some((role) => task.agencies[role].length));

/**
 * Agencies with the number of their tasks, the busiest first.
 * @param {Task[]} tasks
 * @returns {[string, number][]}
 */
export function agencyCounts(tasks) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const task of tasks) {
    for (const agency of new Set(ROLES.flatMap((role) => task.agencies[role]))) {
      counts.set(agency, (counts.get(agency) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0], "zh"));
}
