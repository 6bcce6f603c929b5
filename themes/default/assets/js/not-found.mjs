// The not-found page names the code that the address holds and links to its page, or says why there is none, with those near it. It never redirects.
// Enter on a code that has a page opens it.

import { nearTo } from "./distance.mjs";
import { caseOf, codeInPath } from "./path.mjs";

/** How many codes near the wrong one are offered. */
const NEAR = 3;

const wrong = document.getElementById("wrong");
const code = codeInPath(location.pathname);
const links = [...document.querySelectorAll("#all a[href]")];
const pages = new Map(links.map((link) => [codeInPath(link.getAttribute("href")), link]));
const box = document.querySelector("[name=q]");

box.form.addEventListener("submit", (event) => {
  const page = pages.get(box.value.trim());
  if (!page) return;
  event.preventDefault();
  page.click();
});

if (wrong && code) {
  const which = caseOf(code, [...pages.keys()], wrong.dataset.registered.split(" "));
  for (const text of wrong.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== which;
  for (const text of wrong.querySelectorAll("[data-class]")) text.hidden = which === "page" || which === "outside" || text.dataset.class !== `${code[0]}xx`;
  for (const slot of wrong.querySelectorAll("[data-code]")) slot.textContent = code;
  for (const link of wrong.querySelectorAll("[data-link]")) {
    if (which !== "page") continue;
    link.href = pages.get(code).href;
    if (!link.textContent.trim()) link.textContent = pages.get(code).textContent;
  }
  const near = which === "page" || which === "outside" ? [] : nearTo([...pages.keys()], code).slice(0, NEAR);
  for (const offer of wrong.querySelectorAll("[data-near]")) {
    offer.hidden = !near[0];
    offer.querySelector("ul").append(...near.map((other) => pages.get(other).parentElement.cloneNode(true)));
  }
  wrong.hidden = false;
}
