"""Everything that leaves a post: its papers, its files. What is new must come into these lists."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cqcmd.desk
from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.debrief.draft import write as write_debrief
from cqcmd.desk.desk import Desk
from cqcmd.desk.papers import export as handing_module
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.papers.export import PaperExport
from cqcmd.desk.reports.forms import Issued, IssueForm
from cqcmd.desk.resources.forms import AllotForm, NeedForm
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.terminal.crash import write_report
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step

PACKAGE = Path(__file__).parents[2] / "cqcmd"


def statement(desk: Desk, ident: str) -> Paper:
    """What a witness said, attached as a text."""
    path = desk.papers.folder.parent / "笔录.txt"
    path.write_text("问：几点发现的？\n答：两点。", "utf-8")
    desk.attachments.attaching(ident, AttachForm(paths=str(path))).run()()
    return desk.attachments.paper(ident, desk.attachments.every(ident)[-1])


# Every verb of the desk that makes a paper: by its name, how a test asks for it.
PAPERS: dict[str, Callable[[Desk, str], Paper]] = {
    "AttachmentsDesk.paper": statement,
    "PapersDesk.checklist": lambda desk, ident: desk.papers.checklist(ident),
    "PapersDesk.start_order": lambda desk, ident: desk.papers.start_order(ident),
    "PapersDesk.take_over": lambda desk, ident: desk.papers.take_over(ident),
    "PapersDesk.unit_duties": lambda desk, ident: desk.papers.unit_duties(ident),
    "PressDesk.release": lambda desk, ident: desk.press.release(ident),
    "PressDesk.issue": lambda desk, ident: desk.press.issue(ident, {"press.2": "工业园区"})[0],
    "PapersDesk.report": lambda desk, ident: desk.papers.report(last_report(desk, ident)),
    "PapersDesk.dialling": lambda desk, _ident: desk.papers.dialling("023-63765110"),
    "FiguresDesk.due": lambda desk, _ident: desk.register.figures.due(desk.mark),
    "DebriefDesk.paper": lambda desk, _ident: looked_back(desk).paper(),
    "SlipsDesk.requisition": lambda desk, ident: desk.supply.slips.requisition(
        ident, asked_and_allotted(desk, ident)[1]
    ),
    "SlipsDesk.giving_back": lambda desk, ident: desk.supply.slips.giving_back(
        ident, asked_and_allotted(desk, ident)[1]
    ),
    "SlipsDesk.every": lambda desk, ident: desk.supply.slips.every(ident),
    "WarningsDesk.notice": lambda desk, _ident: desk.warnings.notice(warned(desk)),
    "AssessmentDesk.paper": lambda desk, ident: desk.review.assessment.paper(
        assessed(desk, ident).report
    ),
    "ReviewDesk.paper": lambda desk, ident: desk.review.paper(ident),
    "WrittenDesk.paper": lambda desk, ident: desk.written.paper(last_report(desk, ident)),
}


def asked_and_allotted(desk: Desk, ident: str) -> tuple[str, str]:
    """A need of an incident, and something taken by order for it."""
    need = desk.supply.ask(ident, NeedForm(category="equipment", name="排水泵", count=2))
    form = AllotForm(name="潜水泵", count=1, owner="长江泵业", requisitioned=True)
    return need, desk.supply.allot(ident, need, form)


def warned(desk: Desk) -> str:
    """A warning as its issuer by the plan issued it."""
    level = desk.plan.warnings[-1].level
    form = WarningForm(
        level=level,
        category="大风",
        area="全域",
        notice="停运",
        measures="巡查",
        issuer=desk.warnings.issuer_of(level),
    )
    return desk.warnings.issue(form)


def worked(desk: Desk) -> str:
    """A call taken, answered, reported on; returns the incident."""
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    report(desk, ident, "district_government", "phone")
    draft = desk.written.composer.draft(ident, "initial")
    form = IssueForm(stage="initial", title=draft.title, body=draft.body, signer="王局", base=0)
    desk.written.issue(ident, form)
    desk.contacts.keep(ContactForm(name="赵平", org="渝中区公安局", phones="13000000001"))
    return ident


def assessed(desk: Desk, ident: str) -> Issued:
    """A version of the assessment report, of an incident whose response is not in force."""
    assessment = desk.review.assessment
    if desk.situation(ident).strip.response.startswith("已启"):
        step(desk, ident, "ended")
    draft = assessment.composer.draft(ident, "assessment")
    base = len(assessment.issued.every(ident))
    form = IssueForm(
        stage="assessment", title=draft.title, body=draft.body, signer="王局", base=base
    )
    return assessment.issue(ident, form)


def last_report(desk: Desk, ident: str) -> Any:
    return desk.written.issued.every(ident)[-1].report


def looked_back(desk: Desk) -> Any:
    """复盘 of a drill that has ended."""
    assert desk.drilling is not None
    return desk.drills.debrief(desk.drilling)


def paper_verbs() -> set[str]:
    """The verbs of the desk whose answer is a paper, by reading their signatures."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(cqcmd.desk.__path__, "cqcmd.desk.")
    ]
    kinds = {kind for module in modules for kind in vars(module).values() if inspect.isclass(kind)}
    return {
        f"{kind.__name__}.{name}"
        for kind in kinds
        if kind.__module__.startswith("cqcmd.desk.")
        for name, verb in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
        if re.search(r"\bPaper\b", str(inspect.signature(verb).return_annotation))
    }


# Files


def _report(desk: Desk, ident: str) -> Paper:
    return PAPERS["WrittenDesk.paper"](desk, ident)


def _draft(desk: Desk, ident: str, _folder: Path) -> Iterator[Path]:
    composed = desk.written.composer.draft(ident, "follow_up")
    yield desk.papers.folder / desk.written.save_draft(composed, {})


def _release(desk: Desk, ident: str, _folder: Path) -> Iterator[Path]:
    path = desk.press.issue(ident, {"press.2": "工业园区"})[1]
    yield from (path, path.with_suffix(".docx"))


def _contacts(desk: Desk, _ident: str, folder: Path) -> Iterator[Path]:
    for name in ("通讯录.csv", "通讯录.xlsx"):
        desk.contacts.export(folder / name)
    # The plans lie in a folder that bears the backup's name: the very bytes, of no accident.
    yield from (path for path in folder.iterdir() if path.is_file())


def _backup(desk: Desk, _ident: str, folder: Path) -> Iterator[Path]:
    desk.backups.back_up(folder)
    # The plans lie in a folder that bears the backup's name: the very bytes, of no accident.
    yield from (path for path in folder.iterdir() if path.is_file())


def _pdf(desk: Desk, ident: str, _folder: Path) -> Iterator[Path]:
    """The Word file in the PDF's place: LibreOffice adds nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handing_module, "to_pdf", lambda source: source[1])
        yield PaperExport(desk.papers, desk.settings).pdf(_report(desk, ident))


def _package(desk: Desk, ident: str, folder: Path) -> Iterator[Path]:
    path = desk.package.make(ident, str(folder)).path
    # The plan's own files are of no accident, and its verifier is the same in every package. What
    # was attached are the very bytes, in a folder that bears the mark.
    every = (file for file in path.rglob("*") if file.is_file())
    yield from (
        file for file in every if file.parent.name not in ("预案", "附件") and file.suffix != ".py"
    )


def _debrief(desk: Desk, _ident: str, folder: Path) -> Iterator[Path]:
    for name in ("演练.docx", "演练.txt"):  # the name is typed by whoever runs the program
        write_debrief(looked_back(desk), folder / name)
    # The plans lie in a folder that bears the backup's name: the very bytes, of no accident.
    yield from (path for path in folder.iterdir() if path.is_file())


# Every place in the package that writes a file for somebody: how a test has it written.
FILES: dict[str, Callable[[Desk, str, Path], Iterator[Path]]] = {
    "terminal/crash.py:write_report": lambda desk, _ident, folder: iter(
        [write_report(ValueError("x"), folder, desk.mark)]
    ),
    "desk/contacts/desk.py:ContactsDesk.export": _contacts,
    "desk/debrief/draft.py:write": _debrief,
    "desk/papers/export.py:PaperExport._with": lambda desk, ident, folder: iter(
        PaperExport(desk.papers, desk.settings).take_to(_report(desk, ident), str(folder)).paths
    ),
    "desk/papers/export.py:PaperExport.pdf": _pdf,
    "desk/papers/export.py:PaperExport.pictures": lambda desk, ident, folder: iter(
        PaperExport(desk.papers, desk.settings).pictures(_report(desk, ident), folder).paths
    ),
    "desk/papers/export.py:PaperExport.save": lambda desk, ident, _folder: iter(
        PaperExport(desk.papers, desk.settings)
        .save(PAPERS["PapersDesk.checklist"](desk, ident))
        .paths
    ),
    "desk/papers/desk.py:PapersDesk.save": lambda desk, ident, folder: iter(
        [desk.papers.save(PAPERS["PapersDesk.checklist"](desk, ident), folder)]
    ),
    "desk/papers/desk.py:PapersDesk.save_report_draft": _draft,
    "desk/papers/press.py:PressDesk._put": _release,
    "journal/copies/backup.py:_write_note": _backup,
    "desk/package/writing.py:_filled": _package,
    "desk/papers/desk.py:PapersDesk.save_picture": lambda desk, _ident, _folder: iter(
        [desk.papers.save_picture("<svg></svg>")]
    ),
}

OF_THE_END = ("DebriefDesk.paper", "desk/debrief/draft.py:write")
"""What only a drill that has ended makes; the real post never does."""

# Every other place that writes: nothing of it leaves the post.
INSIDE = {
    "desk/history/checkpoint_file.py:CheckpointWriter.write": "derived, of real posts alone",
    "server/listening.py:_locked": "the number of a process, for whoever asks who holds a socket",
    "desk/drill/from_incident.py:write_scenario": "a scenario: a drill before anybody plays it",
    "desk/plan/new.py:new_plan": "a plan to be written, of no post and no drill",
    "desk/drill/drawer.py:DrillFolder.write": "the marker itself",
    "desk/common/preferences.py:Preferences.keep_keys_sample": "keys of this installation",
    "desk/drill/drawer.py:_fill": "scenario and looks, within the drawer",
    "desk/drill/presence.py:Presence.heartbeat": "within the drawer",
    "desk/plan/kept.py:KeptPlans.keep": "beside the journal",
    "desk/plan/kept.py:KeptPlans.copy_to": "in a folder that bears the backup's name",
    "desk/papers/external_programs.py:_written": "a temporary file for the printer",
    "desk/papers/word_template.py:write_template": "what a template makes is marked",
    "app/drill_process.py:Ending.write": "a word between processes, in a scratch directory",
    "journal/copies/backup.py:_restore": "a scratch copy",
    "journal/checked_copy.py:create": "the copy of a backup, until it is proved",
    "journal/engine.py:make_private": "the journal itself",
    "registers/file.py:make_private": "the register, in the drawer",
    "journal/protected.py:_copied": "a scratch copy, of a disk that takes no writing",
    "verdict_check.py:to_read": "a scratch copy, of a disk that takes no writing",
    "paths.py:_takes_files": "an empty file, gone at once",
    "desk/plan/kept.py:KeptPlans.take_from": "beside the journal, what lay beside a copy of it",
    "journal/lying_file.py:_copied": "a scratch copy, to look at what a crash left",
    "journal/replacement.py:decide": "a word beside the journal, until it is restored",
    "journal/rescue/proven_file.py:copy_family": "a scratch copy, until it is proved",
    "journal/rescue/salvage.py:_rolled_back": "a scratch copy, rolled back",
    "journal/rescue/salvage.py:_write": "a journal, marked as the one it was found in",
    "screens/papers/screen.py:PaperScreen.action_copy": "a paper's text; test_drill_marked",
    "centre/plan_files.py:PlanFiles._keep": "plan files; a drill has no centre",
    "local_store/attendance.py:Attendance.say": "who is here; no drill says it, test_colleagues",
    "local_store/json_document.py:AtomicStorage.write": "documents of the local store",
    "files/table_files.py:CsvFile.__init__": "an export, refused of a drill; test_never_counted",
    "files/table_files.py:JsonLinesFile.__init__": "the same",
    "desk/register/export.py:export_calendar": "the same",
    "desk/bundle/plans.py:_write": "beside the journal, or in a scratch directory",
    "desk/bundle/writing.py:_put": "a member of a bundle",
    "desk/bundle/writing.py:_written": "a bundle: real posts refuse a drill's; test_refused",
    "local_store/json_document.py:_write_out": "what `write_whole` does",
}

_WRITING = ("write_whole", "write_bytes", "write_text", "copyfile", "copy2", "copy_to_clipboard")


def writers() -> Iterator[str]:
    """Where the package writes files: ``module:function``, by reading the source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        yield from _writers(ast.parse(path.read_text(encoding="utf-8")), module, "")


def _writers(node: ast.AST, module: str, where: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        inside = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = f"{where}.{child.name}".strip(".")
        if isinstance(child, ast.Call) and _writes(child):
            yield f"{module}:{inside}"
        yield from _writers(child, module, inside)


def _writes(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in _WRITING or "O_CREAT" in ast.unparse(call):
        return True
    modes = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return name == "open" and any(re.fullmatch(r"[wxa]b?\+?", str(mode)) for mode in modes)
