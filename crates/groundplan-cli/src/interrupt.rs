//! Ctrl-C: what is temporary is removed, what has begun to land lands, and the process ends.

use crate::os_world::write;
use crate::ui;

/// Ends the process with 130. The lock of a feature ends with it.
#[expect(clippy::exit, reason = "the person asked to stop")]
pub fn stop() {
    write::abandon();
    ui::complain("stopped; nothing was left half-written");
    std::process::exit(130);
}
