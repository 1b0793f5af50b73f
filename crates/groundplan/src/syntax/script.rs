//! Scripts in files of markup: Vue and Svelte components.

/// The text with everything but its scripts blanked out; lines and bytes stay where they are.
pub(super) fn scripts_only(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, script, after)) = next_script(rest) {
        blank(&mut kept, before);
        kept.push_str(script);
        rest = after;
    }
    blank(&mut kept, rest);
    kept
}

/// The text up to the next script, the script, and what follows it.
fn next_script(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.match_indices("<script").find(|(at, tag)| {
        let next = text.as_bytes().get(at + tag.len());
        next.is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
    });
    let (at, _) = open?;
    let begin = at + text.get(at..)?.find('>')? + 1;
    let end = text
        .get(begin..)?
        .find("</script")
        .map_or(text.len(), |length| begin + length);
    Some((text.get(..begin)?, text.get(begin..end)?, text.get(end..)?))
}

/// White space of the same shape.
fn blank(kept: &mut String, text: &str) {
    kept.extend(
        text.bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_scripts_in_their_places() {
        let text =
            "<p>é</p>\n<script setup lang=\"ts\">\nconst a = 1;\n</script>\n<scripts>x\n<script>b";
        let kept = scripts_only(text);
        assert_eq!(kept.len(), text.len());
        assert_eq!(kept.find("const a"), text.find("const a"));
        assert_eq!(
            kept.split_whitespace().collect::<Vec<_>>(),
            ["const", "a", "=", "1;", "b"]
        );
        assert_eq!(scripts_only("<script"), "       ");
    }
}
