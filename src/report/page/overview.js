// The head of the page: what was compared, the figures that count, and what is wrong with them.

// As far as counts tell.
const same_targets = ["images", "targets"].every((field) => new Set(report.overall.map((entry) => entry[field])).size <= 1);

function show_overview() {
  const names = report.systems.map((system) => system.name);
  document.getElementById("title").textContent = names.length <= 4 ? names.join(" · ") : `${count(names.length)} systems`;
  document.title = `imis report: ${names.join(", ")}`;
  const most = (field) => Math.max(...report.overall.map((entry) => entry[field]));
  const rounds = Math.max(...report.systems.map((system) => system.rounds));
  const prompts = [...new Set(report.systems.map((system) => system.prompt))].join(" or ");
  document.getElementById("lead").textContent =
    `${plural(most("targets"), "target")} on ${plural(most("images"), unit_words("image"))} of ` +
    `${plural(report.datasets.names.length, "data set")}, ${plural(report.modalities.names.length, "modality", "modalities")}; ` +
    `first prompt: ${prompts}; ${plural(rounds, "round")}.`;
  show_notices();
  document.getElementById("cards").append(...report.systems.map((_, system) => card(system)));
  document.getElementById("overview").append(overview_table());
}

function show_notices() {
  const place = document.getElementById("notices");
  const notices = [];
  if (report.skipped.total > 0) {
    notices.push(element("p", { class: "notice" }, `${plural(report.skipped.total, "input was", "inputs were")} skipped and ${report.skipped.total === 1 ? "is" : "are"} in no figure. `,
      element("a", { href: "#skipped" }, "Which, and why")));
  }
  if (last_rounds_differ) {
    const given = report.systems.map(({ name, rounds }) => `${name}: ${rounds}`).join(", ");
    notices.push(element("p", { class: "notice" }, `The systems were given different numbers of rounds (${given}); “last round” means each system's own.`));
  }
  if (!same_targets) {
    const scored = report.systems.map(({ name }, system) => `${name}: ${count(report.overall[system].targets)}`).join(", ");
    notices.push(element("p", { class: "notice" }, `The systems were not scored on the same targets (${scored}), so their means do not compare them.`));
  }
  for (const line of report.left_out) notices.push(element("p", { class: "notice" }, line));
  place.append(...notices);
}

function card(system) {
  const { name, rounds } = report.systems[system];
  const { images, targets, rounds: scores, interval: method, no_interval } = report.overall[system];
  const made = element("article", { class: "card", style: `--system: ${system_variable(system)}` }, element("h3", {}, name));
  if (scores.length === 0) { made.append(element("p", {}, "Nothing was scored.")); return made; }
  const last = scores[scores.length - 1].dice;
  made.append(element("p", {}, `Dice after round ${rounds}`), element("p", { class: "value" }, fixed(last.mean)));
  made.append(element("p", {}, last.low === null ? `No 95% interval (none ${no_interval})`
    : `95% interval ${interval(last, 4)}, ${method}`));
  if (scores.length > 1) made.append(element("p", {}, `from ${fixed(scores[0].dice.mean)} in round 1 (${signed(last.mean - scores[0].dice.mean)})`));
  made.append(element("p", {}, `${plural(images, unit_words("image"))}, ${plural(targets, "target")}`));
  return made;
}

// The place of the best value of a metric, or -1 where there is nothing to compare.
function best_place(values, better) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return -1;
  const rank = { higher: (value) => -value, lower: (value) => value, zero: Math.abs }[better];
  return values.indexOf(known.reduce((best, value) => (rank(value) < rank(best) ? value : best)));
}

function overview_table() {
  const metrics = report.metrics;
  const arrows = { higher: "", lower: " ↓", zero: " → 0" };
  const columns = [{ name: "System" }, { name: "Round", number: true },
    ...metrics.map((metric) => ({ name: metric.label + (metric.unit ? ` (${metric.unit})` : "") + arrows[metric.better], number: true }))];
  const last = report.overall.map(({ rounds }) => rounds[rounds.length - 1] ?? null);
  const best = metrics.map((metric, i) => !same_targets ? -1 : best_place(last.map((round) => round?.metrics[i].mean ?? null), metric.better));
  const rows = report.systems.map(({ name }, system) => [element("span", {}, dot(system), name),
    last[system] === null ? "–" : String(last[system].round),
    ...metrics.map((metric, i) => {
      const entry = last[system]?.metrics[i];
      if (!entry) return "–";
      return element("span", { class: best[i] === system ? "best" : null }, fixed(entry.mean, metric.decimals));
    })]);
  const caption = "Image means in the last round: mean over images of the mean over an image's targets. ↓: lower is better.";
  return table(unit_words(caption), columns, rows);
}
