// Making elements without markup: nothing that a catalogue says is ever read as HTML here.

type Child = Node | string | false | null | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | EventListener>>;

/** An element; `onclick` and the like take functions, other attributes texts. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

/** An element of the frame. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}
