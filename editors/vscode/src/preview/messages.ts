// What the preview's page and the extension say to each other, and what the server answers. Types only.

/** An answer of `matter/guide`, `matter/questions` or `matter/answer`. */
export interface Shown {
  readonly matter: string;
  readonly language: "zh" | "en";
  readonly place?: string;
  readonly day?: string;
  readonly text?: string;
  readonly decision?: Decision;
  /** Addresses of the files that an answer names. */
  readonly files: Readonly<Record<string, string>>;
  readonly problem?: string;
}

/** A question that still matters. */
export interface Question {
  readonly fact: string;
  readonly title: string;
  readonly kind: string;
  readonly values?: readonly string[];
  readonly unit?: string | null;
  readonly help?: string | null;
}

export interface Why {
  readonly file: string;
  readonly line: number;
  readonly condition: string | null;
  readonly basis: readonly { readonly law: string; readonly place: string }[];
  readonly text: string;
}

export interface Line<T = Readonly<Record<string, unknown>>> {
  readonly status: "certain" | "possible" | "excluded" | "moot";
  readonly value: T;
  readonly why: Why;
}

/** The decision, as `POST /api/decide` of `matter serve` describes it; what the checklist does not show is left out. */
export interface Decision {
  readonly resolution: "nothing" | "edition" | "needs_responsible" | "outside";
  readonly responsible: string | null;
  readonly candidates: readonly { readonly fact: string; readonly title: string; readonly place: string | null }[];
  readonly eligible: Line["status"];
  readonly questions: readonly Question[];
  readonly conditions?: readonly Line<{ readonly label: string }>[];
  readonly priors?: readonly Line<{ readonly document: string; readonly held: boolean | null }>[];
  readonly pending?: readonly { readonly title: string; readonly judge: string | null }[];
  readonly materials?: readonly Line<Material>[];
  readonly deciders?: readonly Line<{ readonly level: number; readonly department: string; readonly body: string | null }>[];
  readonly due?: { readonly day: string; readonly provisional: boolean } | null;
  readonly fees?: readonly Line<{ readonly name: string; readonly fen: number | null; readonly rate: number; readonly per: string | null }>[];
  readonly results?: readonly Line<{ readonly name: string }>[];
  readonly visits?: readonly Line<{ readonly count: number; readonly reason: string | null }>[];
  readonly instead?: readonly Line<{ readonly matter: string }>[];
  readonly venues?: { readonly halls: readonly { readonly name: string; readonly address: string }[] };
  readonly changes_on?: string | null;
}

export interface Material {
  readonly title: string;
  readonly options: readonly (readonly { readonly form: string; readonly count: number; readonly per: string | null }[])[];
  readonly exempt: string | null;
  readonly must: string | null;
  readonly grace: number | null;
  readonly grace_unit: string | null;
}

export type Value = string | readonly string[];

/** What the page asks for: a matter at a place on a day, with the answers so far. */
export interface Wish {
  readonly place: string;
  readonly on: string;
  readonly responsible: string;
  readonly answers: Readonly<Record<string, Value>>;
}

/** From the page. */
export type FromPage =
  | { readonly type: "ready"; readonly uri: string; readonly matter: string; readonly place: string; readonly on: string }
  | { readonly type: "settings"; readonly place: string; readonly on: string }
  | ({ readonly type: "ask"; readonly turn: number; readonly matter: string } & Wish)
  | { readonly type: "open"; readonly file: string; readonly line: number };

/** To the page. */
export type ToPage =
  | { readonly type: "guide"; readonly uri: string; readonly shown: Shown }
  | { readonly type: "decision"; readonly turn: number; readonly shown: Shown }
  | { readonly type: "nothing"; readonly text: string };
