// "/" puts the cursor into the search box, unless the visitor is writing somewhere.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox])")) return;
  event.preventDefault();
  const box = document.querySelector("[name=q]");
  box.focus();
  box.select();
});
