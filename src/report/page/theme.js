// Light and dark: as the system has it, until the reader chooses.

const theme_listeners = [];
const theme_key = "imis-report-theme";
const system_theme = matchMedia("(prefers-color-scheme: dark)");

// Where a browser keeps nothing for local files, the choice holds until the page is left.
function stored_theme() {
  try { return localStorage.getItem(theme_key); } catch { return null; }
}
function store_theme(theme) {
  try { localStorage.setItem(theme_key, theme); } catch { /* see above */ }
}

function show_theme(theme) {
  document.documentElement.dataset.theme = theme;
  document.getElementById("theme").textContent = theme === "dark" ? "Light" : "Dark";
  for (const listener of theme_listeners) listener();
}

const preferred_theme = () => stored_theme() ?? (system_theme.matches ? "dark" : "light");
show_theme(preferred_theme());
system_theme.addEventListener("change", () => show_theme(preferred_theme()));
document.getElementById("theme").addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  store_theme(next);
  show_theme(next);
});
addEventListener("beforeprint", () => show_theme("light"));
addEventListener("afterprint", () => show_theme(preferred_theme()));
