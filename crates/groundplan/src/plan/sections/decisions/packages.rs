//! A package that the specification names, while the project has another for the same purpose.

use super::{Made, option};
use crate::model::evidence::Detected;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::sections::common::{has_word, tick};
use crate::plan::types::{Decision, Key, Plan};

/// Packages by purpose. Only a project that has one and a specification that names another meet here.
const PURPOSES: &[(&str, &[&str])] = &[
    (
        "validation",
        &[
            "zod",
            "yup",
            "joi",
            "ajv",
            "valibot",
            "pydantic",
            "marshmallow",
            "cerberus",
        ],
    ),
    (
        "HTTP requests",
        &[
            "axios",
            "got",
            "node-fetch",
            "ky",
            "requests",
            "httpx",
            "aiohttp",
            "reqwest",
            "ureq",
        ],
    ),
    (
        "dates",
        &[
            "moment", "dayjs", "date-fns", "luxon", "chrono", "jiff", "arrow", "pendulum",
        ],
    ),
    (
        "client state",
        &["redux", "zustand", "mobx", "jotai", "recoil", "valtio"],
    ),
    (
        "CSV",
        &["papaparse", "csv-parse", "csv-stringify", "fast-csv"],
    ),
    (
        "queues",
        &[
            "bullmq", "bull", "celery", "rq", "dramatiq", "sidekiq", "resque",
        ],
    ),
    (
        "logging",
        &[
            "winston",
            "pino",
            "bunyan",
            "loguru",
            "structlog",
            "tracing",
            "log4j",
            "logback",
            "zap",
            "logrus",
            "zerolog",
        ],
    ),
    (
        "object mapping",
        &[
            "prisma",
            "drizzle-orm",
            "typeorm",
            "sequelize",
            "knex",
            "sqlalchemy",
            "peewee",
            "diesel",
            "sqlx",
            "sea-orm",
            "gorm",
        ],
    ),
    (
        "command-line parsing",
        &[
            "commander",
            "yargs",
            "oclif",
            "click",
            "typer",
            "clap",
            "cobra",
            "argh",
        ],
    ),
    (
        "end-to-end tests",
        &[
            "playwright",
            "cypress",
            "puppeteer",
            "selenium",
            "webdriverio",
        ],
    ),
    ("unit tests", &["jest", "vitest", "mocha", "ava", "jasmine"]),
];

/// Decisions between a package that is named and one that is there.
pub fn make(context: &Context<'_>, _: &Plan) -> Vec<Made> {
    PURPOSES
        .iter()
        .filter_map(|(purpose, packages)| compare(context, purpose, packages))
        .collect()
}

fn compare(context: &Context<'_>, purpose: &str, packages: &[&str]) -> Option<Made> {
    let versions = &context.analysis().stack.versions;
    let there = versions
        .iter()
        .find(|one| packages.contains(&base(&one.name)))?;
    let has = |name: &str| versions.iter().any(|one| base(&one.name) == name);
    let items = context.spec.items();
    let named = packages.iter().filter(|name| !has(name)).find_map(|name| {
        let item = items.iter().find(|item| names_package(item.text, name))?;
        Some((*name, item.id))
    });
    let (name, item) = named?;
    Some(made(purpose, name, item, there))
}

/// Whether a text names a package: in backticks, or as a word that is no common English one.
fn names_package(text: &str, name: &str) -> bool {
    let common = [
        "got", "click", "tracing", "requests", "arrow", "bull", "zap", "joi", "log4j", "ky", "ava",
    ];
    let ticked = text.contains(&format!("`{name}`"));
    ticked || (!common.contains(&name) && has_word(&text.to_lowercase(), name))
}

/// `@scope/name` and `name` without the scope.
fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn made(purpose: &str, name: &str, item: &str, there: &Detected) -> Made {
    let asked = Grounds::spec(item);
    let has = there
        .anchor
        .clone()
        .map_or_else(|| Ground::spec(item), Ground::Code);
    let version = there
        .version
        .as_ref()
        .map_or(String::new(), |version| format!(" {version}"));
    let question = Claim::new(
        format!(
            "{item} names {} for {purpose}, the project has {}: a second package on purpose?",
            tick(name),
            tick(&there.name)
        ),
        asked.clone().and(has.clone()),
    );
    let decision = Decision {
        key: Key::new("decisions", &format!("package-{name}")),
        title: format!("{} or {} for {purpose}", tick(name), tick(&there.name)),
        context: vec![Claim::new(
            format!(
                "{item} names {}; the manifests have {}{version}",
                tick(name),
                tick(&there.name)
            ),
            asked.clone().and(has.clone()),
        )],
        options: vec![
            option(
                format!("Add {}", tick(name)),
                vec![Claim::new(format!("{item} names it"), asked.clone())],
                vec![Claim::new(
                    format!("A second package for {purpose}"),
                    has.clone(),
                )],
            ),
            option(
                format!("Use {}, which is there", tick(&there.name)),
                vec![Claim::new("No new dependency", has.clone())],
                vec![Claim::new(format!("Departs from {item}"), asked.clone())],
            ),
        ],
        chosen: 0,
        decision: Claim::new(
            format!("Add {}: the specification was approved with it", tick(name)),
            asked.clone(),
        ),
        rationale: vec![Claim::new(
            "The specification outranks a habit of the code",
            asked,
        )],
        implications: vec![Claim::new(
            format!(
                "The manifest and the lock file change; {} stays for what uses it now",
                tick(&there.name)
            ),
            has,
        )],
    };
    Made::asked(decision, question)
}
