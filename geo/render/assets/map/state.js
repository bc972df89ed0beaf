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
  const roleOf = (task) => ROLES.find((role) => task[role].includes(state.agency)) || "";

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
      // What one document lists outweighs what another lets derive.
      types.set(a.typology.key, Math.min(a.standing, types.has(a.typology.key) ? types.get(a.typology.key) : CANDIDATE));
    }
    derived.answerable = answerable();
    derived.held = held;
    derived.drawn = held.map((types, at) => {
      if (derived.answerable && !derived.answerable.has(at)) return [];
      const shown = book.typologies.filter((typology) => types.has(typology.key) && state.on.has(typology.key));
      if (state.mode === "both" && shown.filter((typology) => types.get(typology.key) !== CANDIDATE).length < state.on.size) return [];
      return shown.map((typology) => ({ typology, standing: types.get(typology.key) }));
    });
    derived.counts = new Map(book.typologies.map((typology) => [typology.key, [0, 0, 0]]));
    for (const types of held) for (const [key, standing] of types) derived.counts.get(key)[standing] += 1;
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
    drawnCodes(key, isCandidate = false) {
      const isWanted = (d) => d.typology.key === key && (d.standing === CANDIDATE) === isCandidate;
      return book.counties.filter((c) => derived.drawn[c.at].some(isWanted)).map((c) => c.code);
    },
    hasType: (county) => derived.drawn[county.at].some((d) => d.standing !== CANDIDATE),
    // How a typology is shown as a whole: as sure as the surest of its counties.
    standingOf(key) {
      const at = derived.counts.get(key).findIndex((n) => n > 0);
      return at < 0 ? LISTED : at;
    },
  };
}
