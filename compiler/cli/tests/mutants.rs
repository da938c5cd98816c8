//! Slips that officers make, put into the sample catalogue one at a time: each is found, under its own code.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// File, text, what stands there instead, and the code that must be reported.
const MUTANTS: &[(&str, &str, &str, &str)] = &[
    // Nobody decides projects of the district.
    ("工程/施工许可.matter", "    县级  否则\n", "", "E0401"),
    // Large projects of the city are decided twice, small ones of the district by nobody.
    ("工程/施工许可.matter", "    县级  否则\n", "    县级  当 总投资 > 1 亿元\n", "E0402"),
    // Who is 80 gets nothing.
    ("民生/老年人.matter", "| 80 至 89 |", "| 81 至 89 |", "E0401"),
    // Fifteen working days are longer than the fifteen days of the law.
    ("企业/企业开办.matter", "承诺  1 个工作日  自 申请", "承诺  15 个工作日  自 申请", "E0440"),
    // The steps take longer than what is promised.
    ("民生/人才住房.matter", "核查  住房建设  5 个工作日", "核查  住房建设  9 个工作日", "E0442"),
    // The law has seventy articles.
    ("工程/规划许可.matter", "《城乡规划法》第四十条", "《城乡规划法》第八十条", "E0320"),
    // A street asks for one paper more, or takes longer, than the standard.
    ("民生/老年人.matter", "  渠道：增 上门\n", "  材料：增 住宿证明  原件\n", "E0420"),
    ("民生/老年人.matter", "改 承诺：2 个工作日", "改 承诺：9 个工作日", "E0420"),
    // The business licence waits for the food permit and the food permit for the business licence; they are not handled together.
    ("企业/企业开办.matter", "持有 登记前批准文件", "持有 食品经营许可证", "E0410"),
    // Ten, ten and six days one after the other are longer than twenty; a permit before the one that it needs.
    ("工程/工程建设许可.matter", "承诺：26 个工作日", "承诺：20 个工作日", "E0444"),
    (
        "工程/工程建设许可.matter",
        "用地规划：建设用地规划许可证核发  牵头 规划自然资源  10 个工作日\n  阶段 工程规划：建设工程规划许可证核发",
        "工程规划：建设工程规划许可证核发  牵头 规划自然资源  10 个工作日\n  阶段 用地规划：建设用地规划许可证核发",
        "E0443",
    ),
    // An element that must be published is missing.
    ("民生/住房公积金.matter", "  咨询：12329 住房公积金热线，或者龙岗管理部窗口\n", "", "M126"),
    // A licence that the list does not permit; a paper whose form nobody is told; a city's decision that never comes down.
    ("共用/清单.matter", "    食品经营许可\n", "", "M030"),
    ("民生/居住证.matter", "证件照片  原件 1 张", "证件照片  1 张", "M060"),
    ("民生/住房公积金.matter", "  联网：市级 至 县级\n", "", "M103"),
    // A number copied with one digit more, a part forgotten, the same day counted twice.
    ("共用/指标.matter", "占 32%", "占 23%", "M121"),
    ("共用/指标.matter", "优化  589 项", "优化  598 项", "M122"),
    ("共用/指标.matter", "  截至 2014-07-01", "", "M123"),
    // What is promised in place of proof and what follows if it is false belong together.
    ("工程/施工许可.matter", "    失信  “承诺不实的撤销许可，记入信用记录”\n", "", "M070"),
    // A form that asks for more than the matter needs.
    ("共用/材料.matter", "提取事由、提取人", "提取事由、提取人、婚姻状况", "M073"),
    // A department that was renamed in 2018.
    ("民生/生育登记.matter", "部门：卫生健康", "部门：卫计委", "E0240"),
];

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// What `matter check` reports of the mutated catalogue; `None` if the text does not stand in the file.
fn checked((file, from, to, _): (&str, &str, &str, &str)) -> io::Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../matters/longgang")), folder.path())?;
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path)?;
    if !text.contains(from) {
        return Ok(None);
    }
    fs::write(&path, text.replacen(from, to, 1))?;
    let output =
        Command::new(env!("CARGO_BIN_EXE_matter")).arg("check").arg(folder.path()).arg("--format=short").output()?;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn each_slip_is_found_under_its_code() {
    for mutant in MUTANTS {
        let report = checked(*mutant).unwrap().unwrap_or_else(|| "the text to change is not there".to_owned());
        assert!(report.contains(&format!("[{}]", mutant.3)), "{mutant:?}\n{report}");
    }
}
