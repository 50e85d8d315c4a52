// Copying by one press. Everything here is extra: without it the words can be read and selected, and the buttons lead to them.
(() => {
  const room = 4;
  // What a record takes, with line ends of two characters each.
  const longest = 600;

  // The words stand selected in their box whatever the browser allows, so that the keys for copying always work.
  async function copy(box) {
    box.focus({ preventScroll: true });
    if (box.getBoundingClientRect().bottom > innerHeight) box.scrollIntoView({ block: "nearest" });
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

  function allTicked() {
    return [...document.querySelectorAll("input[name=pick]:checked")].filter((one) => one.dataset.record);
  }

  // What is taken where nothing is ticked: the page names it.
  function firstOpen() {
    const codes = document.querySelector("input[name=first]")?.value.split(".") ?? [];
    return codes.map((code) => document.querySelector(`input[name=pick][value="${code}"]`)).filter(Boolean);
  }

  function whole(texts) {
    return texts.join("\n");
  }

  // Each as short as it has to be beside two others; then longer, one after the other, while all of it has room.
  function shareRoom(taken) {
    const texts = taken.map((one) => one.dataset.record);
    for (const longer of ["recordOfTwo", "recordAlone"]) {
      taken.forEach((one, n) => {
        const tried = texts.map((text, m) => (m === n && one.dataset[longer]) || text);
        if (whole(tried).replace(/\n/g, "\r\n").length <= longest) texts[n] = tried[n];
      });
    }
    return whole(texts);
  }

  // What was copied is no longer what is ticked. The page shows how many are without script; the rest is for those who hear it.
  function sayTicked() {
    const many = allTicked().length;
    document.getElementById("copied-text").parentElement.hidden = true;
    document.getElementById("copied-said").textContent = "";
    document.getElementById("ticked-said").textContent =
      many > room ? `${many} ticked. Only the first four that are ticked are taken.` : "";
  }

  async function copyTicked(event) {
    const ticked = allTicked();
    const unticked = ticked.length ? [] : firstOpen();
    const said = document.getElementById("copied-said");
    event.preventDefault();
    const taken = [...ticked, ...unticked].slice(0, room);
    if (!taken.length) {
      said.textContent = "Tick up to four services first.";
      return;
    }
    const box = document.getElementById("copied-text");
    box.value = shareRoom(taken);
    box.rows = 3 * taken.length;
    box.parentElement.hidden = false;
    const what = taken.length > 1 ? ` ${taken.length} services` : " 1 service";
    const which = unticked.length ? ", the first that look open: nothing was ticked" : "";
    const four = ticked.length > room ? `, the first four of ${ticked.length} that are ticked` : "";
    said.textContent = outcome(await copy(box), what + which + four);
  }

  document.querySelectorAll("[data-copies]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copyBox(button));
  });
  document.querySelectorAll("[data-copies-ticked]").forEach((button) => button.addEventListener("click", copyTicked));
  if (document.getElementById("ticked-said")) document.querySelector(".options").addEventListener("change", sayTicked);
  document.querySelectorAll("[data-prints]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
