// Everything known about one county, in the order in which people ask.
function dateText(date) {
  const parts = date.split("-");
  if (language !== "zh" || parts.some((p) => !/^\d+$/.test(p))) return date;
  return parts.map((p, at) => Number(p) + ["年", "月", "日"][at]).join("");
}

function indicatorText(i) {
  const value = i.operator === "range" ? `${i.value}–${i.most}` : (i.operator === "=" ? "" : i.operator + " ") + i.value;
  const unit = say(i.unit), isWord = /^[A-Za-z]{3}/.test(unit);
  return `${say(i.name)} ${value}${isWord ? " " : ""}${unit}`;
}

const deadlineText = (i) => (i.deadline ? t("deadline." + (i.deadlineFrom || "stated"), { date: dateText(i.deadline) }) : "");

function targetList(indicators, completions = []) {
  if (!indicators.length && !completions.length) return null;
  return el("ul", { class: "targets" },
    indicators.map((i) => el("li", {}, el("strong", {}, indicatorText(i)), " ", el("span", { class: "aside" }, deadlineText(i)), i.note && el("span", { class: "aside" }, " ", say(i.note)))),
    completions.map((c) => el("li", {}, say(c.name), " ", el("span", { class: "aside" }, deadlineText(c)))));
}

function agencyLines(task) {
  const roles = ROLES.filter((role) => task[role].length);
  const lines = roles.map((role) => el("p", { class: "agencies" }, el("span", { class: "aside" }, t("role." + role)), " ",
    task[role].map((unit, at) => [at ? (language === "zh" ? "、" : "; ") : "", say(unit)]), role === "responsible" && task.isOpenEnded ? " " + t("task.open_ended") : ""));
  if (!roles.length && task.agenciesNote) lines.push(el("p", { class: "agencies aside" }, say(task.agenciesNote)));
  return lines;
}

const byDocument = (items, documents) => documents.map((document) => ({ document, items: items.filter((i) => i.document === document) })).filter((g) => g.items.length);

function taskItem(task, extra) {
  return el("details", { class: "task" },
    el("summary", {}, el("span", { class: "clause" }, say(task.clause)), el("span", {}, say(task.title))),
    el("div", { class: "task-body" }, el("p", {}, say(task.summary)), targetList(task.indicators, task.completions), agencyLines(task), extra));
}

function createCard(app) {
  const { book, state } = app;
  const card = byId("county-card");

  const section = (title, ...content) => {
    const filled = content.flat(Infinity).filter(Boolean);
    return filled.length ? el("section", {}, el("h3", {}, title), filled) : null;
  };

  function typeItem(a) {
    const drawn = [{ typology: a.typology, standing: a.standing }];
    const tags = [say(a.subtype), say(a.status), a.stage && t("stage." + a.stage)].filter(Boolean);
    return el("li", { class: "type" }, swatch(drawn, app.palette, `card-${book.assignments.indexOf(a)}`),
      el("div", {},
        el("p", { class: "type-name" }, el("strong", {}, inLanguage(a.typology.name)), tags.length > 0 && el("span", {}, " " + tags.join(" · "))),
        el("p", { class: "aside" }, cited(a.document, a.clause), " · ", t("basis." + STANDINGS[a.standing]),
          a.standing === LISTED && a.written ? " · " + t("card.written", { name: a.written }) : "",
          a.standing === CANDIDATE ? " · " + t("card.incomplete") : ""),
        a.note && el("p", { class: "note" }, say(a.note))));
  }

  function reasonText(r) {
    const kind = t("through." + r.kind), through = r.through ? (language === "zh" ? r.through : `${kind} · ${say(r.through)}`) : kind;
    return el("p", { class: "aside" }, t("card.reached", { through }), r.isOwn ? "" : " " + t("card.not_own"));
  }

  function taskSections(county) {
    const reasons = new Map();
    for (const r of county.tasks) if (state.isHeld(r.task.document)) reasons.set(r.task, [...(reasons.get(r.task) || []), r]);
    return byDocument([...reasons.keys()], book.documents).map(({ document, items }) => {
      const parts = [...new Set(items.map((task) => task.part))];
      return el("div", { class: "tasks-of" },
        el("h4", {}, say(document.short), " ", el("span", { class: "aside" }, t("card.task_count", { n: items.length }))),
        parts.map((part) => el("div", {}, el("h5", {}, say(part)),
          items.filter((task) => task.part === part).map((task) => taskItem(task, reasons.get(task).map(reasonText))))));
    });
  }

  function ties(county) {
    const isThis = (code, name) => (code ? code === county.code || code === county.prefectureCode : name === county.official || name === county.short);
    return book.partnerships.filter((p) => state.isHeld(p.document) && (isThis(p.subjectCode, p.subject) || isThis(p.partnerCode, p.partner)))
      .map((p) => el("li", {}, el("p", {}, el("strong", {}, say(p.subject), " — ", say(p.partner)), " ", el("span", { class: "aside" }, say(p.kind))), el("p", {}, say(p.summary)),
        el("p", { class: "aside" }, cited(p.document, p.clause)), p.note && el("p", { class: "note" }, say(p.note))));
  }

  function positions(county) {
    return book.positionings.filter((p) => state.isHeld(p.document) && (p.code === county.code || (p.code && p.code === county.prefectureCode)))
      .map((p) => el("li", {}, el("p", {}, say(p.summary)), el("p", { class: "aside" }, say(p.place), " · ", cited(p.document, p.clause))));
  }

  function facts(county) {
    const rows = [["card.code", county.code], ["card.unit", say(county.unit)], ["card.area", t("card.km2", { n: county.area.toLocaleString("en") })],
      ["card.old", county.old], ["card.alias", county.alias], ["card.pinyin", county.pinyin && language === "zh" ? county.pinyin : ""]];
    return el("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([key, value]) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, value))));
  }

  function content(county) {
    const held = county.assignments.filter((a) => state.isHeld(a.document));
    const list = (items) => (items.length ? el("ul", { class: "plain" }, items) : null);
    const tasks = taskSections(county);
    return [
      el("header", {}, el("p", { class: "parents" }, parentsOf(county)), el("h2", { id: "card-title", tabindex: "-1" }, nameOf(county)),
        county.short && county.short !== county.official && el("p", { class: "aside" }, t("card.short", { name: county.short })),
        el("button", { type: "button", class: "card-close", "aria-label": t("card.close"), on: { click: () => app.select("") } }, "×")),
      facts(county),
      county.note && el("p", { class: "note" }, say(county.note)),
      section(t("card.types"), held.length ? list(held.map(typeItem)) : el("p", { class: "aside" }, t("card.no_types"))),
      section(t("card.positions"), list(positions(county))),
      section(t("card.ties"), list(ties(county))),
      section(t("card.tasks"), tasks.length ? tasks : el("p", { class: "aside" }, t("card.no_tasks"))),
    ];
  }

  function render() {
    const county = book.byCode.get(state.value.selected);
    card.hidden = !county;
    document.body.classList.toggle("has-card", Boolean(county));
    replaceIn(card, county ? content(county) : []);
    if (county) card.scrollTop = 0;
  }

  card.addEventListener("keydown", (event) => { if (event.key === "Escape") { app.select(""); byId("map").focus(); } });
  return { render, content };
}
