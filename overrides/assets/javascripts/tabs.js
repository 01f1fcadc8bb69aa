// A reason's line in the words of one engine at a time. The stylesheet shows the panel that the
// root element names (engine.html); without scripts, in print and for searches all are there.
// No module, as browsers load none from a disk: there, this brings what makes up for the others.
(() => {
  const root = document.documentElement;
  const tabsOf = (list) => [...list.querySelectorAll("[data-engine]")];

  function mark() {
    for (const list of document.querySelectorAll(".fg-tabs__list")) {
      const tabs = tabsOf(list);
      list.setAttribute("role", "tablist");
      list.setAttribute("aria-label", document.getElementById("messages").firstChild.textContent);
      for (const tab of tabs) {
        const isSelected = tab.dataset.engine === root.dataset.engine;
        const panel = document.getElementById(tab.hash.slice(1));
        tab.id = `${panel.id}-tab`;
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-controls", panel.id);
        tab.setAttribute("aria-selected", isSelected);
        tab.tabIndex = isSelected ? 0 : -1;
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
        panel.tabIndex = 0;
      }
    }
  }

  function choose(tab) {
    root.dataset.engine = tab.dataset.engine;
    try {
      localStorage.setItem("fieldguide.engine", tab.dataset.engine);
    } catch {
      // Storage may be switched off: the choice then lasts as long as the document.
    }
    mark();
  }

  const tabAt = (event) => event.target instanceof Element && event.target.closest(".fg-tabs__tab");

  // Before Material's instant navigation, to which a tab is a link like any other.
  document.addEventListener("click", (event) => {
    const tab = tabAt(event);
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    choose(tab);
  }, { capture: true });

  document.addEventListener("keydown", (event) => {
    const tab = tabAt(event);
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const tabs = tabsOf(tab.parentElement);
    const forth = getComputedStyle(tab).direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: forth, ArrowLeft: -forth }[event.key];
    const edge = { Home: 0, End: -1, " ": tabs.indexOf(tab) }[event.key];
    if (step === undefined && edge === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the theme's own shortcuts
    const next = edge === undefined ? tabs.at((tabs.indexOf(tab) + step) % tabs.length) : tabs.at(edge);
    choose(next);
    next.focus();
  });

  // A link to the words of one engine shows them, and changes no choice.
  function arrive() {
    const panel = document.getElementById(location.hash.slice(1));
    if (panel?.matches(".fg-tabs__panel")) root.dataset.engine = panel.dataset.engine;
    mark();
  }

  addEventListener("hashchange", arrive);
  arrive();
  document.addEventListener("fieldguide:page", arrive); // each page that Material shows in place of this

  if (location.protocol !== "file:") return;
  const disk = document.createElement("script");
  disk.src = new URL("disk.js", document.currentScript.src);
  document.head.append(disk);
})();
