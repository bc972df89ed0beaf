// The legend works: each entry shows what it counts and switches what it names.
function createLegend(app) {
  const { book, state } = app;
  const list = byId("legend");

  const swatchOf = (typology, standing, id) => swatch([{ typology, standing }], app.palette, id);

  function toggle(key) {
    const on = new Set(state.value.on);
    if (!on.delete(key)) on.add(key);
    state.update({ on });
  }

  function only(key) {
    const isAlone = state.value.on.size === 1 && state.value.on.has(key);
    state.update({ on: new Set(isAlone ? book.typologies.map((typology) => typology.key) : [key]) });
  }

  const ofDocument = (id) => state.update({ document: state.value.document === id ? "" : id });

  // What each document says of one typology: status, clause, counties.
  function sources(typology) {
    const groups = new Map();
    for (const a of book.assignments) {
      if (a.typology !== typology || !state.isHeld(a.document)) continue;
      const key = JSON.stringify([a.document.at, a.status || a.subtype, a.standing]);
      if (!groups.has(key)) groups.set(key, { document: a.document, status: a.status || a.subtype, standing: a.standing, counties: new Set() });
      groups.get(key).counties.add(a.county.at);
    }
    return [...groups.values()];
  }

  function sourceList(typology) {
    const groups = sources(typology);
    const rules = book.rules.filter((r) => r.typology === typology.key && state.isHeld(r.document));
    if (!groups.length && !rules.length) return null;
    return el("ul", { class: "legend-sources" }, groups.map((g) =>
      el("li", { "data-document": g.document.id },
        el("button", { type: "button", class: "source", title: t("legend.source_label"), "aria-pressed": String(state.value.document === g.document.id), on: { click: () => ofDocument(g.document.id) } },
          say(g.document.short), g.status ? " · " + say(g.status) : "", g.standing !== LISTED ? " · " + t("basis." + STANDINGS[g.standing]) : ""),
        el("span", { class: "count" }, g.counties.size))), rules.map(ruleItem));
  }

  // A condition instead of names: how it is read, and what keeps it open.
  function ruleItem(rule) {
    return el("li", { class: "rule", "data-document": rule.document.id }, el("details", {},
      el("summary", {}, t("rule.summary", { document: plain(say(rule.document.short)), clause: say(rule.clause), n: rule.candidates, complete: rule.complete })),
      el("p", {}, say(rule.reading)), rule.open && el("p", { class: "note" }, t("rule.open", { reason: plain(say(rule.open)) }))));
  }

  function entry(typology) {
    const counts = state.derived.counts.get(typology.key), isOn = state.value.on.has(typology.key);
    const total = counts[LISTED] + counts[DERIVED], name = inLanguage(typology.name);
    return el("li", { "data-typology": typology.key, class: isOn ? "entry" : "entry is-off" },
      el("button", { type: "button", class: "entry-toggle", "aria-pressed": String(isOn), title: inLanguage(typology.definition), on: { click: () => toggle(typology.key) } },
        swatchOf(typology, state.standingOf(typology.key), typology.key),
        el("span", { class: "entry-name" }, name),
        el("span", { class: "count" }, total)),
      el("button", { type: "button", class: "entry-only", "aria-label": t("legend.only_label", { name }), on: { click: () => only(typology.key) } }, t("legend.only")),
      sourceList(typology));
  }

  function examples() {
    const bases = book.typologies.filter((typology) => typology.role === "base").slice(0, 2);
    const several = state.derived.held.some((types) => [...types.keys()].filter((k) => book.byKey.get(k).role === "base").length > 1);
    const row = (picture, text) => el("li", { class: "example" }, picture, el("span", {}, text));
    return el("ul", { class: "legend-examples" },
      several && bases.length > 1 && row(swatch(bases.map((typology) => ({ typology, standing: LISTED })), app.palette, "several"), t("legend.several")),
      [DERIVED, CANDIDATE].filter((standing) => bases.length && book.assignments.some((a) => a.standing === standing))
        .map((standing) => row(swatchOf(bases[0], standing, STANDINGS[standing]), t("legend." + STANDINGS[standing]))),
      row(swatch([], app.palette, "neutral"), t("legend.neutral")));
  }

  // Says why nothing, or little, is coloured.
  function emptiness() {
    const notes = [];
    for (const document of book.documents) {
      if (!state.isHeld(document)) continue;
      if (document.standings.has(LISTED)) continue;
      const isRuled = book.rules.some((r) => r.document === document);
      const kind = document.standings.has(DERIVED) ? "derived_only" : document.standings.has(CANDIDATE) ? "candidates_only" : isRuled ? "rules_open" : "document";
      notes.push(t("empty." + kind, { document: titled(document.short) }));
    }
    if (!book.documents.some(state.isHeld)) notes.push(t("empty.no_document"));
    return notes;
  }

  function render() {
    const focused = document.activeElement && document.activeElement.closest("[data-typology]");
    const cls = focused && document.activeElement.className;
    const groups = [["base", "legend.base"], ["overlay", "legend.overlay"]].map(([role, title]) => {
      const entries = book.typologies.filter((typology) => typology.role === role);
      return entries.length && el("div", { class: "legend-group" }, el("h3", {}, t(title)), el("ul", { class: "entries" }, entries.map(entry)));
    });
    replaceIn(list, groups.filter(Boolean), examples());
    if (focused) {
      const again = list.querySelector(`[data-typology="${focused.dataset.typology}"] .${cls}`);
      if (again) again.focus();
    }
    for (const mode of ["any", "both"]) byId("mode-" + mode).setAttribute("aria-pressed", String(state.value.mode === mode));
    const shown = book.counties.filter(state.hasType).length;
    byId("legend-shown").textContent = t("legend.shown", { n: shown, all: book.counties.length });
    const notes = emptiness();
    if (!shown && !notes.length) notes.push(t("empty.filter"));
    // Beside other documents' colours it is a footnote; where nothing is listed it is the message.
    const isMain = !state.derived.held.some((types) => [...types.values()].includes(LISTED)) || !shown;
    replaceIn(byId("map-note"), isMain ? notes.map((n) => el("p", {}, n)) : []);
    byId("map-note").hidden = !isMain || !notes.length;
    replaceIn(byId("legend-notes"), isMain ? [] : notes.map((n) => el("p", { class: "note" }, n)));
  }

  byId("mode-any").addEventListener("click", () => state.update({ mode: "any" }));
  byId("mode-both").addEventListener("click", () => state.update({ mode: "both" }));
  byId("legend-all").addEventListener("click", () => state.update({ on: new Set(book.typologies.map((typology) => typology.key)), mode: "any" }));
  byId("legend-none").addEventListener("click", () => state.update({ on: new Set() }));
  return { render };
}
