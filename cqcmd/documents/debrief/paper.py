"""The after-action draft of a drill (演练总结草稿): as text, as a Word file, and in short."""

from cqcmd.documents.debrief.content import Debriefed, title_of
from cqcmd.documents.debrief.text import as_text
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper, marked
from cqcmd.i18n import _


def debrief_paper(drawn: Debriefed) -> Paper:
    """Make the paper; 演练 stands in its title, on its first and last line and in its name."""

    def word() -> bytes:
        from cqcmd.documents.debrief.word import as_word  # late: it loads python-docx

        return as_word(drawn)

    title = title_of(drawn)
    name = file_name(drawn.archive, _("总结草稿"), drawn.view.end, drawn.mark)
    return Paper(title, as_text(drawn), name, drawn.mark, _message(drawn), word)


def _message(drawn: Debriefed) -> str:
    """Score, ratings and problems: what a telephone can carry away."""
    view = drawn.view
    rated = "；".join(f"{rating.name} {rating.rating}" for rating in view.ratings)
    lines = (
        marked(drawn.mark) + title_of(drawn),
        drawn.archive,
        view.label,
        rated,
        *(f"{number}. {lesson.text}" for number, lesson in enumerate(view.lessons, 1)),
        marked(drawn.mark),
    )
    return "\n".join(lines)
