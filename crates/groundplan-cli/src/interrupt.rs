//! Ctrl-C, or another request to end: what is temporary is removed, what has begun to land lands, and
//! the process ends.

use crate::os_world::write;
use crate::ui::{self, RunEvent};

/// Exit code of a command that was stopped.
const STOPPED: u8 = 130;

/// Ends the process. The lock of a feature ends with it.
#[expect(clippy::exit, reason = "the person asked to stop")]
pub fn stop() {
    write::abandon();
    let message = "stopped; nothing was left half-written";
    ui::tell(
        &RunEvent::Stopped {
            message,
            exit_code: STOPPED,
        },
        message,
    );
    std::process::exit(i32::from(STOPPED));
}
