// Elements of a page. Nothing that a catalogue says is ever read as HTML.

/** @typedef {Node | string | false | null | undefined} Child */
/** @typedef {Readonly<Record<string, string | number | boolean | EventListener | null | undefined>>} Attributes */

/**
 * An element; `onclick` and the like take functions, other attributes texts. Nothing that a catalogue says is ever read as HTML here.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} [attributes]
 * @param {readonly Child[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  /** @type {(child: Child) => child is Node | string} */
  const shown = (child) => child !== null && child !== undefined && child !== false && child !== "";
  made.append(...children.filter(shown));
  return made;
}

/** @param {string} text @param {() => void} act @param {Attributes} [attributes] */
export const button = (text, act, attributes = {}) => element("button", { type: "button", onclick: act, ...attributes }, text);
