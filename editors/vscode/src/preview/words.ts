// The page's own words, in the language of the guide.

export type Language = "zh" | "en";

const WORDS = {
  guide: ["指南", "Guide"],
  checklist: ["材料清单", "Checklist"],
  diagram: ["流程图", "Diagram"],
  place: ["地点", "Place"],
  day: ["受理日", "Day"],
  questions: ["要回答的问题", "Questions"],
  outcome: ["结果", "Outcome"],
  answered: ["已回答", "Answered"],
  change: ["重答", "Change"],
  restart: ["全部重答", "Start again"],
  answer: ["回答", "Answer"],
  none: ["无", "none"],
  nothing: ["没有要再问的了。", "Nothing more to ask."],
  elect: ["由哪里办理", "Which place is to be responsible"],
  yes: ["是", "yes"],
  no: ["否", "no"],
  certain: ["符合条件", "Eligible"],
  possible: ["还不能确定", "Not yet known"],
  excluded: ["不符合条件", "Not eligible"],
  moot: ["不符合条件", "Not eligible"],
  undetermined: ["要先定由哪里办理", "The responsible place must be settled first"],
  outside: ["不归本目录内的任何地方办理", "No place of this catalogue is responsible"],
  maybe: ["视情况", "depends"],
  failed: ["不符合的条件", "Conditions that are not met"],
  priors: ["先要取得", "To be held first"],
  instead: ["要改办", "Rather another matter"],
  pending: ["由经办机构审查", "Judged by officials"],
  materials: ["要交的材料", "What to bring"],
  deciders: ["由谁决定", "Who decides"],
  due: ["当日受理的，最迟办结", "Decided at the latest, if accepted that day"],
  provisional: ["暂定，当年日历尚未公布", "provisional: the calendar is not published"],
  fees: ["收费", "Fees"],
  results: ["结果", "Result"],
  visits: ["到现场", "Visits in person"],
  halls: ["办理地点", "Places"],
  when: ["当", "when"],
  basis: ["依据：", "Basis: "],
  source: ["到源文件：", "Go to source: "],
  free: ["不收费", "free"],
  yuan: ["元", "yuan"],
  times: ["次", "×"],
  copies: ["份", "×"],
  per: ["每", "per "],
  exempt: ["免提交：", "not handed in: "],
  must: ["须", "must "],
  grace: ["可容缺：", "may follow within "],
  working_days: ["个工作日", "working days"],
  calendar_days: ["个自然日", "calendar days"],
  months: ["个月", "months"],
  original: ["原件", "original"],
  copy: ["复印件", "copy"],
  original_and_copy: ["原件和复印件", "original and copy"],
  original_or_copy: ["原件或复印件", "original or copy"],
  electronic: ["电子件", "electronic"],
  unsaid: ["", ""],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

const LEVELS = [
  ["国家级", "nation"], ["省级", "province"], ["市级", "city"], ["县级", "county"], ["乡镇（街道）", "town"], ["村（社区）", "village"],
] as const;

/** One word. */
export const word = (language: Language, id: Word): string => WORDS[id][language === "en" ? 1 : 0];

/** The word for an identifier of an answer; the identifier itself if there is none. */
export const named = (language: Language, id: string): string => (id in WORDS ? word(language, id as Word) : id);

/** A level of administration, 1 to 6. */
export const level = (language: Language, number: number): string => LEVELS[number - 1]?.[language === "en" ? 1 : 0] ?? "";
