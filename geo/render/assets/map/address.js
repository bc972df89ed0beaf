// The view in the address: #county=500154&types=suburban,potential — a link that shows the same.
function addressOf(state, book, initialLanguage) {
  const value = state.value, parts = new URLSearchParams();
  if (value.selected) parts.set("county", value.selected);
  if (value.on.size < book.typologies.length) parts.set("types", book.typologies.map((y) => y.key).filter((k) => value.on.has(k)).join(","));
  if (value.mode !== "any") parts.set("mode", value.mode);
  for (const key of ["document", "until", "agency"]) if (value[key]) parts.set(key, value[key]);
  if (value.partnerships) parts.set("partnerships", "1");
  if (language !== initialLanguage) parts.set("lang", language);
  return parts.toString().replace(/%2C/g, ",");
}

function readAddress(hash, book) {
  const parts = new URLSearchParams(hash.replace(/^#/, "")), has = (list, value) => (list.includes(value) ? value : "");
  const every = book.typologies.map((typology) => typology.key);
  const wanted = parts.has("types") ? parts.get("types").split(",").filter((k) => book.byKey.has(k)) : every;
  const agency = parts.get("agency") || "";
  const isAgency = book.tasks.some((task) => ["lead", "responsible", "cooperating", "blanket"].some((role) => task[role].includes(agency)));
  return {
    patch: {
      selected: book.byCode.has(parts.get("county")) ? parts.get("county") : "",
      on: new Set(wanted),
      mode: parts.get("mode") === "both" ? "both" : "any",
      document: has(book.documents.map((d) => d.id), parts.get("document")),
      until: has(book.documents.map((d) => d.year).filter(Boolean), parts.get("until")),
      agency: isAgency ? agency : "",
      partnerships: parts.get("partnerships") === "1",
    },
    language: parts.get("lang"),
  };
}
