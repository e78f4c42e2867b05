// Shows how much time is left beside an instant that the page states absolutely.
const units = [["h", 3600], ["min", 60], ["s", 1]];

function remaining(seconds) {
  const first = units.findIndex(([, size]) => seconds >= size);
  return units.slice(first, first + 2)
    .map(([unit, size], index) => `${index === 0 ? Math.floor(seconds / size) : Math.floor((seconds % units[first][1]) / size)} ${unit}`)
    .join(" ");
}

function show(element) {
  const seconds = Math.floor((Date.parse(element.dataset.until) - Date.now()) / 1000);
  element.hidden = false;
  element.textContent = seconds > 0 ? `${remaining(seconds)} left` : "expired";
  element.classList.toggle("countdown-late", seconds < 300);
}

const elements = [...document.querySelectorAll("[data-until]")];
const tick = () => elements.forEach(show);
if (elements.length > 0) {
  tick();
  setInterval(tick, 1000);
}
