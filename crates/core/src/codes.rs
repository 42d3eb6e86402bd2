//! Kinds of findings and problems, each with a stable code.

/// Defines an enumeration of kinds: each has a doc comment that says what it means in one sentence, and a stable code.
macro_rules! codes {
    ($(#[doc = $about:literal])+ $name:ident: $($(#[doc = $text:literal])+ $variant:ident = $code:literal,)+) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $text])+ $variant,)+ }

        impl $name {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one that a code stands for.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($text,)+).trim_ascii(),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use codes;
