// Standing of a county's type: named by a document, derived from conditions that all hold,
// or only a candidate, because a condition could not be checked. A candidate is in no count.
/** @typedef {import("./types").Standing} Standing */

export const LISTED = /** @type {Standing} */ (0);
export const DERIVED = /** @type {Standing} */ (1);
export const CANDIDATE = /** @type {Standing} */ (2);

/** Names in the keys of texts, by standing. */
export const STANDING_KEYS = ["listed", "rule", "candidate"];
