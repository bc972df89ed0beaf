// One field for every way a county is written: official, short, old, traditional, code, pinyin.
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s'’·-]/g, "");

function searchEntries(book) {
  return book.counties.map((county) => {
    const several = (text) => text.split(/[;,，、；|]/).map(folded).filter(Boolean);
    // A space parts the syllables of one pinyin spelling, but two words of Chinese.
    const written = (text) => several(text.replace(/\s+/g, ";"));
    return {
      county,
      names: [county.official, county.short].flatMap(written),
      others: [county.old, county.alias, county.traditional].flatMap(written),
      spellings: [...several(county.pinyin), ...written(county.initials), county.code],
    };
  });
}

function searchRank(entry, wanted) {
  const best = (words, offset) => Math.min(...words.map((w) => (w === wanted ? 0 : w.startsWith(wanted) ? 2 : w.includes(wanted) ? 5 : 99)).map((r) => r + offset), 99);
  const isHan = /[\u3400-\u9fff]/.test(wanted);
  const spelled = best(entry.spellings, 0.5);
  return Math.min(best(entry.names, 0), best(entry.others, 0.2), isHan || spelled < 5 ? spelled : 99);
}

function createSearch(app) {
  const { book } = app;
  const field = byId("county-search"), list = byId("search-results"), status = byId("search-status");
  let entries = null, found = [], active = -1;

  function find(text) {
    const wanted = folded(text);
    if (!wanted) return [];
    entries = entries || searchEntries(book);
    return entries.map((entry) => [searchRank(entry, wanted), entry.county]).filter(([rank]) => rank < 90)
      .sort((a, b) => a[0] - b[0] || a[1].code.localeCompare(b[1].code)).slice(0, 12).map(([, county]) => county);
  }

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(county) {
    field.value = "";
    close();
    app.select(county.code, { zoom: true, focus: true });
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function show() {
    found = find(field.value);
    const isEmpty = !field.value.trim();
    replaceIn(list, found.map((county, at) => el("li", { role: "option", id: "search-option-" + at, "aria-selected": "false", "data-code": county.code, on: { mousedown: (e) => { e.preventDefault(); choose(county); } } },
      el("span", {}, nameOf(county)), el("span", { class: "aside" }, parentsOf(county) + " " + county.code))));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = isEmpty ? "" : t(found.length ? "search.found" : "search.none", { n: found.length, text: plain(field.value.slice(0, 30)) });
    mark(found.length ? 0 : -1);
  }

  field.addEventListener("input", show);
  field.addEventListener("focus", () => { if (field.value) show(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && found[Math.max(active, 0)] && field.value.trim()) {
      event.preventDefault();
      choose(found[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      field.value = "";
      show();
    }
  });
  return { find };
}
