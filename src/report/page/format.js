"use strict";
// Numbers, names and elements.

const report = JSON.parse(document.getElementById("report-data").textContent);

const grouped = new Intl.NumberFormat("en");
const count = (value) => grouped.format(value);
const plural = (value, one, many = one + "s") => `${count(value)} ${value === 1 ? one : many}`;
// A dash where there is no value; a true minus.
const fixed = (value, decimals = 4) =>
  value === null || value === undefined ? "–" : value.toFixed(decimals).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");
const signed = (value, decimals = 4) => (value > 0 ? "+" : "") + fixed(value, decimals);
const interval = (entry, decimals) =>
  entry.low === null ? "" : `[${fixed(entry.low, decimals)}, ${fixed(entry.high, decimals)}]`;

// Fixed words of a page on which volumes take the place of images, as in_words_of() has them in tables.
const by_volumes = report.unit === "volume";
const unit_words = (text) => !by_volumes ? text
  : text.replaceAll("an image", "a volume").replaceAll("image", "volume").replaceAll("Image", "Volume")
    .replaceAll("pixel", "voxel").replaceAll("Pixel", "Voxel");

const colour_count = 8;
const system_variable = (system) => `var(--s${system % colour_count})`;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const system_colour = (system) => css(`--s${system % colour_count}`);
const last_rounds_differ = new Set(report.systems.map((system) => system.rounds)).size > 1;

// How a system is called where a round is shown: systems may have been given fewer rounds than others.
function system_label(system, which) {
  const { name, rounds } = report.systems[system];
  return which === "last" && last_rounds_differ ? `${name}, round ${rounds}` : name;
}

// element("p", {class: "about"}, "text", child, ...)
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    else if (key === "style") made.style.cssText = value;
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const dot = (system) => element("span", { class: "dot", style: `--system: ${system_variable(system)}`, "aria-hidden": "true" });

// A table that scrolls sideways where it is wide. Columns: {name, number}. Cells: texts or elements.
function table(caption, columns, rows) {
  const heads = columns.map((column) =>
    element("th", { scope: "col", class: column.number ? "number" : null }, column.name));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell, i) => i === 0
    ? element("th", { scope: "row" }, cell)
    : element("td", { class: columns[i].number ? "number" : null }, cell))));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...body)));
}

// Buttons of which one is pressed: [[value, words], ...].
function choice(label, options, chosen, changed) {
  const group = element("span", { class: "group", role: "group", "aria-label": label });
  for (const [value, words] of options) {
    group.append(element("button", { type: "button", class: "button", "aria-pressed": String(value === chosen), on: {
      click: (event) => {
        for (const button of group.children) button.setAttribute("aria-pressed", String(button === event.currentTarget));
        changed(value);
      },
    } }, words));
  }
  return group;
}

// Offers a text as a file.
function save_text(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
