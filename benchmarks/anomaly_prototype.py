"""Unsupervised anomaly scores for numeric tables: an ensemble of small VAEs with a histogram likelihood.
Usage: DATA=dir python anomaly_prototype.py [seeds] [key=value ...]"""
import gzip, glob, os, sys, time, math
import numpy as np, torch
from scipy.stats import rankdata, norm
from sklearn.metrics import roc_auc_score, average_precision_score
torch.set_num_threads(1)

DEFAULT = dict(members=8, latent=3, hidden=64, bins=(8, 32), warp='uniform', trim=0.2, beta=1.0, steps=300, batch=128,
               lr=2e-3, samples=4, linear=True, shift=True, sub=0, clip=5.0, pseudo=0.1, marginal=False)

def load(folder):
    for f in sorted(glob.glob(os.path.join(folder, '*.csv.gz'))):
        A = np.genfromtxt(gzip.open(f, 'rt'), delimiter=',', skip_header=1)
        yield os.path.basename(f).split('.')[0], A[:, :-1], A[:, -1].astype(int)

def score(X, seed=0, **kw):
    c = {**DEFAULT, **kw}; rng = np.random.default_rng(seed); torch.manual_seed(seed)
    X = X[:, X.max(0) > X.min(0)]; n, d = X.shape; E, L, H = c['members'], c['latent'], c['hidden']
    Z = np.clip((X - X.mean(0)) / X.std(0), -c['clip'], c['clip'])                        # raw scale
    R = np.stack([norm.ppf((rankdata(x) - 0.5) / n) for x in X.T], 1)                     # normal scores (mean ranks for ties)
    lam = {'z': lambda: np.zeros(E), 'rank': lambda: np.ones(E), 'half': lambda: np.full(E, .5), 'two': lambda: np.arange(E) % 2,
           'uniform': lambda: (np.arange(E) + 0.5) / E}[c['warp']]()
    b = c['bins']; Ks = np.full(E, b) if np.isscalar(b) else np.round(np.exp(np.log(b[0]) + rng.permutation(E) / max(1, E - 1) * np.log(b[1] / b[0]))).astype(int)
    K = Ks.max() + 1
    A = np.empty((E, n, d), np.float32); B = np.empty((E, n, d), np.int64)
    for e in range(E):
        V = (1 - lam[e]) * Z + lam[e] * R; lo, hi = V.min(0), V.max(0)
        u = rng.random(d) if c['shift'] else 0.0
        if c['shift']: w = (hi - lo) / (Ks[e] - 1)                                            # Ks bins, the grid at a random offset
        else: w = (hi - lo) / Ks[e]
        B[e] = np.minimum((V - lo) / w + u, Ks[e] - 1 if not c['shift'] else Ks[e]).astype(int)
        A[e] = (V - V.mean(0)) / V.std(0)
    A = torch.from_numpy(A); B = torch.from_numpy(B)
    cnt = torch.zeros(E, d, K).scatter_add_(2, B.transpose(1, 2), torch.ones(E, d, n))
    bias = ((cnt + c['pseudo']) / (n + c['pseudo'] * K)).log().reshape(E, 1, d * K)
    if c['marginal']: return -bias.reshape(E, d, K).gather(2, B.transpose(1, 2)).sum(1).mean(0).numpy()   # ablation: no VAE
    W = lambda i, o, s=1.0: (torch.randn(E, i, o) * s / math.sqrt(i)).requires_grad_()
    O = lambda o: torch.zeros(E, 1, o, requires_grad=True)
    enc = [W(d, H), O(H), W(H, 2 * L, 0.5), O(2 * L)]
    dec = [W(L, d * K, 0.3)] if c['linear'] else [W(L, H), O(H), W(H, d * K, 0.3)]
    bias = bias.clone().requires_grad_()
    P = enc + dec + [bias]
    def encode(x):
        h = torch.relu(torch.baddbmm(enc[1], x, enc[0])); m, s = torch.baddbmm(enc[3], h, enc[2]).chunk(2, -1)
        return m, s.clamp(-8, 3)
    def decode(z):
        o = torch.baddbmm(bias, z, dec[0]) if c['linear'] else torch.baddbmm(bias, torch.relu(torch.baddbmm(dec[1], z, dec[0])), dec[2])
        return o.reshape(E, -1, d, K).log_softmax(-1)
    opt = torch.optim.Adam(P, c['lr']); bs = min(c['batch'], n); steps = c['steps']
    ar = torch.arange(E)[:, None]; m = c['sub'] and min(n, c['sub']) or n
    rows = torch.stack([torch.randperm(n)[:m] for _ in range(E)])
    for t in range(steps):
        for g in opt.param_groups: g['lr'] = c['lr'] * min(1, 2 * (1 - t / steps))
        ix = rows.gather(1, torch.randint(m, (E, bs))); x, y = A[ar, ix], B[ar, ix]
        mu, s = encode(x); z = mu + torch.randn_like(mu) * (s / 2).exp()
        loss = -(decode(z).gather(-1, y[..., None])[..., 0]).sum(-1) + c['beta'] * 0.5 * (mu ** 2 + s.exp() - 1 - s).sum(-1)
        if c['trim']: loss = loss * (loss <= loss.detach().quantile(1 - c['trim'], 1, keepdim=True))
        loss.mean(1).sum().backward(); opt.step(); opt.zero_grad(set_to_none=True)
    out = []
    with torch.no_grad():
        for i in range(0, n, 1000):
            x, y = A[:, i:i + 1000], B[:, i:i + 1000]; mu, s = encode(x); lw = []
            for _ in range(c['samples']):
                e = torch.randn_like(mu); z = mu + e * (s / 2).exp()
                lw.append(decode(z).gather(-1, y[..., None])[..., 0].sum(-1) + 0.5 * (e ** 2 - z ** 2 + s).sum(-1))
            out.append(math.log(c['samples']) - torch.stack(lw).logsumexp(0))
    iw = torch.cat(out, 1).numpy()                                                         # [members, n]
    return iw.mean(0)

if __name__ == '__main__':
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    kw = {k: eval(v) for k, v in (a.split('=', 1) for a in sys.argv[2:])}; T = []
    for name, X, y in load(os.environ['DATA']):
        t = time.time(); r = np.array([(roc_auc_score(y, s), average_precision_score(y, s)) for s in (score(X, i, **kw) for i in range(seeds))])
        T.append(r); print(f'{name:12s} auroc {r[:,0].mean():.4f} +- {r[:,0].std():.4f} ap {r[:,1].mean():.4f} {(time.time()-t)/seeds:.1f}s per seed', flush=True)
    T = np.array(T); print('MEAN auroc %.4f +- %.4f ap %.4f' % (T[:, :, 0].mean(), T[:, :, 0].mean(0).std(), T[:, :, 1].mean()))
