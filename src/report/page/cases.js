// The table of cases: sorted by its headers, filtered by its fields, a page at a time.

const page_length = 25;

function case_columns() {
  const { datasets, modalities, images, targets } = report.cases;
  const place = Object.fromEntries(report.cases.columns.map((name, i) => [name, i]));
  const at = (name) => (row) => row[place[name]];
  const several_repeats = report.cases.rows.some((row) => row[place.repeat] > 1);
  const score = (name) => ({ number: true, value: at(name), text: (row) => fixed(row[place[name]]), share: at(name) });
  const columns = [
    { name: "System", value: (row) => report.systems[row[place.system]].name, mark: (row) => dot(row[place.system]), shown: report.systems.length > 1 },
    { name: "Data set", value: (row) => datasets[row[place.dataset]] },
    { name: "Modality", value: (row) => modalities[row[place.dataset]] },
    { name: unit_words("Image"), value: (row) => images[row[place.image]] },
    { name: "Target", value: (row) => targets[row[place.target]] },
    { name: "Repeat", number: true, value: at("repeat"), shown: several_repeats },
    { name: unit_words("Pixels"), number: true, value: at("pixels"), text: (row) => count(row[place.pixels]) },
    { name: "Dice, first", ...score("first") },
    { name: "Dice, last", ...score("last") },
    { name: "Change", number: true, value: at("change"), text: (row) => signed(row[place.change]) },
    { name: "IoU, last", ...score("iou") },
    { name: "Predicted IoU", ...score("predicted_iou") },
  ];
  return columns.filter((column) => column.shown !== false);
}

const cell_text = (column, row) => (column.text ? column.text(row) : String(column.value(row) ?? "–"));

// Missing values come last, whichever way; names are compared as people would.
const collator = new Intl.Collator("en", { numeric: true });
function compared(one, other, direction) {
  if (one === null || other === null) return (one === null) - (other === null);
  return direction * (typeof one === "number" ? one - other : collator.compare(one, other));
}

class CaseTable {
  constructor(place) {
    this.columns = case_columns();
    this.rows = report.cases.rows;
    this.words = this.rows.map((row) => this.columns.filter((column) => !column.number).map((column) => column.value(row)).join(" ").toLowerCase());
    this.filters = { words: "", system: "", modality: "", low: null, high: null };
    this.sorted = { column: this.columns.findIndex((column) => column.name === "Dice, last"), direction: 1 };
    this.page = 0;
    this.heads = this.columns.map((column, i) => element("th", { scope: "col", class: column.number ? "number" : null },
      element("button", { type: "button", class: "sort", on: { click: () => this.sort_by(i) } }, column.name)));
    this.body = element("tbody");
    this.status = element("span", { role: "status", "aria-live": "polite" });
    this.back = element("button", { type: "button", class: "button", on: { click: () => this.turn(-1) } }, "Previous");
    this.forth = element("button", { type: "button", class: "button", on: { click: () => this.turn(1) } }, "Next");
    place.append(this.controls(),
      element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of cases" },
        element("table", {}, element("thead", {}, element("tr", {}, ...this.heads)), this.body)),
      element("div", { class: "pager" }, this.status, element("span", { class: "end" }, this.back, this.forth)));
    this.update();
  }

  controls() {
    const field = (words, input) => element("label", {}, words, input);
    const changed = (name, parse) => (event) => { this.filters[name] = parse(event.currentTarget.value); this.page = 0; this.update(); };
    const select = (name, all, values) => element("select", { on: { change: changed(name, String) } },
      element("option", { value: "" }, all), ...values.map((value) => element("option", { value }, value)));
    const number = (name, label) => element("input", { type: "number", min: "0", max: "1", step: "0.05", inputmode: "decimal", "aria-label": label,
      on: { input: changed(name, (value) => (value === "" || Number.isNaN(Number(value)) ? null : Number(value))) } });
    return element("div", { class: "controls" },
      field("Search", element("input", { type: "search", placeholder: unit_words("data set, image, target …"), on: { input: changed("words", (value) => value.toLowerCase().trim()) } })),
      report.systems.length > 1 ? field("System", select("system", "All systems", report.systems.map((system) => system.name))) : null,
      field("Modality", select("modality", "All modalities", report.modalities.names)),
      field("Last Dice from", number("low", "Last Dice from")), field("to", number("high", "Last Dice to")),
      element("button", { type: "button", class: "button end", on: { click: () => this.save() } }, "Save as CSV"));
  }

  // Of the rows that pass the filters, in order.
  chosen() {
    const value_of = (name) => this.columns.find((column) => column.name === name)?.value;
    const [system, modality, last] = ["System", "Modality", "Dice, last"].map(value_of);
    const parts = this.filters.words.split(/\s+/);
    const { low, high } = this.filters;
    const passes = (row, i) => parts.every((part) => this.words[i].includes(part)) &&
      (this.filters.system === "" || system(row) === this.filters.system) &&
      (this.filters.modality === "" || modality(row) === this.filters.modality) &&
      (low === null || last(row) >= low) && (high === null || last(row) <= high);
    const { column, direction } = this.sorted;
    const value = this.columns[column].value;
    return this.rows.filter(passes).sort((one, other) => compared(value(one), value(other), direction));
  }

  sort_by(column) {
    const again = this.sorted.column === column;
    this.sorted = { column, direction: again ? -this.sorted.direction : 1 };
    this.page = 0;
    this.update();
  }

  turn(pages) {
    this.page += pages;
    this.update();
  }

  update() {
    const rows = this.chosen();
    const pages = Math.max(1, Math.ceil(rows.length / page_length));
    this.page = Math.min(this.page, pages - 1);
    const start = this.page * page_length;
    const shown = rows.slice(start, start + page_length);
    this.heads.forEach((head, i) => {
      if (i === this.sorted.column) head.setAttribute("aria-sort", this.sorted.direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    if (shown.length === 0) this.body.append(element("tr", {}, element("td", { colspan: this.columns.length }, "No case passes these filters.")));
    this.status.textContent = rows.length === 0 ? "0 cases" : `${count(start + 1)} to ${count(start + shown.length)} of ${plural(rows.length, "case")}`;
    this.back.disabled = this.page === 0;
    this.forth.disabled = this.page >= pages - 1;
  }

  line(row) {
    return element("tr", {}, ...this.columns.map((column) => {
      const share = column.share?.(row) ?? null;
      return element("td", { class: [column.number ? "number" : "", share === null ? "" : "meter"].join(" ").trim() || null,
        style: share === null ? "" : `--share: ${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%` },
        column.mark ? column.mark(row) : null, cell_text(column, row));
    }));
  }

  save() {
    const quoted = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const lines = [this.columns.map((column) => column.name), ...this.chosen().map((row) => this.columns.map((column) => String(column.value(row) ?? "")))];
    save_text("imis-cases.csv", "text/csv", lines.map((cells) => cells.map(quoted).join(",") + "\n").join(""));
  }
}

function show_cases() {
  const { total, rows } = report.cases;
  const about = "One line for each system, target and repeat. A click on a heading sorts, another turns the order.";
  document.getElementById("cases-about").textContent = rows.length < total
    ? `${about} The ${count(rows.length)} with the lowest last Dice of ${count(total)} are here; rows.csv has all.` : about;
  new CaseTable(document.getElementById("case-table"));
}
