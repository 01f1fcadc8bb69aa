// Whose words a page shows: those of the engine that its address names, of the one that the
// reader chose, or of their own browser. Runs before anything is painted, so that nothing moves.
(() => {
  const known = ["firefox", "chromium", "webkit"];
  let chosen = null;
  try {
    chosen = localStorage.getItem("fieldguide.engine");
  } catch {
    // Storage may be switched off: then it is the reader's own browser.
  }
  const agent = navigator.userAgent; // on iOS all browsers are WebKit, and say neither name
  const own = /Firefox\//.test(agent) ? "firefox" : /Chrom(e|ium)\//.test(agent) ? "chromium" : "webkit";
  const named = location.hash.replace("#messages-", "");
  document.documentElement.dataset.engine = [named, chosen].find((name) => known.includes(name)) ?? own;
})();
