//! Which parts a line of each section takes, in the order in which `fmt` leaves them: the one table of help with forms and of completion.
//! What a tail takes is in the keyword table.

use matter_core::hir::Keyword;

/// A part of a line. Texts are: label zh, label en, sentence zh, sentence en.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// A name or a value, told from others by its place.
    Place([&'static str; 4]),
    /// A “text”.
    Text([&'static str; 4]),
    /// What a word of the language opens; labels of what follows it.
    Tail(Keyword, [&'static str; 2]),
}

use Part::{Place, Tail, Text};

const WHEN: Part = Tail(Keyword::When, ["条件", "condition"]);
const OTHERWISE: Part = Tail(Keyword::Otherwise, ["", ""]);
const CITES: Part = Tail(Keyword::Cites, ["《法规》第几条", "《law》article"]);
const OVERDUE: Part = Tail(Keyword::Overdue, ["后果", "what follows"]);
const BY: Part = Tail(Keyword::By, ["部门", "department"]);
const SINCE: Part = Tail(Keyword::Since, ["日期", "date"]);
const UNTIL: Part = Tail(Keyword::Until, ["日期", "date"]);
const AT_MOST: Part = Tail(Keyword::AtMost, ["时间", "time"]);
const APPROVED: Part = Tail(Keyword::Approved, ["谁 批准", "whom"]);
const OF_PLACE: Part = Tail(Keyword::OfPlace, ["地区", "regions"]);
const TO_LEVEL: Part = Tail(Keyword::ToLevel, ["层级", "level"]);
const REASON: Part = Text(["“理由”", "“reason”", "为什么，照原文印出。", "Why; printed as it is."]);

const CONDITIONS: &[Part] = &[
    Place([
        "条件名",
        "label",
        "以后按这个名字引用、在用例里写。",
        "The name by which tests and other lines refer to it.",
    ]),
    Text(["“说明”", "“title”", "印在办事指南上的说法。", "What the guide prints."]),
    Place(["判断", "test", "什么时候算符合：对信息项的比较。", "When it is met: comparisons of facts."]),
    Tail(Keyword::By, ["部门 审查", "department reviews"]),
    WHEN,
    CITES,
];
const MATERIALS: &[Part] = &[
    Place(["材料", "document", "“或”任选其一，“+”一起交。", "`or` gives a choice, `+` joins what goes together."]),
    Place([
        "形式",
        "form",
        "原件、复印件、原件和复印件、原件或复印件、电子。",
        "Original, photocopy, both, either, electronic.",
    ]),
    Place(["份数", "copies", "不写是一份。", "One unless said."]),
    Tail(Keyword::Per, ["信息项", "fact"]),
    Tail(Keyword::Must, ["要求", "what it bears"]),
    WHEN,
    Tail(Keyword::Exempt, ["（数据来源）", "(source)"]),
    Tail(Keyword::Grace, ["时间", "time"]),
    OVERDUE,
    OTHERWISE,
    CITES,
];
const PRIORS: &[Part] = &[
    Place(["持有", "hold", "办理前已经持有。", "Held beforehand."]),
    Place(["证照", "document", "别的事项的结果。", "The result of another matter."]),
    WHEN,
    CITES,
];
const STEPS: &[Part] = &[
    Place(["环节", "step", "按先后写；上一行办完才开始。", "In order; each begins when the line above is done."]),
    Place(["承办", "who", "窗口或部门。", "A window or a department."]),
    OF_PLACE,
    Place(["时间", "time", "用多少工作日。", "How long it takes."]),
    Tail(Keyword::Parallel, ["", ""]),
    Tail(Keyword::Within, ["环节 后", "step after"]),
    WHEN,
    CITES,
];
const TIMES: &[Part] = &[
    Place([
        "种类",
        "kind",
        "法定、承诺、不计、延长、告知、送达、公示。",
        "Statutory, promised, not counted, extension, notice, delivery.",
    ]),
    Place(["时间", "time", "写明工作日或自然日。", "Say working days or calendar days."]),
    Tail(Keyword::Since, ["事件", "event"]),
    Tail(Keyword::Excluding, ["环节", "what"]),
    AT_MOST,
    APPROVED,
    OVERDUE,
    WHEN,
    OTHERWISE,
    CITES,
];
const NOT_COUNTED: &[Part] = &[
    Place(["不计", "not counted", "不计入时限。", "What the limit does not count."]),
    Place(["环节", "what", "听证、检验、专家评审等，照原文写。", "Hearings, tests, reviews, as they are called."]),
    AT_MOST,
    WHEN,
    OTHERWISE,
    CITES,
];
const DECIDES: &[Part] = &[
    Place(["层级", "level", "哪一级作出决定。", "The level that decides."]),
    Text(["“说明”", "“title”", "印在办事指南上的说法。", "What the guide prints."]),
    BY,
    WHEN,
    OTHERWISE,
    CITES,
];
const LEVELS: &[Part] =
    &[Place(["层级或机构", "level or body", "可以写几个，用顿号分开。", "Several are parted by commas."]), WHEN, CITES];
const RESPONSIBLE: &[Part] = &[
    Place([
        "信息项",
        "facts",
        "地区类型的信息项；“任选”几个由申请人选。",
        "Facts of regions; of `any` the applicant elects one.",
    ]),
    Tail(Keyword::AnyOf, ["信息项", "facts"]),
    TO_LEVEL,
    WHEN,
    OTHERWISE,
];
const FEES: &[Part] = &[
    Place(["项目", "item", "收什么费。", "What is charged."]),
    Place(["金额", "amount", "多少元。", "How much."]),
    Tail(Keyword::Per, ["数量", "unit"]),
    Tail(Keyword::ShareBase, ["金额", "amount"]),
    Tail(Keyword::Cap, ["金额", "amount"]),
    WHEN,
    OTHERWISE,
    CITES,
];
const BENEFITS: &[Part] = &[
    Place(["周期", "period", "逐月、逐年或一次性。", "Monthly, yearly or once."]),
    Place(["金额", "amount", "发多少。", "How much is paid."]),
    WHEN,
    OTHERWISE,
    CITES,
];
const RESULT: &[Part] = &[
    Place(["证照", "document", "办结后得到什么。", "What comes out."]),
    Place(["有效期", "validity", "长期有效，或多少年。", "For good, or so many years."]),
    Tail(Keyword::Delivered, ["方式", "ways"]),
    WHEN,
    OTHERWISE,
];
const VISITS: &[Part] = &[
    Place(["次数", "visits", "到现场几次。", "How often one must come."]),
    Text(["“原因”", "“reason”", "为什么要到场。", "Why one must come."]),
    WHEN,
    OTHERWISE,
];
const CROSS_REGION: &[Part] = &[
    Place(["哪一项", "which", "范围、方式、转送、返还、起算。", "Scope, mode, forward, return, clock starts."]),
    Place(["内容", "what", "这一项的内容。", "What holds for it."]),
    WHEN,
    OTHERWISE,
];
const BASIS: &[Part] =
    &[Place(["《法规》第几条", "《law》article", "写到条、款、项。", "By article, paragraph, item."])];
const IN_FORCE: &[Part] = &[Place(["日期 起", "date onwards", "施行的第一天。", "The first day in force."]), UNTIL];
const CODE: &[Part] = &[
    Place(["体系", "system", "国家、本省等编码体系。", "The code system."]),
    Place(["编码", "code", "照登记的写。", "As registered."]),
];
const HANDLING_ITEMS: &[Part] = &[
    Place(["名称", "name", "新办、变更、注销等。", "Such as new, change, cancel."]),
    Place(["编码", "code", "两位数。", "Two digits."]),
];
const DELEGATION: &[Part] = &[
    Place(["层级 至 层级", "level to level", "从哪一级到哪一级。", "From which level to which."]),
    BY,
    SINCE,
    WHEN,
    CITES,
];
const DUTIES: &[Part] = &[
    Place(["时候", "phase", "事前、事中、事后。", "Beforehand, meanwhile, afterwards."]),
    Text(["“职责”", "“duty”", "做什么。", "What is done."]),
    CITES,
];
const INSTEAD: &[Part] = &[Place(["事项", "matter", "应当办的事项。", "The matter it is instead."]), WHEN, CITES];
const PROACTIVE: &[Part] = &[
    Place(["事件", "event", "年满等。", "Such as reaching an age."]),
    Place(["时间", "when", "多少周岁，提前多久。", "At what age, how long before."]),
    Place(["告知", "notice", "怎样告知本人。", "How the person is told."]),
    Place(["同意", "consent", "什么算申请。", "What counts as an application."]),
];
const INTERMEDIARIES: &[Part] = &[Place(["服务", "service", "中介服务的名称。", "Its name."]), WHEN, CITES];
const LIABILITY: &[Part] = &[Text(["“情形”", "“case”", "追责的情形。", "When officials are liable."]), CITES];
const WAIVER: &[Part] =
    &[Place(["代码", "code", "检查规则的代码，如 M066。", "The code of a rule, such as M066."]), REASON, UNTIL];
const BODIES: &[Part] = &[
    Place(["层级", "level", "哪一级。", "Which level."]),
    Place(["名称", "name", "机构全称。", "Its full name."]),
    Place(["代码", "code", "统一社会信用代码。", "Its credit code."]),
    OF_PLACE,
];
const VALUES: &[Part] = &[
    Place(["取值", "term", "名称。", "Its name."]),
    Place(["代码", "code", "它在代码表里的代码。", "Its code in the list."]),
];
const AT: &[Part] = &[
    Place(["受理日", "day", "哪天受理。", "Day of acceptance."]),
    Place(["收件地点", "place", "在哪里收件。", "Where it is received."]),
];
const GIVEN: &[Part] = &[
    Place(["信息项", "fact", "已经知道的一项。", "What is known."]),
    Place(["取值", "value", "它的取值。", "Its value."]),
];
const EVENTS: &[Part] = &[
    Place(["事件", "event", "申请、受理、补正等。", "Such as application, acceptance, correction."]),
    Place(["日期", "day", "哪一天。", "On which day."]),
];
const EXPECT: &[Part] = &[
    Place(["哪一项", "what", "材料、决定、时限、到期等。", "Materials, decide, times, due and so on."]),
    Place(["结果", "result", "应当得出什么。", "What must come out."]),
];

const CHOSEN: &[Part] = &[
    Place(["内容", "what", "一个取值，或用顿号分开的几个。", "A value, or several parted by commas."]),
    WHEN,
    OTHERWISE,
];
const BOUNDS: &[Part] = &[
    Place(["对象", "what", "限制什么。", "What is limited."]),
    Place(["上限", "bound", "最多多少。", "At most how much."]),
    SINCE,
    APPROVED,
    AT_MOST,
    CITES,
];
const DEFAULTS: &[Part] = &[
    Place(["哪一项", "what", "没有写明的是什么。", "What was not stated."]),
    Place(["内容", "value", "没有写明时怎样算。", "What holds then."]),
    SINCE,
    OVERDUE,
    CITES,
];
const AMENDED: &[Part] = &[
    Place(["日期", "day", "哪天修正。", "On which day."]),
    Text(["“文号”", "“number”", "以哪个文件修正。", "By which document."]),
    SINCE,
];
const PARTS_OF: &[Part] = &[
    Place(["名称", "name", "组成部分。", "A part of the whole."]),
    Place(["数目", "number", "有多少。", "How many."]),
    Tail(Keyword::Share, ["比例", "percentage"]),
];
const REPORTS: &[Part] = &[
    Place(["数目", "number", "公布的数字。", "The published number."]),
    OF_PLACE,
    Tail(Keyword::AsOf, ["日期", "date"]),
    Tail(Keyword::Reported, ["“出处”", "“source”"]),
];
const JOINT: &[Part] = &[
    Place(["环节", "steps", "合并进行的环节。", "Steps that are taken together."]),
    Tail(Keyword::Within, ["阶段", "stage"]),
    AT_MOST,
];
const STAGE: &[Part] = &[
    Place(["事项", "matters", "这个阶段里的事项。", "The matters of this stage."]),
    Tail(Keyword::LedBy, ["部门", "department"]),
    Tail(Keyword::Within, ["阶段 前", "stage before"]),
    AT_MOST,
];

const SHORT: Part = Tail(Keyword::Abbreviated, ["简称", "short name"]);
const ENGLISH: Part = Tail(Keyword::English, ["“英文名称”", "“English title”"]);
const REPLACES: Part = Tail(Keyword::Replaces, ["", ""]);

/// What the head line of an item takes behind its name.
pub(crate) const fn head(item: Keyword) -> &'static [Part] {
    use Keyword as K;
    match item {
        K::Matter | K::Theme | K::Vocabulary | K::Department | K::Law => &[SHORT, ENGLISH, REPLACES],
        K::Vary => &[OF_PLACE, SINCE, UNTIL],
        K::Fact | K::Define | K::Rate | K::Material | K::Hall | K::Window | K::Intermediary | K::Profile => {
            &[ENGLISH, REPLACES]
        }
        _ => &[],
    }
}

/// What an item takes behind the colon of its head line, and in lines right below it.
pub(crate) const fn body(item: Keyword) -> &'static [Part] {
    match item {
        Keyword::Fact => &[
            Tail(Keyword::Several, ["取值", "values"]),
            Tail(Keyword::Ordered, ["取值", "values"]),
            TO_LEVEL,
            SINCE,
            BY,
            WHEN,
        ],
        Keyword::Rate => &[OF_PLACE, SINCE, UNTIL, WHEN, CITES],
        _ => &[],
    }
}

/// The tails among parts.
pub(crate) fn tails(parts: &[Part]) -> impl Iterator<Item = Keyword> + '_ {
    parts.iter().filter_map(|part| if let Part::Tail(keyword, _) = part { Some(*keyword) } else { None })
}

/// The parts of a line of a section: lines of one section may have several forms.
pub(crate) fn parts_of(section: Keyword, line: &str) -> &'static [Part] {
    let first = line.split_whitespace().next().unwrap_or("");
    let line = line.trim_start();
    let excludes = Keyword::NotCounted.spellings().any(|word| first == word || line.starts_with(&format!("{word}  ")));
    if section == Keyword::Times && excludes { NOT_COUNTED } else { parts(section) }
}

/// The parts of a section's lines; empty where a line is a mere list of words or plain text.
pub(crate) const fn parts(section: Keyword) -> &'static [Part] {
    use Keyword as K;
    match section {
        K::Conditions => CONDITIONS,
        K::Materials => MATERIALS,
        K::Priors => PRIORS,
        K::Steps => STEPS,
        K::Times => TIMES,
        K::Decides => DECIDES,
        K::Accepts => LEVELS,
        K::Responsible => RESPONSIBLE,
        K::Fees => FEES,
        K::Benefits => BENEFITS,
        K::Result => RESULT,
        K::Visits => VISITS,
        K::CrossRegion => CROSS_REGION,
        K::Basis => BASIS,
        K::InForce => IN_FORCE,
        K::Code => CODE,
        K::HandlingItems => HANDLING_ITEMS,
        K::Devolved | K::Delegated | K::Posted | K::Networked => DELEGATION,
        K::Duties => DUTIES,
        K::Instead => INSTEAD,
        K::Proactive => PROACTIVE,
        K::Intermediaries => INTERMEDIARIES,
        K::Liability => LIABILITY,
        K::Waiver => WAIVER,
        K::Bodies | K::Branches => BODIES,
        K::Values => VALUES,
        K::At => AT,
        K::Given => GIVEN,
        K::Events => EVENTS,
        K::Expect => EXPECT,
        K::Channels | K::CaseKind | K::Discretion => CHOSEN,
        K::Bounds => BOUNDS,
        K::Defaults => DEFAULTS,
        K::Amended => AMENDED,
        K::Parts => PARTS_OF,
        K::Reports => REPORTS,
        K::Joint => JOINT,
        K::Stage => STAGE,
        _ => &[],
    }
}
