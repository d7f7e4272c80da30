// What was run, how each data set fared, and what was left out.

function context_list(context) {
  return element("dl", { class: "context" }, ...context.flatMap(([setting, value]) => [element("dt", {}, setting), element("dd", {}, value)]));
}

function skipped_table() {
  const { total, items } = report.skipped;
  const caption = total > items.length ? `The first ${count(items.length)} of ${count(total)} skipped inputs` : "Skipped inputs";
  return table(caption, [{ name: "Data set" }, { name: "System" }, { name: unit_words("Image") }, { name: "Target" }, { name: "Reason" }],
    items.map((item) => [item.dataset, report.systems[item.system].name, item.image, item.target ?? unit_words("whole image"), item.reason]));
}

function counts_table() {
  const columns = [{ name: "Data set" }, { name: "Modality" }, { name: "System" },
    ...[unit_words("Images"), "Skipped", "Without target", "Targets skipped", "Empty predictions"].map((name) => ({ name, number: true }))];
  return table("Items by data set and system", columns, report.counts.map((entry) => [entry.dataset, entry.modality, report.systems[entry.system].name,
    ...[entry.images, entry.skipped, entry.without_target, entry.targets_skipped, entry.empty_predictions].map(count)]));
}

function show_run() {
  const place = document.getElementById("run-details");
  for (const run of report.runs) {
    // Hashes and folders, whose names have a dot, are told apart from what a reader asks first.
    const plain = run.context.filter(([setting]) => !setting.includes("."));
    const rest = run.context.filter(([setting]) => setting.includes("."));
    place.append(element("h3", {}, run.name), context_list(plain));
    if (rest.length > 0) place.append(element("details", {}, element("summary", {}, "Protocols, hashes and folders"), context_list(rest)));
  }
  place.append(element("h3", {}, "Counts"), counts_table());
  place.append(element("h3", { id: "skipped" }, "Skipped"));
  place.append(report.skipped.total > 0 ? skipped_table() : element("p", { class: "about" }, "Nothing was skipped."));
}
