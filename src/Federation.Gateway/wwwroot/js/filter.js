// Narrows a list while a person types; without script the same form asks the server.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.getElementById(form.dataset.filter);
  const status = document.getElementById(form.dataset.filterStatus);
  const none = list?.querySelector("[data-filter-none]");
  if (!input || !list || !status) {
    continue;
  }

  const groups = [...list.querySelectorAll("[data-filter-group]")].map((element) => ({
    element,
    text: element.dataset.filterGroup.toLowerCase(),
    items: [...element.querySelectorAll("[data-filter-item]")].map((item) => ({ element: item, text: item.dataset.filterItem.toLowerCase() })),
  }));

  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    let shown = 0;
    for (const group of groups) {
      let inGroup = 0;
      for (const item of group.items) {
        const matches = words.every((word) => item.text.includes(word) || group.text.includes(word));
        item.element.hidden = !matches;
        inGroup += matches ? 1 : 0;
      }
      group.element.hidden = inGroup === 0;
      shown += inGroup;
    }
    if (none) {
      none.hidden = shown > 0;
    }
    status.textContent = words.length === 0 ? "" : shown === 1 ? "1 match" : `${shown} matches`;
  };

  input.addEventListener("input", apply);
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
}
