//! Technical Decisions: the file organisation first, then only what there is to decide. A maker is
//! one file that finds decisions of one sort.

pub mod alternatives;
mod breaking;
mod conventions;
mod file_organization;
mod packages;
pub mod scale;
mod stated;

use super::Section;
use super::common::{heading, labelled, lead, line, para, tick};
use crate::model::doc::{Block, Item, Line};
use crate::model::ground::{Claim, Ground};
use crate::plan::context::Context;
use crate::plan::types::{
    Decision, DecisionOption, FileAction, FileChange, Key, Plan, Reading, ReviewQuestion,
};

/// The section.
pub const SECTION: Section = Section {
    id: "decisions",
    heading: "Technical Decisions",
    summary: "The file organisation, then each real choice with options, evidence and rationale",
    draft,
    lower,
};

/// Decisions of one sort, and the questions they put to the reviewer.
pub type Maker = fn(&Context<'_>, &Plan) -> Vec<Made>;

/// A decision, and the question that goes with it where evidence does not decide.
pub struct Made {
    /// The decision.
    pub decision: Decision,
    /// What the reviewer is asked.
    pub question: Option<Claim>,
}

impl Made {
    /// A decision that evidence settles.
    pub fn settled(decision: Decision) -> Self {
        Self {
            decision,
            question: None,
        }
    }

    /// A decision whose default is the reviewer's to confirm.
    pub fn asked(decision: Decision, question: Claim) -> Self {
        Self {
            decision,
            question: Some(question),
        }
    }
}

/// All makers, in the order of their decisions.
const MAKERS: &[Maker] = &[
    file_organization::make,
    stated::make,
    scale::make,
    conventions::make,
    alternatives::make,
    packages::make,
    breaking::make,
];

fn draft(context: &Context<'_>, plan: &mut Plan) {
    for maker in MAKERS {
        for made in maker(context, plan) {
            let key = made.decision.key.clone();
            if plan.decisions.iter().any(|there| there.key == key) {
                continue;
            }
            plan.decisions.push(made.decision);
            let subject = key
                .as_str()
                .split_once('/')
                .map_or("", |(_, subject)| subject);
            plan.questions
                .extend(made.question.map(|claim| ReviewQuestion {
                    key: Key::new("questions", subject),
                    claim,
                }));
        }
    }
}

/// An option with what speaks for it and against it.
pub fn option(title: impl Into<String>, pros: Vec<Claim>, cons: Vec<Claim>) -> DecisionOption {
    DecisionOption {
        title: title.into(),
        pros,
        cons,
    }
}

/// The ground of a default that no evidence decides.
pub fn assumed(why: impl Into<String>) -> Ground {
    Ground::assumption(
        why,
        "the reviewer confirms the default or names the other option",
    )
}

fn lower(plan: &Plan) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, decision) in plan.decisions.iter().enumerate() {
        blocks.push(heading(
            3,
            format!("Decision {}: {}", at + 1, decision.title),
        ));
        if at == 0 {
            blocks.extend(organization(decision, plan));
        } else {
            blocks.extend(lower_decision(decision));
        }
    }
    blocks
}

/// A choice without anything to weigh: what is chosen, what not, and why.
fn lower_choice(decision: &Decision) -> Block {
    let marked = |mark: &str, claim: &Claim| {
        let mut line = line(claim);
        line.text = format!("**{mark}**: {}", line.text);
        Item::bullet(line)
    };
    let options = decision.options.iter().enumerate().map(|(at, option)| {
        if at == decision.chosen {
            let chosen = Claim::new(&option.title, decision.decision.grounds.clone());
            marked("Chosen", &chosen)
        } else {
            Item::bullet(Line::plain(format!("**Rejected**: {}", option.title)))
        }
    });
    let why = decision.rationale.iter();
    let why = why.filter(|claim| claim.text != stated::STATED);
    let why = why.map(|claim| marked("Why", claim));
    Block::List {
        ordered: false,
        items: options.chain(why).collect(),
    }
}

fn lower_decision(decision: &Decision) -> Vec<Block> {
    let bare = |option: &DecisionOption| option.pros.is_empty() && option.cons.is_empty();
    let weighs = !decision.context.is_empty() || !decision.implications.is_empty();
    if !weighs && decision.options.iter().all(bare) {
        return vec![lower_choice(decision)];
    }
    let mut blocks = labelled("Context", &decision.context);
    if !decision.options.is_empty() {
        blocks.push(lead("**Options considered**:"));
        blocks.push(Block::List {
            ordered: true,
            items: decision.options.iter().map(option_item).collect(),
        });
    }
    let mut decided = decision.decision.clone();
    decided.text = match decision.options.get(decision.chosen) {
        Some(_) => format!(
            "**Decision**: option {}. {}",
            decision.chosen + 1,
            decided.text
        ),
        None => format!("**Decision**: {}", decided.text),
    };
    blocks.push(para(&decided));
    blocks.extend(labelled("Rationale", &decision.rationale));
    blocks.extend(labelled("Implications", &decision.implications));
    blocks
}

fn option_item(option: &DecisionOption) -> Item {
    let marked = |mark: &str, claim: &Claim| {
        let mut line = line(claim);
        line.text = format!("{mark}: {}", line.text);
        Item::bullet(line)
    };
    let pros = option.pros.iter().map(|claim| marked("For", claim));
    let cons = option.cons.iter().map(|claim| marked("Against", claim));
    Item::bullet(Line::plain(option.title.clone())).with(pros.chain(cons).collect())
}

/// The file organisation: what is decided, the table of files, then why.
fn organization(decision: &Decision, plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![para(&decision.decision)];
    if !plan.files.is_empty() {
        let mut rows: Vec<&FileChange> = plan.files.iter().collect();
        rows.sort_by_key(|file| (file.action, file.path.as_str()));
        blocks.push(Block::Table {
            head: ["Action", "File", "Role", "For"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.into_iter().map(row).collect(),
        });
    }
    let reading: Vec<Claim> = plan.reading.iter().map(to_read).collect();
    blocks.extend(labelled("Read first, no change planned", &reading));
    blocks.extend(labelled("Context", &decision.context));
    blocks.extend(labelled("Rationale", &decision.rationale));
    blocks.extend(labelled("Implications", &decision.implications));
    blocks
}

fn to_read(one: &Reading) -> Claim {
    let text = format!("{}: {}", tick(&one.path), one.claim.text);
    Claim::new(text, one.claim.grounds.clone())
}

fn row(file: &FileChange) -> Vec<Line> {
    let action = match file.action {
        FileAction::Create => "Create",
        FileAction::Modify => "Modify",
        FileAction::Delete => "Delete",
    };
    vec![
        Line::plain(action),
        Line::plain(tick(&file.path)),
        Line::plain(file.role.clone()),
        line(&file.claim),
    ]
}
