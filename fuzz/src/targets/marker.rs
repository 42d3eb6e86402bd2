//! Markers: what is written is read as the same again, and an extra that is known leaves what means the same.
use fetter_core::requirement::marker::{Remaining, Truth};
use fetter_core::requirement::{Marker, MarkerEnvironment, PackageName, Variable};

pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    let marker = match text.parse::<Marker>() {
        Ok(marker) => marker,
        Err(error) => {
            assert!((1..=text.chars().count() + 1).contains(&error.column), "{error:?}");
            return;
        }
    };
    let written = marker.to_string();
    // As for `packaging`, escapes in texts are undone, and not written again.
    if !text.contains('\\') {
        let again = written.parse::<Marker>();
        assert_eq!(again.as_ref(), Ok(&marker), "{written}");
    }
    let mut environment = environment();
    let extra = PackageName::new("a");
    environment.set(Variable::Extra, "a");
    let whole = marker.evaluate(&environment);
    let left = match marker.with_extra(Some(&extra)) {
        Remaining::Always => Ok(Truth::True),
        Remaining::Never => Ok(Truth::False),
        Remaining::Marker(left) => left.evaluate(&environment),
    };
    // What has no answer may be in a part that the extra decides.
    if let (Ok(whole @ (Truth::True | Truth::False)), Ok(left)) = (&whole, &left) {
        assert_eq!(left, whole, "{written}");
    }
    environment.extras = Some([extra].into());
    let _ = marker.of_chosen_extras().evaluate(&environment);
    let _ = marker.and("os_name == 'nt'".parse().expect("a marker")).evaluate(&MarkerEnvironment::default());
}

fn environment() -> MarkerEnvironment {
    let mut environment = MarkerEnvironment::default();
    for (variable, value) in [
        (Variable::OsName, "posix"),
        (Variable::SysPlatform, "linux"),
        (Variable::PlatformRelease, "6.1.0-13-amd64"),
        (Variable::PythonVersion, "3.11"),
        (Variable::PythonFullVersion, "3.11.7"),
        (Variable::ImplementationName, "cpython"),
    ] {
        environment.set(variable, value);
    }
    environment
}
