// Keeps an open page like its source: reloads it, swaps its style sheets, shows problems over it.
// The preview adds this to each page that it serves; the built site never holds it.

(() => {
  const script = document.currentScript;
  /** The fingerprint of the site that this page is from; "" where there was none yet. */
  const site = script.dataset.site;
  const STYLE = new URL("preview.css", script.src).href;
  /** How long to wait where the browser itself has given up, in ms. */
  const PAUSE = 2000;

  /**
   * @typedef {{message: string, excerpt: string}} Problem
   * @typedef {{generation: number, site: string | null, styles: string[], count: number, problems: Problem[]}} State
   */

  /** @type {EventSource | undefined} */
  let events;
  /** @type {HTMLElement | undefined} */
  let overlay;

  /** A hidden page does not listen: browsers allow six connections in all, and it is told all when it is seen again. */
  function listen() {
    events?.close();
    events = undefined;
    if (document.visibilityState === "hidden") return;
    events = new EventSource(new URL("events", script.src));
    events.onmessage = ({ data }) => follow(JSON.parse(data));
    events.onerror = () => {
      if (events?.readyState === EventSource.CLOSED) setTimeout(listen, PAUSE);
    };
  }

  /** @param {State} state */
  function follow(state) {
    document.documentElement.dataset.previewGeneration = String(state.generation);
    if (state.problems.length > 0) {
      show(state);
    } else if (state.site !== null && state.site !== site) {
      events?.close();
      location.reload();
    } else {
      hide();
      state.styles.forEach(swap);
    }
  }

  /** Puts a style sheet in the place of its former self: same name, another hash. */
  function swap(path) {
    const nameOf = (address) => new URL(address, location.href).pathname.replace(/\.[0-9a-f]{16}\.css$/, "");
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      if (nameOf(link.href) !== nameOf(path) || new URL(link.href).pathname === path) continue;
      const next = link.cloneNode();
      next.href = path;
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => next.remove());
      link.after(next);
    }
  }

  /** @param {State} state */
  function show({ count, problems }) {
    hide();
    overlay = document.createElement("causebook-problems");
    const root = overlay.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = STYLE;
    const box = element("section");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-labelledby", "title");
    box.append(heading(count), ...problems.flatMap(described));
    if (count > problems.length) box.append(element("p", `and ${count - problems.length} more`));
    root.append(style, box);
    document.documentElement.append(overlay);
  }

  function heading(count) {
    const header = element("header");
    const title = element("h1", count === 1 ? "1 problem" : `${count} problems`);
    title.id = "title";
    const button = element("button", "Hide");
    button.type = "button";
    button.addEventListener("click", hide);
    header.append(title, button);
    return header;
  }

  /** @param {Problem} problem */
  function described({ message, excerpt }) {
    const parts = [element("h2", message)];
    if (excerpt) parts.push(element("pre", excerpt));
    return parts;
  }

  function element(name, text = "") {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function hide() {
    overlay?.remove();
    overlay = undefined;
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  addEventListener("pagehide", () => events?.close());
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  listen();
})();
