//! Makes a lemma of a form by an edit script.
//!
//! A script is `casing|remove|append`: from the form in lower case (`same`: as it stands) cut `remove` off the end
//! and put `append` there; then `title` makes the first letter a capital and `upper` all of them.

/// The lemma by the first script that applies to the form; the form itself if none does.
pub(super) fn lemma<'a>(form: &str, scripts: impl IntoIterator<Item = &'a str>) -> String {
    scripts
        .into_iter()
        .filter_map(|script| apply(form, script))
        .find(|lemma| !lemma.is_empty())
        .unwrap_or_else(|| form.to_owned())
}

fn apply(form: &str, script: &str) -> Option<String> {
    let mut fields = script.split('|');
    let (casing, remove, append) = (fields.next()?, fields.next()?, fields.next()?);
    let lower = form.to_lowercase();
    let kept_lower = lower.strip_suffix(remove)?;
    let mut lemma = if casing == "same" {
        let kept = kept_lower.chars().count();
        form.chars().take(kept).collect()
    } else {
        kept_lower.to_owned()
    };
    lemma.push_str(append);
    Some(match casing {
        "title" => {
            let mut letters = lemma.chars();
            let first: String = letters.next()?.to_uppercase().collect();
            first + letters.as_str()
        }
        "upper" => lemma.to_uppercase(),
        _ => lemma,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, scripts: &[&str], expected: &str) {
        assert_eq!(lemma(form, scripts.iter().copied()), expected);
    }

    #[test]
    fn ends_are_edited_in_the_casing_that_the_script_names() {
        check("Tries", &["lower|ies|y"], "try");
        check("Kurds", &["same|s|"], "Kurd");
        check("IRAQ", &["title||"], "Iraq");
        check("un", &["upper||"], "UN");
        check("WENT", &["lower|went|go"], "go");
    }

    #[test]
    fn scripts_that_do_not_apply_are_passed_over() {
        check("troops", &["lower|ies|y", "lower|s|"], "troop");
        check("İstanbul", &["lower|x|"], "İstanbul");
        check("s", &["lower|s|"], "s");
    }
}
