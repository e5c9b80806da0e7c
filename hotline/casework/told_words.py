"""The words that tell why a report was read so, without those that tell who somebody is."""

from classifiers.classification import Classification, without_words
from classifiers.folding import fold
from classifiers.known_person import KnownPerson, personal_in
from hotline.domain.reports import IncomingReport


def without_personal_words(read: Classification, report: IncomingReport) -> Classification:
    """The same with no word that is part of a name of the report or of what masking its text hides:
    whoever reads the reasons, now or later, learns no more than from the text with its stars.
    """
    text = report.whole
    # without the telephone of the form: what is looked for is kept in memory for a while
    person = KnownPerson((), (), personal_in(text))
    plain, starred = _flat(text), _flat(person.mask(text))
    people = (report.caller, report.proxy, report.contact, report.enterprise)
    names = [_flat(name) for name in people if name]

    def is_hidden(word: str) -> bool:
        flat = _flat(word)
        is_masked = flat in plain and flat not in starred
        return is_masked or any(flat in name for name in names)

    return without_words(read, is_hidden)


def _flat(text: str) -> str:
    return "".join(fold(text).split())
