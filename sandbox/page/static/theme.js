// Light or dark, before anything is drawn: as the device has it, unless somebody chose.
(() => {
  const chosen = new URLSearchParams(location.search).get("theme") || localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
