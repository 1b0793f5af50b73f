//! What a project's settings and strings name: dependencies, scripts, environment variables, routes; read by
//! patterns of their own.

use regex::Regex;

use super::rng::Rng;
use super::shapes::Form;
use super::tags::Source;

/// Names by kind.
#[derive(Debug, Default)]
pub struct Settings {
    dependencies: Vec<(String, String)>,
    scripts: Vec<(String, String)>,
    variables: Vec<String>,
    routes: Vec<(String, String)>,
}

/// A false one.
pub struct False {
    pub written: String,
    pub kind: &'static str,
    pub reasons: Vec<String>,
}

/// Pairs that a pattern with two groups finds in files of some names.
fn pairs(source: &Source, files: &[&str], pattern: &str) -> Vec<(String, String)> {
    let Ok(regex) = Regex::new(pattern) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (path, lines) in &source.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        let fits = files.iter().any(|file| {
            name == *file
                || file
                    .strip_prefix('*')
                    .is_some_and(|end| name.ends_with(end))
        });
        let foreign = path.contains("vendor/") || path.contains("node_modules/");
        if !fits || foreign {
            continue;
        }
        let text = lines.join("\n");
        for found in regex.captures_iter(&text) {
            let group = |at: usize| found.get(at).map_or("", |group| group.as_str()).to_owned();
            all.push((group(1), group(2)));
        }
    }
    all
}

impl Settings {
    /// Reads them.
    pub fn read(source: &Source) -> Self {
        let version = r#"[~^>=<v ]*(\d+\.\d+[\d.]*)"#;
        let mut dependencies = pairs(
            source,
            &["package.json"],
            &format!(r#"(?m)^\s*"(@?[a-z][\w./-]+)":\s*"{version}""#),
        );
        dependencies.retain(|(name, _)| name != "version" && name != "node" && name != "npm");
        dependencies.extend(pairs(
            source,
            &["Cargo.toml"],
            &format!(r#"(?m)^([a-z][\w-]+)\s*=\s*(?:\{{[^}}\n]*version\s*=\s*)?"{version}""#),
        ));
        dependencies.retain(|(name, _)| {
            !["version", "rust-version", "edition", "package", "engines"].contains(&name.as_str())
        });
        dependencies.extend(pairs(
            source,
            &["go.mod"],
            r"(?m)^\s+([a-z][\w./-]+) v(\d+\.\d+\.\d+)$",
        ));
        dependencies.extend(pairs(
            source,
            &["composer.json"],
            &format!(r#"(?m)^\s*"([a-z][\w-]+/[\w-]+)":\s*"{version}"#),
        ));
        let mut scripts: Vec<(String, String)> = pairs(
            source,
            &["package.json"],
            r#"(?m)^\s{4}"([a-z][\w:-]+)":\s*"([a-z][^"]* [^"]*)""#,
        );
        scripts = scripts
            .into_iter()
            .map(|(name, _)| (format!("npm run {name}"), name))
            .collect();
        let targets = pairs(source, &["Makefile"], r"(?m)^([a-z][\w-]+):(?: |$)()");
        scripts.extend(
            targets
                .into_iter()
                .map(|(name, _)| (format!("make {name}"), name)),
        );
        let recipes = pairs(
            source,
            &["justfile"],
            r"(?m)^([a-z][\w-]+)[^:=\n]*:(?: |$)()",
        );
        scripts.extend(
            recipes
                .into_iter()
                .map(|(name, _)| (format!("just {name}"), name)),
        );
        let code = [
            "*.py", "*.rs", "*.go", "*.java", "*.kt", "*.ts", "*.js", "*.rb", "*.php", "*.ex",
            "*.exs", "*.cs", "*.c", "*.cc", "*.lua", "*.cpp",
        ];
        let variables = pairs(
            source,
            &code,
            r#"(?:process\.env\.|environ(?:\.get)?[\[(]\s*["']|env::var(?:_os)?\("|[gG]etenv\("|ENV\[["']|get_env\(")([A-Z][A-Z0-9_]{3,})()"#,
        );
        let routes = pairs(
            source,
            &code,
            r#"(?:app|router|server|fastify|r)\.(get|post|put|delete|patch|GET|POST|PUT|DELETE)\(\s*['"](/[\w/:{}-]{3,})['"]"#,
        );
        Self {
            dependencies,
            scripts,
            variables: variables
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| name.contains('_'))
                .collect(),
            routes: routes
                .into_iter()
                .map(|(method, path)| (method.to_uppercase(), path))
                .collect(),
        }
    }

    /// A true one and its false form.
    pub fn draw(&self, rng: &mut Rng, source: &Source) -> Option<(Form, String, False)> {
        match rng.below(4) {
            0 => self.dependency(rng),
            1 => self.script(rng),
            2 => self.variable(rng, source),
            _ => self.route(rng, source),
        }
    }

    fn dependency(&self, rng: &mut Rng) -> Option<(Form, String, False)> {
        let (name, version) = rng.pick(&self.dependencies)?;
        // A name with several versions has no wrong one.
        let version = version.trim_end_matches('.');
        let major: u32 = version.split('.').next()?.parse().ok()?;
        let once = self
            .dependencies
            .iter()
            .filter(|(other, _)| other == name)
            .all(|(_, other)| other == version);
        let wrong = format!("{name}@{}.0.0", major + 7);
        let reasons = vec![format!("not {}.0.0", major + 7)];
        let defect = False {
            written: wrong,
            kind: "wrong version",
            reasons,
        };
        once.then(|| (Form::Dependency, format!("{name}@{version}"), defect))
    }

    fn script(&self, rng: &mut Rng) -> Option<(Form, String, False)> {
        let (command, name) = rng.pick(&self.scripts)?;
        let written = format!("{command}-quorum");
        let reasons = vec![format!("`{name}-quorum`"), format!("{name}-quorum")];
        Some((
            Form::Script,
            command.clone(),
            False {
                written,
                kind: "missing script",
                reasons,
            },
        ))
    }

    fn variable(&self, rng: &mut Rng, source: &Source) -> Option<(Form, String, False)> {
        let name = rng.pick(&self.variables)?;
        let written = format!("{name}_QUORUM");
        let reasons = vec![format!("`{written}` stands nowhere")];
        let fresh = !source.words.contains_key(&written);
        fresh.then(|| {
            (
                Form::Variable,
                name.clone(),
                False {
                    written,
                    kind: "invented variable",
                    reasons,
                },
            )
        })
    }

    fn route(&self, rng: &mut Rng, source: &Source) -> Option<(Form, String, False)> {
        let (method, path) = rng.pick(&self.routes)?;
        let written = format!("{method} {path}/quorum-ledger");
        let reasons = vec!["stands in no route".to_owned(), "no route".to_owned()];
        let fresh = !source.words.contains_key("quorum-ledger");
        fresh.then(|| {
            (
                Form::Route,
                format!("{method} {path}"),
                False {
                    written,
                    kind: "invented route",
                    reasons,
                },
            )
        })
    }
}
