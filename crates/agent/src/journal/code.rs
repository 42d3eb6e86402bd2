//! What can happen.

macro_rules! codes {
    ($($(#[doc = $text:literal])+ $variant:ident = $code:literal $priority:literal,)+) => {
        /// The kinds of events, each with a stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventCode { $($(#[doc = $text])+ $variant,)+ }

        impl EventCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How urgent it is, as syslog counts (RFC 5424, section 6.2.1): 3 error, 4 warning, 5 notice, 6 informational.
            #[must_use]
            pub const fn priority(self) -> u8 {
                match self { $(Self::$variant => $priority,)+ }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($text,)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A distribution is there that was not there before.
    Installed = "installed" 6,
    /// A distribution is gone.
    Removed = "removed" 6,
    /// A distribution has another version, or comes from elsewhere, than before.
    Changed = "changed" 6,
    /// An environment is there that was not there before.
    EnvironmentAdded = "environment-added" 6,
    /// An environment is gone.
    EnvironmentRemoved = "environment-removed" 6,
    /// A distribution is denied by the policy from now on.
    Denied = "denied" 4,
    /// A distribution that was denied is not any more.
    Released = "released" 5,
    /// A rule in mode observe is against a distribution from now on; nothing is done about it.
    Observed = "observed" 6,
    /// A process was refused a file of a denied distribution.
    Refused = "refused" 4,
    /// A process opened a file that it would be refused if the rule did more than warn.
    WouldRefuse = "would-refuse" 5,
    /// A file of an installed package was changed outside of an install.
    Tampered = "tampered" 4,
    /// All files of a package that was tampered with are as they were installed again.
    Restored = "restored" 5,
    /// What is watched or enforced has changed; the reason says what is not covered any more, and why.
    CoverageChanged = "coverage-changed" 5,
    /// Everything was read again.
    Reconciled = "reconciled" 6,
    /// The kernel's queue overflowed, so that everything is read again.
    Overflow = "overflow" 4,
    /// A policy is in force.
    PolicyLoaded = "policy-loaded" 5,
    /// A policy could not be used; the reason says what holds instead: the last good one, or without one the rule on malware.
    PolicyRejected = "policy-rejected" 3,
    /// The agent began.
    Started = "started" 5,
    /// The agent ended.
    Stopped = "stopped" 5,
    /// The worker that answers the kernel ended, and was started again.
    WorkerRestarted = "worker-restarted" 4,
    /// The worker ended too often: nothing is enforced until the agent is started again.
    GaveUp = "gave-up" 3,
    /// The clock was set: times before and after cannot be compared.
    ClockJumped = "clock-jumped" 5,
    /// Events could not be kept; the count says how many.
    EventsLost = "events-lost" 3,
    /// Something could not be read, checked or written.
    Problem = "problem" 3,
}

impl EventCode {
    /// The one that a code stands for.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == word)
    }

    /// Whether many of a kind may be summed up where there is no room for each.
    #[must_use]
    pub const fn is_opening(self) -> bool {
        matches!(self, Self::Refused | Self::WouldRefuse)
    }
}

impl std::fmt::Display for EventCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
