//! Front matter, read leniently: as YAML, else line by line.

use std::collections::BTreeMap;

/// String values of the front matter, and the number of lines it takes.
pub fn read(text: &str) -> (BTreeMap<String, String>, usize) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return (BTreeMap::new(), 0);
    }
    // A missing end fence ends with the first heading.
    let inner: Vec<&str> = lines
        .take_while(|line| line.trim_end() != "---" && !line.starts_with("# "))
        .collect();
    let taken = inner.len() + 2;
    let yaml = inner.join("\n");
    let parsed = serde_saphyr::from_str::<BTreeMap<String, serde_json::Value>>(&yaml);
    let Ok(parsed) = parsed else {
        return (by_lines(&inner), taken);
    };
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    (
        parsed
            .into_iter()
            .map(|(key, value)| (key, text(value)))
            .collect(),
        taken,
    )
}

fn by_lines(lines: &[&str]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<String> = None;
    for line in lines {
        let indented = line.starts_with([' ', '\t']);
        match line
            .split_once(':')
            .filter(|(key, _)| !indented && !key.contains(' '))
        {
            Some((key, value)) => {
                all.insert(
                    key.trim().to_owned(),
                    value.trim().trim_matches(['"', '\'', '|', '>']).to_owned(),
                );
                last = Some(key.trim().to_owned());
            }
            None => {
                if let Some(value) = last.as_ref().and_then(|key| all.get_mut(key)) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn sloppy_front_matter_is_read_by_lines() {
        let (front, lines) =
            read("---\nname: x\ndescription: [KNOWLEDGE] how to: do\n\tmore\n---\n# T\n");
        assert_eq!(front.get("name").map(String::as_str), Some("x"));
        assert_eq!(
            front.get("description").map(String::as_str),
            Some("[KNOWLEDGE] how to: do more")
        );
        assert_eq!(lines, 5);
    }
}
