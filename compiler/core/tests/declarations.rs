//! Declarations of the standard library and of small catalogues.

mod fixture;

use fixture::{findings, host, host_with_library};
use matter_core::hir::{Duration, FactType, Level, LimitKind, Operation, Owner, Period, TimeUnit};
use matter_decide::Ranges;

#[test]
fn the_standard_library_is_read_without_findings() {
    let host = host_with_library("");
    let analysis = host.analysis();
    assert_eq!(findings(&analysis), "");
}

#[test]
fn the_standard_library_declares_what_it_says() {
    let host = host_with_library("");
    let analysis = host.analysis();
    let all = analysis.declarations();
    let count = |text: &str, keyword: &str| text.lines().filter(|line| line.starts_with(keyword)).count();
    let text = |name: &str| fixture::LIBRARY.iter().find(|(path, _)| path.ends_with(name)).unwrap().1;
    assert_eq!(all.facts.len(), count(text("facts.matter"), "信息项"));
    assert_eq!(all.laws.len(), count(text("laws.matter"), "法规"));
    assert_eq!(all.materials.len(), count(text("materials.matter"), "材料"));
    assert_eq!(all.departments.len(), count(text("departments.matter"), "部门"));
    assert_eq!(all.vocabularies.len(), count(text("vocabularies.matter"), "代码表"));
    assert_eq!(all.profiles.len(), count(text("profiles.matter"), "要素要求"));
    let deadlines = all.profiles.iter().find(|profile| &*profile.name == "行政许可的期限").unwrap();
    assert_eq!(deadlines.kinds, ["行政许可".into()]);
    assert_eq!(deadlines.day_unit, Some(TimeUnit::WorkingDays));
    let (kind, length, basis) = deadlines.bounds.first().unwrap();
    assert_eq!((*kind, *length), (LimitKind::Statutory, Duration { amount: 20, unit: TimeUnit::WorkingDays }));
    let law = all.laws.get(basis[0].source.unwrap() as usize).unwrap();
    assert_eq!((&*law.name, &*basis[0].place), ("中华人民共和国行政许可法", "第四十二条第一款"));
    for name in ["行政许可法", "中华人民共和国行政许可法", "主席令第七号"] {
        assert_eq!(all.law_names.get(name), basis[0].source.as_ref(), "{name}");
    }
}

#[test]
fn names_and_short_names_and_aliases_find_the_same_declaration() {
    let host = host_with_library("");
    let analysis = host.analysis();
    let all = analysis.declarations();
    let health = all.department_names.get("卫生健康").unwrap();
    assert_eq!(all.department_names.get("卫健"), Some(health));
    assert_eq!(all.department_names.get("计划生育"), Some(health));
    let book = all.material_names.get("居民户口簿").unwrap();
    assert_eq!(all.material_names.get("户口本"), Some(book));
    let police = &all.departments[all.department_names["公安"] as usize];
    let branch = police.bodies.iter().find(|body| body.region.as_deref() == Some("440307000000")).unwrap();
    assert!(branch.whole_name && &*branch.name == "深圳市公安局龙岗分局");
    assert_eq!(police.branches.len(), 1);
}

const FACTS: &str = "
//- facts.matter
/// 申请时的状况。
信息项 婚姻状况：未婚、已婚、离异、丧偶
信息项 经营项目：多选 热食、冷食、糕点
信息项 学历：由低到高 无、大专、本科
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
信息项 建筑面积：0 至 1_000_000 平方米 两位小数
信息项 总投资：金额
信息项 户籍地：地区 到 县级
信息项 在本市有住房：是否  任一人
信息项 生育日期：日期  当 婚姻状况 = 已婚
信息项 无犯罪记录：是否  由 公安 审查
信息项 参保：是否  由 社保库
";

#[test]
fn facts_have_types_domains_owners_and_cases_in_which_they_exist() {
    let host = host(FACTS);
    let analysis = host.analysis();
    assert_eq!(findings(&analysis), "");
    let all = analysis.declarations();
    let fact = |name: &str| &all.facts[all.fact_names[name] as usize];
    assert_eq!(fact("婚姻状况").domain, Ranges::between(0, 3));
    assert_eq!(&*fact("婚姻状况").doc, "申请时的状况。");
    assert!(matches!(&fact("经营项目").ty, FactType::Set { options } if options.len() == 3));
    assert!(matches!(&fact("学历").ty, FactType::Choice { ordered: true, values } if &*values[2] == "本科"));
    assert_eq!(fact("出生日期").ty, FactType::Date);
    let years = FactType::Count { from: "出生日期".into(), operation: Operation::Years };
    assert_eq!((&fact("年龄").ty, fact("年龄").owner), (&years, Owner::Computed));
    assert_eq!(fact("建筑面积").ty, FactType::Number { scale: 2, unit: Some("平方米".into()) });
    assert_eq!(fact("建筑面积").domain, Ranges::between(0, 100_000_000));
    assert_eq!(fact("总投资").ty, FactType::Money);
    assert_eq!(fact("户籍地").ty, FactType::Region(Level::County));
    let longgang = i64::from(analysis.regions().by_code("440307", None).unwrap());
    assert!(fact("户籍地").domain.contains(longgang) && !fact("户籍地").domain.contains(longgang + 1));
    assert!(fact("在本市有住房").any_member);
    assert!(fact("生育日期").exists.is_some());
    assert_eq!(fact("无犯罪记录").owner, Owner::Official);
    assert_eq!(fact("参保").owner, Owner::Shared);
}

#[test]
fn the_nearer_catalogue_wins_with_a_warning_unless_it_says_that_it_replaces() {
    let host = host(
        "
//- a.matter
信息项 学历：无、本科
材料 居住证  替换
  签发：公安
材料 暂住证  替换
  签发：公安
//- base:b.matter
信息项 学历：无、大专、本科
材料 居住证
  签发：民政
",
    );
    let analysis = host.analysis();
    assert_eq!(
        findings(&analysis),
        "a.matter 「信息项 学历」 | base:b.matter 「信息项 学历」 hidden-here: E0202 name=学历\n\
         a.matter 「材料 暂住证」: E0203 name=暂住证\n"
    );
    let all = analysis.declarations();
    assert_eq!(all.facts[0].domain, Ranges::between(0, 1));
    assert_eq!((all.facts.len(), all.materials.len()), (1, 2));
    assert_eq!(all.materials[all.material_names["居住证"] as usize].issuer.as_deref(), Some("公安"));
}

#[test]
fn a_name_declared_twice_is_an_error_that_shows_both_places() {
    let host = host(
        "
//- a.matter
信息项 学历：无、本科
//- b.matter
信息项 学历：无、大专
部门 卫生健康  简称 卫健
部门 卫健
事项 甲
事项 甲
",
    );
    let analysis = host.analysis();
    let found = findings(&analysis);
    let duplicates: Vec<&str> = found.lines().filter(|line| line.contains("E020")).collect();
    assert_eq!(
        duplicates,
        [
            "b.matter 「信息项 学历」 | a.matter 「信息项 学历」 declared-here: E0201 name=学历",
            "b.matter 「部门 卫生健康」 | b.matter 「部门 卫健」 declared-here: E0205 name=卫健",
            "b.matter 「事项 甲」 | b.matter 「事项 甲」 declared-here: E0201 name=甲",
        ]
    );
}

#[test]
fn what_a_declaration_lacks_is_reported_where_it_stands() {
    let host = host(
        "
//- a.matter
信息项 性别：男、男
信息项 年限：自 婚姻状况 起的周岁数
信息项 婚姻状况：未婚、已婚
信息项 面积：9 至 1 平方米
标准 低保标准：金额 每月
  636 元  于 南山区  自 2021-09-01  依据 渝民发〔2016〕80号
  700 平方米
部门 水务
  机构：
    县级
大厅 政务大厅
  地址：无
",
    );
    insta::assert_snapshot!(findings(&host.analysis()));
}

#[test]
fn rates_hold_amounts_by_region_and_period() {
    let host = host(
        "
//- a.matter
标准 低保标准：金额 每月
  636 元  于 龙岗区  自 2021-09-01  依据 渝民发〔2016〕80号
  1_000 元
标准 人均面积：平方米
  15.5 平方米
",
    );
    let analysis = host.analysis();
    assert_eq!(findings(&analysis), "");
    let rates = &analysis.declarations().rates;
    let first = Period { from: "2021-09-01".parse().ok(), to: None };
    assert_eq!(rates[0].ty, FactType::Money);
    assert_eq!(
        rates[0].values,
        [
            ("440307000000".into(), first, 63_600, "渝民发〔2016〕80号".into()),
            ("".into(), Period::default(), 100_000, "".into())
        ]
    );
    assert_eq!(rates[1].ty, FactType::Number { scale: 1, unit: Some("平方米".into()) });
    assert_eq!(rates[1].values[0].2, 155);
}

#[test]
fn halls_windows_and_intermediaries_of_catalogues_are_kept() {
    let host = host_with_library(
        "
//- a.matter
大厅 龙岗区行政服务大厅
  位于：龙岗区
  地址：龙城街道清林中路。
  时间：
    周一至周五  “9:00-12:00、14:00-18:00”
  渠道：窗口、自助终端
  窗口：
    商事登记窗口  8
综合窗口 商事登记窗口
  事项：设立登记、公章刻制
中介服务 施工图审查
  依据：《行政许可法》第四十五条
  上限：15 个工作日
  付费方：建设单位
事项 企业设立登记  简称 设立登记
事项 公章刻制
",
    );
    let analysis = host.analysis();
    let all = analysis.declarations();
    let hall = &all.halls[0];
    assert_eq!((&*hall.region, &*hall.address), ("440307000000", "龙城街道清林中路。"));
    assert_eq!(hall.channels, ["窗口".into(), "自助终端".into()]);
    assert_eq!(hall.windows, [("商事登记窗口".into(), 8)]);
    assert_eq!(hall.hours.len(), 1);
    assert_eq!(all.windows[0].matters, ["企业设立登记".into(), "公章刻制".into()]);
    let service = &all.intermediaries[0];
    assert_eq!(service.limit, Some(Duration { amount: 15, unit: TimeUnit::WorkingDays }));
    assert_eq!((service.payer.as_deref(), service.basis[0].article), (Some("建设单位"), 45));
}

#[test]
fn themes_name_their_members_in_full() {
    let host = host(
        "
//- a.matter
一件事 基本建设项目并联审批
  牵头：发展改革
  阶段 规划许可：用地许可、工程许可  牵头 规划  12 个工作日
  阶段 施工许可：施工图审查
  联合：现场踏勘  不超过 2 次
  联办：施工图审查、工程许可
  不含：竣工验收
  承诺：51 个工作日
  改革前：302 个工作日、现场踏勘 18 次、材料 施工图审查 67 项
事项 建设用地规划许可  简称 用地许可
事项 建设工程规划许可  简称 工程许可
事项 施工图审查
事项 竣工验收
",
    );
    let analysis = host.analysis();
    let theme = &analysis.declarations().themes[0];
    assert_eq!(theme.stages[0].members, ["建设用地规划许可".into(), "建设工程规划许可".into()]);
    assert_eq!(theme.stages[0].lead.as_deref(), Some("规划"));
    assert_eq!(theme.stages[0].limit, Some(Duration { amount: 12, unit: TimeUnit::WorkingDays }));
    assert_eq!(theme.together, ["施工图审查".into(), "建设工程规划许可".into()]);
    assert_eq!(theme.joint, [("现场踏勘".into(), Some(2))]);
    assert_eq!(theme.excluded, ["竣工验收".into()]);
    assert_eq!(theme.promise, Some(Duration { amount: 51, unit: TimeUnit::WorkingDays }));
    let claims: Vec<_> = theme.claims.iter().map(|(words, number)| (&**words, *number)).collect();
    assert_eq!(
        claims,
        [("302 个工作日", Some(302)), ("现场踏勘 18 次", Some(18)), ("材料 施工图审查 67 项", Some(67))]
    );
}

#[test]
fn what_a_theme_leaves_out_need_not_be_a_matter() {
    let host = host(
        "
//- a.matter
一件事 开办企业
  事项：企业设立登记
  不含：竣工验收、刻章
事项 企业设立登记
事项 公章刻制  简称 刻章
",
    );
    let analysis = host.analysis();
    assert!(!findings(&analysis).contains("一件事"), "{}", findings(&analysis));
    assert_eq!(analysis.declarations().themes[0].excluded, ["竣工验收".into(), "公章刻制".into()]);
}

#[test]
fn members_of_a_theme_must_exist_and_stand_there_once() {
    let host = host(
        "
//- a.matter
一件事 开办企业
  事项：企业设立登计、公章刻制、公章刻制
  联办：税务登记
事项 企业设立登记
事项 公章刻制
事项 税务登记
",
    );
    let found = findings(&host.analysis());
    let between: Vec<&str> = found.lines().filter(|line| line.contains("一件事")).collect();
    assert_eq!(
        between,
        [
            "a.matter 「一件事 开办企业」 wanted-matter: E0240 name=企业设立登计 suggestions=[企业设立登记]",
            "a.matter 「一件事 开办企业」: E0206 name=公章刻制",
            "a.matter 「一件事 开办企业」: E0207 name=税务登记",
        ]
    );
}

#[test]
fn items_are_called_by_kind_and_name_and_told_apart_by_their_order() {
    let host = host(
        "
//- a.matter
事项 居住证换、补领  简称 换领  en \"Renewal\"
材料 居住证  替换
互斥 “未婚者没有离婚后的登记”：甲 = 乙
互斥：甲 = 丙
特别规定 换领 于 龙岗区 自 2026-07-01
事项 居住证换、补领
",
    );
    let analysis = host.analysis();
    let names: Vec<String> =
        analysis.items("a.matter").iter().map(|item| format!("{}#{}", item.item.name, item.item.ordinal)).collect();
    assert_eq!(
        names,
        [
            "事项/居住证换、补领#0",
            "材料/居住证#0",
            "互斥/“未婚者没有离婚后的登记”#0",
            "互斥/：甲 = 丙#0",
            "特别规定/换领 于 龙岗区 自 2026-07-01#0",
            "事项/居住证换、补领#1",
        ]
    );
    assert_eq!(analysis.items("a.matter")[0].short.as_deref(), Some("换领"));
}
