// Copying by one press. Everything here is extra: without it the words can be read and selected, and the buttons lead to them.
(() => {
  const room = 4;

  // The words stand selected in their box whatever the browser allows, so that the keys for copying always work.
  async function copy(box) {
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      return true;
    } catch {
      return document.execCommand("copy");
    }
  }

  function outcome(done, what) {
    return done ? `Copied${what}.` : `Selected${what}: press Ctrl and C, or Cmd and C, to copy.`;
  }

  async function copyBox(button) {
    const done = await copy(document.getElementById(button.dataset.copies));
    button.parentElement.querySelector("[role=status]").textContent = outcome(done, "");
  }

  async function copyTicked(event) {
    const ticked = [...document.querySelectorAll("input[name=pick]:checked")].filter((one) => one.dataset.record);
    const said = document.getElementById("copied-said");
    event.preventDefault();
    if (!ticked.length) {
      said.textContent = "Tick up to four services first.";
      return;
    }
    const taken = ticked.slice(0, room);
    const box = document.getElementById("copied-text");
    box.value = taken.map((one) => one.dataset.record).join("\n");
    box.rows = 3 * taken.length;
    box.parentElement.hidden = false;
    const what = taken.length > 1 ? ` ${taken.length} services` : " 1 service";
    said.textContent = outcome(await copy(box), what + (ticked.length > room ? ", the first four" : ""));
  }

  document.querySelectorAll("[data-copies]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copyBox(button));
  });
  document.querySelectorAll("[data-copies-ticked]").forEach((button) => button.addEventListener("click", copyTicked));
  document.querySelectorAll("[data-prints]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
