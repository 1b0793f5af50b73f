//! Which skills (`SKILL.md`) fit the job, and what they prescribe.
