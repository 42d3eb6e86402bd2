//! Plans of removals: what is written is read as the same again, and a plan differs from no copy of itself.
use fetter_core::report::json::PlanDocument;

pub fn run(bytes: &[u8]) {
    let Ok(plan) = PlanDocument::read(bytes) else { return };
    let mut written = Vec::new();
    plan.write(&mut written).expect("memory can be written");
    assert_eq!(PlanDocument::read(&written).expect("a plan"), plan);
    let mut other = plan.clone();
    // Where a distribution, or a file of one, comes twice, a plan agrees with nothing, not even with itself.
    if plan.differences(&other, 1).is_empty() {
        other.options.break_system_packages = !other.options.break_system_packages;
        assert_eq!(plan.differences(&other, 3).len(), 1);
    }
    if let Ok(choices) = plan.choices() {
        assert_eq!(choices.len(), plan.removals.len() + plan.refused.len());
    }
    let _ = plan.scope.request();
}
