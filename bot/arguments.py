"""What can be asked of the `sunrelay` command, and how it is spelled."""

import argparse
from datetime import date
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Every command with what it takes; `command` names the one that is asked for."""
    made = argparse.ArgumentParser(
        prog="sunrelay", description="A chat bot that carries work round the globe."
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="run the bot against Slack")
    run.add_argument("--role", choices=("all", "web", "worker"), default="all", help="default: all")
    _add_demo(commands.add_parser("demo", help="try it in a browser with five colleagues, no account needed"))
    _add_simulate(commands.add_parser("simulate", help="print when everyone of a roster is asked"))
    detect = commands.add_parser("detect", help="say of messages whether they ask and give nothing to act on")
    detect.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="messages as JSON lines; default: the standard input",
    )
    doctor = commands.add_parser("doctor", help="say whether all is in order to run, and what mends it")
    doctor.add_argument("--role", choices=("all", "web", "worker"), default="all", help="default: all")
    commands.add_parser("upgrade", help="bring the database up to date")
    _add_outbox(commands.add_parser("outbox", help="see what has not been sent, send it again or drop it"))
    copies = "copy the SQLite file, also while the bot runs"
    backup = commands.add_parser("backup", help=copies, description=copies)
    backup.add_argument("to", type=Path, metavar="TO", help="the file that becomes the copy")
    backup.add_argument("--force", action="store_true", help="put it in the place of a file that is there")
    for name, says in (("export", "all that is stored of a person, as JSON"), ("forget", "forget a person")):
        one = commands.add_parser(name, help=says, description=says)
        one.add_argument("person", metavar="@PERSON", help="an id as Slack has it, or a name")
        if name == "export":
            one.add_argument("--to", type=Path, metavar="FILE", help="into a new file; default: printed")
        else:
            one.add_argument(
                "--yes", action="store_true", help="without it, only say what would be forgotten"
            )
    _add_decisions(commands)
    manifest = commands.add_parser("manifest", help="print the manifest to make the Slack app from")
    manifest.add_argument(
        "--url", default="", help="where Slack is to reach the bot over HTTP; default: Socket Mode"
    )
    manifest.add_argument(
        "--many",
        action="store_true",
        help="for many workspaces, whose people may let it set their status; needs --url",
    )
    manifest.add_argument("--check", action="store_true", help="say whether manifest.json is this one")
    return made


def _add_decisions(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    says = "write each decision as a Markdown file, with an index"
    decisions = commands.add_parser("export-decisions", help=says, description=says)
    decisions.add_argument("to", type=Path, metavar="DIR", help="a folder; other files in it are left alone")
    decisions.add_argument(
        "--workspace", metavar="ID", help="such as T024BE7LG; needed only where there are several"
    )
    decisions.add_argument(
        "--private", action="store_true", help="take in what stands in private channels; default: left out"
    )


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--port", type=_port, default=0, metavar="N", help="where the page is served; default: any free one"
    )
    demo.add_argument("--no-browser", action="store_true", help="open no browser")
    demo.add_argument(
        "--start", type=_day, default=date(2026, 11, 2), metavar="DAY", help="default: 2026-11-02"
    )
    told = demo.add_mutually_exclusive_group()
    told.add_argument("--terminal", action="store_true", help="tell the days as a story here instead")
    told.add_argument("--headless", action="store_true", help="print the days as JSON lines instead")
    demo.add_argument("--days", type=_days, default=2, metavar="N", help="of these two, how many; default: 2")


def _port(text: str) -> int:
    if not text.isdecimal() or not int(text[:9]) < 1 << 16:
        raise argparse.ArgumentTypeError(f"“{text}” is no port: a number from 0 to 65535, 0 for a free one")
    return int(text)


def _add_outbox(outbox: argparse.ArgumentParser) -> None:
    outbox.add_argument("--json", action="store_true", help="as JSON")
    whats = outbox.add_subparsers(dest="what", metavar="list | retry | drop")
    listing = whats.add_parser("list", help="what waits, and what was given up; the default")
    retry = whats.add_parser("retry", help="send what was given up again, and look first if it has arrived")
    drop = whats.add_parser("drop", help="never send it")
    some = retry.add_mutually_exclusive_group(required=True)
    some.add_argument("ids", nargs="*", type=_number, default=[], metavar="ID", help="as the list shows it")
    some.add_argument("--all-dead", action="store_true", help="all that was given up")
    drop.add_argument("ids", nargs="+", type=_number, metavar="ID", help="as the list shows it")
    for one in (listing, retry, drop):
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="as JSON")


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roster",
        type=Path,
        required=True,
        metavar="FILE",
        help="who works where and when, in YAML; the README has one",
    )
    parser.add_argument("--from", type=_day, required=True, dest="first", metavar="DAY", help="2027-01-01")
    parser.add_argument("--to", type=_day, required=True, dest="last", metavar="DAY", help="included")
    parser.add_argument("--format", choices=("text", "jsonl", "ics"), default="text", help="default: text")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of a letter: `sunrelay outbox` lists them")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date: write it as 2026-11-02") from None


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 31:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days: from 1 to 31")
    return int(text)
