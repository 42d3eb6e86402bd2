//! Forms.

use std::borrow::Cow;

use super::Said;
use crate::api::Refused;
use crate::policies::POLICY_FILE;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::pages::sentence;

/// How something is put in.
#[derive(Clone, Debug)]
pub(in crate::ui) enum Input {
    /// One line. What browsers may fill in, as `autocomplete` calls it (HTML, section 4.10.18.7.1), and an example.
    Line { autocomplete: &'static str, example: &'static str },
    /// A word that is not shown.
    Secret { autocomplete: &'static str },
    /// A number.
    Number { least: i64, most: i64 },
    /// A day.
    Day,
    /// Lines.
    Lines { rows: u32 },
    /// One of these: what is sent, and what it is called.
    OneOf(Vec<(String, Said)>),
    /// Any of these.
    AnyOf(Vec<(String, Said)>),
}

/// One thing that a form asks for.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Field {
    /// Under which name it is sent.
    pub(in crate::ui) name: &'static str,
    /// What it is called.
    pub(in crate::ui) label: &'static str,
    pub(in crate::ui) input: Input,
    /// What is in it.
    pub(in crate::ui) value: String,
    /// What there is to know before one fills it in.
    pub(in crate::ui) hint: &'static str,
    pub(in crate::ui) is_needed: bool,
}

/// Something that is wrong with what was sent.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Mistake {
    /// The field that it is about, where it is about one.
    field: Option<&'static str>,
    /// What it is, in the words of the form.
    said: Said,
}

/// A field, and what it is called on its page.
#[derive(Debug)]
pub(in crate::ui) struct Placed<'form> {
    pub(in crate::ui) id: String,
    pub(in crate::ui) field: &'form Field,
    /// What is wrong with it.
    pub(in crate::ui) mistakes: Vec<&'form Said>,
}

impl Placed<'_> {
    /// Attributes by which hints and mistakes are read with the field; nothing that anybody may have written is in them.
    pub(in crate::ui) fn attributes(&self) -> String {
        let (hint, mistake) = (format!("{}-hint", self.id), format!("{}-mistake", self.id));
        let by = [(!self.field.hint.is_empty(), hint), (!self.mistakes.is_empty(), mistake)];
        let by: Vec<String> = by.into_iter().filter(|(is_there, _)| *is_there).map(|(_, id)| id).collect();
        let described =
            if by.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", by.join(" ")) };
        // A group of choices is not invalid itself (WAI-ARIA 1.2, section 6.6): it is told by its description.
        let is_group = matches!(self.field.input, Input::AnyOf(_));
        let invalid = if self.mistakes.is_empty() || is_group { "" } else { " aria-invalid=\"true\"" };
        described + invalid
    }
}

/// A form. One that looks for something is sent as an address, others are not.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Form {
    /// Which form of its page it is: labels and hints name their fields by it.
    pub(in crate::ui) number: usize,
    pub(in crate::ui) action: Href,
    /// Where it changes something: that the request comes from a page of the console.
    pub(in crate::ui) csrf: Option<String>,
    pub(in crate::ui) fields: Vec<Field>,
    pub(in crate::ui) hidden: Vec<(Cow<'static, str>, String)>,
    /// What the button says.
    pub(in crate::ui) button: &'static str,
    /// Whether it takes something away.
    pub(in crate::ui) is_grave: bool,
    /// What was wrong with what was sent, and where.
    pub(in crate::ui) mistakes: Vec<Mistake>,
}

/// What a form does with what was sent, where a page has several that are sent to one place.
const DEEDS: [&str; 2] = ["change", "step"];

impl Field {
    pub(in crate::ui) fn new(name: &'static str, label: &'static str, input: Input) -> Self {
        Self { name, label, input, value: String::new(), hint: "", is_needed: false }
    }

    /// One line that is a name or a word.
    pub(in crate::ui) fn line(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Line { autocomplete: "off", example: "" })
    }

    pub(in crate::ui) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    pub(in crate::ui) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(in crate::ui) const fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// One of these words, each called as it is, or none.
    pub(in crate::ui) fn words(name: &'static str, label: &'static str, any: &str, words: &[&str]) -> Self {
        let words: Vec<(&str, &str)> = words.iter().map(|word| (*word, *word)).collect();
        Self::choice(name, label, any, &words)
    }

    /// One of these, each a word and what it is called, or none.
    pub(in crate::ui) fn choice(
        name: &'static str,
        label: &'static str,
        any: &str,
        words: &[(&str, &str)],
    ) -> Self {
        let words = std::iter::once(("", any)).chain(words.iter().copied());
        let words = words.map(|(word, called)| (word.to_owned(), Said::short(called)));
        Self::new(name, label, Input::OneOf(words.collect()))
    }

    pub(in crate::ui) fn has(&self, value: &str) -> bool {
        match &self.input {
            Input::AnyOf(_) => self.value.split('\n').any(|of| of == value),
            _ => self.value == value,
        }
    }
}

impl Form {
    /// A form that looks for something.
    pub(in crate::ui) fn asking(action: Href, fields: Vec<Field>) -> Self {
        Self {
            number: 0,
            action,
            csrf: None,
            fields,
            hidden: Vec::new(),
            button: "Show",
            is_grave: false,
            mistakes: Vec::new(),
        }
    }

    /// A form that changes something.
    pub(in crate::ui) fn changing(
        action: Href,
        csrf: &str,
        button: &'static str,
        fields: Vec<Field>,
    ) -> Self {
        Self { csrf: Some(csrf.to_owned()), button, ..Self::asking(action, fields) }
    }

    pub(in crate::ui) const fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }

    pub(in crate::ui) fn hidden(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// The same with something that is wrong with a field.
    pub(in crate::ui) fn mistake(mut self, field: &'static str, said: &str) -> Self {
        self.mistakes.push(Mistake { field: Some(field), said: Said::long(said) });
        self
    }

    /// The same with why it was refused, said in its own words: of a field by what that is called here.
    pub(in crate::ui) fn refused(mut self, refused: &Refused) -> Self {
        let field = refused.field().and_then(|name| self.fields.iter().find(|field| field.name == name));
        let mut texts = self.fields.iter().filter(|field| matches!(field.input, Input::Lines { .. }));
        let (text, is_only) = (texts.next().map(|field| field.name), texts.next().is_none());
        let mistakes = refused.errors().iter().map(|mistake| {
            let said = format!(
                "{}, line {}, column {}: {}",
                mistake.file, mistake.line, mistake.column, mistake.message
            );
            let is_here = is_only || mistake.file == POLICY_FILE;
            Mistake { field: text.filter(|_| is_here), said: Said::long(&said) }
        });
        let mut mistakes: Vec<Mistake> = mistakes.collect();
        if mistakes.is_empty() {
            mistakes.push(mistake_of(refused, field));
        }
        self.mistakes.extend(mistakes);
        self
    }

    /// Whether what was sent there with these fields was sent with this form.
    pub(in crate::ui) fn is_of(&self, action: &str, fields: &Fields) -> bool {
        let deeds = self.hidden.iter().filter(|(name, _)| DEEDS.contains(&name.as_ref()));
        self.csrf.is_some()
            && self.action.as_str() == action
            && deeds.into_iter().all(|(name, value)| fields.get(name) == value)
    }

    /// The same as it was filled in. What is not shown is written again.
    pub(in crate::ui) fn filled(mut self, sent: &Fields) -> Self {
        for field in &mut self.fields {
            match field.input {
                Input::Secret { .. } => {}
                Input::AnyOf(_) => field.value = sent.all(field.name).join("\n"),
                _ if sent.has(field.name) => field.value = sent.text(field.name),
                _ => {}
            }
        }
        self
    }

    /// Its fields, with what their labels, hints and mistakes call them.
    pub(in crate::ui) fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        self.fields.iter().enumerate().map(|(at, field)| Placed {
            id: self.id_of(at),
            field,
            mistakes: self
                .mistakes
                .iter()
                .filter(|of| of.field == Some(field.name))
                .map(|of| &of.said)
                .collect(),
        })
    }

    /// What is wrong with it, each with the id of the field that it is about; of others with the form's.
    pub(in crate::ui) fn wrong(&self) -> impl Iterator<Item = (String, &Said)> {
        self.mistakes.iter().map(|mistake| {
            let at = self.fields.iter().position(|field| mistake.field == Some(field.name));
            (at.map_or_else(|| self.id(), |at| self.id_of(at)), &mistake.said)
        })
    }

    /// What it is called on its page.
    pub(in crate::ui) fn id(&self) -> String {
        format!("form-{}", self.number)
    }

    fn id_of(&self, at: usize) -> String {
        format!("field-{}-{at}", self.number)
    }

    /// Whether any of what it looks for is given.
    pub(in crate::ui) fn is_narrowed(&self) -> bool {
        self.fields.iter().any(|field| !field.value.is_empty())
    }
}

/// What was wrong with a field, by what it is called in its form; else with the form as a whole.
fn mistake_of(refused: &Refused, field: Option<&Field>) -> Mistake {
    let said = refused.detail().unwrap_or_else(|| refused.title());
    let Some(field) = field else { return Mistake { field: None, said: Said::long(&sentence(said)) } };
    let rest = said.strip_prefix(field.name).filter(|rest| rest.starts_with(' '));
    let said = rest.map_or_else(|| sentence(said), |rest| sentence(&format!("“{}”{rest}", field.label)));
    Mistake { field: Some(field.name), said: Said::long(&said) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::v1::wrong;
    use crate::ui::view::Page;
    use crate::ui::view::{Part, Tab};

    fn form() -> Form {
        let fields = vec![
            Field::line("reason", "Why").hint("One line."),
            Field::new("password", "Password", Input::Secret { autocomplete: "off" }),
            Field::new("kinds", "Kinds", Input::AnyOf(vec![("a".to_owned(), Said::short("a"))])),
        ];
        Form::changing(Href::of("/x"), "c", "Do it", fields).hidden("change", "reason")
    }

    #[test]
    fn a_mistake_is_said_at_its_field_in_the_words_of_the_form() {
        let form = form().refused(&wrong("reason is to be given").of("reason"));
        let wrong: Vec<_> = form.wrong().map(|(id, said)| (id, said.to_string())).collect();
        assert_eq!(wrong, [("field-0-0".to_owned(), "“Why” is to be given.".to_owned())]);
        let placed: Vec<String> = form.placed().map(|placed| placed.attributes()).collect();
        let described = " aria-describedby=\"field-0-0-hint field-0-0-mistake\" aria-invalid=\"true\"";
        assert_eq!(placed, [described, "", ""]);
        let html = super::super::written(Page::new(Tab::Elsewhere, "A page").part(Part::Form(form)));
        let html = html.unwrap();
        assert!(html.contains("<title>Not done: A page") && html.contains("href=\"#field-0-0\""), "{html}");
    }

    #[test]
    fn what_is_about_no_field_is_said_of_the_form() {
        for refused in [wrong("another is there").of("name"), wrong("another is there")] {
            let form = form().refused(&refused);
            let wrong: Vec<_> = form.wrong().map(|(id, said)| (id, said.to_string())).collect();
            assert_eq!(wrong, [("form-0".to_owned(), "Another is there.".to_owned())]);
        }
    }

    #[test]
    fn a_form_is_filled_in_again_but_for_what_is_secret() {
        let sent = Fields::parse("change=reason&reason=a%0D%0Ab&password=x&kinds=a&kinds=b");
        assert!(form().is_of("/x", &sent) && !form().is_of("/y", &sent));
        assert!(!form().is_of("/x", &Fields::parse("change=other")));
        let values: Vec<String> = form().filled(&sent).fields.into_iter().map(|field| field.value).collect();
        assert_eq!(values, ["a\nb", "", "a\nb"]);
        // What was not ticked is not ticked again.
        let values = form().filled(&Fields::parse("reason=x")).fields;
        assert_eq!(values[2].value, "");
    }
}
