//! Framework profiles: how a framework is recognised, and how its routes, commands and components
//! look. One file a profile; nothing else in the analyzer knows a framework.

mod actix;
mod argparse;
mod axum;
mod chi;
mod clap;
mod click;
mod cobra;
mod commander;
mod convex;
mod cypress;
mod django;
mod express;
mod fastapi;
mod flask;
mod gin;
mod jest;
mod mocha;
mod net_http;
mod nextjs;
mod playwright;
mod pytest;
mod react;
mod sqlalchemy;
mod sqlx;
pub mod starts;
mod svelte;
mod typer;
mod vitest;
mod vue;
mod yargs;

use crate::model::index::{FileFacts, Symbol, SymbolKind};

/// What a package is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Code is written in its terms.
    Framework,
    /// It runs tests.
    Test,
    /// Tables are written in its terms: the schema language.
    Schema(&'static str),
}

/// A line that names a route by a string and what handles it.
pub struct Route {
    /// A regular expression with the groups `method`, `handler` and, unless the path is that of the
    /// line before, `route`.
    pub pattern: &'static str,
    /// Names of which a file uses one when it may hold such a line.
    pub uses: &'static [&'static str],
    /// Whether it names a command of a program rather than a route.
    pub command: bool,
}

/// A framework.
pub struct Profile {
    /// Identifier: `nextjs`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Names in manifests.
    pub packages: &'static [&'static str],
    /// What it is for.
    pub role: Role,
    /// How routes are named by strings.
    pub routes: &'static [Route],
    /// Languages in which symbols are looked at; empty: all.
    pub languages: &'static [&'static str],
    /// What a symbol is among its like: `route`, `command`, `component`.
    pub member: fn(&FileFacts, &Symbol) -> Option<&'static str>,
    /// Calls that code in its terms is full of: they say nothing of how things are done here.
    pub idioms: &'static [&'static str],
    /// What the name of a file begins with whose folder names what it holds.
    pub named_by_folder: &'static [&'static str],
}

/// What most profiles have in common.
const BASE: Profile = Profile {
    id: "",
    name: "",
    packages: &[],
    role: Role::Framework,
    routes: &[],
    languages: &[],
    member: |_, _| None,
    idioms: &[],
    named_by_folder: &[],
};

/// `.Get("/x", handler)`, as several routers have it.
const CALLS: &[Route] = &[Route {
    pattern: r#"\.(?P<method>Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|get|post|put|patch|delete)\(\s*["'](?P<route>/[^"']*)["'],\s*(?:\w+\.)*(?P<handler>\w+)\s*\)"#,
    uses: &["Get", "Post", "GET", "POST", "get", "post"],
    command: false,
}];

/// All profiles; where two say what a symbol is, the first is right.
pub const PROFILES: &[&Profile] = &[
    &convex::PROFILE,
    &nextjs::PROFILE,
    &react::PROFILE,
    &vue::PROFILE,
    &svelte::PROFILE,
    &express::PROFILE,
    &commander::PROFILE,
    &yargs::PROFILE,
    &vitest::PROFILE,
    &jest::PROFILE,
    &mocha::PROFILE,
    &playwright::PROFILE,
    &cypress::PROFILE,
    &fastapi::PROFILE,
    &flask::PROFILE,
    &django::PROFILE,
    &sqlalchemy::PROFILE,
    &click::PROFILE,
    &typer::PROFILE,
    &argparse::PROFILE,
    &pytest::PROFILE,
    &clap::PROFILE,
    &axum::PROFILE,
    &actix::PROFILE,
    &sqlx::PROFILE,
    &cobra::PROFILE,
    &chi::PROFILE,
    &gin::PROFILE,
    &net_http::PROFILE,
];

/// The profile of a package, by its name in a manifest.
pub fn of_package(name: &str) -> Option<&'static Profile> {
    PROFILES
        .iter()
        .find(|profile| profile.packages.contains(&name))
        .copied()
}

/// What a symbol is to the first profile that knows.
pub fn member(file: &FileFacts, symbol: &Symbol) -> Option<&'static str> {
    PROFILES
        .iter()
        .filter(|profile| speaks(profile, file))
        .find_map(|profile| (profile.member)(file, symbol))
}

fn speaks(profile: &Profile, file: &FileFacts) -> bool {
    let language = file.language.as_deref().unwrap_or_default();
    profile.languages.is_empty() || profile.languages.contains(&language)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What an attribute is called: `router.get("/x")` → `router.get`.
fn heads(symbol: &Symbol) -> impl Iterator<Item = &str> {
    let head = |attribute: &'_ str| attribute.find('(').unwrap_or(attribute.len());
    symbol
        .attributes
        .iter()
        .map(move |one| one[..head(one)].trim_start_matches('@'))
}

/// Whether an attribute is a method of a router: `router.get(…)`.
fn attribute_verb(symbol: &Symbol) -> bool {
    let verbs = ["get", "post", "put", "patch", "delete", "route"];
    heads(symbol)
        .filter_map(|head| head.rsplit_once('.'))
        .any(|(_, last)| verbs.contains(&last.to_lowercase().as_str()))
}

/// Whether an attribute's last name is this one.
fn attribute_named(symbol: &Symbol, name: &str) -> bool {
    heads(symbol).any(|head| head.rsplit('.').next() == Some(name))
}

/// Whether a symbol is an exported function with a capital in a file of markup.
fn is_component(file: &FileFacts, symbol: &Symbol) -> bool {
    let callable = matches!(symbol.kind, SymbolKind::Function | SymbolKind::Method);
    let markup = file.path.ends_with(".tsx") || file.path.ends_with(".jsx");
    callable && symbol.exported && markup && symbol.name.starts_with(char::is_uppercase)
}
