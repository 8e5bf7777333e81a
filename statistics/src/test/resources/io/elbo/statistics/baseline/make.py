"""Makes the tables of this folder and, by scikit-learn, the figures of reference.json: python make.py.

Needs NumPy 2 and scikit-learn 1.9. What is written as a table has three decimals and is read as 32-bit floats, here too.
"""

import json

import numpy as np
import sklearn
from sklearn.decomposition import PCA, FactorAnalysis
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss, r2_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler


def table(name, labels, values):
    """Writes labels and values; returns the values as a reader gets them."""
    header = ",".join(["label"] + [f"x{j}" for j in range(values.shape[1])])
    np.savetxt(name, np.column_stack([labels, values]), "%d" + ",%.3f" * values.shape[1], header=header, comments="")
    return np.loadtxt(name, delimiter=",", skiprows=1)[:, 1:].astype(np.float32).astype(np.float64)


random = np.random.default_rng(20)

# Two factors and a noise of its own for each feature; three labels, which overlap.
z = random.normal(size=(80, 2))
loadings = np.array([[2, 1.5, -1, 0.5, 0, 0.3], [0, 0.4, 1.2, -0.9, 1.1, 0.2]])
noise = np.array([0.5, 0.8, 0.6, 0.4, 0.9, 0.7])
factors = z @ loadings + noise * random.normal(size=(80, 6)) + [3, -1, 0, 10, 0.5, -4]
labels = np.argmax(np.column_stack([z, 0.3 - z.sum(1)]) + 0.5 * random.normal(size=(80, 3)), axis=1)
x = table("factors.csv", labels, factors)

# Three clusters of different shapes.
shapes = [([0, 0], [[1, 0.8], [0.8, 1]], 90), ([6, 1], [[0.5, -0.3], [-0.3, 2]], 60), ([-2, 7], [[2, 0.4], [0.4, 0.3]], 30)]
parts = [random.multivariate_normal(mean, covariance, size) for mean, covariance, size in shapes]
clusters = table("clusters.csv", np.repeat([0, 1, 2], [size for _, _, size in shapes]), np.concatenate(parts))

pca = PCA(3, svd_solver="full").fit(x)
factor = FactorAnalysis(2, tol=1e-14, max_iter=1_000_000, svd_method="lapack").fit(x)
standard = StandardScaler().fit_transform(x)
logistic = LogisticRegression(C=0.4, solver="newton-cholesky", tol=1e-12, max_iter=100_000).fit(standard, labels)
probe = StandardScaler().fit_transform(x[:, :4])
ridge = Ridge(alpha=2.5, solver="svd").fit(probe, x[:, 4:])
mixtures = {
    kind: GaussianMixture(3, covariance_type=kind, reg_covar=0, tol=1e-13, max_iter=10_000, n_init=5, random_state=0).fit(clusters)
    for kind in ["full", "diag"]
}

reference = {
    "by": "scikit-learn " + sklearn.__version__,
    "pca": {
        "variances": pca.explained_variance_.tolist(),
        "components": pca.components_.tolist(),
        "logDensities": pca.score_samples(x).tolist(),
    },
    "factorAnalysis": {
        "logDensities": factor.score_samples(x).tolist(),
        "noise": factor.noise_variance_.tolist(),
    },
    "logistic": {
        "weights": logistic.coef_.tolist(),
        "intercepts": logistic.intercept_.tolist(),
        "logLoss": log_loss(labels, logistic.predict_proba(standard)),
        "accuracy": logistic.score(standard, labels),
    },
    "ridge": {
        "weights": ridge.coef_.tolist(),
        "intercepts": ridge.intercept_.tolist(),
        "rSquared": r2_score(x[:, 4:], ridge.predict(probe), multioutput="raw_values").tolist(),
    },
    "mixture": {
        kind: {"logLikelihood": mixture.score(clusters), "weights": sorted(mixture.weights_.tolist())}
        for kind, mixture in mixtures.items()
    },
}
with open("reference.json", "w") as file:
    json.dump(reference, file, indent=1)
    file.write("\n")
