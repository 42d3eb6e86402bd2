//! From text to a marker, by the grammar of PEP 508 as `packaging._parser` has it.

use super::{Comparison, Condition, Expression, Junction, Marker, MarkerOperator, Term, Variable};
use crate::requirement::cursor::{Cursor, SyntaxError};
use crate::requirement::text_literal::unescape;
use crate::requirement::{Operator, PackageName};

/// How many parentheses may be open at once. Nobody writes that many, and each costs a frame of the stack.
const DEPTH: usize = 200;

/// Reads a text that is a marker and nothing else.
pub(super) fn parse(text: &str) -> Result<Marker, SyntaxError> {
    let mut cursor = Cursor::new(text);
    let marker = parse_marker(&mut cursor)?;
    if cursor.is_at_end() {
        Ok(marker)
    } else {
        Err(cursor.expected("\"and\", \"or\" or the end of the marker"))
    }
}

/// Reads a marker, and leaves what follows it.
pub(in crate::requirement) fn parse_marker(cursor: &mut Cursor<'_>) -> Result<Marker, SyntaxError> {
    let read = expression(cursor, 0)?;
    // Parentheses around all there is say nothing: markers that mean the same are equal.
    match *read.first {
        Condition::Group(inner) if read.rest.is_empty() => Ok(Marker(inner)),
        first => Ok(Marker(Expression { first: Box::new(first), ..read })),
    }
}

fn expression(cursor: &mut Cursor<'_>, depth: usize) -> Result<Expression, SyntaxError> {
    let first = Box::new(condition(cursor, depth)?);
    let mut rest = Vec::new();
    loop {
        let junction = if cursor.take_word("and") {
            Junction::And
        } else if cursor.take_word("or") {
            Junction::Or
        } else {
            return Ok(Expression { first, rest });
        };
        rest.push((junction, condition(cursor, depth)?));
    }
}

fn condition(cursor: &mut Cursor<'_>, depth: usize) -> Result<Condition, SyntaxError> {
    cursor.skip_space();
    let start = cursor.position();
    let condition = if cursor.take("(") {
        if depth == DEPTH {
            return Err(cursor.error_at(start, format!("more than {DEPTH} parentheses are open")));
        }
        let inner = expression(cursor, depth + 1)?;
        cursor.skip_space();
        if !cursor.take(")") {
            return Err(cursor.expected("\"and\", \"or\" or \")\""));
        }
        group(inner)
    } else {
        Condition::Comparison(comparison(cursor)?)
    };
    cursor.skip_space();
    Ok(condition)
}

/// What stands in parentheses; they say nothing around one condition.
fn group(inner: Expression) -> Condition {
    if inner.rest.is_empty() { *inner.first } else { Condition::Group(inner) }
}

fn comparison(cursor: &mut Cursor<'_>) -> Result<Comparison, SyntaxError> {
    let left = term(cursor)?;
    cursor.skip_space();
    let operator = operator(cursor)?;
    cursor.skip_space();
    let right = term(cursor)?;
    let (left, right) = normalize_names(left, right);
    Ok(Comparison { left, operator, right })
}

fn term(cursor: &mut Cursor<'_>) -> Result<Term, SyntaxError> {
    let variable = Variable::SPELLINGS.iter().find(|(spelling, _)| cursor.take_word(spelling));
    if let Some((_, variable)) = variable {
        return Ok(Term::Variable(*variable));
    }
    let start = cursor.position();
    let Some(quote @ ('"' | '\'')) = cursor.rest().chars().next() else {
        return Err(cursor.expected("a marker variable or a quoted text"));
    };
    let inner = &cursor.rest()[1..];
    let Some(end) = inner.find(quote) else {
        return Err(cursor.error_at(start, "this quoted text has no end"));
    };
    cursor.advance(end + 2);
    match unescape(&inner[..end]) {
        Some(text) => Ok(Term::Text(text.into())),
        None => Err(cursor.error_at(start, "this quoted text is none that Python reads")),
    }
}

fn operator(cursor: &mut Cursor<'_>) -> Result<MarkerOperator, SyntaxError> {
    if cursor.take_word("in") {
        return Ok(MarkerOperator::In);
    }
    if cursor.take_word("not") {
        if !cursor.skip_space() {
            return Err(cursor.expected("white space after \"not\""));
        }
        if !cursor.take_word("in") {
            return Err(cursor.expected("\"in\" after \"not\""));
        }
        return Ok(MarkerOperator::NotIn);
    }
    match Operator::at(cursor.rest()) {
        Some(operator) => {
            cursor.advance(operator.as_str().len());
            Ok(MarkerOperator::Version(operator))
        }
        None => Err(cursor.expected("one of <=, <, !=, ==, >=, >, ~=, ===, in, not in")),
    }
}

/// Names of extras and groups are compared in their normalised form (PEP 685, PEP 735).
fn normalize_names(left: Term, right: Term) -> (Term, Term) {
    let normal = |text: &str| Term::Text(PackageName::untrimmed(text).normalized().into());
    match (&left, &right) {
        (Term::Variable(Variable::Extra), Term::Text(text)) => (left.clone(), normal(text)),
        (
            Term::Text(text),
            Term::Variable(Variable::Extra | Variable::Extras | Variable::DependencyGroups),
        ) => (normal(text), right.clone()),
        _ => (left, right),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn parentheses_that_say_nothing_are_no_difference() {
        for (text, same) in [
            ("((os_name == 'a'))", "os_name == 'a'"),
            ("((os_name == 'a') and (('a' == os_name)))", "os_name == 'a' and 'a' == os_name"),
            (
                "(((os_name == 'a' or os_name == 'b')) and os_name == 'c')",
                "(os_name == 'a' or os_name == 'b') and os_name == 'c'",
            ),
        ] {
            assert_eq!(parse(text), parse(same), "{text}");
            assert_eq!(parse(text).unwrap().to_string(), parse(same).unwrap().to_string(), "{text}");
        }
    }
}
