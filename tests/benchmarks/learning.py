"""Print what a site teaches, page by page: leaked lines, lost lines, rules, size and time.

    python tests/benchmarks/learning.py [PAGES]

The site is the one of tests/pages/learning.py: a theme no rule knows, five kinds of clutter that look like the story.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Read the site once, learning from each page."""
    sys.path.insert(0, str(ROOT))
    from dnusa_crawler import pages
    from dnusa_crawler.pages.learned import Learner
    from dnusa_crawler.pages.values import PageSource, SiteHints
    from tests.pages import learning as site

    learner = Learner()
    taught_seconds = 0.0
    leaked = lost = 0
    for number, page in enumerate(site.pages(int(sys.argv[1]) if len(sys.argv) > 1 else site.COUNT), 1):
        reading = pages.extract(
            PageSource(body=page.html.encode(), url=page.url), site=SiteHints(), learned=learner.learned()
        )
        text = reading.articles[0].text if reading.articles else ""
        leaks = sum(line in text for line in page.clutter)
        gone = sum(line not in text for line in page.true)
        began = time.process_time()
        learner.add(reading.evidence, key=page.url)
        rules = len(learner.explain())
        taught_seconds += time.process_time() - began
        leaked, lost = leaked + leaks, lost + gone
        print(f"page {number:3}  leaked {leaks}  lost {gone}  rules {rules}")  # noqa: T201
    size = len(learner.to_json())
    print(  # noqa: T201
        f"leaked {leaked}  lost {lost}  memory {size} bytes as JSON  {1000 * taught_seconds / len(learner):.2f} ms a page"
    )
    for row in learner.explain():
        print(f"{row.pages:4} of {row.of:4}  {row.rule}")  # noqa: T201


if __name__ == "__main__":
    main()
