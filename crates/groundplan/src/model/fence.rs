//! Fenced code in lines of markdown, for readers that go line by line.

/// Follows fences over lines.
#[derive(Debug, Clone, Default)]
pub struct Fences {
    open: Option<String>,
}

/// What a line is to a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FenceLine {
    /// It opens a fence.
    Opens,
    /// It stands within one, or closes it.
    Inside,
    /// It has nothing to do with one.
    Outside,
}

impl Fences {
    /// Whether a fence is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Reads the next line, without the space around it.
    pub fn line(&mut self, trimmed: &str) -> FenceLine {
        let mark: String = trimmed
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        match &self.open {
            Some(open) => {
                if mark.starts_with(open.as_str()) && mark.len() == trimmed.len() {
                    self.open = None;
                }
                FenceLine::Inside
            }
            None if mark.len() >= 3 => {
                self.open = Some(mark);
                FenceLine::Opens
            }
            None => FenceLine::Outside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_closed_by_its_like_only() {
        let mut fences = Fences::default();
        let lines = ["a", "```rust", "~~~", "``", "````", "b"];
        let found = lines.map(|line| fences.line(line));
        use FenceLine::{Inside, Opens, Outside};
        assert_eq!(found, [Outside, Opens, Inside, Inside, Inside, Outside]);
    }
}
