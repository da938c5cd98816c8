// The words around the checklist, in the language of the guide. The checklist has its own.

export type Language = "zh" | "en";

const WORDS = {
  guide: ["指南", "Guide"],
  checklist: ["材料清单", "Checklist"],
  diagram: ["流程图", "Diagram"],
  place: ["地点", "Place"],
  day: ["受理日", "Day"],
  questions: ["要回答的问题", "Questions"],
  outcome: ["结果", "Outcome"],
  nothing: ["没有要再问的了。", "Nothing more to ask."],
  restart: ["全部重答", "Start again"],
  errors: ["这个文件还有 {0} 处错误，改正以前，下面的内容可能不对。", "This file still has errors ({0}): until they are mended, what stands below may be wrong."],
  source: ["到源文件：", "Go to source: "],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

/** One word. */
export const word = (language: Language, id: Word): string => WORDS[id][language === "en" ? 1 : 0];
