// Copy buttons. They are hidden until this module runs, since they can do nothing without it.
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

function select(source) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.selectAllChildren(source);
}

async function copy(button, source) {
  const label = button.querySelector("[data-copy-label]");
  const before = label.textContent;
  let said;
  try {
    await navigator.clipboard.writeText(source.textContent);
    said = "Copied";
  } catch {
    // No clipboard here (plain http, or refused): the text is marked, so that one key copies it.
    select(source);
    said = "Marked: copy with Ctrl+C";
  }
  label.textContent = said;
  status.textContent = `${said}: ${button.dataset.copyName}`;
  setTimeout(() => { label.textContent = before; status.textContent = ""; }, 2500);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (source) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, source));
  }
}
