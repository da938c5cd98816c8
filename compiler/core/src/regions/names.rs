//! Names as people write them: 龙岗区 → 龙岗, 恩施土家族苗族自治州 → 恩施, 坂田街道 → 坂田.

/// Words behind which nothing of a name is left out, longest first where one ends in another.
const KINDS: [&str; 22] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道办事处",
    "居民委员会",
    "村民委员会",
    "地区",
    "林区",
    "特区",
    "街道",
    "社区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
    "村",
];

/// Peoples that stand in the names of autonomous divisions, longest first where one ends in another.
const PEOPLES: [&str; 56] = [
    "柯尔克孜族",
    "柯尔克孜",
    "乌孜别克族",
    "达斡尔族",
    "哈萨克族",
    "塔吉克族",
    "维吾尔族",
    "土家族",
    "布依族",
    "哈尼族",
    "景颇族",
    "傈僳族",
    "朝鲜族",
    "仫佬族",
    "毛南族",
    "仡佬族",
    "拉祜族",
    "布朗族",
    "独龙族",
    "纳西族",
    "普米族",
    "撒拉族",
    "东乡族",
    "保安族",
    "裕固族",
    "鄂温克族",
    "鄂伦春族",
    "阿昌族",
    "德昂族",
    "锡伯族",
    "蒙古族",
    "哈萨克",
    "塔吉克",
    "维吾尔",
    "达斡尔",
    "蒙古",
    "锡伯",
    "各族",
    "壮族",
    "回族",
    "满族",
    "藏族",
    "羌族",
    "彝族",
    "苗族",
    "侗族",
    "傣族",
    "白族",
    "瑶族",
    "畲族",
    "黎族",
    "水族",
    "佤族",
    "怒族",
    "土族",
    "京族",
];

/// The name without the word for its kind of division and without the peoples that it names; never shorter than two characters.
#[must_use]
pub fn bare_name(name: &str) -> &str {
    let Some((bare, kind)) = KINDS.iter().find_map(|kind| Some((strip(name, kind)?, *kind))) else { return name };
    if !kind.starts_with("自治") {
        return bare;
    }
    let mut bare = bare;
    while let Some(shorter) = PEOPLES.iter().find_map(|people| strip(bare, people)) {
        bare = shorter;
    }
    bare
}

/// `name` without `suffix`, if two characters are left.
fn strip<'n>(name: &'n str, suffix: &str) -> Option<&'n str> {
    name.strip_suffix(suffix).filter(|rest| rest.chars().nth(1).is_some())
}
