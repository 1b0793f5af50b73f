//! Files of what the design has settled: tables, operations, symbols that change, tests.

use super::Files;
use crate::model::ground::{Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::design::{Design, placement};
use crate::plan::types::{Change, TestCase};

pub(super) fn schema(context: &Context<'_>, design: &Design, files: &mut Files) {
    for table in &design.schema.new_tables {
        let shown = context
            .analysis()
            .tables
            .first()
            .and_then(|table| table.anchor.clone());
        let grounds = table.claim.grounds.clone();
        let grounds = shown.map_or(grounds.clone(), |anchor| grounds.and(Ground::Code(anchor)));
        for block in &table.code {
            files.add(
                context,
                &block.path,
                "schema",
                &format!("table `{}`", table.name),
                &grounds,
            );
        }
    }
    for change in &design.schema.modified_tables {
        for block in &change.code {
            let text = format!("table `{}` changes", change.name);
            files.add(context, &block.path, "schema", &text, &change.claim.grounds);
        }
    }
    let grounds = design
        .schema
        .claims()
        .flat_map(|claim| claim.grounds.iter());
    let Some(grounds) = Grounds::from_vec(grounds.cloned().collect()) else {
        return;
    };
    for block in &design.schema.migrations {
        files.add(
            context,
            &block.path,
            "migration",
            "the migration of all tables",
            &grounds,
        );
    }
}

pub(super) fn contracts(context: &Context<'_>, design: &Design, files: &mut Files) {
    for operation in design
        .contracts
        .groups
        .iter()
        .flat_map(|group| &group.operations)
    {
        let mut grounds = operation.claim.grounds.clone();
        if let Some(place) = placement::place(context, operation.kind, &operation.name, "") {
            for ground in &place.grounds {
                grounds = grounds.and(ground.clone());
            }
        }
        if let Some(stated) = &context.analysis().stack.stated {
            grounds = grounds.and(stated.ground.clone());
        }
        files.add(
            context,
            &operation.file,
            "contract",
            &format!("`{}`", operation.name),
            &grounds,
        );
        for block in operation
            .code
            .iter()
            .filter(|block| block.path != operation.file)
        {
            files.add(
                context,
                &block.path,
                "support",
                &format!("types of `{}`", operation.name),
                &grounds,
            );
        }
    }
}

/// Files of symbols that change or go; a file goes with the last of what it offers.
pub(super) fn impact(context: &Context<'_>, design: &Design, files: &mut Files) {
    for impact in &design.impact {
        let (path, grounds) = (&impact.anchor.path, &impact.claim.grounds);
        match impact.change {
            Change::Remove if nothing_left(context, design, path) => {
                let text = format!("`{}` was all that it offers", impact.subject);
                files.delete(path, &text, grounds);
            }
            Change::Remove => {
                let text = format!("`{}` goes", impact.subject);
                files.add(context, path, "logic", &text, grounds);
            }
            _ => files.add(context, path, "logic", &impact.claim.text, grounds),
        }
    }
}

/// Whether everything that a file offers goes.
fn nothing_left(context: &Context<'_>, design: &Design, path: &str) -> bool {
    let goes = |name: &str| {
        let mut all = design.impact.iter();
        all.any(|one| {
            one.change == Change::Remove && one.anchor.path == path && one.subject == name
        })
    };
    let offered = context.evidence.file(path).into_iter();
    let mut offered = offered
        .flat_map(|file| &file.symbols)
        .filter(|symbol| symbol.exported && symbol.container.is_none())
        .peekable();
    offered.peek().is_some() && offered.all(|symbol| goes(&symbol.name))
}

/// Test files, each with all that it proves.
pub(super) fn tests(context: &Context<'_>, design: &Design, files: &mut Files) {
    let cases: Vec<&TestCase> = design
        .tests
        .levels
        .iter()
        .flat_map(|level| &level.cases)
        .collect();
    let mut paths: Vec<&str> = cases.iter().map(|case| case.file.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let own = || cases.iter().filter(|case| case.file == path);
        let mut proven: Vec<&str> = Vec::new();
        for id in own().flat_map(|case| &case.criteria) {
            if !proven.contains(&id.as_str()) {
                proven.push(id);
            }
        }
        let grounds = own()
            .flat_map(|case| case.claim.grounds.iter().cloned())
            .collect();
        if let Some(grounds) = Grounds::from_vec(grounds) {
            files.add(
                context,
                path,
                "test",
                &format!("proves {}", proven.join(", ")),
                &grounds,
            );
        }
    }
}
