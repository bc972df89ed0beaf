// What is shown: one object, changed through one function, told to all who listen.
function createState(book) {
  const state = {
    on: new Set(book.typologies.map((typology) => typology.key)),
    mode: "any", document: "", until: "", agency: "", selected: "", partnerships: false,
  };
  const listeners = [];
  const derived = {};

  const isHeld = (document) =>
    (!state.document || document.id === state.document) && (!state.until || (document.year && document.year <= state.until));

  // A task binds an agency in a role; the first role that names it is the one told.
  const roleOf = (task) => ["lead", "responsible", "cooperating", "blanket"].find((role) => task[role].includes(state.agency)) || "";

  function answerable() {
    if (!state.agency) return null;
    const counties = new Set();
    for (const task of book.tasks) {
      if (isHeld(task.document) && roleOf(task)) for (const at of task.counties) counties.add(at);
    }
    return counties;
  }

  function derive() {
    const held = book.counties.map(() => new Map());
    for (const a of book.assignments) {
      if (!isHeld(a.document)) continue;
      const types = held[a.county.at];
      // Listed in one document outweighs derived in another.
      types.set(a.typology.key, (types.has(a.typology.key) ? types.get(a.typology.key) : true) && Boolean(a.isDerived));
    }
    derived.answerable = answerable();
    derived.held = held;
    derived.drawn = held.map((types, at) => {
      if (derived.answerable && !derived.answerable.has(at)) return [];
      const shown = book.typologies.filter((typology) => types.has(typology.key) && state.on.has(typology.key));
      if (state.mode === "both" && shown.length < state.on.size) return [];
      return shown.map((typology) => ({ typology, isDerived: types.get(typology.key) }));
    });
    derived.counts = new Map(book.typologies.map((typology) => [typology.key, { listed: 0, derived: 0 }]));
    for (const types of held) {
      for (const [key, isDerived] of types) derived.counts.get(key)[isDerived ? "derived" : "listed"] += 1;
    }
  }

  function update(patch) {
    Object.assign(state, patch);
    if (Object.keys(patch).some((key) => key !== "selected" && key !== "partnerships")) derive();
    for (const listener of listeners) listener(patch);
  }

  derive();
  return {
    value: state, derived, update, isHeld, roleOf,
    listen: (listener) => listeners.push(listener),
    drawnCodes(key) {
      return book.counties.filter((c) => derived.drawn[c.at].some((d) => d.typology.key === key)).map((c) => c.code);
    },
  };
}
