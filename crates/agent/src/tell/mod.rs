//! Saying what happens: to the person who is concerned, and to the system's log.
