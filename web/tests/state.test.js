import assert from "node:assert/strict";
import { test } from "node:test";
import { agencyCounts, hasAgencies } from "../src/agencies.js";
import {
  emptiness, furtherStandings, hasListed, hasSeveral, presentTypologies, sourcesOf,
} from "../src/sources.js";
import { leavesTypes, State } from "../src/state.js";
import { toyBook } from "./toyland.js";

const fresh = () => new State(toyBook());

test("a county is drawn with its types, as sure as the surest document", () => {
  const state = fresh();
  assert.deepEqual(state.drawnCodes("suburban"), ["910101", "910102"]);
  assert.deepEqual(state.drawnCodes("suburban", { isCandidate: true }), []);
  assert.equal(state.derived.held[1].get("suburban"), 1);
  assert.ok(!state.hasType(state.book.counties[3]));
});

test("a document, or a year, leaves what it says", () => {
  const state = fresh();
  state.update({ document: "old" });
  assert.deepEqual(state.drawnCodes("suburban"), ["910101"]);
  assert.deepEqual(state.drawnCodes("suburban", { isCandidate: true }), ["910102"]);
  assert.deepEqual(state.drawnCodes("potential"), []);
  state.update({ document: "", until: "2024" });
  assert.deepEqual(state.book.documents.map((document) => state.holds(document)), [true, false]);
});

test("a type can be hidden; counts do not change by it", () => {
  const state = fresh();
  state.setTypology("suburban", false);
  assert.deepEqual(state.drawnCodes("suburban"), []);
  assert.deepEqual(state.countsOf("suburban"), [1, 1, 0]);
  state.setTypology("suburban", true);
  assert.equal(state.drawnCodes("suburban").length, 2);
});

test("all chosen types: candidates do not count", () => {
  const state = fresh();
  state.update({ mode: "both", on: new Set(["suburban", "farming"]) });
  assert.deepEqual(state.drawnCodes("suburban"), ["910101"]);
  state.update({ on: new Set(["suburban"]), document: "old" });
  assert.deepEqual(state.drawnCodes("suburban", { isCandidate: true }), []);
});

test("an agency leaves the counties that its tasks reach", () => {
  const state = fresh();
  state.update({ agency: "发展改革委" });
  assert.deepEqual([...state.derived.answerable], [0, 1]);
  assert.deepEqual(state.drawnCodes("potential"), []);
  assert.equal(state.roleOf(state.book.tasks[0]), "lead");
  assert.equal(state.roleOf(state.book.tasks[1]), undefined);
});

test("who listens is told of every change", () => {
  const state = fresh(), told = [];
  state.listen((patch) => told.push(patch));
  state.update({ selected: "910101" });
  assert.deepEqual(told, [{ selected: "910101" }]);
  assert.ok(leavesTypes({ selected: "", partnerships: true }));
  assert.ok(!leavesTypes({ selected: "", until: "2024" }));
});

test("a typology is shown as sure as the surest of its counties", () => {
  const state = fresh();
  assert.equal(state.standingOf("suburban"), 0);
  state.update({ document: "new" });
  assert.equal(state.standingOf("suburban"), 1);
  assert.equal(state.standingOf("farming"), 0);
});

test("sources of a typology by document, status and standing", () => {
  const state = fresh(), sources = sourcesOf(state, state.book.typologies[0]);
  const told = sources.map(({ document, status, standing, counties }) =>
    [document.documentId, status, standing, [...counties]]);
  assert.deepEqual(told, [["old", "试点", 0, [0]], ["old", "", 2, [1]], ["new", "", 1, [1]]]);
});

test("why a map shows little", () => {
  const state = fresh();
  assert.deepEqual(emptiness(state), []);
  assert.ok(hasListed(state));
  assert.ok(hasSeveral(state));
  assert.deepEqual(furtherStandings(state.theme), [1, 2]);
  state.theme.assignments = state.theme.assignments.filter(({ document, standing }) =>
    document.documentId !== "old" || standing > 0);
  assert.deepEqual(emptiness(state).map(({ key }) => key), ["empty.candidates_only"]);
  state.update({ until: "1999" });
  assert.deepEqual(emptiness(state), [{ key: "empty.no_document", document: null }]);
  assert.ok(!hasListed(state));
});

test("agencies, the busiest first, each task counted once", () => {
  const { tasks } = toyBook();
  assert.deepEqual(agencyCounts(tasks)[0], ["交通厅", 2]);
  assert.equal(agencyCounts(tasks).length, 3);
  assert.ok(hasAgencies(tasks));
  assert.ok(!hasAgencies([]));
});

test("the legend has the types of counties and of conditions, in order, and no others", () => {
  const { theme } = fresh();
  const keys = () => presentTypologies(theme).map(({ key }) => key);
  assert.deepEqual(keys(), ["suburban", "farming", "potential"]);
  theme.assignments = theme.assignments.filter(({ typology }) => typology.key === "potential");
  theme.rules = [{ ...theme.rules[0], typology: theme.typologies[1] }];
  theme.undrawn = [];
  assert.deepEqual(keys(), ["farming", "potential"]);
});
