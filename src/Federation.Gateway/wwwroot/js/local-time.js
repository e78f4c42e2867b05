// Adds the browser's own time to instants that the page states in UTC.
const format = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const isUtc = new Date().getTimezoneOffset() === 0;
for (const element of document.querySelectorAll("time[data-local]")) {
  if (!isUtc) {
    element.append(` (${format.format(new Date(element.dateTime))})`);
  }
}
