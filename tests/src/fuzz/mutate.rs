//! Seeds → mutations of them, the same on every machine: what a test runs where no coverage guides.

use crate::generate::Numbers;

/// Words, signs and values of the language, and what is none of them.
pub(super) const PIECES: &[&str] = &[
    "",
    "\n",
    "  ",
    "，",
    "。",
    "：",
    "（",
    "）",
    "「",
    "》",
    "“",
    "|",
    "||",
    "//",
    "\t",
    "\r\n",
    "𠮷",
    "e\u{301}",
    "\u{feff}",
    "0",
    "-1",
    "18 周岁",
    "20 个工作日",
    "9999999999999999999",
    "2026-02-30",
    "2026-07-01",
    "1_000.005 万元",
    "事项 另一个\n",
    "特别规定 ",
    "用例 ",
    "信息项 ",
    "定义 ",
    "一件事 ",
    "互斥 ",
    "当 ",
    "否则",
    "其余：\n",
    "且",
    " 或 ",
    "非 ",
    " = ",
    " ≠ ",
    " ≥ ",
    " < ",
    " 属于 ",
    "含任一",
    "  材料：\n",
    "  时限：\n",
    "  条件：\n",
    "  决定：\n",
    "  属地：",
    "  流程：\n",
    "待定",
    "任选 ",
    "免提交",
    "原件",
    "县级",
    "市级",
    "龙岗区",
    "改 ",
    "增 ",
    "减 ",
    "自 受理",
    "不超过",
    "起",
    "满 1 年",
    "18 个月内",
];

/// Mutations of seeds, one after the other.
pub struct Mutations<'s> {
    seeds: &'s [Vec<u8>],
    numbers: Numbers,
}

impl<'s> Mutations<'s> {
    /// Of these seeds, of which there is one at least.
    #[must_use]
    pub const fn new(seeds: &'s [Vec<u8>], seed: u64) -> Self {
        Self { seeds, numbers: Numbers::new(seed) }
    }

    fn one(&mut self) -> Vec<u8> {
        self.seeds[self.numbers.next(self.seeds.len())].clone()
    }

    /// Changes bytes.
    pub fn bytes(&mut self) -> Vec<u8> {
        let mut made = self.one();
        for _ in 0..=self.numbers.next(4) {
            let at = self.numbers.next(made.len() + 1);
            let value = u8::try_from(self.numbers.next(256)).unwrap_or_default();
            match self.numbers.next(6) {
                0 => made.insert(at, value),
                1 => made.truncate(at),
                2 => made.extend_from_slice(&self.one()),
                3 => drop(made.splice(at..at, (0..5).map(|step| value.wrapping_mul(step)))),
                _ => made.iter_mut().skip(at).take(1).for_each(|byte| *byte = value),
            }
        }
        made
    }

    /// Changes characters, of seeds that are texts.
    pub fn text(&mut self) -> String {
        let mut made = characters(&self.one());
        for _ in 0..=self.numbers.next(3) {
            let at = made.floor_char_boundary(self.numbers.next(made.len() + 1));
            let end = made.floor_char_boundary((at + self.numbers.next(40)).min(made.len()));
            match self.numbers.next(6) {
                0 => made.replace_range(at..end.max(at), ""),
                1 => {
                    let piece = made[at..end.max(at)].to_owned();
                    let to = made.floor_char_boundary(self.numbers.next(made.len() + 1));
                    made.insert_str(to, &piece);
                }
                2 => {
                    let other = characters(&self.one());
                    let from = other.floor_char_boundary(self.numbers.next(other.len() + 1));
                    made.insert_str(at, other[from..].lines().next().unwrap_or_default());
                }
                _ => {
                    let piece = PIECES[self.numbers.next(PIECES.len())];
                    let length = made[at..].chars().take(self.numbers.next(3)).map(char::len_utf8).sum::<usize>();
                    made.replace_range(at..at + length, piece);
                }
            }
        }
        made
    }

    /// Bytes that have nothing of a seed.
    pub fn noise(&mut self, most: usize) -> Vec<u8> {
        (0..self.numbers.next(most)).map(|_| u8::try_from(self.numbers.next(256)).unwrap_or_default()).collect()
    }
}

/// Bytes as a text.
#[must_use]
pub fn characters(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
