//! A made-up catalogue of matters and of requests, what each request must be answered, and one loop that measures whoever answers.
//! The same number of matters is the same work on every machine. Knows no engine.

pub mod measure;
pub mod memory;
pub mod write;

/// Small numbers that look like chance (SplitMix64).
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to, not including, `high`.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = (high - low) as u64;
        low + ((u128::from(self.next()) * u128::from(width)) >> 64) as i32
    }

    pub fn percent(&mut self, of_a_hundred: i32) -> bool {
        self.between(0, 100) < of_a_hundred
    }
}

/// What a question asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One of so many values.
    Choice(u8),
    YesNo,
    /// 0 to 1,000.
    Number,
    /// Days since 1970-01-01.
    Date,
}

#[derive(Clone, Debug)]
pub struct Question {
    pub name: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Test {
    Is(i32),
    IsNot(i32),
    AtLeast(i32),
    Below(i32),
}

/// A comparison of one answer with a constant.
#[derive(Clone, Copy, Debug)]
pub struct Atom {
    pub question: usize,
    pub test: Test,
}

#[derive(Clone, Debug)]
pub enum When {
    Always,
    Is(Atom),
    All(Vec<When>),
    Any(Vec<When>),
}

/// From the first up to, not including, the second.
pub type Span = (i32, i32);

/// Six questions, twenty materials, three conditions, one to five offices, a fee in three steps, a time in two.
#[derive(Clone, Debug)]
pub struct Matter {
    pub number: usize,
    pub questions: Vec<Question>,
    pub materials: Vec<When>,
    /// A result that must be held, of 32.
    pub result: u32,
    pub age: i32,
    pub residence: Span,
    pub offices: Vec<Span>,
    /// Nothing is to be paid.
    pub waiver: Atom,
    /// The first amount is to be paid, else the second.
    pub reduced: When,
    pub fee: (i32, i32),
    /// The first number of days, else the second.
    pub quick: When,
    pub days: (i32, i32),
}

/// Facts of a case, typed as a window knows them.
#[derive(Clone, Debug)]
pub struct Request {
    pub matter: usize,
    pub region: i32,
    pub today: i32,
    pub age: i32,
    /// One bit a result.
    pub held: u32,
    pub answers: [i32; 6],
}

/// A value of a case as an engine is given it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    Number(i32),
    YesNo(bool),
    Text(&'static str),
}

/// One bit a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Decision {
    pub materials: u32,
    /// Conditions that fail: result, age, residence.
    pub failed: u8,
    pub offices: u8,
    pub fee: i32,
    pub until: i32,
}

pub const VALUES: [&str; 6] = ["person", "sole_trader", "company", "public_body", "association", "foreign_body"];
const NAMES: [&str; 20] = [
    "applicant",
    "first_time",
    "agent",
    "married",
    "household",
    "income",
    "premises",
    "founded",
    "expires",
    "sector",
    "employment",
    "disability",
    "children",
    "owner",
    "storage",
    "vehicle",
    "born",
    "moved_in",
    "capital",
    "staff",
];
const NUMBERS: [i32; 3] = [100, 300, 600];
const DATES: [i32; 3] = [18_262, 19_723, 20_454];
const TODAY: i32 = 20_780;

/// The name of a result.
pub fn result_name(result: u32) -> String {
    format!("result{result:02}")
}

/// The results that a request holds.
pub fn held(request: &Request) -> impl Iterator<Item = String> + use<> {
    let held = request.held;
    (0..32).filter(move |bit| held >> bit & 1 == 1).map(result_name)
}

/// What a request says by name: age, region, today, then the six answers. Results that are held come apart ([`held`]).
pub fn facts(matter: &Matter, request: &Request) -> impl Iterator<Item = (&'static str, Value)> {
    let given = [("age", request.age), ("region", request.region), ("today", request.today)];
    let answers = matter.questions.iter().zip(request.answers).map(|(question, answer)| {
        let value = match question.kind {
            Kind::Choice(_) => Value::Text(VALUES[answer as usize]),
            Kind::YesNo => Value::YesNo(answer == 1),
            Kind::Number | Kind::Date => Value::Number(answer),
        };
        (question.name, value)
    });
    given.into_iter().map(|(name, value)| (name, Value::Number(value))).chain(answers)
}

pub fn catalogue(matters: usize) -> Vec<Matter> {
    let mut chance = Chance::new(42);
    (0..matters).map(|number| matter(number, &mut chance)).collect()
}

fn matter(number: usize, chance: &mut Chance) -> Matter {
    let questions = questions(chance);
    let materials = (0..20).map(|_| if chance.percent(30) { When::Always } else { when(&questions, chance) }).collect();
    let province = 11 + chance.between(0, 50);
    let residence = (province * 10_000, (province + 10) * 10_000);
    let offices = (0..1 + chance.between(0, 5)).map(|_| {
        let first = residence.0 + chance.between(0, 90) * 1_000;
        (first, first + 20_000)
    });
    Matter {
        number,
        offices: offices.collect(),
        materials,
        result: chance.between(0, 32) as u32,
        age: chance.between(16, 66),
        residence,
        waiver: atom(&questions, &[], chance),
        reduced: when(&questions, chance),
        fee: (chance.between(1, 50) * 100, chance.between(50, 100) * 100),
        quick: when(&questions, chance),
        days: (chance.between(1, 15), chance.between(15, 61)),
        questions,
    }
}

fn questions(chance: &mut Chance) -> Vec<Question> {
    let mut names = NAMES.to_vec();
    let mut question = || {
        let name = names.swap_remove(chance.between(0, names.len() as i32) as usize);
        let kind = match chance.between(0, 100) {
            0..40 => Kind::Choice(3 + chance.between(0, 4) as u8),
            40..70 => Kind::YesNo,
            70..88 => Kind::Number,
            _ => Kind::Date,
        };
        Question { name, kind }
    };
    (0..6).map(|_| question()).collect()
}

fn atom(questions: &[Question], without: &[usize], chance: &mut Chance) -> Atom {
    let question = loop {
        let question = chance.between(0, 6) as usize;
        if !without.contains(&question) {
            break question;
        }
    };
    let test = match questions[question].kind {
        Kind::Choice(values) => {
            let value = chance.between(0, values.into());
            if chance.percent(70) { Test::Is(value) } else { Test::IsNot(value) }
        }
        Kind::YesNo => Test::Is(i32::from(chance.percent(60))),
        Kind::Number => bound(&NUMBERS, chance),
        Kind::Date => bound(&DATES, chance),
    };
    Atom { question, test }
}

fn bound(of: &[i32; 3], chance: &mut Chance) -> Test {
    let bound = of[chance.between(0, 3) as usize];
    if chance.percent(55) { Test::AtLeast(bound) } else { Test::Below(bound) }
}

/// One to three comparisons of different questions.
fn when(questions: &[Question], chance: &mut Chance) -> When {
    let a = atom(questions, &[], chance);
    let b = atom(questions, &[a.question], chance);
    let c = atom(questions, &[a.question, b.question], chance);
    let [a, b, c] = [a, b, c].map(When::Is);
    match chance.between(0, 100) {
        0..40 => a,
        40..65 => When::All(vec![a, b]),
        65..80 => When::Any(vec![a, b]),
        80..90 => When::Any(vec![When::All(vec![a, b]), c]),
        _ => When::All(vec![a, When::Any(vec![b, c])]),
    }
}

pub fn requests(catalogue: &[Matter], count: usize) -> Vec<Request> {
    let mut chance = Chance::new(7);
    (0..count).map(|_| request(catalogue, &mut chance)).collect()
}

fn request(catalogue: &[Matter], chance: &mut Chance) -> Request {
    let matter = &catalogue[chance.between(0, catalogue.len() as i32) as usize];
    let mut answers = [0; 6];
    for (answer, question) in answers.iter_mut().zip(&matter.questions) {
        *answer = match question.kind {
            Kind::Choice(values) => chance.between(0, values.into()),
            Kind::YesNo => chance.between(0, 2),
            Kind::Number => chance.between(0, 1_001),
            Kind::Date => chance.between(14_000, TODAY),
        };
    }
    let near = chance.percent(70);
    let (first, last) = if near { matter.residence } else { (110_000, 710_000) };
    Request {
        matter: matter.number,
        region: chance.between(first, last),
        today: TODAY + chance.between(0, 300),
        age: chance.between(0, 100),
        held: (chance.next() & chance.next() & chance.next()) as u32,
        answers,
    }
}

impl Atom {
    pub fn holds(&self, answers: &[i32; 6]) -> bool {
        let answer = answers[self.question];
        match self.test {
            Test::Is(value) => answer == value,
            Test::IsNot(value) => answer != value,
            Test::AtLeast(bound) => answer >= bound,
            Test::Below(bound) => answer < bound,
        }
    }
}

impl When {
    pub fn holds(&self, answers: &[i32; 6]) -> bool {
        match self {
            Self::Always => true,
            Self::Is(atom) => atom.holds(answers),
            Self::All(parts) => parts.iter().all(|part| part.holds(answers)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answers)),
        }
    }

    /// The conjunctions of which one must hold, for engines that know rows only.
    pub fn conjunctions(&self) -> Vec<Vec<Atom>> {
        match self {
            Self::Always => vec![Vec::new()],
            Self::Is(atom) => vec![vec![*atom]],
            Self::Any(parts) => parts.iter().flat_map(Self::conjunctions).collect(),
            Self::All(parts) => parts.iter().fold(vec![Vec::new()], |rows, part| {
                let with = part.conjunctions();
                rows.iter().flat_map(|row| with.iter().map(move |more| [row.as_slice(), more].concat())).collect()
            }),
        }
    }
}

pub fn inside(region: i32, span: &Span) -> bool {
    (span.0..span.1).contains(&region)
}

/// What a request must be answered.
pub fn expected(matter: &Matter, request: &Request) -> Decision {
    let answers = &request.answers;
    let bits =
        |bits: &mut dyn Iterator<Item = bool>| bits.enumerate().fold(0, |sum, (at, bit)| sum | u32::from(bit) << at);
    let failed =
        [request.held >> matter.result & 1 == 0, request.age < matter.age, !inside(request.region, &matter.residence)];
    Decision {
        materials: bits(&mut matter.materials.iter().map(|when| when.holds(answers))),
        failed: bits(&mut failed.into_iter()) as u8,
        offices: bits(&mut matter.offices.iter().map(|span| inside(request.region, span))) as u8,
        fee: fee(matter, matter.waiver.holds(answers), matter.reduced.holds(answers)),
        until: request.today + days(matter, matter.quick.holds(answers)),
    }
}

pub fn fee(matter: &Matter, waived: bool, reduced: bool) -> i32 {
    match (waived, reduced) {
        (true, _) => 0,
        (false, true) => matter.fee.0,
        (false, false) => matter.fee.1,
    }
}

pub fn days(matter: &Matter, quick: bool) -> i32 {
    if quick { matter.days.0 } else { matter.days.1 }
}
