//! A matter with what surrounds it, made by hand; [`Sample::codes`] says what the rules find.

use std::sync::Arc;

use matter_checks::rules::{
    CatalogueContext, Makers, Products, RuleContext, Settings, answer, ask_matter, check_catalogue, check_matter,
};
use matter_core::hir::{
    Citation, Day, Declarations, Definition, DefinitionScope, Duration, Event, FactId, Form, Keyword, LawDeclaration,
    LawRank, Limit, LimitKind, MaterialDeclaration, MatterHead, Origin, Period, Requirement, RequirementMember, Rule,
    SectionState, TimeUnit, When, Yield,
};
use matter_core::regions::RegionTree;
use matter_core::summary::Question;
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;

pub(crate) const REGIONS: &str = "code\tname\tlevel\tparent\tkind\tvalid_from\tvalid_to
420000000000\t湖北省\tprovince\t\t省\t\t
420100000000\t武汉市\tcity\t420000000000\t市\t\t
420115000000\t江夏区\tcounty\t420100000000\t市辖区\t\t
440000000000\t广东省\tprovince\t\t省\t\t
440300000000\t深圳市\tcity\t440000000000\t市\t\t
440307000000\t龙岗区\tcounty\t440300000000\t市辖区\t\t
440309000000\t龙华区\tcounty\t440300000000\t市辖区\t2016-10-11\t
";

pub(crate) struct Sample {
    pub(crate) head: MatterHead,
    pub(crate) rules: Vec<Rule>,
    pub(crate) declarations: Declarations,
    /// Documents, and the matter that yields each.
    pub(crate) products: Vec<(String, MatterHead)>,
    pub(crate) settings: Settings,
    pub(crate) regions: RegionTree,
    /// Changes the base definition before it is checked.
    pub(crate) finish: fn(&mut Definition),
}

impl Sample {
    /// A public service of 龙岗区 with a law that the library has.
    pub(crate) fn service() -> Self {
        let (regions, problems) = RegionTree::read(REGIONS, "region\tmissing\tacts\tbasis\tnote\n");
        assert!(problems.is_empty(), "{problems:?}");
        let root = regions.by_code("440307", None).unwrap();
        let mut sample = Self {
            head: MatterHead {
                name: "停车位登记".into(),
                kind: Some(("公共服务".into(), "20".into())),
                department: Some("公安".into()),
                ..MatterHead::default()
            },
            rules: Vec::new(),
            declarations: Declarations::default(),
            products: Vec::new(),
            settings: Settings { as_of: Day::from_civil(2026, 11, 1), root },
            regions,
            finish: |_| {},
        };
        let law = sample.law("居住证暂行条例", Some(LawRank::AdministrativeRegulation), 8);
        sample.head.basis.push(law);
        sample.head.sections.push((Keyword::Basis, SectionState::Filled));
        sample
    }

    /// A licence on the same law.
    pub(crate) fn licence() -> Self {
        let mut sample = Self::service();
        sample.head.kind = Some(("行政许可".into(), "01".into()));
        sample
    }

    /// A citation of a law that the library has from now on, at this rank.
    pub(crate) fn law(&mut self, name: &str, rank: Option<LawRank>, article: u16) -> Citation {
        let index = u32::try_from(self.declarations.laws.len()).unwrap();
        self.declarations.laws.push(LawDeclaration {
            name: name.into(),
            short: None,
            aliases: Vec::new(),
            rank,
            number: None,
            issuer: None,
            in_force: Period::default(),
            amended: Vec::new(),
            articles: None,
            origin: Origin::default(),
        });
        Citation { law: name.into(), source: Some(index), place: "第八条".into(), article }
    }

    /// A citation of what the library does not have.
    pub(crate) fn unknown_law() -> Citation {
        Citation { law: "深民规〔2019〕2号".into(), source: None, place: "".into(), article: 0 }
    }

    /// Adds a line that always holds.
    pub(crate) fn line(&mut self, yields: Yield) -> &mut Rule {
        let address = format!("行/{}", self.rules.len());
        self.rules.push(Rule {
            address: address.into(),
            choice: None,
            when: When::If(Formula::True),
            condition: None,
            comparisons: Vec::new(),
            title: None,
            stage: None,
            yields,
            basis: Vec::new(),
            origin: Origin::default(),
        });
        self.rules.last_mut().unwrap()
    }

    /// Declares a material; data are shared if a source is named.
    pub(crate) fn material(&mut self, name: &str, shared: Option<&str>) {
        let index = u32::try_from(self.declarations.materials.len()).unwrap();
        self.declarations.material_names.insert(name.into(), index);
        self.declarations.materials.push(MaterialDeclaration {
            name: name.into(),
            kind: None,
            issuer: None,
            holder: None,
            validity: None,
            permanent: false,
            certificate: None,
            shared: shared.map(Arc::from),
            aliases: Vec::new(),
            fields: Vec::new(),
            doc: "".into(),
            origin: Origin::default(),
        });
    }

    /// Another matter yields a document.
    pub(crate) fn product(&mut self, document: &str, kind: &str, department: &str) {
        let maker = MatterHead {
            name: "另一事项".into(),
            kind: Some((kind.into(), "01".into())),
            department: Some(department.into()),
            ..MatterHead::default()
        };
        self.products.push((document.into(), maker));
    }

    pub(crate) fn definition(&self) -> Definition {
        let mut definition = Definition {
            matter: Arc::new(self.head.clone()),
            scope: DefinitionScope::default(),
            facts: Vec::new(),
            nevers: Vec::new(),
            rules: self.rules.clone(),
            stages: Vec::new(),
            texts: Vec::new(),
            waivers: Vec::new(),
        };
        (self.finish)(&mut definition);
        definition
    }

    /// Codes that the rules find, in order, without information.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        let definitions = [self.definition()];
        let context = RuleContext {
            definitions: &definitions,
            head: &self.head,
            declarations: &self.declarations,
            declared: &self.declarations,
            regions: &self.regions,
            settings: self.settings,
        };
        let mut products = Products::default();
        for (document, maker) in &self.products {
            products.entry(document).or_default().push(maker);
        }
        let makers = Makers { head: &self.head, products: &products };
        let questions = (0..).zip(ask_matter(&context)).map(|(line, asked)| Question {
            rule: asked.rule,
            document: asked.document,
            title: asked.title,
            line,
        });
        let answers: Vec<_> = questions.filter_map(|question| answer(&question, &makers)).collect();
        check_matter(&context).into_iter().chain(answers).map(|finding| finding.code.0).collect()
    }

    /// Codes that the whole catalogue shows.
    pub(crate) fn whole(&self, heads: &[MatterHead]) -> Vec<&'static str> {
        let matters: Vec<Arc<MatterHead>> = heads.iter().cloned().map(Arc::new).collect();
        let context = CatalogueContext {
            matters: &matters,
            declarations: &self.declarations,
            regions: &self.regions,
            settings: self.settings,
            calendar: &calendar(),
        };
        check_catalogue(&context).into_iter().map(|finding| finding.code.0).collect()
    }
}

pub(crate) const fn working_days(amount: i64) -> Duration {
    Duration { amount, unit: TimeUnit::WorkingDays }
}

pub(crate) fn limit(kind: LimitKind, length: Duration) -> Yield {
    let approver = Some("行政机关负责人".into());
    Yield::Limit(Limit { kind, length: Some(length), start: Event::Acceptance, approver, overdue: None, extends: None })
}

pub(crate) fn requirement(title: &str, form: Form) -> Requirement {
    let member = RequirementMember {
        material: title.into(),
        title: title.into(),
        holder: None,
        form,
        count: 1,
        per: None::<FactId>,
    };
    Requirement {
        title: title.into(),
        options: vec![vec![member]],
        exempt: None,
        grace: None,
        grace_overdue: None,
        must: Vec::new(),
    }
}

/// Monday to Friday, published for 2026 only.
fn calendar() -> Calendar {
    let first = |year| Day::from_civil(year, 1, 1).unwrap();
    let days = (first(2026).0..first(2028).0).map(|day| (day + 3).rem_euclid(7) < 5);
    Calendar::new("cn", first(2026), first(2027).plus_days(-1), first(2026), days)
}
