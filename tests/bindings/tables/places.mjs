// Places in one numbering: a unit and everything inside it are the positions from `first` to `last`.

export class Places {
  /** The units that exist on a day. */
  constructor(tables, day, unknown) {
    this.rows = tables.region.filter((row) => (row.valid_from_number ?? -Infinity) <= day && (row.valid_to_number ?? Infinity) > day);
    this.unknown = unknown;
    this.at = new Map(this.rows.map((row) => [row.first, row]));
    this.code = new Map(this.rows.map((row) => [row.code, row]));
    this.inside = new Map();
    for (const row of this.rows.filter((row) => row.parent !== null)) {
      this.inside.set(row.parent, Math.min(row.level, this.inside.get(row.parent) ?? 9));
    }
    this.root = this.code.get(tables.catalogue[0].root_region.padEnd(12, "0")) ?? null;
  }

  /** The place of a code, a name, or a path that ends in its name; among several the one in the catalogue's region. */
  named(text) {
    const [name, ...above] = text.split("/").reverse();
    const isBelow = (row) => {
      const names = this.above(row).map((one) => one.name);
      return above.every((one) => names.includes(one));
    };
    const found = /^\d+$/.test(text)
      ? this.rows.filter((row) => row.code === text.padEnd(12, "0"))
      : this.rows.filter((row) => row.name === name && isBelow(row));
    const here = found.filter((row) => this.isInside(row.first));
    const meant = here.length > 0 ? here : found;
    if (meant.length !== 1) throw this.unknown(text);
    return meant[0];
  }

  above(row) {
    const parent = this.code.get(row.parent);
    return parent ? [parent, ...this.above(parent)] : [];
  }

  /** Names from the province down. */
  path(row) {
    return [row, ...this.above(row).filter((one) => one.level > 1)].map((one) => one.name).reverse().join("/");
  }

  isInside(position) {
    return this.root === null || (this.root.first <= position && position <= this.root.last);
  }

  /** Position of the unit of a level that is the place or holds it; null if the place is coarser than that. */
  unit(position, level) {
    const around = this.rows.filter((row) => row.first <= position && position <= row.last && row.level <= level);
    if (!this.at.has(position) || around.length === 0) return null;
    const nearest = around.reduce((best, row) => (row.level > best.level ? row : best));
    return nearest.level === level || (this.inside.get(nearest.code) ?? 9) > level ? nearest.first : null;
  }

  /** Whether two places lie in the same unit of a level: 1, 0, or null while one of them is too coarse to tell. */
  same(a, b, level) {
    const [one, other] = [this.unit(a, level), this.unit(b, level)];
    if (one !== null && other !== null) return Number(one === other);
    const [first, second] = [this.at.get(a), this.at.get(b)];
    const holds = (outer, inner) => outer.first <= inner.first && inner.first <= outer.last;
    return holds(first, second) || holds(second, first) ? null : 0;
  }
}
