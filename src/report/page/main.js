for (const words of document.querySelectorAll(".unit-words")) words.textContent = unit_words(words.textContent);
show_overview();
for (const place of document.querySelectorAll("[data-figure]")) show_figure(place);
show_pictures();
show_cases();
show_run();
document.documentElement.dataset.ready = "yes";
