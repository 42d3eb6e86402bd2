//! Whether a marker holds in an environment.

use std::collections::BTreeSet;

use super::{Comparison, Condition, Expression, Junction, Marker, MarkerEnvironment, MarkerOperator};
use super::{Term, Variable};
use crate::requirement::{Operator, PackageName, Specifier, Version};

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It depends on the value of this variable, which is not known of this environment.
    Unknown(Variable),
}

/// Why a marker has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkerError {
    /// It compares with a variable that has no meaning where it stands.
    #[error("{0:?} has no value here")]
    UndefinedName(String),
    /// An operator is not defined for its two sides.
    #[error("{operator:?} is not defined for {left:?} and {right:?}")]
    UndefinedComparison {
        /// The left side's value.
        left: String,
        /// The operator.
        operator: &'static str,
        /// The right side's value.
        right: String,
    },
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Truth {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown(variable), _) | (_, Self::Unknown(variable)) => Self::Unknown(variable),
            (Self::True, Self::True) => Self::True,
        }
    }

    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::Unknown(variable), _) | (_, Self::Unknown(variable)) => Self::Unknown(variable),
            (Self::False, Self::False) => Self::False,
        }
    }
}

impl Marker {
    /// Whether the marker holds. As for `packaging`, one comparison that is not defined leaves the whole without an answer.
    pub fn evaluate(&self, environment: &MarkerEnvironment) -> Result<Truth, MarkerError> {
        self.0.evaluate(environment)
    }
}

impl Expression {
    fn evaluate(&self, environment: &MarkerEnvironment) -> Result<Truth, MarkerError> {
        let mut any = Truth::False;
        let mut all = self.first.evaluate(environment)?;
        for (junction, condition) in &self.rest {
            let next = condition.evaluate(environment)?;
            match junction {
                Junction::And => all = all.and(next),
                Junction::Or => {
                    any = any.or(all);
                    all = next;
                }
            }
        }
        Ok(any.or(all))
    }
}

impl Condition {
    fn evaluate(&self, environment: &MarkerEnvironment) -> Result<Truth, MarkerError> {
        match self {
            Self::Group(expression) => expression.evaluate(environment),
            Self::Comparison(comparison) => comparison.evaluate(environment),
        }
    }
}

/// A variable's value.
enum Value<'environment> {
    Text(&'environment str),
    Names(&'environment BTreeSet<PackageName>),
    Unknown,
}

impl Comparison {
    fn evaluate(&self, environment: &MarkerEnvironment) -> Result<Truth, MarkerError> {
        // Between two variables or two texts, `packaging` looks one up and takes the other for what it says.
        let (variable, left_is_variable) = match (&self.left, &self.right) {
            (Term::Variable(variable), _) => (*variable, true),
            (Term::Text(_), Term::Variable(variable)) => (*variable, false),
            (Term::Text(_), Term::Text(name)) => {
                let found = Variable::ALL.iter().find(|variable| variable.name() == &**name);
                (*found.ok_or_else(|| MarkerError::UndefinedName(name.to_string()))?, false)
            }
        };
        let text = if left_is_variable { self.right.text() } else { self.left.text() };
        match lookup(environment, variable)? {
            Value::Unknown => Ok(self.without_value(environment, variable, left_is_variable, text)),
            Value::Names(_) if left_is_variable => Err(self.undefined(variable.name(), text)),
            Value::Names(names) => self.among(text, names),
            Value::Text(value) if left_is_variable => self.compare(variable, value, text),
            Value::Text(value) => self.compare(variable, text, value),
        }
    }

    /// `"name" in extras`.
    fn among(&self, name: &str, names: &BTreeSet<PackageName>) -> Result<Truth, MarkerError> {
        let is_there = names.contains(&PackageName::untrimmed(name));
        match self.operator {
            MarkerOperator::In => Ok(is_there.into()),
            MarkerOperator::NotIn => Ok((!is_there).into()),
            // A text never equals a set, and `packaging` orders nothing that is no version.
            MarkerOperator::Version(Operator::NotEqual) => Ok(Truth::True),
            MarkerOperator::Version(Operator::Compatible | Operator::Identical) => {
                Err(self.undefined(name, "the chosen names"))
            }
            MarkerOperator::Version(_) => Ok(Truth::False),
        }
    }

    fn compare(&self, variable: Variable, left: &str, right: &str) -> Result<Truth, MarkerError> {
        let operator = match self.operator {
            MarkerOperator::In => return Ok(right.contains(left).into()),
            MarkerOperator::NotIn => return Ok((!right.contains(left)).into()),
            MarkerOperator::Version(operator) => operator,
        };
        if variable.is_version()
            && let Ok(specifier) = format!("{}{right}", operator.as_str()).parse::<Specifier>()
        {
            return Ok(specifier.admits(left, left.parse::<Version>().ok().as_ref()).into());
        }
        match operator {
            Operator::Equal | Operator::AtMost | Operator::AtLeast => Ok((left == right).into()),
            Operator::NotEqual => Ok((left != right).into()),
            Operator::Below | Operator::Above => Ok(Truth::False),
            Operator::Compatible | Operator::Identical => Err(self.undefined(left, right)),
        }
    }

    /// What can be said where the value is not known. Of `python_full_version` the first two numbers are known where
    /// `python_version` is, which decides most comparisons.
    fn without_value(
        &self,
        environment: &MarkerEnvironment,
        variable: Variable,
        left_is_variable: bool,
        text: &str,
    ) -> Truth {
        let unknown = Truth::Unknown(variable);
        let (Variable::PythonFullVersion, MarkerOperator::Version(operator), true) =
            (variable, self.operator, left_is_variable)
        else {
            return unknown;
        };
        let Some(series) = environment.get(Variable::PythonVersion) else {
            return unknown;
        };
        let Ok(specifier) = format!("{}{text}", operator.as_str()).parse::<Specifier>() else {
            return unknown;
        };
        let names_one = matches!(operator, Operator::Equal | Operator::NotEqual | Operator::Identical)
            && !specifier.is_wildcard();
        let series_of = |version: &Version| version.major_minor();
        let same_series = specifier.version().and_then(series_of)
            == series.parse::<Version>().ok().as_ref().and_then(series_of);
        if names_one && (same_series || specifier.version().is_none()) {
            return unknown;
        }
        let holds = |end: &str| {
            let version = format!("{series}{end}");
            specifier.admits(&version, version.parse().ok().as_ref())
        };
        // From its first release to one that no series of Python ever had.
        if holds(".0") == holds(".9999") { holds(".0").into() } else { unknown }
    }

    fn undefined(&self, left: &str, right: &str) -> MarkerError {
        MarkerError::UndefinedComparison {
            left: left.to_owned(),
            operator: self.operator.as_str(),
            right: right.to_owned(),
        }
    }
}

impl Term {
    /// What it says; for a variable, its name.
    fn text(&self) -> &str {
        match self {
            Self::Variable(variable) => variable.name(),
            Self::Text(text) => text,
        }
    }
}

fn lookup(environment: &MarkerEnvironment, variable: Variable) -> Result<Value<'_>, MarkerError> {
    let undefined = || MarkerError::UndefinedName(variable.name().to_owned());
    match variable {
        Variable::Extras => environment.extras.as_ref().map(Value::Names).ok_or_else(undefined),
        Variable::DependencyGroups => {
            environment.dependency_groups.as_ref().map(Value::Names).ok_or_else(undefined)
        }
        Variable::Extra => environment.get(variable).map(Value::Text).ok_or_else(undefined),
        _ => Ok(environment.get(variable).map_or(Value::Unknown, Value::Text)),
    }
}
