// A field for a place that offers places while something is typed: a combobox with a list below it, by keyboard and by pointer. Who offers
// them decides what fits, so that pinyin can lead to Chinese names; a list of the browser's own would drop those.

/** @typedef {{ readonly path: string, readonly more?: boolean, readonly note?: boolean }} Place  A note is shown and cannot be taken. */

/** How long after the last key places are asked for, in milliseconds. */
const PAUSE = 120;

let fields = 0;

/**
 * The field with its list around it. Fires `change` on the field when a place is taken from the list.
 * @param {HTMLInputElement} input @param {(typed: string) => Promise<readonly Place[]>} places
 */
export function offering(input, places) {
  fields += 1;
  const list = document.createElement("ul");
  list.id = `places-${fields}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) {
    input.setAttribute(/** @type {string} */ (name), /** @type {string} */ (value));
  }
  const around = document.createElement("div");
  around.className = "place";
  input.replaceWith(around);
  around.append(input, list);
  new Offer(input, list, places);
  return around;
}

class Offer {
  /** @param {HTMLInputElement} input @param {HTMLUListElement} list @param {(typed: string) => Promise<readonly Place[]>} places */
  constructor(input, list, places) {
    this.input = input;
    this.list = list;
    this.places = places;
    /** @type {readonly Place[]} */
    this.shown = [];
    this.active = -1;
    this.turn = 0;
    this.timer = 0;
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while somebody points.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("li") : null;
      if (option) this.take(Array.prototype.indexOf.call(list.children, option));
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), PAUSE);
  }

  async ask() {
    const turn = (this.turn += 1);
    const found = await this.places(this.input.value).catch(() => []);
    // An older answer comes too late, and so does one for a field that was left.
    if (turn === this.turn && document.activeElement === this.input) this.open(found);
  }

  /** @param {readonly Place[]} found */
  open(found) {
    this.shown = found;
    this.active = -1;
    const option = (/** @type {Place} */ { path, more, note }, /** @type {number} */ index) => {
      const made = document.createElement("li");
      made.id = `${this.list.id}-${index}`;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      if (note) made.setAttribute("aria-disabled", "true");
      made.textContent = more ? `${path} ›` : path;
      return made;
    };
    this.list.replaceChildren(...found.map(option));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.open([]);
  }

  /** @param {number} index */
  mark(index) {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {number} index */
  take(index) {
    const place = this.shown[index];
    if (!place || place.note) return;
    this.input.value = place.path;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // Keys that choose characters belong to the input method.
    if (event.isComposing) return;
    const { length } = this.shown.filter(({ note }) => !note);
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) {
      if (length === 0) void this.ask();
      else this.mark(this.active < 0 && by < 0 ? length - 1 : (this.active + by + length) % length);
    } else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape" && length > 0) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
