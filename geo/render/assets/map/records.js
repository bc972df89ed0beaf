// Rows of geo/render/page/records.py as objects that refer to each other.
//
// How sure it is that a county has a type: named by a document, derived from conditions that all
// hold, or only a candidate, because a condition could not be checked. A candidate counts nowhere.
const LISTED = 0, DERIVED = 1, CANDIDATE = 2;
const STANDINGS = ["listed", "rule", "candidate"];

// How a task binds an agency, the tightest bond first.
const ROLES = ["lead", "responsible", "cooperating", "blanket"];

const named = (names, row) => Object.fromEntries(names.map((name, at) => [name, row[at]]));

function readCounties(raw, toUnits) {
  const coded = (column, at) => column.values[column.rows[at]];
  return raw.codes.map((code, at) => {
    const [official, short, old, alias, traditional, pinyin, initials] = raw.names[at];
    const [prefectureCode, prefecture] = coded(raw.prefectures, at);
    const [provinceCode, province] = coded(raw.provinces, at);
    const [x, y, radius] = raw.anchors[at];
    const anchor = toUnits(x / GRID, y / GRID), edge = toUnits(x / GRID, (y + radius) / GRID);
    return {
      at, code, official, short, old, alias, traditional, pinyin, initials, prefectureCode, prefecture, provinceCode, province,
      unit: coded(raw.unit_types, at), area: raw.areas[at], note: raw.notes[at],
      anchor, radius: Math.hypot(edge[0] - anchor[0], edge[1] - anchor[1]), assignments: [], tasks: [],
    };
  });
}

function readDocuments(rows) {
  const names = ["id", "title", "short", "issuer", "number", "issued", "regionCode", "region", "horizon", "source"];
  return rows.map((row, at) => ({ at, ...named(names, row), year: row[5].slice(0, 4), standings: new Set() }));
}

function readAssignments(rows, book) {
  const names = ["document", "clause", "typology", "subtype", "status", "stage", "county", "written", "standing", "note"];
  return rows.map((row) => {
    const found = named(names, row);
    found.document = book.documents[found.document];
    found.typology = book.typologies[found.typology];
    found.county = book.counties[found.county];
    found.county.assignments.push(found);
    found.document.standings.add(found.standing);
    return found;
  });
}

const units = (text) => text.split("、").filter(Boolean);

function readTasks(raw, documents) {
  const names = ["document", "clause", "part", "title", "summary", "lead", "responsible", "cooperating", "blanket", "isOpenEnded", "agenciesNote", "scope"];
  const tasks = raw.tasks.map((row, at) => {
    const task = { at, ...named(names, row), indicators: [], completions: [], counties: new Set() };
    task.document = documents[task.document];
    for (const role of ROLES) task[role] = units(task[role]);
    return task;
  });
  const find = (document, clause) => tasks.find((t) => t.document.at === document && t.clause === clause);
  for (const row of raw.indicators) {
    const indicator = named(["document", "clause", "name", "operator", "value", "most", "unit", "deadline", "deadlineFrom", "note"], row);
    const task = find(indicator.document, indicator.clause);
    const owner = task || documents[indicator.document];
    (owner.indicators = owner.indicators || []).push(indicator);
  }
  for (const row of raw.completions) {
    const task = find(row[0], row[1]);
    if (task) task.completions.push(named(["document", "clause", "name", "deadline", "deadlineFrom"], row));
  }
  return tasks;
}

function tieTasks(raw, book) {
  for (const [task, kind, through, isOwn, members] of raw.county_tasks) {
    const reason = { task: book.tasks[task], kind, through, isOwn };
    const positions = members === "all" ? book.counties.keys() : members;
    for (const at of positions) {
      book.counties[at].tasks.push(reason);
      reason.task.counties.add(at);
    }
  }
}

function readPartnerships(rows, documents, toUnits) {
  const names = ["document", "clause", "kind", "subject", "subjectCode", "partner", "partnerCode", "summary", "note", "line"];
  return rows.map((row) => {
    const found = named(names, row);
    found.document = documents[found.document];
    found.ends = found.line.length ? [toUnits(found.line[0], found.line[1]), toUnits(found.line[2], found.line[3])] : null;
    return found;
  });
}

function readRecords(raw, toUnits) {
  const book = { ...raw, documents: readDocuments(raw.documents), counties: readCounties(raw.counties, toUnits) };
  book.ownProvinces = new Set(book.counties.map((c) => c.province));
  book.byCode = new Map(book.counties.map((c) => [c.code, c]));
  book.byKey = new Map(book.typologies.map((t) => [t.key, t]));
  book.assignments = readAssignments(raw.assignments, book);
  book.tasks = readTasks(raw, book.documents);
  tieTasks(raw, book);
  book.partnerships = readPartnerships(raw.partnerships, book.documents, toUnits);
  book.rules = raw.rules.map((row) => {
    const found = named(["document", "clause", "typology", "reading", "candidates", "complete", "open"], row);
    found.document = book.documents[found.document];
    return found;
  });
  book.positionings = raw.positionings.map((row) => {
    const found = named(["document", "clause", "place", "code", "summary"], row);
    found.document = book.documents[found.document];
    return found;
  });
  return book;
}
