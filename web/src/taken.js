import { meets } from "./boxes.js";

/** Boxes on the map that are taken by names or marks; others avoid them. */
export class Taken {
  /** @param {import("./types").Box[]} [boxes] */
  constructor(boxes = []) {
    this.boxes = [...boxes];
  }

  /** @param {import("./types").Box} box */
  add(box) {
    this.boxes.push(box);
  }

  /** @param {import("./types").Box} box */
  isFree(box) {
    return !this.boxes.some((other) => meets(other, box));
  }
}
