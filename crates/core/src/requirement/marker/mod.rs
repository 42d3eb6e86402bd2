//! Environment markers (PEP 508), answering as `packaging.markers` does.

mod environment;
mod evaluate;
mod extras;
mod parse;

use std::fmt;

pub use environment::{MarkerEnvironment, Variable};
pub use evaluate::{MarkerError, Truth};
pub use extras::Remaining;

use super::cursor::SyntaxError;
pub(super) use parse::parse_marker;

/// A condition on an environment: `python_version < "3.11" and sys_platform == "linux"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker(Expression);

/// Conditions with `and` and `or` between them, as they were written. `and` binds more strongly.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expression {
    first: Box<Condition>,
    rest: Vec<(Junction, Condition)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Junction {
    And,
    Or,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Comparison(Comparison),
    Group(Expression),
}

/// Two terms and what must hold between them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Comparison {
    left: Term,
    operator: MarkerOperator,
    right: Term,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Variable(Variable),
    Text(Box<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkerOperator {
    Version(super::Operator),
    In,
    NotIn,
}

impl MarkerOperator {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Version(operator) => operator.as_str(),
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }
}

impl std::str::FromStr for Marker {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        parse::parse(text)
    }
}

impl Marker {
    /// Both must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(Expression {
            first: Box::new(Condition::Group(self.0)),
            rest: vec![(Junction::And, Condition::Group(other.0))],
        })
    }
}

impl fmt::Display for Marker {
    /// Writes the form that `packaging` gives it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(formatter, true)
    }
}

impl Expression {
    /// Parentheses stand around what stands in another; not around what is all there is.
    fn write(&self, formatter: &mut fmt::Formatter<'_>, outermost: bool) -> fmt::Result {
        if self.rest.is_empty() {
            return self.first.write(formatter, outermost);
        }
        if !outermost {
            formatter.write_str("(")?;
        }
        self.first.write(formatter, false)?;
        for (junction, condition) in &self.rest {
            formatter.write_str(match junction {
                Junction::And => " and ",
                Junction::Or => " or ",
            })?;
            condition.write(formatter, false)?;
        }
        if outermost { Ok(()) } else { formatter.write_str(")") }
    }
}

impl Condition {
    fn write(&self, formatter: &mut fmt::Formatter<'_>, outermost: bool) -> fmt::Result {
        match self {
            Self::Group(expression) => expression.write(formatter, outermost),
            Self::Comparison(Comparison { left, operator, right }) => {
                write!(formatter, "{left} {} {right}", operator.as_str())
            }
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(variable) => formatter.write_str(variable.name()),
            Self::Text(text) if text.contains('"') => write!(formatter, "'{text}'"),
            Self::Text(text) => write!(formatter, "\"{text}\""),
        }
    }
}
