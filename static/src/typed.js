// What stands in a field without having come from the server: typed before the page's script ran,
// or brought back by the browser. Whatever saves by itself begins by saving that.
export function isTyped(field) {
  if (field.type === "hidden" || field.type === "file") return false;
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  const given = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(given, 0);
}
