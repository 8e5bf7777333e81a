"""Computes the figures of reference.json from anomalies.csv with scikit-learn: python make.py. Needs NumPy 2 and scikit-learn 1.9.

anomalies.csv has 300 normal rows (label 0) from a Gaussian with correlated features and 30 anomalies (label 1), uniform from -4 to 4. Some
of the anomalies lie among the normal rows. The file has three decimals and is read as 32-bit floats, here too.
"""

import json

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

table = np.loadtxt("anomalies.csv", delimiter=",", skiprows=1)
kinds = table[:, 0]
rows = table[:, 1:].astype(np.float32).astype(np.float64)
scores = np.array([-IsolationForest(random_state=seed).fit(rows).score_samples(rows) for seed in range(20)])
aurocs = [roc_auc_score(kinds, one) for one in scores]

reference = {
    "by": "scikit-learn " + sklearn.__version__,
    "auroc": float(np.mean(aurocs)),
    "standardDeviation": float(np.std(aurocs)),
    "scores": scores.mean(axis=0).tolist(),
}
with open("reference.json", "w") as file:
    json.dump(reference, file, indent=1)
    file.write("\n")
