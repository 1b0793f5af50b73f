//! Where code usually begins in a stack, for a repository that has none yet: by the framework's own
//! guide or generator, else by the language's habit.

/// A stack that a document can state, and its habit.
pub struct Start {
    /// As people write it; case counts, so that `Go` is no verb.
    pub names: &'static [&'static str],
    /// The profile, where there is one.
    pub profile: Option<&'static str>,
    /// Identifier in the language registry.
    pub language: &'static str,
    /// Path of what serves a thing; marks as in the patterns of sibling groups.
    pub file: &'static str,
    /// Whether the path has the thing in the plural.
    pub plural: bool,
    /// The test framework that its guide uses.
    pub test: &'static str,
    /// In which tables are written, where the framework decides it.
    pub schema: Option<&'static str>,
    /// Whether it serves requests.
    pub serves: bool,
}

const BASE: Start = Start {
    names: &[],
    profile: None,
    language: "",
    file: "",
    plural: false,
    test: "",
    schema: None,
    serves: false,
};

/// A framework that serves requests; its paths have the plural.
const SERVICE: Start = Start {
    plural: true,
    serves: true,
    ..BASE
};

/// Names of databases that are spoken to in SQL.
pub const SQL: &[&str] = &["PostgreSQL", "Postgres", "MySQL", "MariaDB", "SQLite"];

/// All stacks, frameworks first: the first that a text names is taken.
pub const STARTS: &[Start] = &[
    Start {
        names: &["Django"],
        profile: Some("django"),
        language: "python",
        file: "{snake_case}/views.py",
        test: "pytest",
        schema: Some("django"),
        ..SERVICE
    },
    Start {
        names: &["FastAPI"],
        profile: Some("fastapi"),
        language: "python",
        file: "app/routers/{snake_case}.py",
        test: "pytest",
        schema: Some("sqlalchemy"),
        ..SERVICE
    },
    Start {
        names: &["Flask"],
        profile: Some("flask"),
        language: "python",
        file: "app/{snake_case}.py",
        test: "pytest",
        schema: Some("sqlalchemy"),
        ..SERVICE
    },
    Start {
        names: &["Next.js", "NextJS"],
        profile: Some("nextjs"),
        language: "typescript",
        file: "app/api/{kebab-case}/route.ts",
        test: "vitest",
        schema: Some("prisma"),
        ..SERVICE
    },
    Start {
        names: &["NestJS", "Nest.js"],
        language: "typescript",
        file: "src/{kebab-case}/{kebab-case}.controller.ts",
        test: "jest",
        ..SERVICE
    },
    Start {
        names: &["Express"],
        profile: Some("express"),
        language: "typescript",
        file: "src/routes/{kebab-case}.ts",
        test: "vitest",
        ..SERVICE
    },
    Start {
        names: &["Spring Boot", "Spring"],
        language: "java",
        file: "src/main/java/app/{PascalCase}Controller.java",
        plural: false,
        test: "junit",
        schema: Some("jpa"),
        ..SERVICE
    },
    Start {
        names: &["Ruby on Rails", "Rails"],
        language: "ruby",
        file: "app/controllers/{snake_case}_controller.rb",
        test: "rspec",
        schema: Some("activerecord"),
        ..SERVICE
    },
    Start {
        names: &["Laravel"],
        language: "php",
        file: "app/Http/Controllers/{PascalCase}Controller.php",
        plural: false,
        test: "phpunit",
        schema: Some("eloquent"),
        ..SERVICE
    },
    Start {
        names: &["ASP.NET Core", "ASP.NET"],
        language: "csharp",
        file: "Controllers/{PascalCase}Controller.cs",
        test: "xunit",
        schema: Some("efcore"),
        ..SERVICE
    },
    Start {
        names: &["Phoenix"],
        language: "elixir",
        file: "lib/app_web/controllers/{snake_case}_controller.ex",
        plural: false,
        test: "exunit",
        schema: Some("ecto"),
        ..SERVICE
    },
    Start {
        names: &["Flutter"],
        language: "dart",
        file: "lib/{snake_case}.dart",
        test: "flutter_test",
        ..BASE
    },
    Start {
        names: &["chi"],
        profile: Some("chi"),
        language: "go",
        file: "internal/{lowercase}/handler.go",
        plural: false,
        test: "testing",
        ..SERVICE
    },
    Start {
        names: &["Gin"],
        profile: Some("gin"),
        language: "go",
        file: "internal/{lowercase}/handler.go",
        plural: false,
        test: "testing",
        ..SERVICE
    },
    Start {
        names: &["axum", "Axum"],
        profile: Some("axum"),
        language: "rust",
        file: "src/routes/{snake_case}.rs",
        test: "cargo test",
        ..SERVICE
    },
    Start {
        names: &["actix", "Actix"],
        profile: Some("actix"),
        language: "rust",
        file: "src/routes/{snake_case}.rs",
        test: "cargo test",
        ..SERVICE
    },
    Start {
        names: &["Typer", "typer"],
        profile: Some("typer"),
        language: "python",
        file: "src/{snake_case}.py",
        test: "pytest",
        ..BASE
    },
    Start {
        names: &["Click"],
        profile: Some("click"),
        language: "python",
        file: "src/{snake_case}.py",
        test: "pytest",
        ..BASE
    },
    Start {
        names: &["argparse"],
        profile: Some("argparse"),
        language: "python",
        file: "src/{snake_case}.py",
        test: "pytest",
        ..BASE
    },
    Start {
        names: &["clap"],
        profile: Some("clap"),
        language: "rust",
        file: "src/commands/{snake_case}.rs",
        test: "cargo test",
        ..BASE
    },
    Start {
        names: &["Cobra", "cobra"],
        profile: Some("cobra"),
        language: "go",
        file: "cmd/{snake_case}.go",
        test: "testing",
        ..BASE
    },
    Start {
        names: &["TypeScript"],
        language: "typescript",
        file: "src/{kebab-case}.ts",
        test: "vitest",
        ..BASE
    },
    Start {
        names: &["JavaScript", "Node.js"],
        language: "javascript",
        file: "src/{kebab-case}.js",
        test: "vitest",
        ..BASE
    },
    Start {
        names: &["Python"],
        language: "python",
        file: "src/{snake_case}.py",
        test: "pytest",
        ..BASE
    },
    Start {
        names: &["Rust"],
        language: "rust",
        file: "src/{snake_case}.rs",
        test: "cargo test",
        ..BASE
    },
    Start {
        names: &[
            "Golang",
            "in Go",
            "Go with",
            "Go and",
            "Go service",
            "Go module",
            "Go 1.",
        ],
        language: "go",
        file: "internal/{lowercase}/{snake_case}.go",
        test: "testing",
        ..BASE
    },
    Start {
        names: &["Kotlin"],
        language: "kotlin",
        file: "src/main/kotlin/app/{PascalCase}.kt",
        test: "junit",
        ..BASE
    },
    Start {
        names: &["Java"],
        language: "java",
        file: "src/main/java/app/{PascalCase}.java",
        test: "junit",
        ..BASE
    },
    Start {
        names: &["Ruby"],
        language: "ruby",
        file: "lib/{snake_case}.rb",
        test: "rspec",
        ..BASE
    },
    Start {
        names: &["PHP"],
        language: "php",
        file: "src/{PascalCase}.php",
        test: "phpunit",
        ..BASE
    },
    Start {
        names: &["C#", ".NET"],
        language: "csharp",
        file: "src/{PascalCase}.cs",
        test: "xunit",
        ..BASE
    },
    Start {
        names: &["SwiftUI", "Swift"],
        language: "swift",
        file: "Sources/App/{PascalCase}.swift",
        test: "xctest",
        ..BASE
    },
    Start {
        names: &["Elixir"],
        language: "elixir",
        file: "lib/{snake_case}.ex",
        test: "exunit",
        ..BASE
    },
];
