// Remember the language that a reader chooses; the chooser at the site's root follows it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-locale]");
  if (!link) return;
  try {
    localStorage.setItem("fieldguide.locale", link.dataset.locale);
  } catch {
    // Storage may be switched off: the link works all the same.
  }
});
