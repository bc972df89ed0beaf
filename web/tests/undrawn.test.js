import assert from "node:assert/strict";
import { test } from "node:test";

import { State } from "../src/state.js";
import { placeCell, remarksOn, undrawnOf } from "../src/undrawn.js";
import { speak, toyBook } from "./toyland.js";

const toyState = () => new State(toyBook());

test("members without a county follow the filters", () => {
  const state = toyState();
  assert.deepEqual(undrawnOf(state).map(({ asWritten }) => asWritten), ["临港区", "新镇"]);
  state.update({ document: "new" });
  assert.deepEqual(undrawnOf(state).map(({ asWritten }) => asWritten), ["新镇"]);
});

test("only a declared place has a point", () => {
  assert.deepEqual(toyBook().undrawn.map(({ point }) => point), [[15, -20], null]);
});

test("a type says that its lists are incomplete, and how many members are not on the map", () => {
  speak({ "legend.open_of": "{known} of {stated}", "legend.undrawn": "{n} more" });
  const state = toyState(), [suburban, farming] = state.theme.typologies;
  assert.deepEqual(remarksOn(state, suburban), ["3 of 5", "1 more"]);
  assert.deepEqual(remarksOn(state, farming), []);
});

test("a row has the name as written and where it is", () => {
  speak({ "basis.listed": "listed" });
  const [place] = toyBook().undrawn;
  assert.equal(placeCell("name", place), "临港区");
  assert.match(placeCell("parents", place), /甲县/);
  assert.equal(placeCell("tasks", place), "");
});
