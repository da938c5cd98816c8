//! What is said of a case with open questions holds however they are answered: what is certain or excluded stays so, and when nothing is left
//! to ask nothing is possible.

use matter_runtime::tables::Rule;
use matter_runtime::{Answer, Case, Catalogue, Given, RegionId, Resolution, Status};
use matter_tests::binary::root;
use matter_tests::release::{Compiled, compile};

use crate::cases::{Asked, Dice, made, value};

/// Cases of each catalogue, and rounds of questions after which a case is given up: answers that are none (places too large) are drawn, too.
const CASES: usize = 1_000;
const ROUNDS: usize = 40;

#[test]
fn no_answer_takes_back_what_was_certain_and_the_last_one_leaves_nothing_open() {
    for folder in ["tests/semantics", "matters/longgang"] {
        let compiled = compile(&root().join(folder));
        let image = matter_runtime::image::build(&compiled.tables).expect("an image");
        let catalogue = Catalogue::open(image).expect("opens");
        let mut dice = Dice(41);
        let mut walks = made(&compiled, &catalogue, CASES);
        // Whether somebody reaches the age behind the published calendar so many working days from now is not known.
        walks.retain(|asked| !waits_for_working_days(&compiled, &asked.matter));
        let (mut steps, mut ended) = (0, 0);
        for asked in &walks {
            let walk = Walk { compiled: &compiled, catalogue: &catalogue, asked };
            let (taken, closed) = walk.through(&mut dice);
            (steps, ended) = (steps + taken, ended + usize::from(closed));
        }
        println!("{folder}: {steps} answers, {ended} of {} cases answered to the end", walks.len());
        assert!(steps > CASES && ended > CASES / 4, "{folder}: hardly anything was answered");
    }
}

fn waits_for_working_days(compiled: &Compiled, matter: &str) -> bool {
    let tables = &compiled.tables;
    let in_working_days = tables.trigger.iter().filter(|trigger| trigger.lead_unit.as_deref() == Some("working_days"));
    let editions = in_working_days.map(|trigger| tables.rule[trigger.rule as usize].edition);
    editions.into_iter().any(|edition| tables.edition[edition as usize].matter == matter)
}

struct Walk<'w> {
    compiled: &'w Compiled,
    catalogue: &'w Catalogue,
    asked: &'w Asked,
}

impl Walk<'_> {
    /// Answers one question after another; how many, and whether none is left.
    fn through(&self, dice: &mut Dice) -> (usize, bool) {
        let places: Vec<RegionId> = vec![self.asked.responsible, self.asked.here];
        // Most of what was answered is asked again.
        let mut answers = self.asked.answers.clone();
        answers.retain(|_| dice.roll(3) == 0);
        let Some((mut case, mut before)) = self.decided(&answers) else { return (0, false) };
        let mut steps = 0;
        for _ in 0..ROUNDS {
            let mut open = Vec::new();
            self.catalogue.open_facts(&case, &before, &mut open).expect("questions");
            let Some(fact) = open.first().copied() else {
                self.nothing_is_open(&before, &answers);
                return (steps, true);
            };
            let drawn = value(self.compiled, fact, self.asked.dates.application, &places, dice);
            let mut more = answers.clone();
            more.retain(|given| given.fact != fact);
            more.push(Given { fact, value: drawn });
            // Refused answers are none.
            let Some((next, after)) = self.decided(&more).filter(|(next, _)| next.edition() == case.edition()) else {
                continue;
            };
            self.stays(&before, &after, &more);
            (answers, case, before, steps) = (more, next, after, steps + 1);
        }
        (steps, false)
    }

    fn decided(&self, answers: &[Given]) -> Option<(Case, Answer)> {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        let request = matter_runtime::Request { answers, ..self.asked.request() };
        let resolved = case.resolve(self.catalogue, &request).ok()?;
        let stands = matches!(resolved, Resolution::Edition(_)) && self.catalogue.evaluate(&case, &mut answer).is_ok();
        stands.then_some((case, answer))
    }

    fn stays(&self, before: &Answer, after: &Answer, answers: &[Given]) {
        for rule in before.rules() {
            let (was, is) = (before.status(rule), after.status(rule));
            let same = match was {
                Status::Certain | Status::Excluded => is == was || is == Status::Moot,
                Status::Possible => true,
                Status::Moot => is == Status::Moot,
            };
            assert!(same, "{}: {was:?}, then {is:?} with {answers:?}", self.key(rule.0));
        }
        let (was, is) = (before.eligible(), after.eligible());
        assert!(was == Status::Possible || was == is, "eligible {was:?}, then {is:?} with {answers:?}");
    }

    fn nothing_is_open(&self, answer: &Answer, answers: &[Given]) {
        for rule in answer.rules().filter(|rule| answer.status(*rule) == Status::Possible) {
            let row: Rule = self.catalogue.row(rule.0).expect("a rule");
            let given = Asked { answers: answers.to_vec(), ..self.asked.clone() };
            let given = given.describe(&self.compiled.tables);
            assert_eq!(
                row.kind, "never",
                "{} {} is possible: {given} {:?}",
                self.asked.matter, row.key, self.asked.dates
            );
        }
    }

    fn key(&self, rule: u32) -> String {
        self.catalogue.row::<Rule>(rule).expect("a rule").key
    }
}
