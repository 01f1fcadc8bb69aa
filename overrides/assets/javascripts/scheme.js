// The reader's colours on a first visit, and the button that changes them: Material's script, which
// sees to both, comes later. Runs before anything of the page is painted.
(() => {
  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  const fits = (input) => matchMedia(input.dataset.mdColorMedia).matches;
  const kept = __md_get("__palette");
  const index = kept ? kept.index : Math.max(0, options.findIndex(fits));
  const option = options[index];
  if (!option) return;
  if (!kept)
    for (const name of ["scheme", "primary", "accent", "media"])
      document.body.setAttribute(`data-md-color-${name}`, option.getAttribute(`data-md-color-${name}`));
  option.nextElementSibling.hidden = false;
})();
