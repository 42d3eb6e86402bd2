//! What narrows a list and is in no field of its filter: links from elsewhere ask for it. It is seen, can be taken away, and is kept by the filter.

use super::field::Fields;
use super::route::View;
use super::view::{Form, Input, Moment, Page, Part, Said};

/// What is asked for that narrows nothing.
const NOT: [&str; 7] = ["as", "by", "cursor", "done", "limit", "order", "sort"];

/// What is a time, and how it is said.
const TIMES: [(&str, &str); 4] = [
    ("since", "since"),
    ("accepted_since", "accepted since"),
    ("closed_since", "closed since"),
    ("enrolled_since", "enrolled since"),
];

/// A page on which everything is seen that narrows its list.
pub(super) fn shown<P>(mut page: Page, view: &View<P>) -> Page {
    let asking = |part: &Part| matches!(part, Part::Filter(form) | Part::Form(form) if form.csrf.is_none());
    let Some(at) = page.parts.iter().position(asking) else { return page };
    let mut lines = Vec::new();
    if let Some(Part::Filter(form) | Part::Form(form)) = page.parts.get_mut(at) {
        for (name, value) in asked(&view.query) {
            if is_seen(form, name, value) {
                continue;
            }
            form.hidden.push((name.to_owned().into(), value.to_owned()));
            lines.push((words(name, value), view.here().with(name, "").href()));
        }
    }
    if !lines.is_empty() {
        page.parts.insert(at, Part::Narrowed(lines));
    }
    page
}

/// What narrows, in the order in which it is asked for.
fn asked(query: &Fields) -> impl Iterator<Item = (&str, &str)> {
    query.iter().filter(|(name, value)| !value.is_empty() && !NOT.contains(name))
}

/// Whether the form shows it. Where one chooses of some and it is none of them, it becomes one more.
fn is_seen(form: &mut Form, name: &str, value: &str) -> bool {
    if form.hidden.iter().any(|(of, _)| of == name) {
        return true;
    }
    let Some(field) = form.fields.iter_mut().find(|field| field.name == name) else { return false };
    if let Input::OneOf(choices) = &mut field.input
        && choices.iter().all(|(of, _)| of != value)
    {
        choices.push((value.to_owned(), Said::short(value)));
        value.clone_into(&mut field.value);
    }
    true
}

/// What narrows, in words.
fn words(name: &str, value: &str) -> Said {
    let time = TIMES.iter().find(|(of, _)| *of == name);
    let at: Option<i64> = value.parse().ok();
    Said::short(&match (time, at) {
        (Some((_, words)), Some(at)) => format!("{words} {}", Moment::new(at).in_words()),
        _ => format!("{}: {value}", name.replace('_', " ")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::link::Href;
    use super::super::view::{Field, Tab, written};
    use super::*;

    #[test]
    fn what_narrows_a_list_is_seen_kept_and_taken_away() {
        let fields = vec![
            Field::words("severity", "At least", "any", &["high"]).value("unknown"),
            Field::line("package", "Package").value("six"),
        ];
        let form = Form::asking(Href::of("/list"), fields).hidden("kind", "policy");
        let page = Page::new(Tab::Findings, "A list").part(Part::Filter(form));
        let query = "severity=unknown&package=six&kind=policy&closed_since=86400&x=%3Cb%3E&sort=a&cursor=5b";
        let view = View::new((), Fields::parse(query), "/list".to_owned());
        let html = written(shown(page, &view)).unwrap();
        assert!(html.contains("closed since 1970-01-02 00:00") && html.contains("x: &#60;b&#62;"), "{html}");
        assert!(html.contains("name=\"closed_since\" value=\"86400\""), "{html}");
        assert!(html.contains("value=\"unknown\" selected"), "{html}");
        let without = "/list?severity=unknown&#38;package=six&#38;kind=policy&#38;x=%3Cb%3E&#38;sort=a";
        assert!(html.contains(&format!("href=\"{without}\"")), "{html}");
        assert_eq!(html.matches("name=\"kind\"").count(), 1, "{html}");
        assert!(!html.contains("package: six"), "what a field shows is said once: {html}");
    }

    #[test]
    fn a_list_that_is_not_narrowed_says_nothing() {
        let form = Form::asking(Href::of("/list"), vec![Field::line("q", "Which")]);
        let page = Page::new(Tab::Findings, "A list").part(Part::Filter(form));
        let view = View::new((), Fields::parse("q=&sort=a&done=made"), "/list".to_owned());
        assert_eq!(shown(page, &view).parts.len(), 1);
    }
}
