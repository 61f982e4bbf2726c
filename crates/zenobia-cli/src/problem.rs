//! What goes wrong, told to a person on stderr.

use std::{fmt, io, io::Write};

use anstyle::{AnsiColor, Style};

/// What happened, to what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What happened, to what.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem nothing can be advised about.
    pub(crate) fn new(message: impl Into<String>) -> Problem {
        Problem {
            message: message.into(),
            hint: None,
        }
    }

    /// The same problem with advice.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Problem {
        Problem {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// Prints it on stderr.
    pub(crate) fn print(&self) {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let bold = Style::new().bold();
        let mut text = format!("{red}error{red:#}: {}", self.message);
        if let Some(hint) = &self.hint {
            text.push_str(&format!("\n  {bold}hint{bold:#}: {hint}"));
        }
        say(&text);
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Problem {
        match error.downcast::<Problem>() {
            Ok(problem) => problem,
            Err(error) => Problem::new(format!("{error:#}")),
        }
    }
}

/// Prints a line on stderr; colours only where they are shown.
pub(crate) fn say(line: &str) {
    // Nobody is left to tell if stderr is closed.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Whether the reader of the output went away, as `head` does: no error.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
