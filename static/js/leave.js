// Leaving quickly: press the way out, or Shift three times. Everything here is extra: without it the link still works.
(() => {
  const links = document.querySelectorAll("[data-leave-to]");
  const spoken = document.getElementById("leave-said");
  const pause = 5000;
  let presses = 0;
  let alone = false;
  let waiting;

  function cover() {
    document.documentElement.classList.add("left");
  }

  // Every search in the history of this tab, as far as the browser tells: the present page, the one before, and all.
  function addresses() {
    const known = window.navigation && navigation.entries ? navigation.entries().map((entry) => entry.url) : [];
    return new Set([location.href, document.referrer, ...known].filter((url) => /\/(find|tonight|waiting|told-no)\//.test(url)));
  }

  function endSearches() {
    const body = new URLSearchParams();
    addresses().forEach((url) => body.append("address", new URL(url).pathname));
    if (!body.toString()) return;
    if (navigator.sendBeacon && navigator.sendBeacon("/leave", body)) return;
    fetch("/leave", { method: "POST", body, keepalive: true }).catch(() => {});
  }

  function leave(event) {
    if (event) event.preventDefault();
    cover();
    document.title = "Loading";
    spoken.textContent = "Leaving this site.";
    try {
      endSearches();
    } finally {
      location.replace(links[0].dataset.leaveTo);
    }
  }

  function count(to) {
    presses = to;
    links.forEach((link) => { link.dataset.presses = to; });
  }

  function stopCounting() {
    clearTimeout(waiting);
    if (!presses) return;
    spoken.textContent = "You are still on this page.";
    count(0);
  }

  links.forEach((link) => link.addEventListener("click", leave));

  // A list lasts, and so has no search to end: what is opened from it takes its place, and Back does not come to it.
  function replace(event, address) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(address);
  }

  document.querySelectorAll("a[data-replaces]").forEach((link) => link.addEventListener("click", (event) => replace(event, link.href)));
  document.querySelectorAll("form[data-replaces]").forEach((form) => {
    form.addEventListener("submit", (event) => replace(event, form.action + "?" + new URLSearchParams(new FormData(form))));
  });

  // Shift counts only by itself: with any other key in between, somebody is typing.
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) stopCounting();
  });

  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    clearTimeout(waiting);
    count(presses + 1);
    if (presses > 2) return leave();
    spoken.textContent = "To leave this site, press Shift " + (presses > 1 ? "1 more time." : "2 more times.");
    waiting = setTimeout(stopCounting, pause);
  });

  // A page the browser keeps whole for going back is kept covered, and asked for anew when it returns.
  addEventListener("pagehide", (event) => { if (event.persisted) cover(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
