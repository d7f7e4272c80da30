// The cases that are worth a look.

const picture_kinds = [["worst", "Worst"], ["best", "Best"], ["improved", "Most improved"]];

function picture_key() {
  const sample = (colour, kind = "") => element("i", { class: kind, style: `background: ${colour}`, "aria-hidden": "true" });
  const entry = (mark, words) => element("li", {}, mark, words);
  const click = (colour, sign) => {
    const mark = sample(colour, "click");
    mark.textContent = sign;
    return mark;
  };
  const colours = report.picture_colours;
  return element("ul", { class: "key", "aria-label": "What the colours mean" },
    entry(sample(colours.truth, "rim"), "true outline"), entry(sample(colours.mask), "mask"),
    entry(click(colours.positive, "+"), "click on the target"), entry(click(colours.negative, "−"), "click on the background"),
    entry(sample(colours.missed), "missed"), entry(sample(colours.overrun), "too much"));
}

function picture_case(picture) {
  const first = picture.dice[0];
  const last = picture.dice[picture.dice.length - 1];
  const trend = picture.dice.length > 1 ? `Dice ${fixed(first, 3)} → ${fixed(last, 3)}` : `Dice ${fixed(last, 3)}`;
  const title = `${picture.target}, ${picture.modality}`;
  return element("article", { class: "case" },
    element("div", { class: "case-head" },
      element("h4", {}, dot(picture.system), title),
      element("span", { class: "soft" }, `${report.systems[picture.system].name} · ${picture.dataset} · ${picture.image} · ${count(picture.pixels)} px`),
      element("span", { class: "trend" }, trend)),
    element("div", { class: "panels", tabindex: "0", role: "region", "aria-label": `Pictures of ${title}, ${picture.image}` },
      ...picture.panels.map((panel) => element("figure", {},
        element("img", { src: panel.src, alt: `${title}: ${panel.caption}, ${panel.note}`, loading: "lazy", width: panel.width, height: panel.height }),
        element("figcaption", {}, panel.caption, element("span", {}, panel.note))))));
}

function show_pictures() {
  const about = document.getElementById("pictures-about");
  const place = document.getElementById("picture-list");
  if (report.pictures.length === 0) {
    about.textContent = "";
    place.append(element("p", { class: "empty" }, report.no_pictures ?? "There are no pictures."));
    return;
  }
  about.textContent = "By the Dice of the last round, and by what the clicks added to the first. Close-ups around the target, one target an image.";
  const shown = { kind: picture_kinds.find(([kind]) => report.pictures.some((picture) => picture.kind === kind))[0], system: -1 };
  const list = element("div");
  const fill = () => {
    const chosen = report.pictures.filter((picture) => picture.kind === shown.kind && (shown.system < 0 || picture.system === shown.system));
    list.replaceChildren(...(chosen.length > 0 ? chosen.map(picture_case) : [element("p", { class: "empty" }, "No such pictures of this system.")]));
  };
  const kinds = picture_kinds.filter(([kind]) => report.pictures.some((picture) => picture.kind === kind));
  const controls = element("div", { class: "controls" }, choice("Which cases", kinds, shown.kind, (kind) => { shown.kind = kind; fill(); }));
  if (report.systems.length > 1) {
    controls.append(choice("System", [[-1, "All systems"], ...report.systems.map(({ name }, system) => [system, name])], -1, (system) => { shown.system = system; fill(); }));
  }
  place.append(controls, picture_key(), list);
  fill();
}
