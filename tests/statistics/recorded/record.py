"""Records what SciPy and statsmodels compute of random samples, for peers_test.cpp to compare with.

    record.py [--output peers.json]

Needs, in an environment of its own, `statsmodels` 0.15.0 and `scipy` 1.17.1 from PyPI. The same seed makes the same
samples.

    signed_rank  differences, the statistic and the two-sided p of scipy.stats.wilcoxon: without ties by the exact
                 distribution, with ties by all signs (PermutationMethod), of large samples by the normal approximation
    holm         p values and those that statsmodels' multipletests adjusts
    bca          sums and weights by cluster, and the interval of scipy.stats.bootstrap(method="BCa") of their ratio
                 with the tail that the library asks for at this number of clusters
    power        the difference in standard errors that statsmodels' TTestPower finds with power 0.8
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

SEED = 17
RESAMPLES = 200_000


def signed_rank_cases(generator: np.random.Generator) -> list[dict[str, Any]]:
    """Samples with and without ties and zeros."""
    cases = []
    for count in (1, 2, 3, 5, 8, 12, 20, 35, 50):
        differences = generator.normal(0.3, 1, count)
        result = stats.wilcoxon(differences, method="exact")
        cases.append((differences, result, "exact"))
    for count in (4, 7, 10, 12):
        differences = generator.integers(-3, 5, count) / 8
        differences[differences == 0] = 0.25
        signs = stats.PermutationMethod(n_resamples=np.inf)
        cases.append((differences, stats.wilcoxon(differences, method=signs), "exact"))
    for count in (80, 200):
        cases.append((generator.normal(0.1, 1, count), None, "normal"))
        cases.append((generator.integers(-4, 6, count) / 8, None, "normal"))
    recorded = []
    for differences, result, method in cases:
        told = result or stats.wilcoxon(differences, method="asymptotic")
        positive = stats.wilcoxon(differences, alternative="greater").statistic  # the rank sum of the positive ones
        recorded.append({
            "method": method, "differences": differences.tolist(), "rank_sum": float(positive), "p": float(told.pvalue)
        })
    return recorded


def holm_cases(generator: np.random.Generator) -> list[dict[str, Any]]:
    """From one p value to fifty, small ones and equal ones among them."""
    cases = []
    for count in (1, 2, 5, 20, 50):
        p = generator.beta(0.4, 2, count)
        p[: count // 4] = np.round(p[: count // 4], 1)
        cases.append({"p": p.tolist(), "adjusted": multipletests(p, method="holm")[1].tolist()})
    return cases


def expanded_tail(clusters: int) -> float:
    """The tail that gives a bootstrap Student's quantile and the unbiased variance (Hesterberg 2015)."""
    factor = np.sqrt(clusters / (clusters - 1))
    return float(stats.norm.cdf(factor * stats.t.ppf(0.025, clusters - 1)))


def bca_cases(generator: np.random.Generator) -> list[dict[str, Any]]:
    """Skewed scores in clusters of one and of several."""
    cases = []
    for count, largest in ((20, 1), (25, 12), (30, 1), (60, 20), (150, 5)):
        weights = generator.integers(1, largest + 1, count).astype(float)
        scores = np.where(generator.random(count) < 0.2, generator.beta(2, 5, count), generator.beta(20, 2, count))
        sums = scores * weights
        tail = expanded_tail(count)
        result = stats.bootstrap(
            (sums, weights), lambda s, w, axis=-1: s.sum(axis=axis) / w.sum(axis=axis), paired=True, method="BCa",
            n_resamples=RESAMPLES, confidence_level=1 - 2 * tail, rng=generator, batch=10_000)
        interval = result.confidence_interval
        cases.append({"sums": sums.tolist(), "weights": weights.tolist(), "tail": tail,
                      "low": float(interval.low), "high": float(interval.high)})
    return cases


def power_cases() -> list[dict[str, Any]]:
    """statsmodels counts the effect in standard deviations of a difference."""
    cases = []
    for clusters in (2, 3, 5, 10, 20, 50, 200):
        effect = TTestPower().solve_power(nobs=clusters, alpha=0.05, power=0.8, alternative="two-sided")
        cases.append({"clusters": clusters, "standard_errors": float(np.squeeze(effect)) * clusters**0.5})
    return cases


def main() -> None:
    """Writes all cases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("peers.json"))
    arguments = parser.parse_args()
    generator = np.random.default_rng(SEED)
    recorded = {"signed_rank": signed_rank_cases(generator), "holm": holm_cases(generator),
                "bca": bca_cases(generator), "power": power_cases()}
    arguments.output.write_text(json.dumps(recorded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
