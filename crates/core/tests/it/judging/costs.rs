//! What hostile files cannot make slow: each of these took minutes where every extra looked at every line again.

use std::fmt::Write;

use fetter_core::policy::judge;

use crate::made::*;

#[test]
fn metadata_that_needs_itself_is_gone_through_once() {
    let lines: Vec<String> = (0..20_000).map(|_| "p ; extra == 'a'".to_owned()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let judged = judge(&one(vec![needing("p", "1", &lines)]), &[bound("p[a]==1")], &rules());
    assert_eq!((codes(&judged), judged.unchecked.len()), (vec![], 0));
}

#[test]
fn many_extras_of_one_package_in_a_lock_file_are_followed_each_along_its_own_edges() {
    let mut lock = String::from("version = 1\nrequires-python = \">=3.8\"\n");
    let count = 4_000;
    let wanted: Vec<String> =
        (0..count).map(|at| format!("{{ name = \"p\", extra = [\"e{at}\"] }}")).collect();
    let own: Vec<String> = (0..count).map(|at| format!("e{at} = [{{ name = \"q\" }}]")).collect();
    write!(
        lock,
        "[[package]]\nname = \"root\"\nversion = \"1\"\nsource = {{ virtual = \".\" }}\ndependencies = [{}]\n\
         [[package]]\nname = \"p\"\nversion = \"1\"\nsource = {{ registry = \"https://i.example\" }}\n\
         [package.optional-dependencies]\n{}\n\
         [[package]]\nname = \"q\"\nversion = \"1\"\nsource = {{ registry = \"https://i.example\" }}\n",
        wanted.join(", "),
        own.join("\n")
    )
    .expect("memory can be written");
    let judged = judge(&one(vec![package("p", "1")]), &[bound_of("uv.lock", &lock)], &rules());
    assert_eq!(codes(&judged), ["not-installed q"]);
}
