"""Lemmas as classes: a class is an edit of the word's end and its casing.

A label is `casing|remove|append`:

    lower||       The   -> the      lower|ies|y     tries -> try
    same||        Iraq  -> Iraq     lower|went|go   went  -> go
    same|s|       Kurds -> Kurd     title||         IRAQ  -> Iraq

To apply it to a form: start from the form lowercased (`same`: from the form as it stands), check that it ends in
`remove` (compared in lower case), cut that off, add `append`; then `title` makes the first letter a capital and
`upper` all of them.  A label whose `remove` is not the form's end does not apply: the best-scored label that does
apply is taken, and the form itself where none does.
"""
CASINGS = ("lower", "same", "title", "upper")


def cased(casing, text):
    if casing == "title":
        return text[:1].upper() + text[1:]
    return text.upper() if casing == "upper" else text


def script(form, lemma):
    """The label that makes `lemma` of `form`, or None where none does."""
    if "|" in form or "|" in lemma:
        return None
    for casing in CASINGS:
        start = form if casing == "same" else form.lower()
        goal = lemma if casing == "same" else lemma.lower()
        if cased(casing, goal) != lemma:
            continue
        k = 0
        while k < min(len(start), len(goal)) and start[k] == goal[k]:
            k += 1
        # An edit of the end that keeps nothing is for whole words (went -> go), which are short.
        if k == 0 and len(start) > 8:
            continue
        remove, append = start[k:].lower(), goal[k:]
        label = f"{casing}|{remove}|{append}"
        if apply(form, label) == lemma:
            return label
    return None


def apply(form, label):
    """The lemma, or None where the label does not apply."""
    casing, remove, append = label.split("|")
    start = form if casing == "same" else form.lower()
    if not start.lower().endswith(remove):
        return None
    return cased(casing, start[:len(start) - len(remove)] + append)


def best(form, scores, labels, depth=50):
    """The lemma by the best-scored label that applies; `scores` a numpy row."""
    for i in (-scores).argsort()[:depth]:
        lemma = apply(form, labels[i])
        if lemma:
            return lemma
    return form
