//! What Python's variables do (the interpreter's documentation, "Environment variables").

/// What a variable does at a start, in a few words; `None` for one that is not known to change what runs.
#[must_use]
pub fn meaning(name: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
}

const MEANINGS: [(&str, &str); 19] = [
    ("PYTHONPATH", "directories that modules are looked for in before all others"),
    ("PYTHONSTARTUP", "a file that interactive sessions run"),
    ("PYTHONHOME", "where the standard library is"),
    ("PYTHONUSERBASE", "where the user site is"),
    ("PYTHONPLATLIBDIR", "the name of the directory of the standard library"),
    (
        "PYTHONEXECUTABLE",
        "what Python takes for its own program, from which it finds its environment (macOS)",
    ),
    (
        "__PYVENV_LAUNCHER__",
        "what Python takes for its own program, from which it finds its environment (macOS)",
    ),
    ("PYTHONINSPECT", "an interactive session follows every program"),
    ("PYTHONBREAKPOINT", "what breakpoint() imports and calls"),
    (
        "PYTHONWARNINGS",
        "filters of warnings; a category with a dot names a module that is imported at the start",
    ),
    ("PYTHONPYCACHEPREFIX", "where compiled modules are kept, and run from"),
    ("PYTHON_PRESITE", "a module that is imported before site (debug builds)"),
    ("PYTHONSAFEPATH", "the directory of the program is left out of the path"),
    ("PYTHONNOUSERSITE", "the user site is left out"),
    ("PYTHONCASEOK", "letters of imports are not told apart by case"),
    ("PYTHONDEBUG", "debugging of the parser"),
    ("PYTHONOPTIMIZE", "assertions are left out, and other compiled modules are run"),
    ("PYTHON_BASIC_REPL", "which interactive session runs"),
    ("PYTHON_HISTORY", "where interactive sessions keep what was typed"),
];
