// What the preview's page and the extension say to each other, and what the server answers. Types only.
import type { Decision, Value } from "../../../../compiler/serve/src/page/answers.js";
import type { Place } from "../../../../compiler/serve/src/page/place.js";

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
  | { readonly type: "places"; readonly turn: number; readonly typed: string; readonly anywhere: boolean }
  | { readonly type: "open"; readonly file: string; readonly line: number };

/** To the page. */
export type ToPage =
  | { readonly type: "guide"; readonly uri: string; readonly shown: Shown }
  | { readonly type: "decision"; readonly turn: number; readonly shown: Shown }
  | { readonly type: "places"; readonly turn: number; readonly places: readonly Place[] }
  | { readonly type: "errors"; readonly count: number }
  | { readonly type: "nothing"; readonly text: string };
