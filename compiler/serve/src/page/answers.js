// What the operations of the interface answer, as far as the checklist shows it. Types only: no page loads this file.

export {};

/**
 * What `POST /api/decide` answers; what the checklist does not show is left out.
 * @typedef {object} Decision
 * @property {"nothing" | "edition" | "needs_responsible" | "outside"} resolution
 * @property {string | null} responsible
 * @property {readonly { readonly fact: string, readonly title: string, readonly place: string | null }[]} candidates
 * @property {Status} eligible
 * @property {readonly Question[]} questions
 * @property {readonly Line<{ readonly label: string, readonly official: string | null }>[]} [conditions]
 * @property {readonly Line<{ readonly title: string, readonly held: boolean | null }>[]} [priors]
 * @property {readonly { readonly title: string, readonly judge: string | null }[]} [pending]
 * @property {readonly Line<{ readonly name: string }>[]} [kinds]
 * @property {readonly Line<{ readonly matter: string }>[]} [instead]
 * @property {readonly Line<Material>[]} [materials]
 * @property {readonly Line<{ readonly level: number, readonly department: string, readonly body: string | null }>[]} [deciders]
 * @property {readonly Line<unknown>[]} [delegations]
 * @property {readonly Line<Limit>[]} [limits]
 * @property {readonly Line<unknown>[]} [exclusions]
 * @property {{ readonly day: string, readonly time: string | null, readonly provisional: boolean } | null} [due]
 * @property {string | null} [undated]
 * @property {Days | null} [days]  What `POST /api/due` answers, where it was asked.
 * @property {string | null} [changes_on]
 * @property {readonly Line<{ readonly name: string, readonly fen: number | null, readonly rate: number, readonly per: string | null, readonly per_unit: string | null, readonly cap: number | null }>[]} [fees]
 * @property {readonly Line<{ readonly name: string, readonly fen: number, readonly period: string }>[]} [benefits]
 * @property {readonly Line<Result>[]} [results]
 * @property {readonly Line<{ readonly name: string }>[]} [channels]
 * @property {readonly Line<{ readonly count: number, readonly reason: string | null }>[]} [visits]
 * @property {Venues} [venues]
 * @property {string | null} [notice]
 */
/** @typedef {{ readonly day: string, readonly time: string | null, readonly provisional: boolean }} Deadline */
/** @typedef {{ readonly statutory: Deadline | null, readonly promised: Deadline | null, readonly notice: Deadline | null, readonly delivery: Deadline | null, readonly stages: readonly { readonly stage: string, readonly decision: Deadline | null }[] }} Days */
/** @typedef {"certain" | "possible" | "excluded" | "moot"} Status */
/** @typedef {string | readonly string[]} Value */
/** @typedef {{ readonly file: string, readonly line: number, readonly condition: string | null, readonly text: string, readonly basis: readonly { readonly law: string, readonly place: string }[] }} Why */
/**
 * @template T
 * @typedef {{ readonly status: Status, readonly stage?: string | null, readonly value: T, readonly why: Why }} Line
 */
/** @typedef {{ readonly fact: string, readonly title: string, readonly kind: string, readonly values?: readonly string[], readonly unit?: string | null, readonly help?: string | null, readonly decimals?: number, readonly low?: number | null, readonly high?: number | null, readonly level?: number | null, readonly too_large?: string | null }} Question */
/** @typedef {{ readonly title?: string, readonly form: string, readonly count: number, readonly per: string | null }} Form */
/** @typedef {{ readonly title: string, readonly options: readonly (readonly Form[])[], readonly exempt: string | null, readonly must: string | null, readonly grace: number | null, readonly grace_unit: string | null, readonly grace_overdue: string | null }} Material */
/** @typedef {{ readonly kind: string, readonly amount: number | null, readonly unit: string, readonly start: string, readonly approver: string | null, readonly overdue: string | null }} Limit */
/** @typedef {{ readonly title: string, readonly permanent: boolean, readonly validity: number | null, readonly unit: string | null, readonly deliveries: readonly string[] }} Result */
/** @typedef {{ readonly name: string | null }} Word */
/** @typedef {{ readonly amount: number | null, readonly unit: string | null }} Duration */
/** @typedef {{ readonly name: string, readonly address: string, readonly hours?: readonly string[], readonly windows?: readonly { readonly name: string, readonly count: number }[] }} Hall */
/**
 * @typedef {object} Venues
 * @property {Status} here
 * @property {readonly Line<{ readonly unit: string | null, readonly name: string | null, readonly level: number | null }>[]} accepting
 * @property {readonly Line<{ readonly unit: string | null, readonly reaches_here: boolean }>[]} [scopes]
 * @property {readonly Line<Word>[]} modes
 * @property {readonly Line<Duration>[]} [forward]
 * @property {readonly Line<Duration>[]} [back]
 * @property {readonly Line<Word>[]} [clock]
 * @property {readonly Hall[]} halls
 */
/** @typedef {{ readonly title: string, readonly value: Value }} Answered */
