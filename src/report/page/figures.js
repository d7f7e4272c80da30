// The plots. Each is made again when the theme or the width of its place changes.

const paper = { width: 660, height: 300 };  // of a plot in print, in pixels
const narrow = 640;  // pixels, below which groups stand below each other
const plot_config = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false };

function base_layout(width) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: width < narrow ? 12 : 13, color: css("--text") };
  const axis = {
    gridcolor: css("--line"), linecolor: css("--strong-line"), zerolinecolor: css("--line"), zeroline: false,
    tickfont: { color: css("--muted") }, title: { font: { color: css("--muted") } }, fixedrange: true, automargin: true,
  };
  return {
    font, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", width, dragmode: false,
    margin: { l: 12, r: 12, t: 12, b: 12 }, xaxis: { ...axis }, yaxis: { ...axis },
    legend: { orientation: "h", x: 0, y: 1, xanchor: "left", yanchor: "bottom", itemclick: "toggle", font: { color: css("--text") } },
    hoverlabel: { bgcolor: css("--surface"), bordercolor: css("--strong-line"), font: { color: css("--text"), family: font.family } },
  };
}

// A score axis that leaves out what no value reaches, with round ends.
function score_range(values) {
  const low = Math.min(...values.filter((value) => value !== null));
  return [Number.isFinite(low) && low > 0 ? Math.max(0, Math.floor(low * 10 - 0.2) / 10) : -0.02, 1.015];
}

const with_alpha = (colour, alpha) => colour + Math.round(alpha * 255).toString(16).padStart(2, "0");
const boxes_of = (groups, which) => groups[which].flat().filter((box) => box !== null);

// Boxes side by side in each group, by their quartiles: {names, first, last}, a list for each system.
function box_plot(groups, which, width, unit_word) {
  const lying = width < narrow;
  const layout = base_layout(width);
  const across = lying ? "y" : "x";
  const along = lying ? "x" : "y";
  const traces = [];
  report.systems.forEach((_, system) => {
    const places = [], boxes = [];
    groups.names.forEach((name, i) => {
      const box = groups[which][system][i];
      if (box !== null) { places.push(name); boxes.push(box); }
    });
    if (boxes.length === 0) return;
    const colour = system_colour(system);
    const label = system_label(system, which);
    traces.push({
      type: "box", orientation: lying ? "h" : "v", name: label, legendgroup: label, offsetgroup: String(system),
      [across]: places, q1: boxes.map((box) => box.q1), median: boxes.map((box) => box.median), q3: boxes.map((box) => box.q3),
      lowerfence: boxes.map((box) => box.low), upperfence: boxes.map((box) => box.high), boxpoints: false, hoverinfo: "skip",
      fillcolor: with_alpha(colour, 0.2), line: { color: colour, width: 1.6 },
    });
    traces.push({
      type: "scatter", mode: "markers", name: label, legendgroup: label, showlegend: false, offsetgroup: String(system),
      orientation: lying ? "h" : "v",
      [across]: places.flatMap((name, i) => boxes[i].outliers.map(() => name)), [along]: boxes.flatMap((box) => box.outliers),
      hovertemplate: `<b>%{${across}}</b><br>%{${along}:.4f}<extra>${label}</extra>`, marker: { size: 4, color: colour, opacity: 0.65 },
    });
    traces.push({
      type: "scatter", mode: "markers", name: label, legendgroup: label, showlegend: false, offsetgroup: String(system),
      orientation: lying ? "h" : "v",
      [across]: places, [along]: boxes.map((box) => box.mean),
      customdata: boxes.map((box) => [box.n, box.median, box.q1, box.q3]),
      hovertemplate: `<b>%{${across}}</b><br>mean %{${along}:.4f}<br>median %{customdata[1]:.4f}<br>middle half %{customdata[2]:.4f} to %{customdata[3]:.4f}<br>%{customdata[0]} ${unit_word}<extra>${label}</extra>`,
      marker: { symbol: "diamond", size: 9, color: colour, line: { color: css("--surface"), width: 1.5 } },
    });
  });
  const boxes = boxes_of(groups, which);
  const range = score_range(boxes.flatMap((box) => [box.low, box.mean, ...box.outliers]));
  Object.assign(layout, { boxmode: "group", scattermode: "group", boxgap: 0.3, scattergap: 0.3, boxgroupgap: 0.25 });
  const names = { ...layout[across + "axis"], type: "category", categoryorder: "array", categoryarray: groups.names, showgrid: false, tickangle: "auto" };
  if (lying) names.autorange = "reversed";
  layout[across + "axis"] = names;
  layout[along + "axis"] = { ...layout[along + "axis"], range, tickformat: range[1] - range[0] < 0.5 ? ".2f" : ".1f", title: { text: "Dice", font: { color: css("--muted") } } };
  // A few boxes need no whole page.
  if (!lying) layout.width = Math.min(width, Math.max(420, 120 + boxes.length * 110));
  layout.height = lying ? Math.max(430, 90 + groups.names.length * Math.max(34, 20 * report.systems.length + 12)) : 430;
  return { traces, layout };
}

function box_table(groups, which, heading) {
  const rows = [];
  groups.names.forEach((name, i) => report.systems.forEach((_, system) => {
    const box = groups[which][system][i];
    if (box === null) return;
    rows.push([name, system_label(system, which), count(box.n), fixed(box.mean), fixed(box.median), fixed(box.q1), fixed(box.q3)]);
  }));
  return table(`Dice by ${heading.toLowerCase()}`, [{ name: heading }, { name: "System" }, { name: "Targets", number: true },
    { name: "Mean", number: true }, { name: "Median", number: true }, { name: "25%", number: true }, { name: "75%", number: true }], rows);
}

function rounds_plot(band, width) {
  const layout = base_layout(width);
  const traces = [], values = [];
  report.systems.forEach(({ name }, system) => {
    const rounds = report.overall[system].rounds;
    if (rounds.length === 0) return;
    const colour = system_colour(system);
    const x = rounds.map((round) => round.round);
    const mean = rounds.map((round) => round.dice.mean);
    const ends = rounds.map((round) => band === "quartiles" ? round.quartiles : [round.dice.low, round.dice.high]);
    const known = ends.every(([low]) => low !== null);
    values.push(...mean, ...(known ? ends.map(([low]) => low) : []));
    if (known && x.length > 1) {
      traces.push({ x: [...x, ...[...x].reverse()], y: [...ends.map(([, high]) => high), ...ends.map(([low]) => low).reverse()],
        fill: "toself", fillcolor: with_alpha(colour, 0.16), line: { width: 0 }, mode: "lines", hoverinfo: "skip", showlegend: false, legendgroup: name });
    }
    traces.push({ x, y: mean, mode: "lines+markers", name, legendgroup: name, line: { color: colour, width: 2.5 },
      marker: { size: 8, color: colour, line: { color: css("--surface"), width: 1.5 } },
      error_y: known && x.length === 1 ? { type: "data", symmetric: false, array: ends.map(([, high], i) => high - mean[i]), arrayminus: ends.map(([low], i) => mean[i] - low), color: colour, thickness: 1.6, width: 5 } : undefined,
      customdata: ends.map(([low, high]) => known ? `${fixed(low)} to ${fixed(high)}` : "no interval"),
      hovertemplate: `round %{x}<br>mean %{y:.4f}<br>%{customdata}<extra>${name}</extra>` });
  });
  const range = score_range(values);
  const rounds = Math.max(...report.systems.map((system) => system.rounds));
  layout.height = 400;
  Object.assign(layout.xaxis, { title: { text: "Round", font: { color: css("--muted") } }, range: [0.7, rounds + 0.3], dtick: rounds > 12 ? 2 : 1, tick0: 1, showgrid: false });
  Object.assign(layout.yaxis, { title: { text: "Dice", font: { color: css("--muted") } }, range, tickformat: ".2f" });
  return { traces, layout };
}

function rounds_table() {
  const rows = report.systems.flatMap(({ name }, system) => report.overall[system].rounds.map((round) =>
    [name, String(round.round), fixed(round.dice.mean), fixed(round.dice.low), fixed(round.dice.high), ...round.quartiles.map((value) => fixed(value))]));
  return table(unit_words("Dice by round: image mean, its 95% interval, and quartiles over targets"), [{ name: "System" }, ...["Round", unit_words("Image mean"), "95% low", "95% high", "25%", "75%"].map((name) => ({ name, number: true }))], rows);
}

function heat_map(which, width) {
  const layout = base_layout(width);
  const { names, modalities } = report.datasets;
  const scores = report.datasets[which];
  const labels = report.systems.map((_, system) => system_label(system, which).split(", round"));
  const columns = labels.map((lines) => lines.join(",<br>round"));
  const z = names.map((_, i) => scores.map((system) => system[i]));
  const flat = z.flat().filter((value) => value !== null);
  layout.height = 70 + names.length * 27;
  // Cells as wide as the names above them; where that is wider than the page, the plot scrolls by itself.
  const letter = 0.6 * layout.font.size;
  const longest = (texts) => letter * Math.max(...texts.map((text) => text.length));
  const show_scale = width >= narrow && names.length >= 4;
  const least_cell = Math.max(58, longest(labels.flat()) + 16);
  const beside = longest(names) + (show_scale ? 110 : 40);
  layout.width = Math.max(Math.min(width, beside + columns.length * Math.max(190, least_cell)), beside + columns.length * least_cell);
  Object.assign(layout.xaxis, { side: "top", tickangle: 0, showgrid: false, type: "category", ticks: "", tickfont: { color: css("--text") } });
  Object.assign(layout.yaxis, { autorange: "reversed", showgrid: false, type: "category", ticks: "" });
  layout.margin.t = 20;
  return { layout, traces: [{
    type: "heatmap", x: columns, y: names, z, xgap: 2, ygap: 2, hoverongaps: false,
    text: z.map((row) => row.map((value) => fixed(value, 3))), texttemplate: "%{text}",
    customdata: z.map((row, i) => row.map(() => [modalities[i], report.datasets.images[i]])),
    hovertemplate: `<b>%{y}</b> (%{customdata[0]}, %{customdata[1]} ${unit_words("images")})<br>%{x}: %{z:.4f}<extra></extra>`,
    colorscale: [[0, css("--heat-low")], [0.55, css("--heat-mid")], [1, css("--heat-high")]],
    zmin: Math.min(...flat), zmax: Math.max(...flat), showscale: show_scale,
    colorbar: { thickness: 10, outlinewidth: 0, tickfont: { color: css("--muted") }, len: Math.min(1, 260 / layout.height + 0.1), y: 1, yanchor: "top", nticks: 5 },
  }] };
}

function datasets_table(which) {
  const { names, modalities, images } = report.datasets;
  const rows = names.map((name, i) => [name, modalities[i], count(images[i]), ...report.datasets[which].map((system) => fixed(system[i]))]);
  return table(unit_words("Image mean of the Dice by data set"), [{ name: "Data set" }, { name: "Modality" }, { name: unit_words("Images"), number: true },
    ...report.systems.map((_, system) => ({ name: system_label(system, which), number: true }))], rows);
}

function calibration_plot(width) {
  const layout = base_layout(width);
  const traces = [{ x: [0, 1], y: [0, 1], mode: "lines", line: { color: css("--strong-line"), dash: "dash", width: 1.5 }, hoverinfo: "skip", showlegend: false }];
  report.calibration.forEach(({ bins, ece }, system) => {
    if (bins.length === 0) return;
    const colour = system_colour(system);
    const most = Math.max(...bins.map((bin) => bin.n));
    traces.push({ x: bins.map((bin) => bin.predicted), y: bins.map((bin) => bin.measured), mode: "lines+markers",
      name: `${report.systems[system].name}, ECE ${fixed(ece, 3)}`, line: { color: colour, width: 2 },
      marker: { color: colour, size: bins.map((bin) => 6 + 12 * Math.sqrt(bin.n / most)), opacity: 0.85, line: { color: css("--surface"), width: 1.5 } },
      customdata: bins.map((bin) => [bin.n, bin.low, bin.high]),
      hovertemplate: "predicted %{x:.3f}<br>measured %{y:.3f}<br>%{customdata[0]} targets<extra></extra>" });
  });
  layout.height = 430;
  Object.assign(layout.xaxis, { range: [-0.02, 1.03], title: { text: "Predicted IoU", font: { color: css("--muted") } }, dtick: 0.2, tickformat: ".1f" });
  Object.assign(layout.yaxis, { range: [-0.02, 1.03], title: { text: "Measured IoU", font: { color: css("--muted") } }, dtick: 0.2, tickformat: ".1f" });
  return { traces, layout };
}

function calibration_table() {
  const rows = report.systems.flatMap(({ name }, system) => report.calibration[system].bins.map((bin) =>
    [name, `${fixed(bin.low, 1)} to ${fixed(bin.high, 1)}`, count(bin.n), fixed(bin.predicted), fixed(bin.measured)]));
  return table("Predicted and measured IoU in ten bins of the predicted one", [{ name: "System" }, { name: "Predicted IoU" },
    { name: "Targets", number: true }, { name: "Mean predicted", number: true }, { name: "Mean measured", number: true }], rows);
}

const round_options = [["first", "First round"], ["last", "Last round"]];
const figures = {
  modalities: { label: "Box plots of the Dice by modality and system", options: round_options, chosen: "last",
    plot: (which, width) => box_plot(report.modalities, which, width, "targets"), table: (which) => box_table(report.modalities, which, "Modality") },
  rounds: { label: "Dice over rounds for each system", options: [["interval", "95% interval"], ["quartiles", "Middle half"]], chosen: "interval",
    plot: rounds_plot, table: rounds_table },
  datasets: { label: "Heat map of the Dice by data set and system", options: round_options, chosen: "last", plot: heat_map, table: datasets_table },
  sizes: { label: "Box plots of the Dice by target size and system", options: round_options, chosen: "last",
    plot: (which, width) => box_plot(report.sizes, which, width, "targets"), table: (which) => box_table(report.sizes, which, unit_words("Share of the image")) },
  calibration: { label: "Reliability curve: measured against predicted IoU", options: [], chosen: null,
    plot: (_, width) => calibration_plot(width), table: calibration_table, empty: () => report.calibration.every(({ bins }) => bins.length === 0) && (by_volumes ? "Models estimate their IoU slice by slice, not of volumes." : "The systems give no estimate of their own IoU.") },
};

function show_figure(place) {
  const name = place.dataset.figure;
  const figure = figures[name];
  const why_empty = figure.empty?.();
  if (why_empty) { place.append(element("p", { class: "empty" }, why_empty)); return; }
  let chosen = figure.chosen;
  const plot = element("div", { class: "plot", role: "img", "aria-label": figure.label });
  const values = element("details", {}, element("summary", {}, "Values as a table"));
  const only_one_round = figure.options === round_options && Math.max(...report.systems.map((system) => system.rounds)) === 1;
  const draw = (width = place.clientWidth, most_height = Infinity) => {
    if (width === 0) return;
    const made = figure.plot(chosen, width);
    made.layout.height = Math.min(made.layout.height, most_height);
    Plotly.react(plot, made.traces, made.layout, plot_config);
    plot.tabIndex = plot.scrollWidth > plot.clientWidth ? 0 : -1;  // what scrolls must be reached by the keyboard
  };
  const fill_table = () => {
    if (values.open) values.replaceChildren(values.firstChild, figure.table(chosen));
  };
  values.addEventListener("toggle", fill_table);
  const controls = element("div", { class: "controls" },
    figure.options.length === 0 || only_one_round ? null
      : choice("What is shown", figure.options, chosen, (value) => { chosen = value; draw(); fill_table(); }),
    element("button", { type: "button", class: "button end", on: {
      click: () => Plotly.downloadImage(plot, { format: "svg", filename: `imis-${name}`, width: plot.layout.width, height: plot.layout.height }),
    } }, "Save as SVG"));
  place.append(controls, plot, values);
  draw();
  theme_listeners.push(() => draw());
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    draw();
  }).observe(place);
  addEventListener("beforeprint", () => draw(paper.width, name === "datasets" ? Infinity : paper.height));
  addEventListener("afterprint", () => draw());
}
