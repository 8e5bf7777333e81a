"""Prints the reference values of the tests of io.elbo.measure.

They come from scikit-image 0.26.0, scikit-learn 1.9.1, SciPy 1.17.1 and NumPy 2.4.6, on numbers that the class Draws of the
tests makes too.
"""
import numpy as np
import scipy.linalg
import scipy.stats
from scipy.spatial.distance import jensenshannon
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.metrics import (average_precision_score, mutual_info_score, pairwise_distances, roc_auc_score, roc_curve)

MASK = (1 << 64) - 1


def word(seed, i):
    """SplitMix64 (Steele, Lea and Flood 2014): the i-th output from a seed."""
    z = (seed + (i + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def uniform(seed, n):
    return np.array([(word(seed, i) >> 40) / 2**24 for i in range(n)])


def bell(seed, n, d):
    """Sums of 12 uniform numbers less 6, [n][d]: nearly normal, and exact in double precision."""
    return (uniform(seed, 12 * n * d).reshape(n * d, 12).sum(1) - 6).reshape(n, d).astype(np.float32)


def show(name, *values):
    print(name, *(repr(float(v)) for v in values))


# ImageQualityTest
for name, shape in ("grey", (24, 20, 1)), ("colour", (13, 16, 3)):
    size = int(np.prod(shape))
    x = uniform(1, size).astype(np.float32)
    y = (0.75 * x.astype(float) + 0.25 * uniform(2, size)).astype(np.float32)
    for peak in 1, 255:
        a, b = ((peak * v).astype(float).reshape(shape) for v in (x, y))
        s = structural_similarity(a, b, data_range=peak, gaussian_weights=True, sigma=1.5,
                                  use_sample_covariance=False, channel_axis=2)
        show(f"{name} {peak}", np.mean((a - b) ** 2), peak_signal_noise_ratio(a, b, data_range=peak), s)

# RankingTest
labels = uniform(3, 200) < 0.3
scores = np.floor(uniform(4, 200) * 20) + 3 * labels
show("ranking", labels.sum(), roc_auc_score(labels, scores), average_precision_score(labels, scores))
fpr, tpr, thresholds = roc_curve(labels, scores, drop_intermediate=False)
show("roc", len(fpr), thresholds[6], fpr[6], tpr[6])

# FrechetDistanceTest
first = bell(5, 100, 6).astype(float)
second = (bell(6, 80, 6).astype(float) * np.array([1, 2, 0.5, 1, 0.25, 4]) + np.array([0, 1, 0, -1, 0, 0])).astype(np.float32).astype(float)
s1, s2 = np.cov(first.T), np.cov(second.T)
m1, m2 = first.mean(0), second.mean(0)
show("frechet", ((m1 - m2) ** 2).sum() + np.trace(s1 + s2 - 2 * scipy.linalg.sqrtm(s1 @ s2)).real)

# PrecisionRecallTest: Kynkäänniemi et al. 2019 and Naeem et al. 2020, written down anew
real = bell(7, 150, 4).astype(float)
generated = (bell(8, 120, 4).astype(float) * 0.75 + 0.25).astype(np.float32).astype(float)
for k in 1, 3, 5:
    r = np.sort(pairwise_distances(real), 1)[:, k]
    g = np.sort(pairwise_distances(generated), 1)[:, k]
    d = pairwise_distances(real, generated)
    inside = d <= r[:, None]
    show(f"prdc {k}", inside.any(0).mean(), (d <= g).any(1).mean(), inside.sum() / k / len(generated),
         inside.any(1).mean())

# MigTest
latents = bell(9, 500, 3).astype(float)
factor = np.floor(uniform(10, 500) * 4)
latents[:, 1] = (latents[:, 1] + factor).astype(np.float32)
latents[:, 2] = (latents[:, 2] + factor / 2).astype(np.float32)
information = []
for j in range(3):
    edges = np.histogram(latents[:, j], 20)[1]
    information.append(mutual_info_score(np.digitize(latents[:, j], edges[:-1]), factor))
top = np.sort(information)
entropy = scipy.stats.entropy(np.bincount(factor.astype(int)))
show("mig", *information, (top[2] - top[1]) / entropy)

# BoostedTreesTest: columns of few values, so that no two splits part the rows alike; scikit-learn draws lots between such
x = np.floor(uniform(11, 6400) * 5).reshape(1600, 4)
noise = bell(12, 1600, 1)[:, 0].astype(float)
target = (x[:, 1] + 0.5 * (x[:, 2] - 2) ** 2 + 0.25 * noise - 3) / 2
train, test = slice(0, 1200), slice(1200, 1600)
model = GradientBoostingRegressor(random_state=0).fit(x[train], target[train])
show("regression importance", *model.feature_importances_)
show("regression", *model.predict(x[test])[:4])
for classes in 2, 3, 5:
    margin = x[:, 0] - 2 + 0.5 * (x[:, 3] - 2) * (x[:, 1] - 2) + 0.5 * noise
    label = np.clip(np.floor(margin + classes / 2), 0, classes - 1).astype(int)
    model = GradientBoostingClassifier(random_state=0).fit(x[train], label[train])
    show(f"classes {classes} importance", *model.feature_importances_)
    show(f"classes {classes}", *model.predict_proba(x[test])[0], (model.predict(x[test]) == label[test]).sum())

# DciTest: scores of a matrix of importance
importance = np.array([[0.7, 0.1, 0.0], [0.1, 0.8, 0.5], [0.1, 0.1, 0.5], [0.1, 0.0, 0.0]])
per_latent = 1 - scipy.stats.entropy(importance.T, base=3)
per_factor = 1 - scipy.stats.entropy(importance, base=4)
show("dci", (per_latent * importance.sum(1)).sum() / 3, per_factor.mean())

# InformationTest
p, q = np.array([0.5, 0.25, 0.125, 0.125]), np.array([0.1, 0.2, 0.3, 0.4])
show("kl", scipy.stats.entropy(p, q), scipy.stats.entropy(q, p), scipy.stats.entropy(p))
show("js", jensenshannon(p, q) ** 2)
