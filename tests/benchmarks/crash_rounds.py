"""kill -9 in the middle of a crawl, again and again: the slow proof that nothing acknowledged is lost and nothing is twice.

A newsroom on loopback is crawled; the crawl is killed at a random moment, and the next one goes on. After every round the
rows that a reader saw before the kill are looked for; at the end the last crawl must finish the site with the same
articles, texts and versions as a crawl that nothing happened to, and a rebuild must give the same export.

    python tests/benchmarks/crash_rounds.py [--rounds 20] [--posts 120] [--seed N] [--keep DIR]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import crashes, crawls
from tests.newsroom import Newsroom, make_posts, slow


def main() -> int:
    """Run the rounds; 0 when every law held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="kills (default 20)")
    parser.add_argument("--posts", type=int, default=120, help="articles of the site (default 120)")
    parser.add_argument("--seed", type=int, default=None, help="decides the moments of the kills (default: the clock)")
    parser.add_argument("--keep", type=Path, help="leave the archives in this directory")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    say(f"seed {seed}, {options.rounds} kills, {options.posts} articles")
    with tempfile.TemporaryDirectory() as scratch:
        return rounds(options.keep or Path(scratch), options.rounds, options.posts, random.Random(seed))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def rounds(folder: Path, kills: int, posts: int, chance: random.Random) -> int:
    """Kill *kills* crawls, then judge."""
    folder.mkdir(parents=True, exist_ok=True)
    archive, undisturbed = folder / "killed", folder / "undisturbed"
    lost = 0
    with Newsroom(make_posts(posts, seed=11)) as room:
        # Slow enough that all kills fall into the site's history: about so many pages are fetched between two kills.
        room.misbehave("*", slow(0.3))
        done = 0
        acknowledged = crashes.NOTHING
        while done < kills:
            seen = crashes.crawl_and_kill(room, archive, chance, most_requests=10)
            if seen is None:
                # The site was finished: new articles, so that there is something to be killed in.
                room.publish(10)
                continue
            done += 1
            now = crashes.rows(archive)
            missing = [*acknowledged.lost_in(now), *seen.lost_in(now)]
            lost += len(missing)
            for row in missing:
                say(f"  lost: {row}")
            acknowledged = now
            say(
                f"kill {done}: {len(now.captures)} captures, {len(now.outcomes)} outcomes, "
                f"{len(now.versions)} versions acknowledged, {len(missing)} lost"
            )
        room.behave("*")
        last = crashes.finish(room, archive)
        whole = crashes.finish(room, undisturbed)
        missing = acknowledged.lost_in(crashes.rows(archive))
        lost += len(missing)
        for row in missing:
            say(f"  lost: {row}")
        broken = crashes.broken_laws(archive)
        same = crashes.readings(archive) == crashes.readings(undisturbed)
        complete = set(crashes.readings(archive)) == {room.url_of(post) for post in room.posts}
    before = crawls.exported(archive)
    rebuilt = crawls.dnusa("rebuild", "--archive", archive)
    is_rebuilt = rebuilt.status == 0 and crawls.exported(archive) == before
    say(f"acknowledged rows lost: {lost}")
    say(f"laws broken: {len(broken)}" + "".join(f"\n  {line}" for line in broken))
    say(f"last crawl: exit status {last.status}; undisturbed crawl: {whole.status}")
    say(f"articles: {len(before)} of {len(room.posts)}; the same as undisturbed: {same}; complete: {complete}")
    say(f"rebuild gives the same export: {is_rebuilt}")
    is_good = not lost and not broken and same and complete and last.status == whole.status == 0 and is_rebuilt
    say("all laws held" if is_good else "A LAW WAS BROKEN")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
