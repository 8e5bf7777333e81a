"""Anomaly detection baselines on the labelled sets of $DATA (*.csv.gz, last column `label`).
Usage: DATA=dir python anomaly_baselines.py [seeds]  -- AUROC and average precision per set; all rows are used, without labels."""
import gzip, glob, os, sys, time
import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors
from sklearn.metrics import roc_auc_score, average_precision_score
import torch
torch.set_num_threads(1)

def load(folder):
    for f in sorted(glob.glob(os.path.join(folder, '*.csv.gz'))):
        A = np.genfromtxt(gzip.open(f, 'rt'), delimiter=',', skip_header=1)
        yield os.path.basename(f).split('.')[0], A[:, :-1], A[:, -1].astype(int)

def zscore(X):
    s = X.std(0)
    return (X - X.mean(0)) / np.where(s > 0, s, 1)

def iforest(X, seed): return -IsolationForest(n_estimators=100, random_state=seed).fit(X).score_samples(X)

def pca(X, seed):  # reconstruction error with the components that hold 90% of the variance
    Z = zscore(X); p = PCA(n_components=0.9, svd_solver='full').fit(Z)
    return ((Z - p.inverse_transform(p.transform(Z))) ** 2).sum(1)

def knn(k):
    def score(X, seed):
        Z = zscore(X); d, _ = NearestNeighbors(n_neighbors=k + 1).fit(Z).kneighbors(Z)
        return d[:, -1]
    return score

def vae(X, seed, latent=None, hidden=64, epochs=100, batch=128, lr=1e-3):
    """plain VAE: z-scores, one hidden layer of 64, Gaussian likelihood with unit variance, score = -ELBO (16 samples)"""
    torch.manual_seed(seed); Z = torch.tensor(zscore(X), dtype=torch.float32); n, d = Z.shape
    L = latent or max(2, min(8, d // 2))
    enc = torch.nn.Sequential(torch.nn.Linear(d, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, 2 * L))
    dec = torch.nn.Sequential(torch.nn.Linear(L, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, d))
    opt = torch.optim.Adam([*enc.parameters(), *dec.parameters()], lr)
    def nelbo(x):
        m, s = enc(x).chunk(2, 1); s = s.clamp(-8, 4)
        z = m + torch.randn_like(m) * (s / 2).exp()
        return 0.5 * ((x - dec(z)) ** 2).sum(1) + 0.5 * (m ** 2 + s.exp() - 1 - s).sum(1)
    steps = min(epochs * max(1, n // batch), 6000)
    for _ in range(steps):
        x = Z[torch.randint(n, (min(batch, n),))]; opt.zero_grad(); nelbo(x).mean().backward(); opt.step()
    with torch.no_grad(): return torch.stack([nelbo(Z) for _ in range(16)]).mean(0).numpy()

METHODS = {'iforest': iforest, 'pca90': pca, 'knn5': knn(5), 'knn10': knn(10), 'vae': vae}
if __name__ == '__main__':
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    total = {m: [] for m in METHODS}
    for name, X, y in load(os.environ['DATA']):
        line = name.ljust(12)
        for m, f in METHODS.items():
            t = time.time()
            r = [(roc_auc_score(y, s), average_precision_score(y, s)) for s in (f(X, i) for i in range(seeds if m in ('iforest', 'vae') else 1))]
            r = np.array(r); total[m].append(r.mean(0))
            line += f' {m} {r[:,0].mean():.4f}+-{r[:,0].std():.3f} ap {r[:,1].mean():.3f} {time.time()-t:.0f}s |'
        print(line, flush=True)
    print('MEAN'.ljust(12), *(f'{m} auroc {np.mean(v,0)[0]:.4f} ap {np.mean(v,0)[1]:.4f} |' for m, v in total.items()))
