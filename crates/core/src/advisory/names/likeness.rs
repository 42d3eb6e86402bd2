//! In what a name is like another.

use crate::codes::codes;

codes! {
    /// In what a name is like a popular one. The surest kind of all that apply is the one that is said.
    Likeness:
    /// Two letters beside each other are swapped.
    Transposition = "transposition",
    /// A letter is doubled, or a double letter is written once.
    Repetition = "repetition",
    /// A letter is replaced by its neighbour on the keyboard.
    KeyboardNeighbour = "keyboard-neighbour",
    /// A letter is missing, added or replaced.
    OneEdit = "one-edit",
    /// Two letters are missing, added, replaced or swapped.
    TwoEdits = "two-edits",
    /// Characters are replaced by others that look like them.
    Homoglyphs = "homoglyphs",
    /// The words are divided in other places, or not at all.
    Separators = "separators",
    /// The same words are in another order.
    WordOrder = "word-order",
    /// A word or number that says little is added to it.
    Affix = "affix",
}
