//! A picture that telephones read (ISO/IEC 18004).

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// How much is left free around it, in modules.
const QUIET: usize = 4;

/// The text as SVG, black on white whatever the colours of the page; `None` where it is too long for one.
pub(super) fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (at, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        // Writing to a string does not fail.
        let _ = write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"The secret as a picture\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_square_with_room_around_it() {
        let svg = svg("otpauth://totp/Example:ada?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(svg.starts_with("<svg class=\"qr\" viewBox=\"0 0 41 41\""), "{svg}");
        // The corner of the first finder pattern.
        assert!(svg.contains("M4 4h1v1h-1z") && !svg.contains("M3 4h"), "{svg}");
        assert!(super::svg(&"x".repeat(5000)).is_none());
    }
}
