//! The Chinese words of commands, arguments and values.

/// What the exit codes mean.
pub(super) const EXIT_CODES: &str = "退出码：0 没有问题，1 有发现（错误、没通过的用例、没排好的文件、有差别的两次发布），2 命令写得不对，3 文件或者网络用不了。";

/// Command (empty: the program, or an argument that means the same everywhere), argument (empty: the command itself), words.
const TEXTS: &[(&str, &str, &str)] = &[
    ("", "", "检查、证明政务服务事项目录，并编译成数据表。"),
    ("new", "", "新建一个能编译、带有通过的用例的目录"),
    ("check", "", "检查并证明一个目录"),
    ("build", "", "把目录编译成数据表"),
    ("decide", "", "算一个具体的情形"),
    ("theme", "", "为一个具体的情形算一件事"),
    ("guide", "", "输出事项的办事指南，或者它的运行图"),
    ("test", "", "运行目录里的用例"),
    ("vectors", "", "写出能把算得对的程序和算得错的程序区分开的情形，以及应得的结果"),
    ("fmt", "", "把文件排成统一的样式"),
    ("explain", "", "说明一个编号的含义"),
    ("serve", "", "提供算情形的网页和 JSON 接口"),
    ("info", "", "说明一个运行映像里有什么"),
    ("diff", "", "说明两次发布之间，对办事的人有什么变化"),
    ("verify", "", "把一次发布和它的清单核对"),
    ("schema", "", "输出一种结果的 JSON Schema"),
    ("lsp", "", "为编辑器提供语言服务，通过标准输入和标准输出"),
    ("", "quiet", "只输出发现和结果"),
    ("", "color", "是否用颜色"),
    ("", "lang", "消息的语言，默认与目录相同；对 fmt 来说，是关键词要换成的语言"),
    ("", "as_of", "当作“今天”的日期（如 2026-11-01），代替 matters.toml 里的 as_of"),
    ("", "deny", "把这个编号或者类别的发现当作错误；可以写几次"),
    ("", "cache", "上几次运行的结果存在哪里，代替 MATTER_CACHE_DIR 或者用户的缓存文件夹"),
    ("", "no_cache", "不用也不存上几次运行的结果"),
    ("", "folder", "有 matters.toml 的文件夹"),
    ("", "matter", "事项的名称、简称或者编码"),
    ("", "tables", "目录的文件夹，或者运行映像"),
    ("new", "folder", "要新建的文件夹，须不存在或者是空的"),
    ("new", "region", "目录所在地的行政区划代码（6 位、9 位或者 12 位）；不写就是全国的目录"),
    ("check", "format", "发现的输出形式"),
    ("build", "out", "发布到哪个文件夹；默认由 matters.toml 里的 [[target]] 决定"),
    ("build", "target", "要写的载体，代替 matters.toml 里的；可以写几次"),
    ("build", "split", "另外为每个事项写一个 JSON 文件"),
    ("build", "allow_holes", "有写着“待定”的小节时也发布"),
    ("", "at", "申请人所在的地点（地区的名称或者代码）"),
    ("", "responsible", "属地；与所在地点不同，或者由回答决定时，可以不写"),
    ("decide", "on", "受理的日期（如 2026-11-01）"),
    ("theme", "on", "受理的日期（如 2026-11-01）"),
    ("theme", "theme", "一件事的名称"),
    ("theme", "json", "输出 JSON（结构见 matter schema answers 的 theme.answer）"),
    ("", "answers", "一个回答，写作 信息项=值；多选的几项用「、」或者「,」隔开；可以写几次"),
    ("decide", "json", "输出 JSON（结构见 matter schema decision）"),
    ("guide", "catalogue", "目录的文件夹"),
    ("guide", "image", "运行映像，代替目录"),
    ("guide", "place", "属地（名称或者代码）；默认是目录的根"),
    ("guide", "on", "受理的日期（如 2026-11-01），代替 matters.toml 里的 as_of"),
    ("guide", "format", "要什么形式"),
    ("guide", "language", "指南的语言，默认与消息相同"),
    ("guide", "output", "要写的文件，代替标准输出"),
    ("test", "only", "只运行名称里有这段文字的用例"),
    ("test", "format", "报告的形式"),
    ("test", "coverage", "说明用例用到了哪些规则、哪些格子"),
    ("fmt", "paths", "文件或者文件夹"),
    ("fmt", "check", "什么也不改；有文件没有排好就以 1 退出"),
    ("explain", "code", "编号，如 E0401、M042，或者名称，如 choice-gap；不写就列出全部"),
    ("serve", "tables", "目录的文件夹，或者运行映像；映像换了新的，就用新的"),
    ("serve", "port", "端口；写 0 就取一个空闲的"),
    ("serve", "host", "监听的地址；别的电脑要能打开，就不能用本机地址"),
    ("info", "image", "运行映像；要数字时，也可以是一次发布或者目录的文件夹"),
    ("info", "figures", "改为给出数字：各类事项的个数、承诺和法定的天数、标签、材料、到期要复核的"),
    ("info", "on", "数字是哪一天的（如 2026-11-01），代替发布时的日期"),
    ("info", "within", "往后多少天内到期要复核的也算"),
    ("info", "format", "数字的输出形式"),
    ("diff", "old", "较早的一次发布：映像、发布的文件夹，或者目录的文件夹"),
    ("diff", "new", "较晚的一次发布，写法相同"),
    ("diff", "on", "在哪一天比较（如 2026-11-01），代替较晚一次发布时的日期"),
    ("diff", "format", "报告的形式"),
    ("check", "against", "还要找出目录比较早的一次发布多要求了什么：映像、发布的文件夹，或者目录的文件夹"),
    ("verify", "folder", "发布的文件夹"),
    ("schema", "of", "哪一种结果"),
];

/// Names of values.
const VALUES: &[(&str, &str)] = &[
    ("ADDRESS", "地址"),
    ("ANSWERS", "回答"),
    ("CATALOGUE", "文件夹"),
    ("CODE", "编号"),
    ("COLOR", "何时"),
    ("DAY", "日期"),
    ("DAYS", "天数"),
    ("DIR", "文件夹"),
    ("FACT=VALUE", "信息项=值"),
    ("FILE", "文件"),
    ("FOLDER", "文件夹"),
    ("FORMAT", "形式"),
    ("IMAGE", "映像"),
    ("LANG", "语言"),
    ("LANGUAGE", "语言"),
    ("NEW", "较晚的发布"),
    ("OLD", "较早的发布"),
    ("RELEASE", "发布"),
    ("MATTER", "事项"),
    ("OF", "结果"),
    ("ONLY", "文字"),
    ("PATHS", "路径"),
    ("PLACE", "地点"),
    ("PORT", "端口"),
    ("REGION", "地区"),
    ("TABLES", "目录或映像"),
    ("TARGET", "载体"),
    ("THEME", "一件事"),
];

/// Argument (empty: any), value, what it is.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("color", "auto", "在终端上用"),
    ("color", "always", "总是用"),
    ("color", "never", "不用"),
    ("", "zh", "中文"),
    ("", "en", "英文"),
    ("", "human", "给人看"),
    ("", "short", "一个发现一行"),
    ("of", "decision", "matter decide --json 的输出"),
    ("of", "tables", "matter build 的 JSON 载体"),
    ("of", "diff", "matter diff --format json 的输出"),
    ("of", "figures", "matter info --figures --format json 的输出"),
    ("of", "answers", "运行时各接口的请求和应答"),
    ("target", "sqlite", "SQLite 文件"),
    ("target", "json", "JSON 和它的结构说明"),
    ("target", "image", "运行映像"),
    ("target", "postgresql", "PostgreSQL 的 SQL"),
    ("target", "mariadb", "MariaDB、MySQL 的 SQL"),
    ("", "json", "JSON"),
    ("", "sarif", "SARIF 2.1.0"),
    ("", "junit", "JUnit XML"),
    ("", "html", "不依赖别的文件的网页"),
    ("", "md", "Markdown"),
    ("", "svg", "运行图"),
];

/// The words of a command's argument, or of the command itself: its own, else those of every command.
pub(super) fn text(command: &str, argument: &str) -> Option<&'static str> {
    let find = |command: &str| TEXTS.iter().find(|(own, arg, _)| *own == command && *arg == argument);
    find(command).or_else(|| find("").filter(|_| !argument.is_empty())).map(|(_, _, words)| *words)
}

/// The name of a value.
pub(super) fn value(name: &str) -> Option<&'static str> {
    VALUES.iter().find(|(own, _)| *own == name).map(|(_, words)| *words)
}

/// What one of an argument's values is.
pub(super) fn meaning_of_value(argument: &str, value: &str) -> Option<&'static str> {
    let find = |argument: &str| MEANINGS.iter().find(|(own, name, _)| *own == argument && *name == value);
    find(argument).or_else(|| find("")).map(|(_, _, words)| *words)
}
