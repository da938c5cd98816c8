// Identifiers, amounts and days → what people call them, in one of two languages.

/** @typedef {import("./answers.js").Value} Value */

/** @type {Readonly<Record<string, readonly [string, string]>>} */
const WORDS = {
  certain: ["", ""],
  possible: ["视情况", "depending on the case"],
  yes: ["是", "yes"],
  no: ["否", "no"],
  working_days: ["个工作日", "working days"],
  calendar_days: ["个自然日", "calendar days"],
  months: ["个月", "months"],
  years: ["年", "years"],
  hours: ["小时", "hours"],
  original: ["原件", "original"],
  copy: ["复印件", "copy"],
  original_and_copy: ["原件和复印件", "original and copy"],
  original_or_copy: ["原件或复印件", "original or copy"],
  electronic: ["电子件", "electronic"],
  unsaid: ["", ""],
  fully_online: ["全程网办", "fully online"],
  received_for_another: ["代收代办", "received for another"],
  jointly: ["多地联办", "jointly"],
  statutory: ["法定时限", "by law"],
  promised: ["承诺时限", "promised"],
  notice: ["一次性告知", "notice of what is missing"],
  delivery: ["送达", "delivery of the result"],
  extension: ["可以延长", "may be extended by"],
  publicity: ["公示", "publicity"],
  accept_period: ["受理期", "period of acceptance"],
  application: ["申请", "application"],
  receipt: ["收件", "receipt"],
  correction: ["补正", "correction"],
  acceptance: ["受理", "acceptance"],
  decision: ["决定", "decision"],
  finding: ["查实", "finding"],
  expiry: ["届满", "expiry"],
  monthly: ["每月", "a month"],
  yearly: ["每年", "a year"],
  once: ["一次性", "once"],
};
/** @type {readonly (readonly [string, string])[]} */
const LEVELS = [
  ["国家级", "nation"], ["省级", "province"], ["市级", "city"], ["县级", "county"], ["乡镇（街道）", "town"],
  ["村（社区）", "village"],
];

/** The words of one language. */
export class Words {
  /** @param {boolean} english */
  constructor(english) {
    this.english = english;
    /** @type {(zh: string, en: string) => string} */
    this.say = (zh, en) => (english ? en : zh);
  }

  /** The word for an identifier of an answer; the identifier itself if there is none. @param {string | null | undefined} id */
  word(id) {
    const words = WORDS[id ?? ""];
    return words ? this.say(...words) : (id ?? "");
  }

  /** A level of administration, 1 to 6. @param {number | null | undefined} number */
  level(number) {
    const words = LEVELS[(number ?? 0) - 1];
    return words ? this.say(...words) : "";
  }

  /** @param {number} fen */
  yuan(fen) {
    return `${(fen / 100).toFixed(fen % 100 ? 2 : 0)} ${this.say("元", "yuan")}`;
  }

  /** @param {number} amount @param {string | null} unit */
  length(amount, unit) {
    if (amount === 0 && unit === "working_days") return this.say("当场", "at once");
    const word = this.word(unit);
    return `${amount} ${this.english && amount === 1 ? word.replace(/s$/, "") : word}`;
  }

  /** Names from the province down, as people write them. @param {string} path */
  path(path) {
    return this.english ? path.replaceAll("/", " / ") : path.replaceAll("/", "");
  }

  /** A day of the answers (2026-03-11) in words, with its weekday. @param {string} day */
  day(day) {
    return this.date(day, "full");
  }

  /** @param {string} day @param {"full" | "long"} [style] */
  date(day, style = "long") {
    const written = new Intl.DateTimeFormat(this.say("zh-CN", "en-GB"), { dateStyle: style, timeZone: "UTC" });
    return written.format(new Date(`${day}T00:00:00Z`));
  }

  /** The language of a text that is the catalogue's own, on a page in another one. @param {string} text */
  spoken(text) {
    return this.english && /\p{Script=Han}/u.test(text) ? "zh-CN" : null;
  }

  /** An answer as it is shown. @param {Value} value */
  value(value) {
    return typeof value !== "string" ? value.join("、") || this.say("无", "none")
      : value === "是" ? this.word("yes") : value === "否" ? this.word("no") : value;
  }
}
