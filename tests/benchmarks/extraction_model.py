"""Train the models of body text, and report honestly how well they do.

    python tests/benchmarks/extraction_model.py --data DATA [--out MODEL.npz] [--report RUN.jsonl] [--folds 5]
        [--cache FOLDER]

DATA holds ``truth.jsonl`` (``id``, ``url``, ``site``, ``set``, ``body``, ``with``, ``without``, ``suspect``) and
``pages/ID.html.gz``. ``--out`` trains on all pages and writes the file that is shipped. ``--report`` cross-fits by site:
every page is read, through the whole reader, with models that saw no page of its site, nested so that the second model
never learned from a first one that knew its test sites; it writes ``RUN.jsonl`` for a scoring program and prints F1 of
word 4-grams. Needs lightgbm, which is no dependency of dnusa.

``--cache`` keeps the other reader's texts, the measured pages and the models of the folds between runs; measured pages
and models are made again where the code that measures has changed. With it, a change of the rules that need no model is
judged in the time it takes to read the pages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import pickle
import sys
import time
import unicodedata
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

import attrs
import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import (
    charset,
    clutter,
    extract,
    features,
    likelihood,
    model,
    runs,
    structured,
    tree,
    witnesses,
)
from dnusa_crawler.pages.values import PageSource, SiteHints

NEWS = {"scrapinghub", "andy", "fundus"}
COMMON = {
    "objective": "cross_entropy", "learning_rate": 0.06, "min_data_in_leaf": 30, "min_sum_hessian_in_leaf": 0.05,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 1.0, "max_bin": 63, "verbose": -1,
    "seed": 1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
FIRST = {**COMMON, "num_leaves": 24, "max_depth": 7}
SECOND = {**COMMON, "num_leaves": 24, "max_depth": 7}
ROUNDS = (220, 180)
#: Sets that are not news teach, too, but less.
SET_WEIGHT = {"wcxb": 0.7, "trafilatura": 1.0}


@attrs.define(slots=True)
class Page:
    """One page, measured and labelled."""

    id: str
    site: str
    matrix: np.ndarray
    second: object
    shares: np.ndarray
    label: np.ndarray
    weight: np.ndarray


def labels(texts: list[str], row: dict) -> np.ndarray:
    """Share of each block's runs of words that stand in the truth; NaN where the truth does not say."""
    tokens = [witnesses.words(text) for text in texts]
    if row.get("body"):
        body = unicodedata.normalize("NFC", row["body"])
        count = Counter(witnesses.runs(witnesses.words(body)))
        lines = {tuple(witnesses.words(line)) for line in body.split("\n")}
        found = np.zeros(len(texts))
        for index, own in enumerate(tokens):
            if 0 < len(own) < witnesses.RUN_WORDS:
                found[index] = tuple(own) in lines
            elif own:
                pieces = witnesses.runs(own)
                found[index] = sum(piece in count for piece in pieces) / len(pieces)
        return _once(texts, tokens, found, count)
    squashed = [" ".join(text.split()) for text in texts]
    found = np.full(len(texts), np.nan)
    for key, value in (("with", 1.0), ("without", 0.0)):
        for segment in row.get(key) or ():
            wanted = " ".join(segment.split())
            if len(wanted) >= 8:
                for index, text in enumerate(squashed):
                    if wanted in text or (len(text) > 30 and text in wanted):
                        found[index] = value
    return found


def _once(texts: list[str], tokens: list[list[str]], found: np.ndarray, count: Counter) -> np.ndarray:
    """Of copies on the page keep as many as the truth has, those with the most truth around them."""
    sizes = np.array([len(own) for own in tokens], float)
    sums = np.concatenate([[0.0], np.cumsum(found * sizes)])
    copies: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        copies.setdefault(text, []).append(index)
    for indices in copies.values():
        own = tokens[indices[0]]
        if len(indices) > 1 and found[indices[0]] > 0.5:
            allowed = 1 if len(own) < witnesses.RUN_WORDS else max(1, count[tuple(own[: witnesses.RUN_WORDS])])
            around = [sums[min(len(texts), i + 6)] - sums[max(0, i - 5)] - found[i] * sizes[i] for i in indices]
            for position in np.argsort(around, kind="stable")[::-1][allowed:]:
                found[indices[position]] = 0.0
    return found


def weights(page_words: np.ndarray, label: np.ndarray, row: dict) -> np.ndarray:
    """Weigh a block by its share of the page's true words, as F1 does."""
    if row.get("body"):
        weight = page_words / max(len(witnesses.words(row["body"])), 30) + 0.002 * (page_words > 0)
        negative = label < 0.5
        excess = weight[negative].sum()
        if excess > 2:
            weight[negative] *= 2 / excess
        if row.get("suspect"):
            weight = weight * 0.3
    else:
        weight = np.where(np.isnan(label), 0.0, np.minimum(page_words, 60) / 400)
    return weight * SET_WEIGHT.get(row["set"], 1.0)


#: Modules whose change changes what is measured.
MEASURING = "around blocks charset chrome clutter clutter_credits clutter_lines clutter_site clutter_words context features mending"
MEASURING += " block_lines block_setting holders nearness runs structured tree witnesses"


def cached(folder: Path | None, name: str, make):
    """Return what *make* gives, from the file of that name if there is one."""
    if folder is None:
        return make()
    path = folder / name
    if path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(made))
    return made


def code_digest(*more: object) -> str:
    """Return a name for the present state of the code that measures pages, and of *more*."""
    folder = Path(features.__file__).parent
    digest = hashlib.sha256(repr(more).encode())
    for name in MEASURING.split():
        digest.update((folder / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]


def prepare(job: tuple[dict, str, Path | None, str]) -> Page | None:
    """Measure one page, or take the numbers from the cache."""
    row, data, cache, digest = job
    return cached(cache, f"{digest}/{row['id']}.pickle", lambda: measure_page(row, data, cache))


def measure_page(row: dict, data: str, cache: Path | None) -> Page | None:
    """Measure one page."""
    raw = gzip.decompress(Path(f"{data}/pages/{row['id']}.html.gz").read_bytes())
    root = tree.parse(charset.decode(raw).text)
    if root is None:
        return None
    claims = structured.read(root, url=row["url"])
    blocks = page_blocks.blocks(root)
    if not blocks:
        return None
    reasons = clutter.reasons(blocks, url=row["url"])
    hints = features.Hints(
        headlines=tuple(claim.value for claim in claims.headlines), description=claims.description,
        article_body=claims.article_body,
    )  # fmt: skip
    measured = features.measure(blocks, hints=hints, clutter=reasons)
    text = cached(cache, f"trafilatura/{row['id']}.pickle", lambda: witnesses.trafilatura_text(root))
    shares = np.array(witnesses.shares(blocks, text))
    label = labels([block.text for block in blocks], row)
    # What the second look needs beside probabilities: the page without its tree.
    places = [_Bare(block.place) for block in blocks]
    bare = attrs.evolve(measured, holders=attrs.evolve(measured.holders, near=(), numbers={}), runs=runs.Runs(()))
    return Page(
        row["id"], row["site"], measured.matrix, (places, bare), shares, label, weights(measured.words, label, row)
    )


@attrs.define(slots=True)
class _Bare:
    place: str


def fit(pages: list[Page], rows: dict[str, np.ndarray], params: dict, rounds: int, alive: dict | None = None):
    """Train one forest."""
    parts = []
    rng = np.random.default_rng(5)
    for page in pages:
        take = (page.weight > 0) & ~np.isnan(page.label)
        weight = page.weight * 100
        if alive is not None:
            take &= alive[page.id]
        else:  # thin out what is easy: short blocks that are no body
            easy = take & (page.label < 0.2) & (page.matrix[:, features.COLUMN["words"]] < 8)
            drop = easy & (rng.random(len(easy)) < 0.6)
            weight = np.where(easy, weight / 0.4, weight)
            take &= ~drop
        parts.append((rows[page.id][take], page.label[take], weight[take]))
    data = lightgbm.Dataset(
        np.vstack([part[0] for part in parts]), np.concatenate([part[1] for part in parts]),
        weight=np.concatenate([part[2] for part in parts]),
    )  # fmt: skip
    return lightgbm.train(params, data, num_boost_round=rounds)


def second_rows(page: Page, p: np.ndarray) -> np.ndarray:
    places, bare = page.second
    return likelihood.second_rows(places, bare, p, page.shares)


def split_folds(pages: list[Page], count: int, seed: int) -> dict[str, int]:
    """Deal sites, not pages, to folds."""
    sites = sorted({page.site for page in pages})
    np.random.default_rng(seed).shuffle(sites)
    at = {site: number % count for number, site in enumerate(sites)}
    return {page.id: at[page.site] for page in pages}


def train(pages: list[Page], inner: int = 3, seed: int = 1) -> dict[str, np.ndarray]:
    """Train both models on these pages; the second on what firsts that did not know the site said."""
    matrices = {page.id: page.matrix for page in pages}
    first = fit(pages, matrices, FIRST, ROUNDS[0])
    fold = split_folds(pages, inner, seed)
    said = {}
    for number in range(inner):
        part = fit([page for page in pages if fold[page.id] != number], matrices, FIRST, ROUNDS[0])
        said.update({page.id: part.predict(page.matrix) for page in pages if fold[page.id] == number})
    alive = {key: p > likelihood.GIVEN_UP for key, p in said.items()}
    second = fit(pages, {page.id: second_rows(page, said[page.id]) for page in pages}, SECOND, ROUNDS[1], alive)
    return {**arrays("first", first), **arrays("second", second)}


def arrays(name: str, booster) -> dict[str, np.ndarray]:
    """Flatten a forest."""
    columns: dict[str, list] = {"feature": [], "threshold": [], "left": [], "right": [], "value": [], "roots": []}
    deepest = 0
    for info in booster.dump_model()["tree_info"]:
        columns["roots"].append(len(columns["feature"]))
        stack = [(info["tree_structure"], None, "", 0)]
        while stack:
            node, parent, side, depth = stack.pop()
            index = len(columns["feature"])
            deepest = max(deepest, depth)
            if parent is not None:
                columns[side][parent] = index
            is_leaf = "split_feature" not in node
            columns["feature"].append(0 if is_leaf else node["split_feature"])
            columns["threshold"].append(0.0 if is_leaf else node["threshold"])
            columns["left"].append(index)
            columns["right"].append(index)
            columns["value"].append(node["leaf_value"] if is_leaf else 0.0)
            if not is_leaf:
                stack.append((node["right_child"], index, "right", depth + 1))
                stack.append((node["left_child"], index, "left", depth + 1))
    kinds = {"feature": np.int16, "threshold": np.float32, "value": np.float32}
    made = {f"{name}_{key}": np.array(value, kinds.get(key, np.uint16)) for key, value in columns.items()}
    return {**made, f"{name}_depth": np.array(deepest, np.int16)}


_PAGES: dict[int, list[Page]] = {}


def train_fold(job: tuple[int, Path | None, str]) -> tuple[int, dict]:
    """Train on all pages but one fold's, in a process that inherits the pages."""
    number, cache, name = job
    return number, cached(cache, f"{name}/{number}.pickle", lambda: train(_PAGES[number]))


_MODELS: dict = {}


def _use(models: dict) -> None:
    _MODELS.update(models)


def read(job: tuple[dict, str, int]) -> dict:
    """Read one page, end to end, with the models of its fold."""
    row, data, number = job
    models = model.from_arrays(_MODELS[number])
    model.shipped = lambda: models
    raw = gzip.decompress(Path(f"{data}/pages/{row['id']}.html.gz").read_bytes())
    reading = extract(PageSource(body=raw, url=row["url"]), site=SiteHints())
    article = reading.articles[0] if reading.articles else None
    return {
        "id": row["id"], "text": article.text if article else "", "title": article.title if article else "",
        "authors": list(article.authors) if article else [],
        "date": article.published_at.isoformat() if article and article.published_at else None,
        "ms": 1.0, "cpu": 0.001, "error": None, "reason": reading.reason, "articles": len(reading.articles),
    }  # fmt: skip


def score(rows: list[dict], answers: dict[str, dict]) -> None:
    """Print F1 of word 4-grams, as the article extraction benchmark defines it."""
    for name, sets in (("news", NEWS), *((one, {one}) for one in sorted(NEWS)), ("wcxb", {"wcxb"})):
        precisions, recalls, own = [], [], []
        for row in rows:
            if row["set"] not in sets or not row.get("body"):
                continue
            truth = Counter(witnesses.runs(witnesses.words(row["body"])))
            said = Counter(witnesses.runs(witnesses.words(answers[row["id"]]["text"])))
            both = sum((truth & said).values())
            total = sum(truth.values()), sum(said.values())
            if total[1]:
                precisions.append(both / total[1])
            recalls.append(both / total[0])
            own.append(2 * both / sum(total))
        precision, recall = np.mean(precisions), np.mean(recalls)
        sys.stdout.write(
            f"{name:12} {len(own):4} pages  F1 {2 * precision * recall / (precision + recall):.4f}  P {precision:.3f}  "
            f"R {recall:.3f}  >=.95 {np.mean(np.array(own) >= 0.95):.3f}  <.5 {np.mean(np.array(own) < 0.5):.3f}\n"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--report", type=Path, help="cross-fit and write the answers here, one JSON object a line")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--cache", type=Path, help="folder for what a second run need not do again")
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.data / "truth.jsonl").open(encoding="utf-8")]
    digest = code_digest()
    jobs = [(row, str(args.data), args.cache, f"pages-{digest}") for row in rows]
    with Pool(2) as pool:
        pages = [page for page in pool.imap(prepare, jobs, chunksize=8) if page]
    say(f"{len(pages)} pages measured")
    fold = split_folds(pages, args.folds, 0)
    # Fold -1 holds no page: what is trained without it is trained on all.
    wanted = [*(range(args.folds) if args.report else ()), *((-1,) if args.out else ())]
    name = f"models-{code_digest(FIRST, SECOND, ROUNDS, SET_WEIGHT, len(pages), args.folds)}"
    _PAGES.update({number: [page for page in pages if fold[page.id] != number] for number in wanted})
    models = {}
    with Pool(2) as pool:
        for number, made in pool.imap(train_fold, [(number, args.cache, name) for number in wanted]):
            models[number] = made
            say(f"models {number} of {wanted} are there")
    if args.out:
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **models[-1])
        args.out.write_bytes(buffer.getvalue())
        say(f"{args.out}: {len(buffer.getvalue()):,} bytes")
    if args.report:
        with Pool(2, _use, (models,)) as pool:
            reads = [(row, str(args.data), fold.get(row["id"], 0)) for row in rows]
            answers = {one["id"]: one for one in pool.imap_unordered(read, reads, chunksize=8)}
        args.report.write_text("".join(json.dumps(answer) + "\n" for answer in answers.values()), encoding="utf-8")
        score(rows, answers)


def say(text: str) -> None:
    """Say how far the work is."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
