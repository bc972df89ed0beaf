// By document, by date, by agency.
function createFilters(app) {
  const { book, state } = app;
  const documentChoice = byId("document-filter"), untilChoice = byId("until-filter"), agencyChoice = byId("agency-filter"), panel = byId("agency-panel");
  const years = [...new Set(book.documents.map((d) => d.year).filter(Boolean))].sort();

  function agencies() {
    const counts = new Map();
    for (const task of book.tasks) {
      for (const unit of new Set(ROLES.flatMap((role) => task[role]))) counts.set(unit, (counts.get(unit) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh"));
  }

  function fill() {
    const option = (value, text, chosen) => el("option", { value, selected: value === chosen }, text);
    replaceIn(documentChoice, option("", t("filter.all_documents"), state.value.document), book.documents.map((d) => option(d.id, plain(say(d.short)) + (d.year && !d.short.includes(d.year) ? ` (${d.year})` : ""), state.value.document)));
    replaceIn(untilChoice, option("", t("filter.any_date"), state.value.until), years.map((y) => option(y, t("filter.until", { year: y }), state.value.until)));
    replaceIn(agencyChoice, option("", t("filter.any_agency"), state.value.agency), agencies().map(([unit, n]) => option(unit, t("filter.agency", { unit: plain(say(unit)), n }), state.value.agency)));
  }

  // Which filters there are is settled at once, so that nothing moves when they are filled.
  function showUsed() {
    untilChoice.closest(".field").hidden = years.length < 2;
    agencyChoice.closest(".field").hidden = !book.tasks.some((task) => ROLES.some((role) => task[role].length));
    byId("partnership-field").hidden = !book.partnerships.some((p) => p.ends);
  }

  function scopeText(task) {
    if (!task.counties.size) return t("agency.no_county");
    if (task.counties.size === book.counties.length) return t("agency.every_county", { n: task.counties.size });
    const names = [...task.counties].map((at) => labelOf(book.counties[at]));
    return t("agency.counties", { n: task.counties.size, names: names.slice(0, 12).join(joint()) + (names.length > 12 ? "…" : "") });
  }

  function renderAgency() {
    const tasks = state.value.agency ? book.tasks.filter((task) => state.isHeld(task.document) && state.roleOf(task)) : [];
    panel.hidden = !state.value.agency;
    if (panel.hidden) { replaceIn(panel); return; }
    replaceIn(panel, el("h3", {}, t("agency.title", { unit: plain(say(state.value.agency)), n: tasks.length, counties: (state.derived.answerable || new Set()).size })),
      byDocument(tasks, book.documents).map(({ document, items }) => el("div", {}, el("h4", {}, say(document.short)),
        items.map((task) => taskItem(task, el("p", { class: "aside" }, t("role." + state.roleOf(task)), " · ", scopeText(task)))))));
  }

  function render() {
    fill();
    renderAgency();
    byId("partnership-toggle").checked = state.value.partnerships;
    byId("clear-filters").hidden = !(state.value.document || state.value.until || state.value.agency);
  }

  documentChoice.addEventListener("change", () => state.update({ document: documentChoice.value }));
  untilChoice.addEventListener("change", () => state.update({ until: untilChoice.value }));
  agencyChoice.addEventListener("change", () => state.update({ agency: agencyChoice.value }));
  byId("partnership-toggle").addEventListener("change", (event) => state.update({ partnerships: event.target.checked }));
  byId("clear-filters").addEventListener("click", () => state.update({ document: "", until: "", agency: "" }));
  return { render, showUsed };
}
