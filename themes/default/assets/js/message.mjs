// Builds the message to support from what the visitor fills in, and copies it. Nothing is sent or stored.

import { fillSlots, maskNumbers } from "./mask.mjs";
import { withZone, zoneText } from "./zone.mjs";

const fields = document.getElementById("message-form");
const message = document.getElementById("message-text");
const copy = document.getElementById("copy");
const told = copy.parentElement.querySelector("output");

/** What is not filled in: on paper, a line to write on. */
function blank(text) {
  const element = document.createElement("i");
  element.textContent = text;
  return element;
}

function write() {
  const values = Object.fromEntries(new FormData(fields));
  values.time = withZone(values.time, message.dataset.clock, zoneText(new Date().getTimezoneOffset()));
  if (!values.full) for (const name of ["destination", "caller"]) values[name] = maskNumbers(values[name]);
  const { template, empty } = message.dataset;
  message.replaceChildren(...fillSlots(template, values, empty).split(empty).flatMap((part, at) => (at ? [blank(empty), part] : part)));
  told.textContent = "";
}

/** Where the clipboard is out of reach, the text is selected, ready for the keyboard. */
async function copyMessage() {
  try {
    await navigator.clipboard.writeText(message.textContent);
    told.textContent = copy.dataset.done;
  } catch {
    getSelection().selectAllChildren(message);
    told.textContent = copy.dataset.selected;
  }
}

fields.addEventListener("input", write);
fields.addEventListener("submit", (event) => event.preventDefault());
copy.addEventListener("click", copyMessage);
write();
